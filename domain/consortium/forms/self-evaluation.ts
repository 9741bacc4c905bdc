import { checkComplete, type DocumentContent, type FormDocument } from '#domain/form/document.js';
import type { Finding } from '#domain/form/finding.js';
import { dimensions } from '../vocabulary.js';

/** 绩效自评: exactly the four dimensions of B22, each with what was done and its evidence. */
export const selfEvaluation: FormDocument = {
  name: 'form',
  label: '创新联合体绩效自评报告',
  sections: dimensions.map(({ key, label }) => ({
    key,
    label,
    fields: [
      { clause: 'B22', key: `${key}Text`, label, kind: 'longtext', required: true, limit: 5_000 },
      { clause: 'B22', key: `${key}Evidence`, label: `${label}：佐证材料`, kind: 'longtext', required: true, limit: 2_000 },
    ],
  })),
};

export const checkSelfEvaluation = (content: DocumentContent): Finding[] => checkComplete(selfEvaluation, content);
