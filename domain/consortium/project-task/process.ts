import { formatDeadline, localDate } from '#domain/calendar/instant.js';
import { defineProcess } from '#domain/process/define.js';
import type { Effect, Row, StepContext } from '#domain/process/types.js';
import {
  at,
  choice,
  guard,
  handler,
  lead,
  leaderOf,
  line,
  members,
  patchOf,
  province,
  said,
  sealed,
  tell,
  tellOf,
  text,
  time,
  unitsOf,
} from '../acts.js';
import { childRows } from '../child.js';
import { refuseFindings, scoreValid } from '../formation/guards.js';
import { panelRows, panelTask, promised } from '../panel-stage.js';
import { panelScore } from '#domain/panel/scores.js';
import {
  applyBy,
  applyInstants,
  beginInstants,
  executionReminder,
  retryInstants,
  runningInstants,
  signBy,
  signingInstants,
} from './calendar.js';
import type { ProjectTaskData, ProjectTaskKnown } from './data.js';
import { taskBook } from './form.js';
import {
  planAccepted,
  planChecked,
  planFailed,
  planRow,
  planSigned,
  planTerminated,
  unspent,
  unspentOfFailure,
  unspentOfTermination,
} from './plan.js';

type Context = StepContext<ProjectTaskData, ProjectTaskKnown>;
type TaskRow = Row<ProjectTaskData, ProjectTaskKnown>;
const patch = patchOf<ProjectTaskData, ProjectTaskKnown>();
const rule = guard<ProjectTaskData, ProjectTaskKnown>;

/** 6.2: five at least for a single project, one of finance among them. */
const LEAST_EXPERTS = 5;

const live = ['drafting', 'signing', 'signed', 'running', 'acceptance_due', 'acceptance', 'concluding', 'retry'] as const;
const anew = { panel: undefined, promised: undefined, withdrawn: undefined, scores: undefined, score: undefined };
const isLast = ({ state }: Context) => (state.data.scores?.length ?? 0) + 1 >= (state.data.panel?.length ?? 0);

const onceAYear = rule(
  'onceAYear',
  'E14',
  (context) => {
    const year = Number(said(context, 'year'));
    if (year < Number(context.state.data.startsOn.slice(0, 4)) || year > Number(localDate(context.now).slice(0, 4)))
      return { code: 'year_invalid', message: '报告年度须在实施期内，且不得晚于本年度。', field: 'year' };
    return context.state.data.executions?.some((one) => one.year === year)
      ? { code: 'reported_already', message: `${year}年度执行报告已提交。`, field: 'year' }
      : undefined;
  },
  'asks',
);
const midTermOpen = rule('midTermOpen', '2.12', ({ state }) =>
  state.data.midTerm?.result === 'pass' ? { code: 'mid_term_passed', message: '中期检查已通过。' } : undefined,
);

const credit = (context: Context): Effect<ProjectTaskData>[] => [
  {
    kind: 'record',
    register: 'credit',
    row: {
      kind: 'remind',
      unitId: context.state.data.offices.lead,
      fact: `${context.state.data.name}${said(context, 'kind') === 'forced' ? '强制' : '主动'}终止：${context.event.opinion!}`,
      decisionNo: said(context, 'documentNo'),
      from: context.now,
    },
  },
];

const apply = (from: TaskRow['from'], before?: string): TaskRow => ({
  from,
  on: 'apply-acceptance',
  to: 'acceptance',
  label: '申请验收',
  by: lead,
  ...(before ? { before } : {}),
  payload: [text('summary', '任务完成情况和成果')],
  then: [patch((context) => ({ ...anew, applied: { summary: said(context, 'summary'), on: localDate(context.now) } }))],
});

