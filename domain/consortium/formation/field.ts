import { documentNo, lead, line, unit, patchOf, province, said, tell, tellOf, tellUnits, text } from '../acts.js';
import type { Effect, Row } from '#domain/process/types.js';
import type { UnitFacts } from '../data.js';
import { voidSignatures } from '../signing.js';
import { ownerships, platformLevels } from '../vocabulary.js';
import type { FormationData, FormationKnown, Invitation } from './data.js';
import {
  addressGiven,
  agreementComplete,
  chosenLeads,
  invitationOf,
  invited,
  kindOf,
  leadsEligible,
  membersFit,
  membersOf,
  notInvitedYet,
  numbered,
  originIs,
  policyInForce,
  purposeGiven,
  unitKnown,
} from './guards.js';

type FormationRow = Row<FormationData, FormationKnown>;
const patch = patchOf<FormationData, FormationKnown>();

/** B12, B13 the field and its lead. */
export const fieldRows: FormationRow[] = [
  {
    from: 'field_set',
    on: 'publish-field',
    to: 'lead_selection',
    label: '发布组建领域',
    by: province('VO', 'VD'),
    when: [policyInForce, originIs('top-down', 'open-bid'), purposeGiven],
    then: [() => [{ kind: 'record', register: 'publication', row: { kind: 'policy', title: '创新联合体组建领域' } }]],
  },
  {
    from: 'field_set',
    on: 'propose-field',
    to: 'inviting',
    label: '提出组建领域',
    by: lead,
    when: [policyInForce, originIs('bottom-up'), purposeGiven],
  },
  {
    from: 'field_set',
    on: 'override-policy',
    to: '=',
    label: '方案失效期内准予组建',
    by: province('VD'),
    opinion: 'required',
    then: [patch(({ event }) => ({ policyOverride: { reason: event.opinion!, by: event.by.personId! } }))],
  },
  {
    from: 'lead_selection',
    on: 'select-leads',
    to: 'inviting',
    label: '确定牵头单位',
    by: province('VD', 'VL'),
    handles: [],
    opinion: 'required',
    payload: [{ key: 'leads', label: '牵头单位（第一家为责任单位）', kind: 'units', required: true }, documentNo],
    when: [leadsEligible],
    then: [
      (context) => {
        const [leadUnit, joint] = chosenLeads(context);
        const { event, state, known } = context;
        const { prefectureCode, recommender } = known.homes[leadUnit!]!;
        return [
          {
            kind: 'data',
            patch: {
              offices: { ...state.data.offices, lead: leadUnit!, recommender },
              prefectureCode,
              ...(joint ? { jointLead: joint, invitations: [invitationTo(known.units[joint]!, { core: true })] } : {}),
              selection: { documentNo: said({ event }, 'documentNo'), reasons: event.opinion! },
            },
          },
          { kind: 'record', register: 'lead', row: { unitId: leadUnit, ...known.homes[leadUnit!] } },
          ...(joint ? toInvited(joint) : []),
          { kind: 'notice', template: 'lead-selected', to: { kind: 'office', unitId: leadUnit!, role: 'LD' } },
        ];
      },
    ],
  },
];

/** An invited unit may read the case, its administrator signs for it, and it hears of it. */
const toInvited = (unitId: string): Effect<FormationData>[] => [
  { kind: 'record', register: 'participants', row: { units: [unitId] } },
  { kind: 'record', register: 'member', row: { unitId } },
  { kind: 'notice', template: 'invited', to: { kind: 'unit', unitId } },
];

const invitationTo = (unit: UnitFacts, more: Pick<Invitation, 'core' | 'foreignId' | 'ownership'>): Invitation => ({
  unitId: unit.id,
  name: unit.name,
  kind: kindOf(unit),
  ...(unit.uscc ? { uscc: unit.uscc } : {}),
  ...more,
});

const memberLines = [
  unit,
  { key: 'core', label: '承担攻关任务（核心成员）', kind: 'tick' as const },
  { key: 'ownership', label: '所有制', kind: 'choice' as const, options: ownerships },
  line('foreignId', '境外单位注册编号（无统一社会信用代码的填写）', false),
];

