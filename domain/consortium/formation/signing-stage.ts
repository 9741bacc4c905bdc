import { addDays, endOfDay, localDate } from '#domain/calendar/instant.js';
import type { Effect, NamedInstant, Row } from '#domain/process/types.js';
import { lead, unit, members, patchOf, said, tell, tellOf, tellUnits, time } from '../acts.js';
import type { Member } from '../data.js';
import { signingRows, unsigned, voidSignatures } from '../signing.js';
import type { FormationData, FormationKnown } from './data.js';
import {
  agreementComplete,
  textChanged,
  memberNamed,
  nobodyBanned,
  remaining,
  remainingFit,
  reopened,
  type Context,
} from './guards.js';

type FormationRow = Row<FormationData, FormationKnown>;
const patch = patchOf<FormationData, FormationKnown>();

const IDLE_DAYS = 30;

/** Thirty days without a signature [O]. */
export const idle = ({ now }: Pick<Context, 'now'>): NamedInstant => ({
  name: 'signing-idle',
  label: '30天无人签署',
  kind: 'reminder',
  scope: 'stage',
  at: endOfDay(addDays(localDate(now), IDLE_DAYS)),
});
const idleAgain = (context: Context): Effect<FormationData>[] => [{ kind: 'set-instant', instant: idle(context) }];

const parties = (data: FormationData): Member[] => data.members ?? [];
const memberOf = ({ state, event }: Context): Member | undefined => {
  const units = new Set([event.by.unitId, ...(event.by.posts ?? []).map((post) => post.unitId)]);
  return unsigned(parties(state.data), state.data).find(({ unitId }) => units.has(unitId));
};

/** A unit that was dropped or replaced takes no further part and hears of it; whoever signed hears that its signature is void. */
const leaves = ({ state, event }: Context): Effect<FormationData>[] => {
  const left = said({ event }, 'unit');
  const signed = state.data.signatures.map(({ unitId }) => unitId).filter((unitId) => unitId !== left);
  return [
    { kind: 'record', register: 'participants-left', row: { units: [left] } },
    ...tellUnits('left-formation', [left]),
    ...tellUnits('signatures-void', signed),
  ];
};

/** 协议签署 (B15). */
export const signingStage: FormationRow[] = [
  ...signingRows<FormationData, FormationKnown>({
    from: 'signing',
    complete: 'signed',
    parties,
    onEach: (context) => [...idleAgain(context), { kind: 'data', patch: { reopened: undefined } }],
    onComplete: (context) => [
      { kind: 'data', patch: { effectiveOn: localDate(context.now) } },
      ...tellOf(context.state.data, 'agreement-effective', ['members']),
    ],
  }),
  {
    from: ['signing', 'signed', 'returned'],
    on: 'revise-agreement',
    to: 'signing',
    label: '修改协议文本',
    by: lead,
    confirm: '文本一经修改，已有签章全部失效，各单位须重新签署，确定吗？',
    when: [textChanged, agreementComplete, nobodyBanned],
    then: [
      patch(() => ({ ...voidSignatures, effectiveOn: undefined, reopened: undefined })),
      () => [{ kind: 'freeze', document: 'agreement', into: 'instrument' }],
      tell('sign-please', 'members'),
    ],
  },
  {
    from: 'signing',
    on: 'refuse-signing',
    to: '=',
    label: '拒绝签署',
    by: members,
    opinion: 'required',
    when: [
      {
        name: 'unsignedYet',
        clause: '2.2',
        check: (context) => (memberOf(context) ? undefined : { code: 'signed_already', message: '贵单位已签署或不是签署单位。' }),
      },
    ],
    then: [
      patch((context) => ({ reopened: { why: 'refused', unitId: memberOf(context)!.unitId } })),
      tell('signing-refused', 'lead'),
    ],
  },
  {
    from: 'signing',
    on: 'signing-idle',
    to: '=',
    label: '30天无人签署',
    by: time,
    then: [patch(() => ({ reopened: { why: 'idle' } })), tell('signing-idle', 'lead')],
  },
  {
    from: 'signing',
    on: 'wait',
    to: '=',
    label: '继续等待',
    by: lead,
    when: [reopened],
    then: [patch(() => ({ reopened: undefined })), idleAgain],
  },
  {
    from: 'signing',
    on: 'drop-member',
    to: '=',
    label: '剔除成员',
    by: lead,
    onList: true,
    payload: [unit],
    when: [reopened, memberNamed, remainingFit],
    // The text stays as a draft, but names a party that left: it must be revised, and signed again by all.
    then: [patch((context) => ({ members: remaining(context), ...voidSignatures, instrument: undefined })), leaves],
  },
  {
    from: 'signing',
    on: 'replace-member',
    to: 'inviting',
    label: '更换成员',
    by: lead,
    onList: true,
    payload: [unit],
    when: [reopened, memberNamed],
    then: [
      patch(({ state, event }) => ({
        invitations: state.data.invitations.map((one) =>
          one.unitId === said({ event }, 'unit') ? { ...one, intention: 'declined' as const } : one,
        ),
        ...voidSignatures,
        instrument: undefined,
        reopened: undefined,
      })),
      leaves,
    ],
  },
];
