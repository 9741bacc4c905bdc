import { formatDate } from '#domain/calendar/instant.js';
import { panelScore } from '#domain/panel/scores.js';
import { defineProcess } from '#domain/process/define.js';
import type { PayloadField, StepContext } from '#domain/process/types.js';
import {
  at,
  day,
  guard,
  handler,
  lead,
  leaderOf,
  members,
  minutesNo,
  patchOf,
  said,
  tell,
  tellOf,
  text,
  unitsOf,
} from '../acts.js';
import { childRows, endedWithConsortium } from '../child.js';
import { refuseFindings } from '../formation/guards.js';
import { noticeRows, noticeTask } from '../notice.js';
import { panelRows, panelTask, promised } from '../panel-stage.js';
import { gradeOf, weighted, weightsValid, type Marks, type Weights } from '../scoring.js';
import { silenceInstants, silenceRow, type Silence } from '../silence.js';
import { dimensions } from '../vocabulary.js';
import type { EvaluationData, EvaluationKnown, Score } from './data.js';
import { decisionRows } from './decision.js';
import { selfEvaluation } from '../forms/self-evaluation.js';

type Context = StepContext<EvaluationData, EvaluationKnown>;
const patch = patchOf<EvaluationData, EvaluationKnown>();
const rule = guard<EvaluationData, EvaluationKnown>;

/** The lead may ask for a 复核 once within five working days; silence accepts. */
const objecting: Silence = { on: 'objection-over', label: '复核申请期满', workingDays: 5 };

const fields = (suffix: string): PayloadField[] =>
  dimensions.map(({ key, label }) => ({ key, label: `${label}${suffix}`, kind: 'number', required: true }));
const numbersOf = ({ event }: Pick<Context, 'event'>): Record<string, number> =>
  Object.fromEntries(dimensions.map(({ key }) => [key, Number(event.payload?.[key])]));

/** 6.3: weights are whole percent, together 100. */
const weightsSum = rule(
  'weightsSum',
  '6.3',
  (context) => {
    const weights = numbersOf(context) as Weights;
    const sum = dimensions.reduce((total, { key }) => total + weights[key], 0);
    return weightsValid(weights)
      ? undefined
      : {
          code: 'weights_sum',
          message: `四项权重须为整数且合计100，现为${Number.isFinite(sum) ? sum : '—'}，请调整。`,
          field: 'tasks',
        };
  },
  'asks',
);
const periodFits = rule(
  'periodFits',
  '2.5',
  (context) =>
    said(context, 'from') < said(context, 'to')
      ? undefined
      : { code: 'period_reversed', message: '评价期止须晚于评价期起。', field: 'to' },
  'asks',
);

/** 6.2 a mark in each dimension and a comment. */
const scoreValid = rule(
  'scoreValid',
  '6.2',
  (context) => {
    const marks = numbersOf(context);
    const wrong = dimensions.find(({ key }) => !(marks[key]! >= 0 && marks[key]! <= 100));
    if (wrong) return { code: 'score_invalid', message: `「${wrong.label}」评分须为0至100之间的数。`, field: wrong.key };
    return said(context, 'comment').length >= 5
      ? undefined
      : { code: 'comment_required', message: '评分须附不少于5个字的评语。', field: 'comment' };
  },
  'asks',
);
const scoreOf = (context: Context): Score => {
  const marks = numbersOf(context) as Marks;
  return {
    personId: context.event.by.personId!,
    marks,
    score: weighted(marks, context.state.data.weights!).toFixed(4),
    comment: said(context, 'comment'),
  };
};
const isLast = ({ state }: Context) => (state.data.scores?.length ?? 0) + 1 >= (state.data.panel?.length ?? 0);

const reviewOnce = rule('reviewOnce', '2.5', ({ state }) =>
  state.data.review ? { code: 'reviewed_once', message: '复核仅限申请一次。' } : undefined,
);
const live = [
  'planned',
  'self_eval',
  'recommender_opinion',
  'panel',
  'result_draft',
  'objection',
  'reviewing',
  'deliberation',
  'published',
  'deciding',
] as const;

