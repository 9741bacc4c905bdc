import { dimensions } from '../vocabulary.js';

/** What an attachment 附件 of an evaluation proves: one kind a dimension (B22). */
export const evaluationAttachments = [
  ...dimensions.map(({ key, label }) => ({ value: `evidence-${key}`, label: `佐证：${label}` })),
  { value: 'other', label: '其他材料' },
];
