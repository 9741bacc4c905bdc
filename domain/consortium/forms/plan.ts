import { checkComplete, type DocumentContent, type FormDocument } from '#domain/form/document.js';
import type { Finding } from '#domain/form/finding.js';
import { taskGroups } from '../vocabulary.js';

const LONG = 20_000;

/** 附件3 云南省创新联合体建设方案: exactly seven sections (B48); the fourth under the five task groups, with the two lists of the first (B19). */
export const plan: FormDocument = {
  name: 'plan',
  label: '云南省创新联合体建设方案',
  sections: [
    ...(['一、建设意义及必要性', '二、建设基础和优势', '三、建设思路和目标'] as const).map((label, index) =>
      text(label, `part${index + 1}`),
    ),
    {
      key: 'part4',
      label: '四、重点任务',
      fields: [
        ...taskGroups.map(({ key, label }) => ({
          clause: 'B19',
          key,
          label,
          kind: 'longtext' as const,
          required: true,
          limit: LONG,
        })),
      ],
      tables: [list('problems', '重大科学问题清单'), list('targets', '关键核心技术攻关清单')],
    },
    ...(['五、组织架构和运行机制', '六、保障措施', '七、进度计划'] as const).map((label, index) =>
      text(label, `part${index + 5}`),
    ),
  ],
};

function text(label: string, key: string) {
  return { key, label, fields: [{ clause: 'B48', key, label, kind: 'longtext' as const, required: true, limit: LONG }] };
}

function list(key: string, label: string) {
  return {
    key,
    label,
    clause: 'B19',
    least: 1,
    columns: [
      { key: 'name', label: '名称', kind: 'text' as const, required: true },
      { key: 'unit', label: '责任单位', kind: 'text' as const, required: true },
    ],
  };
}

export const checkPlan = (content: DocumentContent): Finding[] => checkComplete(plan, content);
