import type { CaseDetail } from '#apps/api/contract.js';
import type { DissolutionData } from '#domain/consortium/dissolution/data.js';
import type { DialogKnowledge } from '../../case/act/knowledge.js';
import type { Stage } from '../../case/stages.js';
import { signingKnowledge } from '../signing/knowledge.js';

export const dissolutionData = (one: CaseDetail) => one.data as unknown as DissolutionData;

/** The way of a dissolution (2.7); objections are a step only where there are some. */
export const dissolutionStages = ({ objections = [] }: DissolutionData): Stage[] => [
  { label: '起草解散协议', at: ['requested'] },
  { label: '成员签署或异议期', at: ['member_consent'] },
  ...(objections.length > 0 ? [{ label: '异议处理', at: ['disputed'] }] : []),
  { label: '清算', at: ['settlement'] },
  { label: '推荐单位审核', at: ['recommender'] },
  { label: '省厅审批', at: ['province_approval'] },
  { label: '准予解散', at: ['dissolved'] },
];

/** What the dialogs of a dissolution's acts know. */
export function useDissolution(one: CaseDetail): DialogKnowledge {
  const { instrument, settlement } = dissolutionData(one);
  return {
    ...signingKnowledge(instrument, '解散协议'),
    // Returned for completion, it is completed, not written again.
    ...(settlement ? { defaults: { 'submit-settlement': { ...settlement } } } : {}),
  };
}
