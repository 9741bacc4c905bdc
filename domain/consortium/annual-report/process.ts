import { endOfDay, addDays, formatDeadline, localDate } from '#domain/calendar/instant.js';
import { defineProcess } from '#domain/process/define.js';
import type { Effect, NamedInstant, Role, Row, StepContext } from '#domain/process/types.js';
import { at, documentNo, guard, lead, leaderOf, members, patchOf, remindBefore, said, tell, tellOf, time } from '../acts.js';
import { childRows, endedWithConsortium, toConsortium } from '../child.js';
import { refuseFindings } from '../formation/guards.js';
import { silenceInstants, silenceRow, type Silence } from '../silence.js';
import type { AnnualReportData, AnnualReportKnown, ReviewSide } from './data.js';
import { remindersOf, urgeFrom } from './year.js';
import { annualReportForm } from '../forms/annual-report.js';

type Context = StepContext<AnnualReportData, AnnualReportKnown>;
type ReportRow = Row<AnnualReportData, AnnualReportKnown>;
const patch = patchOf<AnnualReportData, AnnualReportKnown>();

/** R24: ten working days after the 催报通知; not filed by then is 拒绝报送, on which an official decides. */
const urged: Silence = { on: 'urge-over', label: '催报期满', workingDays: 10 };
/** [O] a final report that is late is urged like a yearly one. */
const FINAL_URGE_DAYS = 30;

const stage = (name: string, label: string, kind: NamedInstant['kind'], when: number): NamedInstant => ({
  name,
  label,
  kind,
  scope: 'stage',
  at: when,
});

/** Until the end of 31 December: reminders at 09:00, then the due moment. None is moved for a holiday (R2). */
const filingInstants = ({ data, now }: { data: AnnualReportData; now: number }): NamedInstant[] => [
  ...(data.kind === 'annual' ? remindersOf(data.year) : [])
    .filter((reminder) => reminder.at > now)
    .map(({ name, at: when }) => stage(name, '年度报告填报提醒', 'reminder', when)),
  stage('due', '报送截止', 'timer', data.dueAt),
];
const urgeInstant = ({ data, now }: { data: AnnualReportData; now: number }): NamedInstant[] => {
  const when = data.kind === 'annual' ? urgeFrom(data.year) : endOfDay(addDays(localDate(data.dueAt - 1), FINAL_URGE_DAYS));
  return data.urgeOpen ? [] : [stage('urge-opens', '可发出催报通知', 'timer', Math.max(when, now))];
};

const reportComplete = guard<AnnualReportData, AnnualReportKnown>('reportComplete', 'B30', ({ known }) =>
  refuseFindings('年度报告', known.findings),
);

/** Matters become items of coordination once, also when a returned report comes again. */
const raiseMatters = (context: Context): Effect<AnnualReportData>[] => {
  const { raised = [] } = context.state.data;
  const fresh = context.known.matters.filter(({ title }) => !raised.includes(title));
  if (fresh.length === 0) return [];
  return [
    { kind: 'data', patch: { raised: [...raised, ...fresh.map(({ title }) => title)] } },
    toConsortium(context, 'matters-raised', { matters: fresh }),
  ];
};

const acceptedBy = ({ state }: Context, side: ReviewSide): boolean =>
  (state.data.accepted ?? []).some((review) => review.side === side);

/** B30: two reviews at once, each by its own desk; filed with the second acceptance. */
function review(role: Role, side: ReviewSide, level: 'prefecture' | 'province'): ReportRow[] {
  const other: ReviewSide = side === 'province' ? 'recommender' : 'province';
  return [
    {
      from: 'submitted',
      on: 'accept',
      to: (context) => (acceptedBy(context, other) ? 'filed' : '='),
      reaches: ['=', 'filed'],
      label: '接收',
      by: { kind: 'handler', role },
      handles: [level],
      answers: true,
      undoable: false,
      then: [
        patch(({ state, event, now }) => ({
          accepted: [...(state.data.accepted ?? []), { side, by: event.by.personId!, at: now }],
        })),
        (context) => (acceptedBy(context, other) ? tell('decided', 'lead')(context) : []),
      ],
    },
    {
      from: 'submitted',
      on: 'return',
      to: 'returned',
      label: '退回修改',
      by: { kind: 'handler', role },
      handles: [level],
      opinion: 'required',
      // Another text is another report: both look at it again.
      then: [patch(() => ({ accepted: [] })), tell('returned', 'lead')],
    },
  ];
}

/** The desk line and its mail say until when: the due moment is a date of the calendar, not a period of the desk. */
const writing = {
  label: ({ kind, dueAt }: AnnualReportData) => `填报${kind === 'annual' ? '年度' : '总结'}报告，${formatDeadline(dueAt)}截止`,
  for: at.lead,
};

const unfiled = ['open', 'drafting', 'returned', 'overdue', 'urged', 'refused', 'not_filed'] as const;
const live = ['not_due', ...unfiled, 'submitted'] as const;
const decideRefusal = { kind: 'handler', role: 'VD' } as const;

