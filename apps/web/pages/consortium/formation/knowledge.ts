import type { CaseDetail, Me } from '#apps/api/contract.js';
import type { Member } from '#domain/consortium/data.js';
import type { FormationData } from '#domain/consortium/formation/data.js';
import type { DialogKnowledge } from '../../case/act/knowledge.js';
import { holdsIn } from '../../case/posts.js';
import { signingKnowledge } from '../signing/knowledge.js';

export const formationData = (one: CaseDetail) => one.data as unknown as FormationData;

/** The list as it would be frozen now: the lead, and everyone who accepted; once frozen, as it was. */
export function membersOf(one: CaseDetail): Member[] {
  const data = formationData(one);
  if (data.members && one.status !== 'inviting') return data.members;
  const lead: Member = {
    unitId: data.offices.lead,
    name: one.names[data.offices.lead] ?? one.unit ?? '',
    kind: 'enterprise',
    core: true,
    ability: data.profile?.evidence ?? '',
  };
  const accepted = data.invitations.filter((one) => one.intention === 'accepted');
  return [
    lead,
    ...accepted.map(({ intention: _intention, at: _at, reason: _reason, ability = '', ...member }) => ({ ...member, ability })),
  ];
}

export const leads = (one: CaseDetail, me: Me): boolean => holdsIn(me, formationData(one).offices.lead, 'LD');

/** What the dialogs of a formation's acts know. */
export function useFormation(one: CaseDetail): DialogKnowledge {
  const { instrument, panel = [], scores = [] } = formationData(one);
  const scored = new Set(scores.map((score) => score.personId));
  return {
    experts: panel.filter((id) => !scored.has(id)).map((id) => ({ value: id, label: one.names[id] ?? id })),
    defaults: { 'draw-panel': { size: '7' }, 'publish-notice': { days: '5' } },
    ...signingKnowledge(instrument, '组建协议'),
  };
}
