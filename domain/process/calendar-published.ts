import { dueInWorkingDays } from '#domain/calendar/period.js';
import { named, periodsOf, workingDaysOf } from './transition.js';
import type { CaseState, Instant, NamedInstant, Process, StepContext, StepResult, Task, WorkingCalendar } from './types.js';

/** The system's event to every case that rests on a year whose holidays were not known. */
export const CALENDAR_PUBLISHED = 'calendar-published';

/** An instant `workingDays` after a day; while it is 预计 it keeps what it was reckoned from. */
export function inWorkingDays(
  calendar: WorkingCalendar,
  from: Instant,
  workingDays: number,
): Pick<NamedInstant, 'at' | 'provisional' | 'basis'> {
  const { at, provisional } = dueInWorkingDays(calendar, from, workingDays);
  return { at, ...(provisional ? { provisional, basis: { from, workingDays } } : {}) };
}

/**
 * 节假日安排发布: every 预计 due date and instant on the record is reckoned again from the same day, pauses included, also those that a
 * pause holds frozen. One event, whatever it rewrites; refused when it would rewrite nothing.
 */
export function calendarPublished<D, K>(
  process: Process<D, K>,
  { state, event, now, calendar }: StepContext<D, K>,
): StepResult<D> {
  if (event.by.kind !== 'system')
    return { ok: false, refusal: { code: 'not_for_persons', message: '此步骤由系统按期办理，不能由人员直接操作。' } };
  const tasks = state.tasks
    .map((task) => dueAgain(process, state.data, task, calendar))
    .map((task, _, all) => asServed(task, all));
  const again = instantsAgain(process, { ...state, tasks }, now, calendar);
  const next: CaseState<D> = {
    ...state,
    tasks,
    instants: named(state.instants.map(again)),
    ...(state.pause ? { pause: { ...state.pause, frozen: state.pause.frozen.map(again) } } : {}),
  };
  if (JSON.stringify(next) === JSON.stringify(state))
    return { ok: false, refusal: { code: 'nothing_provisional', message: '没有需要按新发布的工作日历重新计算的时限。' } };
  return {
    ok: true,
    state: { ...next, revision: state.revision + 1 },
    effects: [],
    opened: [],
    closed: [],
    from: state.status,
    to: state.status,
    label: '工作日历发布，重新计算时限',
  };
}

function dueAgain<D, K>(process: Process<D, K>, data: D, task: Task, calendar: WorkingCalendar): Task {
  const workingDays = workingDaysOf(process.states[task.stage]?.task, data);
  if (!task.dueProvisional || workingDays === undefined || task.serves !== undefined) return task;
  const { at, provisional } = dueInWorkingDays(calendar, task.openedAt, workingDays);
  return dueOn(task, at + (task.shifted ?? 0), provisional);
}

/** Who signs for a task has the task's own due date. */
function asServed(task: Task, all: Task[]): Task {
  const served = task.dueProvisional ? all.find((one) => one.id === task.serves) : undefined;
  return served?.due ? dueOn(task, served.due, served.dueProvisional) : task;
}

function dueOn(task: Task, due: Instant, provisional: boolean | undefined): Task {
  if (due === task.due && provisional) return task;
  const { dueProvisional: _, ...certain } = task;
  return { ...certain, due, ...(provisional ? { dueProvisional: true } : {}) };
}

function instantsAgain<D, K>(process: Process<D, K>, state: CaseState<D>, now: Instant, calendar: WorkingCalendar) {
  const timed = state.tasks.find((task) => task.due !== undefined && task.stage === state.status && task.serves === undefined);
  const shifted = timed?.shifted ?? 0;
  const periods = timed ? periodsOf([{ ...timed, due: timed.due! - shifted }], timed.openedAt, calendar) : [];
  const moved = new Map(periods.map((period) => [period.name, { ...period, at: period.at + shifted }]));
  const own = new Map(
    (process.states[state.status]!.instants?.({ data: state.data, now, calendar }) ?? []).map((one) => [one.name, one]),
  );
  return (instant: NamedInstant): NamedInstant => {
    if (!instant.provisional) return instant;
    const { basis, provisional: _, ...certain } = instant;
    const found = basis
      ? inWorkingDays(calendar, basis.from, basis.workingDays)
      : (moved.get(instant.name) ?? own.get(instant.name));
    if (!found || (found.at === instant.at && found.provisional)) return instant;
    return {
      ...certain,
      at: found.at,
      ...(found.provisional ? { provisional: true } : {}),
      ...(found.basis ? { basis: found.basis } : {}),
    };
  };
}
