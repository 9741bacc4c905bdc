import type { CaseDetail } from '#apps/api/contract.js';
import type { CoordinationData } from '#domain/coordination/data.js';
import type { DialogKnowledge } from '../case/act/knowledge.js';
import type { Stage } from '../case/stages.js';

/** An item, with the consortium it was raised in, if any. */
export const coordinationData = (one: CaseDetail) => one.data as unknown as CoordinationData & { consortiumId?: string };

/** The way of an item (2.11); the province assigns only what is forwarded to it. */
export const coordinationStages = (status: string): Stage[] => [
  { label: '分办', at: ['raised'] },
  ...(status === 'forwarded' ? [{ label: '省厅交办', at: ['forwarded'] }] : []),
  { label: '办理', at: ['assigned'] },
  { label: '提出单位确认', at: ['replied'] },
  { label: '办结', at: ['closed'] },
];

const days = { days: '20' };

/** What the dialogs of an item's acts know. */
export const useCoordination = (_one: CaseDetail): DialogKnowledge => ({
  defaults: { keep: days, 'forward-department': days, assign: days, confirm: { satisfaction: 'satisfied' } },
});
