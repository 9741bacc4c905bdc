import { mayHandle } from '../access.js';
import { agreement, answered, answerOf, refusal, withTask, type Verb } from './verb.js';
import type { CaseState, State, StepContext, Task } from '../types.js';

const ownVote = ({ state, event }: StepContext<any, any>): Task | undefined =>
  state.tasks.find((task) => task.kind === 'vote' && (!event.taskId || task.id === event.taskId) && mayHandle(event.by, task));

/** 会签 / 或签 / 按比例: one member's answer; the rule fires the stage's outcome as soon as it is certain. */
export const vote: Verb = {
  on: 'vote',
  label: '会签',
  fields: [agreement('会签意见')],
  refuse: (_process, context) => (ownVote(context) ? undefined : refusal('not_your_task', '没有需要您会签的事项，或您已会签。')),
  change: (process, context, send) => {
    const answer = answerOf(context);
    if ('message' in answer) return answer;
    const task = ownVote(context)!;
    const state = withTask(context.state, task.id, { answer });
    const closed = [{ task, outcome: answer.agree ? 'agreed' : 'disagreed' }];
    const outcome = panelOutcome(process.states[state.status]!, state);
    if (!outcome) return { state, closed, label: answered('会签', answer) };
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
