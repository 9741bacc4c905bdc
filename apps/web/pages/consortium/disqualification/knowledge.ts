import { localDate } from '#domain/calendar/instant.js';
import type { CaseDetail, Me } from '#apps/api/contract.js';
import type { DisqualificationData } from '#domain/consortium/disqualification/data.js';
import type { DialogKnowledge } from '../../case/act/knowledge.js';
import type { Stage } from '../../case/stages.js';

export const disqualificationData = (one: CaseDetail) => one.data as unknown as DisqualificationData;

/** The way of a disqualification (2.8); a review is a step only where it was asked for. */
export const disqualificationStages = ({ review }: DisqualificationData): Stage[] => [
  { label: '线索', at: ['clue'] },
  { label: '调查', at: ['investigating'] },
  { label: '事先告知', at: ['notice'] },
  { label: '审议', at: ['deliberation'] },
  { label: '送达', at: ['decided'] },
  { label: '生效', at: ['effective'] },
  ...(review ? [{ label: '复核', at: ['review'] }] : []),
  { label: '禁入期', at: ['final'] },
  { label: '期满解除', at: ['ended'] },
];

/** What the dialogs of a disqualification's acts know. */
export function useDisqualification(one: CaseDetail, me: Me): DialogKnowledge {
  const { members, offices, findings } = disqualificationData(one);
  const today = localDate(Date.parse(me.clock.now));
  return {
    units: {
      named: members.filter(({ unitId }) => unitId !== offices.lead).map(({ unitId, name }) => ({ value: unitId, label: name })),
    },
    defaults: {
      'record-receipt': { on: today },
      'record-service': { servedOn: today },
      ...(findings ? { 'report-findings': { findings } } : {}),
    },
  };
}
