import { checkComplete, type DocumentContent, type FormDocument } from '#domain/form/document.js';
import type { Finding } from '#domain/form/finding.js';

const section = (key: string, label: string) => ({
  key,
  label,
  fields: [{ clause: '2.7', key, label, kind: 'longtext' as const, required: true, limit: 20_000 }],
});

/** 解散协议: how funds, rights, equipment and data are divided, as the agreement's fourth section foresaw. */
export const dissolutionAgreement: FormDocument = {
  name: 'agreement',
  label: '创新联合体解散协议',
  sections: [
    section('reason', '一、解散事由'),
    section('division', '二、经费、知识产权、设备和数据的处置'),
    section('duties', '三、解散后各单位的权利义务'),
  ],
};

export const checkDissolution = (content: DocumentContent): Finding[] => checkComplete(dissolutionAgreement, content);
