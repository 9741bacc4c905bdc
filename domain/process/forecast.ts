import { named } from './transition.js';
import type { CaseState, Instant, NamedInstant, Process, WorkingCalendar } from './types.js';

export interface ForecastItem {
  name: string;
  label: string;
  at: Instant;
  kind: NamedInstant['kind'];
  /** true: on the record; false: continued by the process's schedule. */
  certain: boolean;
  /** true: rests on a calendar year not published yet 预计. */
  provisional: boolean;
  begins?: true;
}

/** 接下来会发生什么: the record's own instants, continued by the process's schedule. Sorted by time. */
export function forecast<D, K>(
  process: Process<D, K>,
  state: CaseState<D>,
  now: Instant,
  calendar: WorkingCalendar,
): ForecastItem[] {
  const recorded = new Set(state.instants.map((instant) => instant.name));
  const scheduled = state.ended
    ? []
    : (process.schedule?.(state, now, calendar) ?? []).filter((instant) => !recorded.has(instant.name));
  return named([...state.instants, ...scheduled]).map((instant) => ({
    name: instant.name,
    label: instant.label ?? instant.name,
    at: instant.at,
    kind: instant.kind,
    certain: recorded.has(instant.name),
    provisional: instant.provisional === true,
    ...(instant.begins ? { begins: true as const } : {}),
  }));
}
