import { mayHandle } from '../access.js';
import { answerOf, agreement, namedPerson, openFor, person, refusal, withTask, type Verb } from './verb.js';
import type { StepContext, Task } from '../types.js';

const deciding = ({ state, event }: StepContext<any, any>): Task | undefined =>
  state.tasks.find((task) => task.kind === 'decide' && !task.delegatedBy && mayHandle(event.by, task));

const own = ({ state, event }: StepContext<any, any>, kind: Task['kind']): Task | undefined =>
  state.tasks.find((task) => task.kind === kind && (!event.taskId || task.id === event.taskId) && mayHandle(event.by, task));

/** 加签: another person signs before the decision, or after it and before it takes effect. */
export const addSigner: Verb = {
  on: 'add-signer',
  label: '加签',
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
  refuse: (_process, context) => {
    if (context.state.held) return refusal('already_held', '决定已作出，正等待后加签人签署，不能再加签。');
    return deciding(context) ? undefined : refusal('not_your_task', '只有当前办理人可以加签。');
  },
  change: (_process, context) => {
    const to = namedPerson(context);
    if (typeof to !== 'string') return to;
    const position = context.event.payload?.position;
    if (position !== 'before' && position !== 'after') return refusal('payload_required', '请选择前加签或后加签。', 'position');
    const main = deciding(context)!;
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
    return { state, opened: [task] };
  },
};

/** 减签: an unanswered signature is no longer asked for. */
export const removeSigner: Verb = {
  on: 'remove-signer',
  label: '减签',
  fields: [{ key: 'taskId', label: '加签人', kind: 'task', required: true }],
  refuse: (_process, context) => {
    if (!deciding(context)) return refusal('not_your_task', '只有当前办理人可以减签。');
    return unanswered(context).length > 0 ? undefined : refusal('no_signer', '没有未签署的加签人。');
  },
  change: (_process, context, send) => {
    const removed = unanswered(context).find((task) => task.id === context.event.payload?.taskId);
    if (!removed) return refusal('no_signer', '该加签已签署或不存在。', 'taskId');
    const state = { ...context.state, tasks: context.state.tasks.filter((task) => task.id !== removed.id) };
    return releaseHeld(state, context, send, [{ task: removed, outcome: 'removed' }]);
  },
};

/** 加签人签署: agreeing lets a held decision take effect; disagreeing with one returns it to the handler. */
export const sign: Verb = {
  on: 'sign',
  label: '签署',
  fields: [agreement('签署意见')],
  refuse: (_process, context) => (own(context, 'sign') ? undefined : refusal('not_your_task', '没有需要您签署的加签事项。')),
  change: (_process, context, send) => {
    const task = own(context, 'sign')!;
    const answer = answerOf(context);
    if ('message' in answer) return answer;
    const closed = [{ task, outcome: answer.agree ? 'agreed' : 'disagreed' }];
    if (!answer.agree && task.position === 'after') {
      const tasks = context.state.tasks.filter((one) => one.id !== task.id);
      return { state: { ...context.state, tasks, held: undefined }, closed };
    }
    const state = withTask(context.state, task.id, { answer });
    return releaseHeld(state, context, send, closed);
  },
};

/** 征求意见: asks without blocking the decision. */
export const consult: Verb = {
  on: 'consult',
  label: '征求意见',
  fields: [person('征求对象'), { key: 'question', label: '需征求的问题', kind: 'longtext', required: true }],
  refuse: (_process, context) => (deciding(context) ? undefined : refusal('not_your_task', '只有当前办理人可以征求意见。')),
  change: (_process, context) => {
    const to = namedPerson(context);
    if (typeof to !== 'string') return to;
    const question = context.event.payload?.question;
    if (typeof question !== 'string' || question.trim() === '')
      return refusal('payload_required', '请填写需征求的问题。', 'question');
    const main = deciding(context)!;
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
  state: any,
  context: StepContext<any, any>,
  send: (state: any, event: any) => any,
  closed: { task: Task; outcome: string }[],
) {
  const pending = state.tasks.some((task: Task) => task.kind === 'sign' && task.position === 'after' && !task.answer);
  if (!state.held || pending) return { state, closed };
  const decision = { ...state.held.event, id: context.event.id };
  const result = send({ ...state, held: undefined, tasks: state.tasks.filter((task: Task) => task.kind !== 'sign') }, decision);
  if (!result.ok) return { state: { ...state, held: undefined }, closed, label: `签署（决定未生效：${result.refusal.message}）` };
  return { ...result, closed: [...closed, ...result.closed] };
}
