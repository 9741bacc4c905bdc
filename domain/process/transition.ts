import { dueInWorkingDays, halfTime } from '#domain/calendar/period.js';
import { forecastWorkingDays } from '#domain/calendar/working-days.js';
import { atTime, localDate } from '#domain/calendar/instant.js';
import type {
  CaseState,
  ClosedTask,
  Instant,
  NamedInstant,
  Office,
  Process,
  Task,
  TaskTemplate,
  WorkingCalendar,
} from './types.js';

/** Names of the instants that every review period 办理时限 brings with it. */
export const periodInstants = ['half-time', 'day-before', 'overdue'] as const;

export interface Entered<D> {
  state: CaseState<D>;
  opened: Task[];
  closed: ClosedTask[];
}

/**
 * Leaves the present state and enters `to`: closes what was open, opens the new stage's tasks, replaces the stage's instants. The data
 * must already be what the new stage is to see.
 */
export function enter<D>(
  process: Process<D>,
  before: CaseState<D>,
  to: string,
  now: Instant,
  calendar: WorkingCalendar,
  outcome: string,
): Entered<D> {
  const target = process.states[to]!;
  const closed = before.tasks.filter((task) => !task.answer).map((task) => ({ task, outcome }));
  const kept = before.instants.filter((instant) => instant.scope === 'case');
  const state: CaseState<D> = {
    ...before,
    status: to,
    since: now,
    tasks: [],
    instants: kept,
    pause: undefined,
    held: undefined,
    ended: target.final === true,
  };
  const opened = openTasks(process, state, now, calendar);
  const own = target.instants?.({ data: state.data, now, calendar }) ?? [];
  state.tasks = opened;
  state.nextTask += opened.length;
  state.instants = target.final ? closingsOf(kept) : named([...kept, ...own, ...periodsOf(opened, now, calendar)]);
  return { state, opened, closed };
}

/** The review period of a stage's task in this case. */
export function workingDaysOf<D>(template: TaskTemplate<D> | undefined, data: D): number | undefined {
  return typeof template?.workingDays === 'function' ? template.workingDays(data) : template?.workingDays;
}

function openTasks<D>(process: Process<D>, state: CaseState<D>, now: Instant, calendar: WorkingCalendar): Task[] {
  const template = process.states[state.status]!.task;
  const candidates = template?.for(state.data);
  if (!template || !candidates) return [];
  const workingDays = workingDaysOf(template, state.data);
  const due = workingDays === undefined ? undefined : dueInWorkingDays(calendar, now, workingDays);
  return (Array.isArray(candidates) ? candidates : [candidates]).map((candidate, index) => ({
    id: String(state.nextTask + index),
    stage: state.status,
    kind: template.kind ?? 'decide',
    label: typeof template.label === 'function' ? template.label(state.data) : template.label,
    ...('personId' in candidate ? { holder: candidate.personId } : { office: candidate satisfies Office }),
    openedAt: now,
    ...(due ? { due: due.at, ...(due.provisional ? { dueProvisional: true } : {}) } : {}),
  }));
}

/** An ended case keeps its closings, in case an appeal or an extension opens it again; nothing else will come. */
export function closingsOf(instants: NamedInstant[]): NamedInstant[] {
  return instants.filter((instant) => instant.scope === 'case' && instant.kind === 'closing');
}

/** Half-time and one-working-day reminders, and the moment it is overdue (specification 2, timer defaults). */
export function periodsOf(tasks: Task[], now: Instant, calendar: WorkingCalendar): NamedInstant[] {
  const timed = tasks.find((task) => task.due !== undefined);
  if (!timed?.due) return [];
  const base = { scope: 'stage' as const, ...(timed.dueProvisional ? { provisional: true } : {}) };
  const dayBefore = atTime(forecastWorkingDays(calendar, localDate(timed.due - 1), -1).date, '09:00');
  return [
    { ...base, name: 'half-time', kind: 'reminder' as const, at: halfTime(now, timed.due), label: '办理时限过半提醒' },
    { ...base, name: 'day-before', kind: 'reminder' as const, at: dayBefore, label: '到期前一个工作日提醒' },
    { ...base, name: 'overdue', kind: 'period' as const, at: timed.due, label: '办理时限届满' },
  ].filter((instant) => instant.at > now);
}

/** One instant a name: the later definition replaces the earlier; sorted by time. */
export function named(instants: NamedInstant[]): NamedInstant[] {
  return [...new Map(instants.map((instant) => [instant.name, instant])).values()].sort(
    (a, b) => a.at - b.at || (a.name < b.name ? -1 : 1),
  );
}
