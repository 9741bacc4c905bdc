import { amountOf, checkComplete, error, textOf, type DocumentContent, type FormDocument } from '#domain/form/document.js';
import type { Finding } from '#domain/form/finding.js';
import { taskGroups } from '../vocabulary.js';

const text = (clause: string, key: string, label: string, limit = 5_000) => ({
  clause,
  key,
  label,
  kind: 'longtext' as const,
  required: true,
  limit,
});
const money = (key: string, label: string) => ({
  clause: 'B30',
  key,
  label,
  kind: 'money' as const,
  unit: '万元' as const,
  required: true,
});

/** 年度总结和下一年度工作计划 (B30, specification 2.4): under the five headings of B19. */
export const annualReportForm: FormDocument = {
  name: 'form',
  label: '创新联合体年度报告',
  sections: [
    { key: 'summary', label: '年度总结', fields: taskGroups.map(({ key, label }) => text('B19', key, label)) },
    {
      key: 'funds',
      label: '经费情况',
      fields: [money('fiscal', '本年度财政资金到位'), money('selfRaised', '本年度企业自筹到位'), money('spent', '本年度支出')],
    },
    {
      key: 'members',
      label: '成员变化',
      fields: [text('B30', 'changes', '成员变化情况（无变化填“无”）', 1_000)],
    },
    { key: 'next', label: '下一年度工作计划', fields: [text('B30', 'nextPlan', '下一年度工作计划')] },
    {
      key: 'problems',
      label: '存在问题和需政府协调事项',
      fields: [text('B30', 'problems', '存在的问题（无则填“无”）', 2_000)],
      tables: [
        {
          key: 'matters',
          label: '需政府协调事项',
          clause: 'B30',
          columns: [
            { key: 'title', label: '事项', kind: 'text', required: true, limit: 60 },
            { key: 'detail', label: '具体情况和建议', kind: 'longtext', required: true, limit: 500 },
          ],
        },
      ],
    },
  ],
};

export function checkAnnualReport(content: DocumentContent): Finding[] {
  const [fiscal, selfRaised, spent] = (['fiscal', 'selfRaised', 'spent'] as const).map((key) => amountOf(content.fields, key));
  const over = fiscal !== undefined && selfRaised !== undefined && spent !== undefined && spent > fiscal + selfRaised;
  return [
    ...checkComplete(annualReportForm, content),
    ...(over ? [error('B30', 'spent', '本年度支出大于到位经费合计，请核对；使用上年结余的请计入到位。')] : []),
  ];
}

/** The matters 需政府协调事项 of the report: each becomes a coordination item (2.11). */
export const mattersOf = (content: DocumentContent): { title: string; detail: string }[] =>
  (content.tables.matters ?? []).map((row) => ({ title: textOf(row, 'title'), detail: textOf(row, 'detail') }));
