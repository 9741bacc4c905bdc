import { localDate } from '#domain/calendar/instant.js';
import type { Effect, PayloadField, Row, StepContext } from '#domain/process/types.js';
import { choice, day, guard, handler, line, minutesNo, patchOf, tellOf, text } from '../acts.js';
import { toConsortium } from '../child.js';
import { ahead, withinSixMonths } from '../deadlines.js';
import type { EvaluationOutcome } from '../life/data.js';
import type { Grade } from '../scoring.js';
import type { EvaluationData, EvaluationKnown } from './data.js';

type Context = StepContext<EvaluationData, EvaluationKnown>;
const patch = patchOf<EvaluationData, EvaluationKnown>();

const graded = (...grades: Grade[]) =>
  guard<EvaluationData, EvaluationKnown>('graded', 'R8', ({ state }) =>
    grades.includes(state.data.grade!)
      ? undefined
      : { code: 'grade_differs', message: `评价等级为${state.data.grade}，此项决定适用于${grades.join('、')}。` },
  );

const rectifyBy: PayloadField[] = [text('requirement', '整改要求'), day('until', '整改期限')];
const amount: PayloadField[] = [
  { key: 'amount', label: '滚动支持金额（万元）', kind: 'money', required: true },
  line('task', '对应的项目任务'),
];
export const adjustments = [
  { value: 'goal', label: '目标任务' },
  { value: 'members', label: '成员单位' },
  { value: 'budget', label: '经费预算' },
  { value: 'instalments', label: '拨款安排' },
];
/** What R8 leaves to the official, by grade; the first two of 差 with minutes. */
export const decisions = [
  { on: 'rolling', label: '给予滚动支持', grades: ['优', '良'], payload: amount },
  { on: 'no-support', label: '不予滚动支持', grades: ['优', '良'], payload: [] },
  { on: 'rectify', label: '限期整改', grades: ['中', '差'], payload: rectifyBy, when: [ahead] },
  {
    on: 'adjust',
    label: '调整',
    grades: ['差'],
    payload: [minutesNo, choice('what', '调整内容', adjustments), text('detail', '具体调整')],
  },
  {
    on: 'suspend',
    label: '中止',
    grades: ['差'],
    payload: [minutesNo, day('until', '中止至（最长6个月）')],
    when: [ahead, withinSixMonths],
  },
  { on: 'nothing', label: '不予处理', grades: ['差'], payload: [] },
] as const satisfies { on: string; label: string; grades: Grade[]; payload: PayloadField[]; when?: unknown[] }[];

/** R8: the grade opens the desk, the official decides, with a reason; the consortium hears of it in the same step. */
export const decisionRows: Row<EvaluationData, EvaluationKnown>[] = decisions.map(({ on, label, grades, payload, ...more }) => ({
  from: 'deciding',
  on: `decide-${on}`,
  to: 'decided',
  label,
  by: handler,
  handles: [],
  undoable: false,
  quiet: true,
  opinion: 'required',
  payload: [...payload],
  when: [graded(...grades), ...('when' in more ? more.when : [])],
  then: [
    patch(({ event, now }) => ({
      decision: on,
      decided: { reason: event.opinion!, facts: event.payload ?? {}, on: localDate(now) },
    })),
    (context) => tellConsortium(context, on),
    ({ state }) =>
      tellOf(state.data, 'evaluation-decided', ['members', 'recommender'], { grade: state.data.grade!, decision: label }),
  ],
}));

function tellConsortium(context: Context, decision: string): Effect<EvaluationData>[] {
  const { state, event, now, caseId } = context;
  const outcome: EvaluationOutcome = {
    caseId,
    kind: state.data.kind,
    score: state.data.score!,
    grade: state.data.grade!,
    decision,
    reason: event.opinion!,
    on: localDate(now),
  };
  return [toConsortium(context, 'evaluation-decided', { ...event.payload, decision, reason: event.opinion!, outcome })];
}