/** 意向征集: who joins, and on what ground the lead leads. */
export const invitingRows: FormationRow[] = [
  {
    from: 'inviting',
    on: 'describe-lead',
    to: '=',
    label: '填写牵头条件',
    by: lead,
    payload: [
      text('evidence', '龙头或领军企业说明'),
      {
        key: 'platforms',
        label: '省部级及以上平台',
        kind: 'rows',
        required: true,
        options: [
          { value: 'name', label: '平台名称' },
          { value: 'level', label: platformLevels.map(({ label }) => label).join('/') },
        ],
      },
    ],
    then: [
      patch(({ event }) => ({
        profile: {
          evidence: said({ event }, 'evidence'),
          platforms: (event.payload!.platforms as { name?: string; level?: string }[]).map(({ name = '', level = '' }) => ({
            name: name.trim(),
            level: platformLevels.find((one) => [one.label, one.value].includes(level.trim()))?.value ?? level.trim(),
          })),
        },
      })),
    ],
  },
  {
    from: 'inviting',
    on: 'invite',
    to: '=',
    label: '邀请成员',
    by: lead,
    payload: memberLines,
    when: [unitKnown, numbered, notInvitedYet],
    then: [
      ({ state: { data }, event, known }) => {
        const unit = known.units[said({ event }, 'unit')]!;
        const invitation = invitationTo(unit, {
          core: event.payload!.core === true,
          ...(said({ event }, 'foreignId') ? { foreignId: said({ event }, 'foreignId') } : {}),
          ...(said({ event }, 'ownership') ? { ownership: said({ event }, 'ownership') } : {}),
        });
        const invitations = [...data.invitations.filter((one) => one.unitId !== unit.id), invitation];
        const awaited = (data.awaited ?? []).filter((one) => one.name !== unit.name);
        return [{ kind: 'data', patch: { invitations, ...(data.awaited ? { awaited } : {}) } }, ...toInvited(unit.id)];
      },
    ],
  },
  {
    from: 'inviting',
    on: 'invite-to-register',
    to: '=',
    label: '邀请未注册单位注册',
    by: lead,
    payload: [line('name', '单位全称'), line('email', '联系邮箱')],
    when: [addressGiven],
    then: [
      ({ state: { data }, event, now }) => {
        const asked = { name: said({ event }, 'name'), email: said({ event }, 'email'), at: now };
        const awaited = [...(data.awaited ?? []).filter((one) => one.name !== asked.name), asked];
        return [
          { kind: 'data', patch: { awaited } },
          {
            kind: 'notice',
            template: 'register-please',
            to: { kind: 'address', address: asked.email },
            params: { unit: asked.name },
          },
        ];
      },
    ],
  },
  ...(['accepted', 'declined'] as const).map((intention): FormationRow => ({
    from: 'inviting',
    on: intention === 'accepted' ? 'accept' : 'decline',
    to: '=',
    label: intention === 'accepted' ? '同意加入' : '谢绝邀请',
    by: { kind: 'office', unit: (data) => data.invitations.map((one) => one.unitId), roles: ['MB', 'LD'] },
    payload: [intention === 'accepted' ? text('ability', '能力说明') : text('reason', '原因', false)],
    when: [invited],
    then: [
      (context) => {
        const own = invitationOf(context)!;
        const answer = { intention, at: context.now, ability: said(context, 'ability'), reason: said(context, 'reason') };
        return [
          {
            kind: 'data',
            patch: { invitations: context.state.data.invitations.map((one) => (one === own ? { ...one, ...answer } : one)) },
          },
        ];
      },
      tell('invitation-answered', 'lead'),
    ],
  })),
  {
    from: 'inviting',
    on: 'grant-exception',
    to: '=',
    label: '批准牵头例外',
    by: province('VD'),
    handles: [],
    opinion: 'required',
    then: [patch(({ event }) => ({ exception: { reason: event.opinion!, by: event.by.personId! } }))],
  },
  {
    from: 'inviting',
    on: 'freeze-members',
    to: 'signing',
    label: '冻结成员名单并提请签署',
    by: lead,
    confirm: '冻结后成员名单和协议文本即交各单位签署，确定吗？',
    when: [membersFit, agreementComplete],
    then: [
      ({ state, known }) => [{ kind: 'data', patch: { members: membersOf({ data: state.data, known }), ...voidSignatures } }],
      () => [{ kind: 'freeze', document: 'agreement', into: 'instrument' }],
      // Who declined or never answered takes no further part.
      ({ state }) => {
        const units = state.data.invitations.filter((one) => one.intention !== 'accepted').map((one) => one.unitId);
        const unanswered = state.data.invitations.filter((one) => !one.intention).map((one) => one.unitId);
        return units.length > 0
          ? [{ kind: 'record', register: 'participants-left', row: { units } }, ...tellUnits('invitation-lapsed', unanswered)]
          : [];
      },
      ({ state, known }) =>
        tellOf({ ...state.data, members: membersOf({ data: state.data, known }) }, 'sign-please', ['members']),
    ],
  },
];
