import type { CaseDetail } from '#apps/api/contract.js';
import { approvedKinds, signedKinds, type ChangeData } from '#domain/consortium/change/data.js';
import type { DialogKnowledge } from '../../case/act/knowledge.js';
import type { Stage } from '../../case/stages.js';
import { signingKnowledge } from '../signing/knowledge.js';

export const changeData = (one: CaseDetail) => one.data as unknown as ChangeData;

export const isSigned = ({ kind }: ChangeData): boolean => signedKinds.includes(kind);
export const isApproved = ({ kind }: ChangeData): boolean => approvedKinds.includes(kind);

/** The way of this change (2.6): signatures only for some kinds, the recommending office only 自下而上, 核准 or 备案. */
export function changeStages(data: ChangeData): Stage[] {
  return [
    { label: '起草', at: ['draft'] },
    ...(isSigned(data) ? [{ label: '签署补充协议', at: ['signing'] }] : []),
    ...(data.origin === 'bottom-up' ? [{ label: '推荐单位审核', at: ['recommender'] }] : []),
    isApproved(data) ? { label: '省厅核准', at: ['province'] } : { label: '省厅备案', at: ['filing'] },
    { label: '生效', at: ['effective'] },
  ];
}

/** What the dialogs of a change's acts know. */
export const useChange = (one: CaseDetail): DialogKnowledge => signingKnowledge(changeData(one).instrument, '补充协议');
