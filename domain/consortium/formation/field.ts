import { choice, documentNo, lead, line, unit, patchOf, province, said, tell, tellOf, text } from '../acts.js';
import type { Row } from '#domain/process/types.js';
import { voidSignatures } from '../signing.js';
import { memberKinds, ownerships, platformLevels, type MemberKind } from '../vocabulary.js';
import type { FormationData, FormationKnown } from './data.js';
import {
  agreementComplete,
  chosenLeads,
  invitationOf,
  invited,
  leadsEligible,
  membersFit,
  membersOf,
  notInvitedYet,
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
        const { event, state } = context;
        return [
          {
            kind: 'data',
            patch: {
              offices: { ...state.data.offices, lead: leadUnit! },
              ...(joint ? { jointLead: joint } : {}),
              selection: { documentNo: said({ event }, 'documentNo'), reasons: event.opinion! },
            },
          },
          { kind: 'record', register: 'lead', row: { unitId: leadUnit } },
          { kind: 'notice', template: 'lead-selected', to: { kind: 'office', unitId: leadUnit!, role: 'LD' } },
        ];
      },
    ],
  },
];

const memberLines = [
  unit,
  choice('kind', '单位类别', memberKinds),
  { key: 'core', label: '承担攻关任务（核心成员）', kind: 'tick' as const },
  { key: 'ownership', label: '所有制', kind: 'choice' as const, options: ownerships },
  line('foreignId', '境外单位注册编号', false),
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
          platforms: event.payload!.platforms as { name: string; level: string }[],
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
    when: [unitKnown, notInvitedYet],
    then: [
      ({ state, event, known }) => {
        const unit = known.units[said({ event }, 'unit')]!;
        const invitation = {
          unitId: unit.id,
          name: unit.name,
          kind: said({ event }, 'kind') as MemberKind,
          core: event.payload!.core === true,
          ...(unit.uscc ? { uscc: unit.uscc } : {}),
          ...(said({ event }, 'foreignId') ? { foreignId: said({ event }, 'foreignId') } : {}),
          ...(said({ event }, 'ownership') ? { ownership: said({ event }, 'ownership') } : {}),
        };
        const invitations = [...state.data.invitations.filter((one) => one.unitId !== unit.id), invitation];
        return [
          { kind: 'data', patch: { invitations } },
          { kind: 'record', register: 'participants', row: { units: [unit.id] } },
          { kind: 'notice', template: 'invited', to: { kind: 'unit', unitId: unit.id } },
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
      ({ state, known }) =>
        tellOf({ ...state.data, members: membersOf({ data: state.data, known }) }, 'sign-please', ['members']),
    ],
  },
];
