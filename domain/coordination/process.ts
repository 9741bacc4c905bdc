import { addDays, atTime, localDate } from '#domain/calendar/instant.js';
import { choice, guard, handler, patchOf, said, tellDesks, tellOffices, tellUnits, text, time } from '#domain/consortium/acts.js';
import { silenceInstants, silenceRow, type Silence } from '#domain/consortium/silence.js';
import { taskToDecide } from '#domain/process/access.js';
import { defineProcess } from '#domain/process/define.js';
import type { By, Effect, Office, PayloadField, Row, StepContext } from '#domain/process/types.js';
import type { CoordinationData, CoordinationKnown } from './data.js';

type Context = StepContext<CoordinationData, CoordinationKnown>;
type ItemRow = Row<CoordinationData, CoordinationKnown>;
const patch = patchOf<CoordinationData, CoordinationKnown>();
const rule = guard<CoordinationData, CoordinationKnown>;

/** [O] the due date an official sets; twenty working days without one. */
const DEFAULT_DAYS = 20;
const MOST_DAYS = 120;
/** Ten working days without a word from the raiser count as confirmed. */
const confirming: Silence = { on: 'confirmed-by-silence', label: '确认期满（未反馈视为确认）', workingDays: 10 };

const leaders: Partial<Record<Office['role'], Office['role']>> = { CO: 'RU', PO: 'RU', VO: 'VD', VD: 'VL' };
/** 上一级领导: in the own unit; above its head stands the province's. */
export function nextLeader(office: Office, province: Office): Office {
  const role = leaders[office.role];
  return role ? { ...office, role } : { unitId: province.unitId, role: office.unitId === province.unitId ? 'VL' : 'VD' };
}

const same = (a: Office | undefined, b: Office | undefined): boolean => a?.unitId === b?.unitId && a?.role === b?.role;
const desks = ({ handler: main, coHandlers = [] }: CoordinationData): Office[] =>
  main ? [main, ...coHandlers.filter((office) => !same(office, main))] : [];
const onMainDesk = (context: Context): boolean => same(taskToDecide(handler, context)?.office, context.state.data.handler);

const days: PayloadField = { key: 'days', label: `办理时限（工作日，默认${DEFAULT_DAYS}）`, kind: 'number' };
const co: PayloadField = { key: 'coHandlers', label: '协办单位', kind: 'units' };
const unit: PayloadField = { key: 'unit', label: '承办单位', kind: 'unit', required: true };

const daysFit = rule(
  'daysFit',
  '2.11',
  (context) => {
    if (said(context, 'days') === '') return undefined;
    const given = Number(said(context, 'days'));
    return Number.isInteger(given) && given >= 1 && given <= MOST_DAYS
      ? undefined
      : { code: 'days_invalid', message: `办理时限为1至${MOST_DAYS}个工作日。`, field: 'days' };
  },
  'asks',
);
const officesKnown = rule(
  'officesKnown',
  '2.11',
  (context) => {
    const named = [context.event.payload?.unit ?? [], context.event.payload?.coHandlers ?? []].flat().map(String);
    return named.every((unitId) => context.known.offices[unitId])
      ? undefined
      : { code: 'not_an_office', message: '承办、协办单位须为有经办岗位的政府部门，请重新选择。', field: 'unit' };
  },
  'asks',
);
const assign = (to: (context: Context) => Office) =>
  patch((context) => ({
    handler: to(context),
    coHandlers: ((context.event.payload?.coHandlers ?? []) as string[]).map((unitId) => context.known.offices[unitId]!),
    days: Number(said(context, 'days')) || DEFAULT_DAYS,
  }));
const named = (context: Context): Office => context.known.offices[said(context, 'unit')]!;

/** Where its item stands now, and what was said. */
const tellRaiser = ({ state }: Context) => tellUnits('decided', [state.data.raiser.unitId]);
/** Overdue: the handler and its leader, every week until it is answered. */
const dun = ({ state: { data }, now }: Context): Effect<CoordinationData>[] => [
  ...tellOffices('coordination-overdue', [data.handler!, nextLeader(data.handler!, data.province)]),
  {
    kind: 'set-instant',
    instant: {
      name: 'weekly',
      label: '超期每周催办',
      kind: 'reminder',
      scope: 'stage',
      at: atTime(addDays(localDate(now), 7), '09:00'),
    },
  },
];

const raiser: By<CoordinationData> = {
  kind: 'office',
  unit: (data) => data.raiser.unitId,
  roles: ['EA', 'UA', 'LD', 'MB', 'FI'],
};
const supervisors: By<CoordinationData> = {
  kind: 'office',
  unit: (data) => [data.triage.unitId, data.province.unitId],
  roles: ['RU', 'VO', 'VD'],
};
const satisfactions = [
  { value: 'satisfied', label: '满意' },
  { value: 'mostly', label: '基本满意' },
  { value: 'unsatisfied', label: '不满意' },
];
const unsatisfied = ({ event }: Pick<Context, 'event'>): boolean => said({ event }, 'satisfaction') === 'unsatisfied';