/** 年度报告, specification 2.4. */
export const annualReport = defineProcess<AnnualReportData, AnnualReportKnown>({
  name: 'annual-report',
  version: 1,
  label: '年度报告',
  initial: 'not_due',
  ownerUnit: (data) => data.offices.lead,
  leaderOf,
  documents: { form: { form: annualReportForm, states: unfiled, by: lead, shownTo: members } },
  summary: (data) => ({ title: data.title, kind: data.kind }),
  states: {
    not_due: {
      label: '未到期',
      tone: 'draft',
      waitsFor: '等待填报开始。',
      instants: ({ data, now }) => [{ ...stage('opens', '开始填报', 'timer', Math.max(data.opensAt, now)), begins: true }],
    },
    open: { label: '待填报', tone: 'draft', task: writing, instants: filingInstants },
    drafting: { label: '填报中', tone: 'draft', task: writing, instants: filingInstants },
    submitted: {
      label: '审核中',
      tone: 'review',
      task: {
        label: '审核年度报告',
        for: (data) =>
          [
            { side: 'recommender', office: at.recommender(data) },
            { side: 'province', office: at.province('VO')(data) },
          ]
            .filter(({ side }) => !(data.accepted ?? []).some((review) => review.side === side))
            .map(({ office }) => office),
        workingDays: 10,
      },
    },
    returned: { label: '退回修改', tone: 'returned', task: { label: '修改年度报告', for: at.lead, workingDays: 10 } },
    overdue: {
      label: '逾期未报',
      tone: 'returned',
      task: {
        label: (data) => (data.urgeOpen ? '补报年度报告／发出催报通知' : '补报年度报告'),
        for: (data) => [at.lead(data), ...(data.urgeOpen ? [at.province('VO')(data)] : [])],
      },
      instants: urgeInstant,
    },
    urged: {
      label: '已催报',
      tone: 'returned',
      task: { label: '按催报通知补报年度报告', for: at.lead, workingDays: urged.workingDays },
      instants: silenceInstants(urged),
    },
    refused: {
      label: '催报期满未报',
      tone: 'refused',
      task: { label: '决定是否按拒绝报送处理', for: at.province('VD') },
    },
    not_filed: { label: '未报送', tone: 'refused', waitsFor: '主管部门已作处理；牵头单位可随时补报。' },
    filed: { label: '已归档', tone: 'passed', final: true },
    waived: { label: '首年免报', tone: 'ended', final: true },
    ended: endedWithConsortium,
  },
  rows: [
    { from: 'not_due', on: 'opens', to: 'open', by: time },
    { from: 'open', on: 'start', to: 'drafting', label: '开始填报', by: lead },
    ...remindersOf(2000).map(({ name }): ReportRow => ({
      from: ['open', 'drafting'],
      on: name,
      to: '=',
      by: time,
      then: [({ state: { data } }) => remindBefore(data.dueAt, tellOf(data, 'report-reminder', ['lead'], { year: data.year }))],
    })),
    {
      from: ['open', 'drafting'],
      on: 'due',
      to: ({ state }) => (state.data.optional ? 'waived' : 'overdue'),
      reaches: ['waived', 'overdue'],
      by: time,
      then: [
        (context) => (context.state.data.optional ? [] : tell('report-overdue', 'lead', 'recommender', 'province')(context)),
      ],
    },
    {
      from: unfiled,
      on: 'submit',
      to: 'submitted',
      label: '报送',
      by: lead,
      undoable: false,
      when: [reportComplete],
      then: [
        () => [{ kind: 'freeze', document: 'form' }],
        patch(({ state, known, now }) => ({
          submittedAt: state.data.submittedAt ?? now,
          // 24:00:00.000 of 31 December is already the next day (R2).
          ...(state.data.submittedAt === undefined && now >= state.data.dueAt ? { late: true } : {}),
          ...(known.funds ? { funds: known.funds } : {}),
          accepted: [],
        })),
        (context) =>
          context.state.data.submittedAt === undefined && context.now >= context.state.data.dueAt
            ? tell('report-late', 'lead', 'recommender', 'province')(context)
            : [],
        raiseMatters,
      ],
    },
    ...review('RU', 'recommender', 'prefecture'),
    ...review('VO', 'province', 'province'),
    { from: 'overdue', on: 'urge-opens', to: 'overdue', by: time, then: [patch(() => ({ urgeOpen: true }))] },
    {
      from: 'overdue',
      on: 'issue-urge',
      to: 'urged',
      label: '发出催报通知',
      by: { kind: 'handler', role: 'VO' },
      handles: [],
      payload: [documentNo],
      undoable: false,
      then: [
        patch(({ event, now }) => ({ urge: { documentNo: said({ event }, 'documentNo'), at: now } })),
        tell('report-urged', 'lead', 'recommender'),
      ],
    },
    silenceRow<AnnualReportData, AnnualReportKnown>(urged, {
      from: 'urged',
      to: 'refused',
      then: [tell('report-refused', 'lead', 'recommender', 'province')],
    }),
    {
      // R24 lateness alone never disqualifies: an official opens the procedure, or does not.
      from: 'refused',
      on: 'propose-disqualification',
      to: 'not_filed',
      label: '按拒绝报送启动取消资格',
      by: decideRefusal,
      handles: [],
      undoable: false,
      opinion: 'required',
      then: [
        patch(() => ({ outcome: 'disqualification' })),
        (context) => [
          toConsortium(context, 'clue-from-report', {
            ground: 'refusal',
            fact: `${context.state.data.year}年度报告经催报（${context.state.data.urge?.documentNo ?? ''}）仍未报送：${context.event.opinion!}`,
          }),
        ],
      ],
    },
    {
      from: 'refused',
      on: 'no-action',
      to: 'not_filed',
      label: '不启动取消资格',
      by: decideRefusal,
      handles: [],
      undoable: false,
      opinion: 'required',
      then: [patch(() => ({ outcome: 'no-action' })), tell('decided', 'lead', 'recommender')],
    },
    ...childRows<AnnualReportData, AnnualReportKnown>({
      live,
      desksAt: ['open', 'drafting', 'submitted', 'returned', 'overdue', 'urged'],
    }),
  ],
});
