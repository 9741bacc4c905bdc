import type { Guard, StepContext } from '#domain/process/types.js';
import { guard } from '../acts.js';
import { refuseBanned } from '../ban.js';
import { refuseAbility, refuseComposition, refuseLead, refuseProfile, refuseSecondLead } from '../conditions.js';
import type { Member } from '../data.js';
import { refuseFindings } from '../formation/guards.js';
import { signedKinds, type ChangeData, type ChangeKnown } from './data.js';

export type Context = StepContext<ChangeData, ChangeKnown>;
type ChangeGuard = Guard<ChangeData, ChangeKnown>;
const rule = guard<ChangeData, ChangeKnown>;

/** The members as they will be: a new lead joins them, who leaves is gone. */
export function membersAfter(data: ChangeData): Member[] {
  const { newLead, members, joining, leaving } = data;
  const kept = [...members, ...joining].filter(({ unitId }) => !leaving.includes(unitId));
  if (!newLead || kept.some(({ unitId }) => unitId === newLead.unitId)) return kept;
  return [{ ...newLead, kind: 'enterprise', core: true, ability: data.profile?.evidence ?? '' }, ...kept];
}

/** Who signs: every unit there is, every unit that joins; who leaves signs its exit 退出声明 on the same text. */
export const parties = (data: ChangeData): Member[] => {
  const joined = membersAfter({ ...data, leaving: [] });
  return [...new Map(joined.map((member) => [member.unitId, member])).values()];
};

/** R10, B32: a new lead and new core members must not be banned; who was core before is only shown to the province. */
export const newcomersFree: ChangeGuard = rule('newcomersFree', 'B32', ({ state: { data }, known, now }) =>
  refuseBanned(known.bans, data.newLead ? [data.newLead.unitId] : [], data.joining, now),
);

/** 2.6: the new lead meets B4-B6. */
export const newLeadFits: ChangeGuard = rule('newLeadFits', 'B4', ({ state: { data }, known }) =>
  data.newLead
    ? (refuseLead(known.units[data.newLead.unitId]) ?? refuseProfile(data.profile) ?? refuseSecondLead(known.leads, undefined))
    : undefined,
);

/** What is left is still a consortium (2.2), and whoever joins shows its ability (B8). */
export const stillConsortium: ChangeGuard = rule('stillConsortium', '2.2', ({ state: { data } }) =>
  data.joining.length + data.leaving.length > 0
    ? (refuseComposition(membersAfter(data)) ?? refuseAbility(data.joining))
    : undefined,
);

export const textComplete: ChangeGuard = rule('textComplete', 'B26', ({ state, known }) =>
  signedKinds.includes(state.data.kind) ? refuseFindings('补充协议', known.agreement) : undefined,
);
