import { localDate } from '#domain/calendar/instant.js';
import { term } from '#domain/calendar/period.js';
import { childId } from '#domain/process/child-id.js';
import type { Effect, Row } from '#domain/process/types.js';
import { handler, lead, tell, tellOf, tellUnits, unitsOf } from '../acts.js';
import { noticeRows } from '../notice.js';
import type { FormationData, FormationKnown } from './data.js';
import { nobodyBanned, type Context } from './guards.js';

type FormationRow = Row<FormationData, FormationKnown>;

/** 批复: document number, plaque, name (B18), and the consortium's own life begins (2.3). */
export function approval({ caseId, state, now }: Context): Effect<FormationData>[] {
  const { data } = state;
  const approvedOn = localDate(now);
  const year = approvedOn.slice(0, 4);
  const months = data.months ?? 36;
  const { firstDay, lastDay } = term(approvedOn, months);
  return [
    { kind: 'number', series: `云科联复〔${year}〕#号`, into: 'approvalNo' },
    { kind: 'number', series: `YNLHT-${year}-###`, into: 'number' },
    { kind: 'number', series: `云科联牌${year}###`, into: 'plaqueNo' },
    { kind: 'data', patch: { approvedOn } },
    {
      kind: 'open-case',
      process: 'consortium',
      id: childId(caseId, 'consortium'),
      title: data.name ?? data.title,
      participants: (data.members ?? []).map(({ unitId }) => unitId),
      fields: ['number', 'approvalNo', 'plaqueNo'],
      data: {
        title: data.name ?? data.title,
        formation: caseId,
        industry: data.industry,
        origin: data.origin,
        target: data.target,
        prefectureCode: data.prefectureCode,
        offices: data.offices,
        ...(data.jointLead ? { jointLead: data.jointLead } : {}),
        members: data.members,
        ...(data.chiefExpert ? { chiefExpert: data.chiefExpert } : {}),
        ...(data.contact ? { contact: data.contact } : {}),
        ...(data.lists ? { lists: data.lists } : {}),
        approvedOn,
        startsOn: firstDay,
        endsOn: lastDay,
      },
    },
    { kind: 'record', register: 'publication', row: { kind: 'list', title: `${data.name ?? data.title}批复` } },
    ...tellOf(data, 'consortium-approved', ['members', 'recommender']),
  ];
}

/** B32 asked at approval: a ban that came during the notice holds the approval for the official. */
const banned = (context: Context): boolean => nobodyBanned.check(context) !== undefined;

/** Who was asked and has not declined, and is no member yet. */
const invited = (data: FormationData): string[] =>
  data.invitations
    .filter(({ unitId, intention }) => intention !== 'declined' && !unitsOf(data).includes(unitId))
    .map(({ unitId }) => unitId);

export const approvalRows: FormationRow[] = [
  ...noticeRows<FormationData, FormationKnown>({
    from: 'publicity',
    title: (data) => `拟组建${data.name ?? data.title}公示`,
    passes: (context) => (banned(context) ? 'held' : 'approved'),
    reaches: ['approved', 'held'],
    fails: 'refused',
    onPass: (context) => (banned(context) ? [] : approval(context)),
  }),
  {
    from: 'held',
    on: 'approve',
    to: 'approved',
    label: '准予批复',
    by: handler,
    opinion: 'required',
    when: [nobodyBanned],
    then: [approval],
  },
  {
    from: 'held',
    on: 'reject',
    to: 'refused',
    label: '不予批复',
    by: handler,
    opinion: 'required',
    then: [tell('decided', 'members', 'recommender')],
  },
  {
    from: [
      'field_set',
      'lead_selection',
      'inviting',
      'signing',
      'signed',
      'recommending',
      'acceptance',
      'returned',
      'review',
      'deliberation',
    ],
    on: 'withdraw',
    to: 'withdrawn',
    label: '撤回组建申请',
    by: lead,
    opinion: 'required',
    confirm: '撤回后本次组建即终止，并通知受邀单位、推荐单位和省科技厅，确定吗？',
    then: [({ state }) => tellUnits('decided', invited(state.data)), tell('decided', 'members', 'recommender', 'province')],
  },
];
