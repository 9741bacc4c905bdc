import type { CaseState, Effect, Process, Recipient, StepContext, Task } from './types.js';

/** A passed instant falls off the record. */
export function passInstant<D>(state: CaseState<D>, name: string): CaseState<D> {
  return { ...state, instants: state.instants.filter((instant) => instant.name !== name) };
}

/** Whom a task's mail goes to: the one who holds it, else the whole office. */
export function recipientOf(task: Task): Recipient | undefined {
  if (task.holder !== undefined) return { kind: 'person', personId: task.holder };
  return task.office && { kind: 'office', ...task.office };
}

/** Half-time and one week before: the handler; overdue: the handler and the leader. Nothing is ever decided by time. */
export function taskPeriodNotices<D, K>(process: Process<D, K>, { state, event }: StepContext<D, K>): Effect<D>[] {
  return state.tasks
    .filter((task) => task.stage === state.status && task.due !== undefined)
    .flatMap((task) => {
      const leader = event.on === 'overdue' && task.office ? process.leaderOf?.(task.office, state.data) : undefined;
      const recipients: (Recipient | undefined)[] = [recipientOf(task), leader && { kind: 'office', ...leader }];
      return recipients.flatMap((to): Effect<D>[] =>
        to
          ? [
              {
                kind: 'notice',
                template: `task-${event.on}`,
                to,
                params: { task: task.label, due: task.due! },
                ...(event.on === 'overdue' ? { digest: false } : { digest: true, until: task.due! }),
              },
            ]
          : [],
      );
    });
}
