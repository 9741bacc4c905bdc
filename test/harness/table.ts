import { publishedCalendar } from '#domain/calendar/data/published-years.js';
import { begin, step } from '#domain/process/step.js';
import { enter } from '#domain/process/transition.js';
import type { Actor, CaseState, NamedInstant, Process, Role, StepResult } from '#domain/process/types.js';

/** One row of a specification's table as a test: from a state, an act by somebody, and where it leads or why it is refused. */
export interface TableRow<D, K> {
  /** Carries the requirement's number. */
  id: string;
  from: string;
  on: string;
  by: Actor;
  data?: Partial<D>;
  known?: Partial<K>;
  payload?: Record<string, unknown>;
  opinion?: string;
  at?: number;
  instants?: NamedInstant[];
  taskId?: string;
  /** A state, or the code of the refusal. */
  to: string;
}

/** With the password entered again, so that the person may also sign (6.9). */
export const person = (personId: string, unitId: string, ...roles: Role[]): Actor => ({
  kind: 'person',
  personId,
  name: personId,
  unitId,
  roles,
  posts: roles.map((role) => ({ unitId, role })),
  reauthenticated: true,
});
export const byTime: Actor = { kind: 'time' };
export const bySystem: Actor = { kind: 'system' };
export const byPublic: Actor = { kind: 'public' };
/** Long enough for every opinion. */
export const opinion = '经研究，情况属实，意见如上';

/** A table under test: its data, what is known, and the moment it is judged at. */
export class Table<D, K> {
  constructor(
    readonly process: Process<D, K>,
    readonly data: D,
    readonly known: K,
    readonly now: number,
  ) {}

  /** A case that stands in the state. */
  at(status: string, change: Partial<D> = {}, now = this.now): CaseState<D> {
    const { state } = begin(this.process, { ...this.data, ...change }, { now, calendar: publishedCalendar });
    return status === this.process.initial ? state : enter(this.process, state, status, now, publishedCalendar, 'test').state;
  }

  send(
    state: CaseState<D>,
    { on, by, payload, opinion: said, at, known, taskId }: Omit<TableRow<D, K>, 'id' | 'from' | 'to'>,
  ): StepResult<D> {
    const event = {
      id: `e${state.revision}`,
      on,
      by,
      ...(payload ? { payload } : {}),
      ...(said ? { opinion: said } : {}),
      ...(taskId ? { taskId } : {}),
    };
    return step(this.process, 'case', state, event, {
      now: at ?? this.now,
      calendar: publishedCalendar,
      known: { ...this.known, ...known },
    });
  }

  run(row: TableRow<D, K>): StepResult<D> {
    const state = this.at(row.from, row.data);
    return this.send(row.instants ? { ...state, instants: row.instants } : state, row);
  }

  /** As `send`; throws the refusal. */
  must(state: CaseState<D>, act: Omit<TableRow<D, K>, 'id' | 'from' | 'to'>): Extract<StepResult<D>, { ok: true }> {
    const result = this.send(state, act);
    if (!result.ok) throw new Error(`${act.on}: ${result.refusal.code} ${result.refusal.message}`);
    return result;
  }
}

/** Where it led, or why not. */
export const outcome = (result: StepResult<any>): string => (result.ok ? result.to : result.refusal.code);

/** Rows of the process that no row of the test walks through. */
export function unwalked<D, K>(process: Process<D, K>, rows: TableRow<D, K>[]): string[] {
  const walked = new Set(rows.filter((row) => row.to in process.states).map((row) => row.on));
  return [...new Set(process.rows.map((row) => row.on))].filter((on) => !walked.has(on));
}