/** 绩效评价, specification 2.5. */
export const evaluation = defineProcess<EvaluationData, EvaluationKnown>({
  name: 'evaluation',
  version: 1,
  label: '绩效评价',
  initial: 'planned',
  ownerUnit: (data) => data.offices.lead,
  leaderOf,
  concealed: {
    fields: ['panel', 'promised', 'withdrawn', 'draws', 'scores', 'objections'],
    events: ['promise', 'recuse', 'replace-expert', 'score', 'object'],
    from: unitsOf,
    form: (data, personId) => !data.panel?.includes(personId) || data.promised?.includes(personId) === true,
    until: (state) => state.status === 'decided',
    // The lead is asked about a result that was confirmed; until then the panel may be asked to score again.
    draft: { fields: ['score', 'grade'], states: ['result_draft'] },
  },
  documents: { form: { form: selfEvaluation, states: ['self_eval'], by: lead, shownTo: members } },
  summary: (data) => ({ title: data.title, kind: data.kind }),
  states: {
    planned: { label: '待组织', tone: 'draft', task: { label: '印发评价通知', for: at.province('VO'), workingDays: 10 } },
    self_eval: { label: '自评', tone: 'draft', task: { label: '填报绩效自评', for: at.lead, workingDays: 20 } },
    recommender_opinion: {
      label: '推荐单位意见',
      tone: 'review',
      level: 'prefecture',
      task: { label: '出具评价意见', for: at.recommender, workingDays: 5 },
    },
    panel: {
      label: '专家评价',
      tone: 'review',
      task: { label: (data) => (data.panel ? '专家评价' : '抽取专家'), for: panelTask, seats: true },
    },
    result_draft: {
      label: '结果初定',
      tone: 'review',
      level: 'province',
      task: { label: '核定评价结果', for: at.province('VO') },
    },
    objection: {
      label: '征求牵头单位意见',
      tone: 'review',
      task: { label: '确认评价结果或申请复核（逾期未申请视为确认）', for: at.lead, workingDays: objecting.workingDays },
      instants: silenceInstants(objecting),
    },
    reviewing: {
      label: '复核',
      tone: 'review',
      level: 'province',
      task: { label: '复核评价结果', for: at.province('VO'), workingDays: 10 },
    },
    deliberation: { label: '审议', tone: 'review', task: { label: '会议审议评价结果', for: at.province('VL') } },
    published: { label: '公示中', tone: 'review', waitsFor: '等待公示期满。', task: noticeTask<EvaluationData>() },
    deciding: { label: '待决定', tone: 'review', task: { label: '依据评价结果作出决定', for: at.province('VD') } },
    decided: { label: '已决定', tone: 'passed', final: true },
    ended: endedWithConsortium,
  },
  rows: [
    {
      from: 'planned',
      on: 'notify',
      to: 'self_eval',
      label: '印发评价通知',
      by: handler,
      undoable: false,
      payload: [day('from', '评价期起'), day('to', '评价期止'), ...fields('权重（%）')],
      when: [periodFits, weightsSum],
      then: [
        patch((context) => ({
          period: { from: said(context, 'from'), to: said(context, 'to') },
          weights: numbersOf(context) as Weights,
        })),
        (context) =>
          tellOf(context.state.data, 'evaluation-notified', ['members', 'recommender'], {
            from: formatDate(said(context, 'from')),
            to: formatDate(said(context, 'to')),
          }),
      ],
    },
    {
      from: 'self_eval',
      on: 'submit',
      to: 'recommender_opinion',
      label: '提交自评',
      by: lead,
      when: [rule('selfComplete', 'B22', ({ known }) => refuseFindings('绩效自评报告', known.findings))],
      then: [() => [{ kind: 'freeze', document: 'form' }]],
    },
    {
      from: 'recommender_opinion',
      on: 'give-opinion',
      to: 'panel',
      label: '提交意见',
      by: handler,
      opinion: 'required',
    },
    {
      from: 'recommender_opinion',
      on: 'return',
      to: 'self_eval',
      label: '退回修改',
      by: handler,
      opinion: 'required',
      then: [tell('returned', 'lead')],
    },
    ...panelRows<EvaluationData, EvaluationKnown>({ from: 'panel' }),
    {
      from: 'panel',
      on: 'score',
      to: (context) => (isLast(context) ? 'result_draft' : '='),
      reaches: ['=', 'result_draft'],
      label: '提交评分',
      by: handler,
      handles: [],
      answers: true,
      undoable: false,
      payload: [...fields('评分（0-100）'), text('comment', '评语')],
      when: [promised, scoreValid],
      then: [
        patch((context) => {
          const scores = [...(context.state.data.scores ?? []), scoreOf(context)];
          if (!isLast(context)) return { scores };
          const score = panelScore(scores.map((one) => one.score));
          return { scores, score, grade: gradeOf(score) };
        }),
      ],
    },
    {
      from: 'result_draft',
      on: 'confirm-result',
      to: ({ state }) => (state.data.review ? 'deliberation' : 'objection'),
      reaches: ['objection', 'deliberation'],
      label: '核定结果',
      by: handler,
      undoable: false,
      then: [(context) => (context.state.data.review ? tell('evaluation-reviewed', 'lead')(context) : [])],
    },
    {
      from: 'result_draft',
      on: 'rescore',
      to: 'panel',
      label: '退回专家重新评价',
      by: handler,
      opinion: 'required',
      undoable: false,
      then: [patch(() => ({ scores: [], score: undefined, grade: undefined }))],
    },
    { from: 'objection', on: 'accept-result', to: 'deliberation', label: '确认结果', by: lead },
    {
      from: 'objection',
      on: 'ask-review',
      to: 'reviewing',
      label: '申请复核',
      by: lead,
      before: objecting.on,
      opinion: 'required',
      when: [reviewOnce],
      then: [patch(({ event, now }) => ({ review: { reason: event.opinion!, at: now } }))],
    },
    silenceRow<EvaluationData, EvaluationKnown>(objecting, { from: 'objection', to: 'deliberation' }),
    {
      from: 'reviewing',
      on: 'keep-result',
      to: 'deliberation',
      label: '维持结果',
      by: handler,
      opinion: 'required',
      then: [tell('decided', 'lead')],
    },
    {
      from: 'reviewing',
      on: 'rescore',
      to: 'panel',
      label: '复核成立，重新评价',
      by: handler,
      opinion: 'required',
      undoable: false,
      then: [patch(() => ({ scores: [], score: undefined, grade: undefined })), tell('decided', 'lead')],
    },
    {
      from: 'deliberation',
      on: 'approve',
      to: 'published',
      label: '审议通过',
      by: handler,
      handles: ['province'],
      undoable: false,
      payload: [minutesNo],
      then: [patch(({ event }) => ({ minutesNo: said({ event }, 'minutesNo') }))],
    },
    {
      from: 'deliberation',
      on: 'rescore',
      to: 'panel',
      label: '重新评价',
      by: handler,
      handles: ['province'],
      opinion: 'required',
      undoable: false,
      payload: [minutesNo],
      then: [patch(() => ({ scores: [], score: undefined, grade: undefined }))],
    },
    ...noticeRows<EvaluationData, EvaluationKnown>({
      from: 'published',
      title: (data) => `${data.title}结果公示`,
      passes: 'deciding',
      fails: 'deliberation',
      onPass: () => [],
    }),
    ...decisionRows,
    ...childRows<EvaluationData, EvaluationKnown>({ live, desksAt: ['self_eval', 'recommender_opinion', 'objection'] }),
  ],
});
