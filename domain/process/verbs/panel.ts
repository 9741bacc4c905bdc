import { mayHandle } from '../access.js';
import { agrees } from './signers.js';
import { refusal, type Verb } from './verb.js';
import type { CaseState, State, StepContext, Task } from '../types.js';

const ownVote = ({ state, event }: StepContext<any, any>): Task | undefined =>
  state.tasks.find((task) => task.kind === 'vote' && (!event.taskId || task.id === event.taskId) && mayHandle(event.by, task));

/** 会签 / 或签 / 按比例: one member's answer; the rule fires the stage's outcome as soon as it is certain. */
export const vote: Verb = {
  on: 'vote',
  label: '会签',
  fields: [
    {
      key: 'agree',
      label: '会签意见',
      kind: 'choice',
      required: true,
      options: [
        { value: 'true', label: '同意' },
        { value: 'false', label: '不同意' },
      ],
    },
  ],
  refuse: (_process, context) => (ownVote(context) ? undefined : refusal('not_your_task', '没有需要您会签的事项，或您已会签。')),
  change: (process, context, send) => {
    const agree = agrees(context);
    if (agree === undefined) return refusal('payload_required', '请选择同意或不同意。', 'agree');
    if (!agree && [...(context.event.opinion ?? '').trim()].length < 5)
      return refusal('opinion_required', '不同意须填写不少于5个字的意见。', 'opinion');
    const task = ownVote(context)!;
    const answer = {
      agree,
      by: context.event.by.personId!,
      at: context.now,
      ...(context.event.opinion ? { opinion: context.event.opinion } : {}),
    };
    const state = { ...context.state, tasks: context.state.tasks.map((one) => (one.id === task.id ? { ...one, answer } : one)) };
    const closed = [{ task, outcome: agree ? 'agreed' : 'disagreed' }];
    const outcome = panelOutcome(process.states[state.status]!, state);
    if (!outcome) return { state, closed };
    const result = send(state, { id: context.event.id, on: outcome, by: { kind: 'system' } });
    return result.ok ? { ...result, closed: [...closed, ...result.closed] } : result;
  },
};

/** The event the votes fire; nothing while they still can go either way. */
export function panelOutcome(stage: State, state: CaseState<any>): string | undefined {
  if (!stage.panel) return undefined;
  const votes = state.tasks.filter((task) => task.kind === 'vote');
  const agreed = votes.filter((task) => task.answer?.agree === true).length;
  const against = votes.filter((task) => task.answer?.agree === false).length;
  const { rule, passes, fails } = stage.panel;
  const needed = rule === 'all' ? votes.length : rule === 'any' ? 1 : Math.ceil(rule.atLeast * votes.length - 1e-9);
  if (agreed >= needed) return passes;
  return votes.length - against < needed ? fails : undefined;
}