/** 立项后的项目任务, specification 2.12. */
export const projectTask = defineProcess<ProjectTaskData, ProjectTaskKnown>({
  name: 'project-task',
  version: 1,
  label: '项目任务',
  initial: 'drafting',
  ownerUnit: (data) => data.offices.lead,
  leaderOf,
  concealed: {
    fields: ['panel', 'promised', 'withdrawn', 'draws', 'scores'],
    events: ['promise', 'recuse', 'replace-expert', 'score'],
    from: unitsOf,
    form: (data, personId) => !data.panel?.includes(personId) || data.promised?.includes(personId) === true,
    until: (state) => ['passed', 'concluded', 'failed', 'terminated'].includes(state.status),
  },
  documents: { form: { form: taskBook, states: ['drafting'], by: lead, shownTo: members } },
  summary: (data) => ({ title: data.name, kind: data.level, amountFen: data.fiscalFen }),
  states: {
    drafting: {
      label: '编制任务书',
      tone: 'draft',
      task: { label: ({ establishedOn }) => `编制任务书，${formatDeadline(signBy(establishedOn))}前签订`, for: at.lead },
      instants: signingInstants,
    },
    signing: {
      label: '签订任务书',
      tone: 'review',
      level: 'province',
      task: { label: '审核签订任务书', for: at.province('VD'), workingDays: 10 },
      instants: signingInstants,
    },
    signed: { label: '已签订', tone: 'passed', waitsFor: '等待实施期开始。', instants: beginInstants },
    running: {
      label: '实施中',
      tone: 'running',
      waitsFor: '实施中，等待年度执行报告、中期检查和实施期满。',
      task: {
        label: '组织中期检查',
        for: (data) => (data.midTermDue && data.midTerm?.result !== 'pass' ? at.province('VO')(data) : undefined),
      },
      instants: runningInstants,
    },
    acceptance_due: {
      label: '待验收',
      tone: 'running',
      task: { label: ({ endsOn }) => `申请验收，${formatDeadline(applyBy(endsOn))}截止`, for: at.lead },
      instants: applyInstants,
    },
    acceptance: {
      label: '验收评审',
      tone: 'review',
      task: { label: (data) => (data.panel ? '验收评审' : '抽取验收专家'), for: panelTask, seats: true },
    },
    concluding: {
      label: '验收结论',
      tone: 'review',
      level: 'province',
      task: { label: '作出验收结论', for: at.province('VD'), workingDays: 10 },
    },
    retry: {
      label: '整改后再次验收',
      tone: 'returned',
      task: { label: '整改后再次申请验收（6个月内，仅限一次）', for: at.lead },
      instants: retryInstants,
    },
    passed: { label: '验收通过', tone: 'passed', final: true },
    concluded: { label: '结题', tone: 'ended', final: true },
    failed: { label: '验收不通过', tone: 'refused', final: true },
    terminated: { label: '终止', tone: 'ended', final: true },
  },
  rows: [
    {
      from: 'drafting',
      on: 'submit',
      to: 'signing',
      label: '提交任务书',
      by: lead,
      payload: [sealed],
      when: [rule('bookComplete', '2.12', ({ known }) => refuseFindings('任务书', known.findings))],
      then: [() => [{ kind: 'freeze', document: 'form' }]],
    },
    {
      from: 'signing',
      on: 'sign-book',
      to: 'signed',
      label: '签订',
      by: handler,
      undoable: false,
      payload: [line('taskBookNo', '任务书编号'), sealed],
      then: [patch((context) => ({ taskBookNo: said(context, 'taskBookNo') })), planSigned, tell('task-book-signed', 'members')],
    },
    {
      from: 'signing',
      on: 'return',
      to: 'drafting',
      label: '退回修改',
      by: handler,
      opinion: 'required',
      then: [tell('returned', 'lead')],
    },
    { from: ['drafting', 'signing'], on: 'sign-by', to: '=', by: time, then: [tell('task-book-late', 'lead', 'province')] },
    { from: 'signed', on: 'begins', to: 'running', by: time },
    {
      from: 'running',
      on: 'execution-due',
      to: '=',
      by: time,
      then: [({ now }) => [{ kind: 'set-instant', instant: executionReminder(now) }], tell('execution-due', 'lead')],
    },
    {
      from: ['running', 'acceptance_due'],
      on: 'report-execution',
      to: '=',
      label: '提交年度执行报告',
      by: lead,
      payload: [
        { key: 'year', label: '年度', kind: 'number', required: true },
        text('progress', '执行情况'),
        { key: 'spent', label: '本年度支出（万元）', kind: 'money', required: true },
      ],
      when: [onceAYear],
      then: [
        patch((context) => ({
          executions: [
            ...(context.state.data.executions ?? []),
            {
              year: Number(said(context, 'year')),
              progress: said(context, 'progress'),
              spent: said(context, 'spent'),
              on: localDate(context.now),
            },
          ],
        })),
        (context) =>
          tellOf(context.state.data, 'execution-reported', ['recommender', 'province'], { year: said(context, 'year') }),
      ],
    },
    { from: 'running', on: 'mid-term-due', to: 'running', by: time, then: [patch(() => ({ midTermDue: true }))] },
    {
      from: 'running',
      on: 'mid-term-check',
      to: 'running',
      label: '登记中期检查',
      by: province('VO'),
      handles: [],
      opinion: 'required',
      payload: [
        choice('result', '结论', [
          { value: 'pass', label: '通过' },
          { value: 'fail', label: '不通过' },
        ]),
      ],
      when: [midTermOpen],
      then: [
        patch((context) => ({
          midTermDue: true,
          midTerm: {
            result: said(context, 'result') as 'pass' | 'fail',
            opinion: context.event.opinion!,
            on: localDate(context.now),
          },
        })),
        planChecked,
        (context) =>
          tellOf(context.state.data, 'mid-term-checked', ['lead', 'recommender'], {
            result: said(context, 'result') === 'pass' ? '通过' : '不通过',
          }),
      ],
    },
    { from: 'running', on: 'task-ends', to: 'acceptance_due', by: time },
    { from: 'acceptance_due', on: 'apply-by', to: '=', by: time, then: [tell('acceptance-late', 'lead', 'province')] },
    { ...apply('running'), quiet: true },
    apply('acceptance_due'),
    apply('retry', 'retry-by'),
    ...panelRows<ProjectTaskData, ProjectTaskKnown>({ from: 'acceptance', least: LEAST_EXPERTS }),
    {
      from: 'acceptance',
      on: 'score',
      to: (context) => (isLast(context) ? 'concluding' : '='),
      reaches: ['=', 'concluding'],
      label: '提交评审意见',
      by: handler,
      handles: [],
      answers: true,
      undoable: false,
      payload: [{ key: 'score', label: '评分（0-100）', kind: 'number', required: true }, text('comment', '评语')],
      when: [promised, scoreValid as never],
      then: [
        patch((context) => {
          const scores = [
            ...(context.state.data.scores ?? []),
            { personId: context.event.by.personId!, score: said(context, 'score'), comment: said(context, 'comment') },
          ];
          return { scores, ...(isLast(context) ? { score: panelScore(scores.map((one) => one.score)) } : {}) };
        }),
      ],
    },
    ...(['pass', 'conclude'] as const).map((on): TaskRow => ({
      from: 'concluding',
      on,
      to: on === 'pass' ? 'passed' : 'concluded',
      label: on === 'pass' ? '验收通过' : '结题',
      quiet: true,
      by: handler,
      opinion: 'required',
      undoable: false,
      then: [...(on === 'pass' ? [planAccepted] : []), tell('decided', 'members', 'recommender')],
    })),
    {
      from: 'concluding',
      on: 'fail',
      to: ({ state }) => (state.data.failedOnce ? 'failed' : 'retry'),
      reaches: ['retry', 'failed'],
      label: '验收不通过',
      quiet: true,
      by: handler,
      opinion: 'required',
      undoable: false,
      payload: [unspent],
      when: [unspentOfFailure],
      then: [patch(() => ({ failedOnce: true })), planFailed, tell('decided', 'members', 'recommender')],
    },
    // What is left of the money nobody has said: the province hears, and registers it in the plan.
    { from: 'retry', on: 'retry-by', to: 'failed', by: time, then: [tell('decided', 'members', 'recommender', 'province')] },
    {
      from: ['drafting', 'signing', 'signed', 'running', 'acceptance_due', 'retry'],
      on: 'terminate',
      to: 'terminated',
      label: '终止',
      by: province('VD'),
      handles: [],
      opinion: 'required',
      undoable: false,
      payload: [
        choice('kind', '终止方式', [
          { value: 'voluntary', label: '主动终止' },
          { value: 'forced', label: '强制终止' },
        ]),
        line('documentNo', '文号'),
        unspent,
      ],
      confirm: '终止后不可恢复，并记入信用记录，确定吗？',
      when: [unspentOfTermination],
      then: [
        patch((context) => ({ terminated: { kind: said(context, 'kind'), reason: context.event.opinion! } })),
        credit,
        planTerminated,
        tell('decided', 'members', 'recommender'),
      ],
    },
    planRow(live),
    ...childRows<ProjectTaskData, ProjectTaskKnown>({
      live,
      desksAt: ['drafting', 'acceptance_due'],
    }).filter(({ on }) => on === 'offices-changed'),
  ],
});
