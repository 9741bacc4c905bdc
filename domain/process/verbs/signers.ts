import { isSeat, mayHandle } from '../access.js';
import {
  agreement,
  answered,
  answerOf,
  namedPerson,
  openFor,
  person,
  refusal,
  tell,
  withTask,
  type Change,
  type Send,
  type Verb,
} from './verb.js';
import type { CaseState, ClosedTask, Effect, Process, StepContext, StepResult, Task } from '../types.js';

const deciding = (process: Process, { state, event }: StepContext<any, any>): Task | undefined =>
  state.tasks.find((task) => task.kind === 'decide' && !task.delegatedBy && !isSeat(process, task) && mayHandle(event.by, task));

const own = ({ state, event }: StepContext<any, any>, kind: Task['kind']): Task | undefined =>
  state.tasks.find((task) => task.kind === kind && (!event.taskId || task.id === event.taskId) && mayHandle(event.by, task));

/** 加签: another person signs before the decision, or after it and before it takes effect. */
export const addSigner: Verb = {
  on: 'add-signer',
  label: '加签',
  hint: '前加签：对方签署后您方可作出决定；后加签：您作出决定后，对方同意方可生效。',
  fields: [
    person('加签人'),
    {
      key: 'position',
      label: '加签方式',
      kind: 'choice',
      required: true,
      options: [
        { value: 'before', label: '前加签' },
        { value: 'after', label: '后加签' },
      ],
    },
  ],
  refuse: (process, context) => {
    if (context.state.held) return refusal('already_held', '决定已作出，正等待后加签人签署，不能再加签。');
    return deciding(process, context) ? undefined : refusal('not_your_task', '只有当前办理人可以加签。');
  },
  change: (process, context) => {
    const to = namedPerson(context);
    if (typeof to !== 'string') return to;
    const position = context.event.payload?.position;
    if (position !== 'before' && position !== 'after') return refusal('payload_required', '请选择前加签或后加签。', 'position');
    const main = deciding(process, context)!;
    if (context.state.tasks.some((task) => task.kind === 'sign' && task.holder === to && !task.answer))
      return refusal('already_signer', '该人员已在加签名单中。', 'personId');
    const { state, task } = openFor(context.state, {
      stage: main.stage,
      kind: 'sign',
      label: `${main.label}（${position === 'before' ? '前加签' : '后加签'}）`,
      holder: to,
      serves: main.id,
      position,
      openedAt: context.now,
      ...(main.due ? { due: main.due } : {}),
      ...(main.dueProvisional ? { dueProvisional: true } : {}),
    });
    return { state, opened: [task], label: position === 'before' ? '前加签' : '后加签' };
  },
};

/** 减签: an unanswered signature is no longer asked for. */
export const removeSigner: Verb = {
  on: 'remove-signer',
  label: '减签',
  hint: '减签后不再需要其签署；决定只待其签署的，减签后即生效。',
  fields: [{ key: 'taskId', label: '加签人', kind: 'task', required: true }],
  refuse: (process, context) => {
    if (!deciding(process, context)) return refusal('not_your_task', '只有当前办理人可以减签。');
    return unanswered(context).length > 0 ? undefined : refusal('no_signer', '没有未签署的加签人。');
  },
  change: (_process, context, send) => {
    const removed = unanswered(context).find((task) => task.id === context.event.payload?.taskId);
    if (!removed) return refusal('no_signer', '该加签已签署或不存在。', 'taskId');
    const state = { ...context.state, tasks: context.state.tasks.filter((task) => task.id !== removed.id) };
    return releaseHeld(state, context, send, { closed: [{ task: removed, outcome: 'removed' }], label: '减签' });
  },
};

