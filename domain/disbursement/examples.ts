import { childId } from '#domain/process/child-id.js';
import type { DisbursementData } from './data.js';
import { split, triggersOf, type Template } from './split.js';

/** A plan for tests and demo data; amounts in fen. */
export function examplePlan(
  planId: string,
  total: bigint,
  template: Template,
  change: Partial<DisbursementData> = {},
): DisbursementData {
  const triggers = triggersOf(template);
  return {
    title: '绿色铝短流程制备重大专项拨款',
    offices: { lead: 'lead', province: 'p', finance: 'finance' },
    consortiumId: 'consortium',
    payee: { unitId: 'lead', name: '滇中绿铝集团(示例)' },
    account: { name: '滇中绿铝集团(示例)', bank: '彩云银行昆明支行', number: '6222020200001234567' },
    line: 'major-project',
    totalFen: total.toString(),
    template,
    pledgedFen: (total * 2n).toString(),
    instalments: split(total, template).map((fen, n) => ({
      caseId: childId(planId, `instalment-${n + 1}`),
      trigger: triggers[n]!,
      fen: fen.toString(),
    })),
    ...change,
  };
}