const rows: ItemRow[] = [
  {
    from: 'raised',
    on: 'keep',
    to: 'assigned',
    label: '本单位办理',
    by: handler,
    payload: [co, days],
    when: [daysFit, officesKnown],
    then: [assign(({ state }) => state.data.triage), tellRaiser],
  },
  {
    from: 'raised',
    on: 'forward-province',
    to: 'forwarded',
    label: '报省厅协调',
    by: handler,
    opinion: 'required',
    then: [tellRaiser],
  },
  {
    from: 'raised',
    on: 'forward-department',
    to: 'assigned',
    label: '转其他部门',
    by: handler,
    payload: [unit, co, days],
    when: [daysFit, officesKnown],
    then: [assign(named), tellRaiser],
  },
  {
    from: 'forwarded',
    on: 'assign',
    to: 'assigned',
    label: '交办',
    by: handler,
    payload: [unit, co, days],
    when: [daysFit, officesKnown],
    then: [assign(named), tellRaiser],
  },
  {
    from: 'assigned',
    on: 'contribute',
    to: '=',
    label: '提交协办意见',
    by: handler,
    answers: true,
    payload: [text('text', '协办意见')],
    when: [
      rule('coDesk', '2.11', (context) =>
        onMainDesk(context) ? { code: 'main_desk', message: '主办单位请直接答复。' } : undefined,
      ),
    ],
    then: [
      patch((context) => ({
        contributions: [
          ...(context.state.data.contributions ?? []),
          { text: said(context, 'text'), by: context.event.by.personId!, at: context.now },
        ],
      })),
      ({ state: { data } }) => tellOffices('coordination-contributed', [data.handler!]),
    ],
  },
  {
    from: 'assigned',
    on: 'reply',
    to: 'replied',
    label: '答复',
    by: handler,
    undoable: false,
    payload: [text('text', '办理情况和答复')],
    when: [
      rule('mainDesk', '2.11', (context) =>
        onMainDesk(context) ? undefined : { code: 'co_desk', message: '协办单位请提交协办意见，由主办单位答复。' },
      ),
    ],
    then: [
      patch((context) => ({
        reply: { text: said(context, 'text'), by: context.event.by.personId!, at: context.now },
        satisfaction: undefined,
      })),
    ],
  },
  { from: 'assigned', on: 'overdue', to: '=', by: time, then: [dun] },
  { from: 'assigned', on: 'weekly', to: '=', by: time, then: [dun] },
  {
    from: 'replied',
    on: 'confirm',
    // 不满意: once more, by the next leader; a second time the item closes as it is.
    to: (context) => (unsatisfied(context) && !context.state.data.reopened ? 'assigned' : 'closed'),
    reaches: ['assigned', 'closed'],
    label: '确认答复',
    by: raiser,
    payload: [choice('satisfaction', '满意度', satisfactions), text('reason', '不满意的理由', false)],
    when: [
      rule(
        'reasonGiven',
        '2.11',
        (context) =>
          unsatisfied(context) && said(context, 'reason').length < 5
            ? { code: 'reason_required', message: '不满意的，请填写不少于5个字的理由。', field: 'reason' }
            : undefined,
        'asks',
      ),
    ],
    then: [
      patch((context) => {
        const { data } = context.state;
        const satisfaction = said(context, 'satisfaction') as NonNullable<CoordinationData['satisfaction']>;
        if (!unsatisfied(context) || data.reopened) return { satisfaction };
        return {
          satisfaction,
          reopened: { reason: said(context, 'reason'), at: context.now },
          handler: nextLeader(data.handler!, data.province),
        };
      }),
      (context) =>
        tellOffices('coordination-confirmed', [context.state.data.handler!], {
          answer: satisfactions.find(({ value }) => value === said(context, 'satisfaction'))!.label,
        }),
    ],
  },
  silenceRow<CoordinationData, CoordinationKnown>(confirming, {
    from: 'replied',
    to: 'closed',
    then: [
      patch(() => ({ satisfaction: 'silent' as const })),
      tellRaiser,
      ({ state: { data } }) => tellOffices('coordination-confirmed', [data.handler!], { answer: '期满未反馈，视为确认' }),
    ],
  }),
  {
    from: ['raised', 'forwarded', 'assigned', 'replied'],
    on: 'supervise',
    to: '=',
    label: '督促指导',
    by: supervisors,
    payload: [text('text', '督促指导内容')],
    then: [
      patch((context) => ({
        notes: [
          ...(context.state.data.notes ?? []),
          { text: said(context, 'text'), by: context.event.by.personId!, at: context.now },
        ],
      })),
      (context) => {
        const { handler: main, triage } = context.state.data;
        return tellOffices('coordination-supervised', [main ?? triage], { text: said(context, 'text') });
      },
    ],
  },
  {
    from: ['raised', 'forwarded', 'assigned'],
    on: 'withdraw',
    to: 'withdrawn',
    label: '撤回事项',
    by: raiser,
    opinion: 'required',
    then: [(context) => tellDesks('decided', context)],
  },
];

/** 问题协调, specification 2.11; one process for both programmes. */
export const coordination = defineProcess<CoordinationData, CoordinationKnown>({
  name: 'coordination',
  version: 1,
  label: '协调事项',
  initial: 'raised',
  ownerUnit: (data) => data.raiser.unitId,
  leaderOf: (office, data) => nextLeader(office, data.province),
  summary: (data) => ({ title: data.title }),
  states: {
    raised: { label: '已提出', tone: 'draft', task: { label: '分办协调事项', for: (data) => data.triage, workingDays: 5 } },
    forwarded: {
      label: '待省厅交办',
      tone: 'review',
      task: { label: '交办协调事项', for: (data) => data.province, workingDays: 5 },
    },
    assigned: {
      label: '办理中',
      tone: 'review',
      task: { label: '办理协调事项', for: desks, workingDays: (data) => data.days ?? DEFAULT_DAYS },
    },
    replied: {
      label: '待确认',
      tone: 'review',
      task: { label: '确认办理结果（逾期未反馈视为确认）', for: (data) => data.raiser, workingDays: confirming.workingDays },
      instants: silenceInstants(confirming),
    },
    closed: { label: '已办结', tone: 'passed', final: true },
    withdrawn: { label: '已撤回', tone: 'ended', final: true },
  },
  rows,
});
