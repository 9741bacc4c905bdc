import { checkComplete, type DocumentContent, type FormDocument } from '#domain/form/document.js';
import type { Finding } from '#domain/form/finding.js';

const text = (key: string, label: string, required = true) => ({
  clause: '2.6',
  key,
  label,
  kind: 'longtext' as const,
  limit: 20_000,
  ...(required ? { required } : {}),
});

/** 补充协议 (B26, 2.6): what changes, how duties and results are divided from then on, and the terms of who leaves. */
export const supplementaryAgreement: FormDocument = {
  name: 'agreement',
  label: '创新联合体补充协议',
  sections: [
    { key: 'changes', label: '一、变更内容', fields: [text('changes', '变更内容')] },
    { key: 'duties', label: '二、任务分工与责权利调整', fields: [text('duties', '任务分工与责权利调整')] },
    { key: 'exit', label: '三、退出单位的权利义务（无退出填“无”）', fields: [text('exit', '退出单位的权利义务')] },
  ],
};

export const checkSupplementary = (content: DocumentContent): Finding[] => checkComplete(supplementaryAgreement, content);
