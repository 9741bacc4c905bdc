import { recipientOf } from './instants.js';
import type { Office, StepContext, StepResult, Task } from './types.js';

/** The system's event to every case with a task on the desk of a person who leaves; the payload is a `Leaving`. */
export const HOLDER_LEFT = 'holder-left';

/** Who leaves, and which office; none named: every one. */
export interface Leaving {
  personId: string;
  office?: Office;
}

/**
 * 离岗: an office's task stays the office's. What the person held, or had delegated, waits for whoever takes it next, with its due date; what was delegated
 * to the person goes back to who delegated it; a decision that still waited for its signers is the next one's to take. A signature or advice that was
 * asked for and a seat on a panel are the person's own: who asked asks somebody else. Refused when nothing lies there.
 */
export function holderLeft<D, K>({ state, event }: StepContext<D, K>): StepResult<D> {
  if (event.by.kind !== 'system')
    return { ok: false, refusal: { code: 'not_for_persons', message: '此步骤由系统办理，不能由人员直接操作。' } };
  const leaving = event.payload as unknown as Leaving;
  const left = state.tasks.filter((task) => concerns(leaving, task)).map((task) => leave(leaving, task));
  if (left.length === 0) return { ok: false, refusal: { code: 'nothing_held', message: '没有须交还本岗位的待办。' } };
  return {
    ok: true,
    state: {
      ...state,
      held: left.some(({ id }) => id === state.held?.taskId) ? undefined : state.held,
      tasks: state.tasks.map((task) => left.find(({ id }) => id === task.id) ?? task),
      revision: state.revision + 1,
    },
    effects: left.map((task) => ({
      kind: 'notice',
      template: 'task-left',
      to: recipientOf(task)!,
      digest: true,
      params: { task: task.label },
    })),
    opened: [],
    closed: [],
    from: state.status,
    to: state.status,
    label: '原办理人离岗，待办交还',
  };
}

const concerns = ({ personId, office }: Leaving, task: Task): boolean =>
  task.office !== undefined &&
  !task.answer &&
  (task.holder === personId || task.delegatedBy === personId) &&
  (office === undefined || (task.office.unitId === office.unitId && task.office.role === office.role));

/** To who delegated it to the person, else to the office. */
function leave({ personId }: Leaving, { holder: _holder, delegatedBy, readAt: _readAt, ...task }: Task): Task {
  return delegatedBy !== undefined && delegatedBy !== personId ? { ...task, holder: delegatedBy } : task;
}
