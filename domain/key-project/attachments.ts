/** What an attachment 附件 proves. */
export const attachmentPurposes = [
  { value: 'application', label: '盖章申报表' },
  { value: 'filing', label: '备案文件' },
  { value: 'land', label: '用地手续' },
  { value: 'environment', label: '环评批复' },
  { value: 'planning', label: '规划许可' },
  { value: 'photo', label: '现场照片' },
  { value: 'other', label: '其他材料' },
] as const;
export type AttachmentPurpose = (typeof attachmentPurposes)[number]['value'];
