/** What an attachment 附件 of a formation is. */
export const formationAttachments = [
  { value: 'fund-rules', label: '经费管理制度' },
  { value: 'signature-page', label: '盖章签署页' },
  { value: 'evidence', label: '牵头条件证明' },
  { value: 'other', label: '其他材料' },
] as const;

/** B11 the rules for the use of money. */
export const FUND_RULES = 'fund-rules' satisfies (typeof formationAttachments)[number]['value'];