/** 加签人签署: agreeing lets a held decision take effect; disagreeing with one returns it to the handler. */
export const sign: Verb = {
  on: 'sign',
  label: '签署',
  hint: '前加签的意见供办理人决定时参考；后加签不同意的，决定不生效，由办理人重新作出决定。',
  fields: [agreement('签署意见')],
  refuse: (_process, context) => (own(context, 'sign') ? undefined : refusal('not_your_task', '没有需要您签署的加签事项。')),
  change: (_process, context, send) => {
    const task = own(context, 'sign')!;
    const answer = answerOf(context);
    if ('message' in answer) return answer;
    const closed = [{ task, outcome: answer.agree ? 'agreed' : 'disagreed' }];
    const label = answered('签署', answer);
    if (!answer.agree && task.position === 'after') {
      const tasks = context.state.tasks.filter((one) => one.id !== task.id);
      const effects = backToHandler(context, task, '后加签人不同意，决定未生效，请重新作出决定。');
      return { state: { ...context.state, tasks, held: undefined }, effects, closed, label };
    }
    const state = withTask(context.state, task.id, { answer });
    if (task.position === 'after') return releaseHeld(state, context, send, { closed, label });
    const effects = isAwaited(state, 'before') ? [] : backToHandler(context, task, '前加签已签署完毕，请作出决定。');
    return { state, effects, closed, label };
  },
};

/** 征求意见: asks without blocking the decision. */
export const consult: Verb = {
  on: 'consult',
  label: '征求意见',
  hint: '对方回复前您仍可作出决定。',
  fields: [person('征求对象'), { key: 'question', label: '需征求的问题', kind: 'longtext', required: true }],
  refuse: (process, context) =>
    deciding(process, context) ? undefined : refusal('not_your_task', '只有当前办理人可以征求意见。'),
  change: (process, context) => {
    const to = namedPerson(context);
    if (typeof to !== 'string') return to;
    const question = context.event.payload?.question;
    if (typeof question !== 'string' || question.trim() === '')
      return refusal('payload_required', '请填写需征求的问题。', 'question');
    const main = deciding(process, context)!;
    const { state, task } = openFor(context.state, {
      stage: main.stage,
      kind: 'advise',
      label: `征求意见：${question.trim().slice(0, 40)}`,
      holder: to,
      serves: main.id,
      openedAt: context.now,
    });
    return { state, opened: [task] };
  },
};

/** 回复意见. */
export const advise: Verb = {
  on: 'advise',
  label: '回复意见',
  opinion: 'required',
  refuse: (_process, context) => (own(context, 'advise') ? undefined : refusal('not_your_task', '没有向您征求意见的事项。')),
  change: (_process, context) => {
    const task = own(context, 'advise')!;
    return {
      state: { ...context.state, tasks: context.state.tasks.filter((one) => one.id !== task.id) },
      effects: backToHandler(context, task, '', 'advised'),
      closed: [{ task, outcome: 'advised' }],
    };
  },
};

const unanswered = ({ state, event }: StepContext<any, any>): Task[] => {
  const main = state.tasks.find((task) => task.kind === 'decide' && mayHandle(event.by, task));
  return state.tasks.filter((task) => task.kind === 'sign' && task.serves === main?.id && !task.answer);
};

/** The held decision is sent once nobody after it is still to sign; judged by its own handler's rights and today's clock. */
function releaseHeld(
  state: CaseState<any>,
  context: StepContext<any, any>,
  send: Send<any>,
  { closed, label }: { closed: ClosedTask[]; label: string },
): Change | StepResult<any> {
  if (!state.held || isAwaited(state, 'after')) return { state, closed, label };
  const decision = { ...state.held.event, id: context.event.id };
  const result = send({ ...state, held: undefined, tasks: state.tasks.filter((task: Task) => task.kind !== 'sign') }, decision);
  if (!result.ok) {
    const why = `决定未生效：${result.refusal.message}`;
    return {
      state: { ...state, held: undefined },
      effects: backToHandler(context, closed[0]!.task, why),
      closed,
      label: `${label}（${why}）`,
    };
  }
  return { ...result, closed: [...closed, ...result.closed] };
}

const isAwaited = ({ tasks }: CaseState<any>, position: 'before' | 'after'): boolean =>
  tasks.some((task) => task.kind === 'sign' && task.position === position && !task.answer);

/** What was asked beside a task has been answered: whoever works on the task hears of it. */
function backToHandler({ state }: StepContext<any, any>, asked: Task, why: string, template = 'task-back'): Effect<any>[] {
  return state.tasks.filter((task) => task.id === asked.serves).flatMap((task) => tell(template, task, { why }));
}
