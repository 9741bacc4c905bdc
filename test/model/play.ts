import type { Instant } from '#domain/calendar/instant.js';
import { publishedCalendar } from '#domain/calendar/data/published-years.js';
import { targets } from '#domain/process/define.js';
import { begin, step } from '#domain/process/step.js';
import { enter } from '#domain/process/transition.js';
import type { CaseEvent, CaseState, Process, Row } from '#domain/process/types.js';
import { verbs } from '#domain/process/verbs/index.js';
import { filled } from './dialog.js';
import { faultOf, toldFault } from './faults.js';
import { anyone, colleague, officesAt, rowsFrom, senderOf } from './people.js';
import { pick, random, type Next } from './random.js';
import type { World } from './world.js';

const DAY_MS = 86_400_000;
const verbNames = Object.keys(verbs);

export interface Played {
  accepted: number;
  /** States the walk has been in. */
  seen: Set<string>;
  /** The first fault, with where it happened. */
  fault?: string;
}

/**
 * Cases walked through `events` random events, most of them plausible; after one has ended the walk goes on where some case was before, so
 * that rare states are seen as often as common ones. The same seed walks the same way.
 */
export function play(process: Process, world: World, seed: number, events: number): Played {
  const next = random(seed);
  const opened = () => {
    const { state } = begin(process, { ...world.data, ...world.vary?.(next) }, { now, calendar: publishedCalendar });
    const first = world.later && next() < 0.5 ? pick(next, world.later) : state.status;
    return first === state.status ? state : enter(process as Process<any>, state, first, now, publishedCalendar, 'begun').state;
  };
  let now = world.start;
  let state = opened();
  const been = new Map([[state.status, { state, now }]]);
  const played: Played = { accepted: 0, seen: new Set([state.status]) };
  for (let index = 0; index < events; index += 1) {
    // An ended case is knocked at for a while: what opens it again, or must not.
    if (state.ended && next() < 0.1) {
      if (next() < 0.3) [now, state] = [world.start, opened()];
      else ({ now, state } = pick(next, [...been.values()]));
    }
    now = later(next, now, state);
    const event = anyEvent(next, process, world, state, now, index);
    const known = world.known?.(next, state, event) ?? {};
    const result = step(process, 'case', state, event, { now, calendar: publishedCalendar, known });
    if (!result.ok) continue;
    played.accepted += 1;
    const fault =
      faultOf(process, state, event, result.state, now) ??
      toldFault(process, state, event, result, world.untold) ??
      world.fault?.(state, event, result.state, now);
    if (fault) {
      const who = event.by.personId ?? event.by.kind;
      return { ...played, fault: `${fault}: ${event.on} by ${who} in ${state.status} (seed ${seed}, event ${index})` };
    }
    state = result.state;
    been.set(state.status, { state, now });
    played.seen.add(state.status);
  }
  return played;
}

/** Time goes on by minutes, now and then by days, or to the very millisecond of an instant on the record, or just before it. */
function later(next: Next, now: Instant, { instants }: CaseState<any>): Instant {
  const chance = next();
  if (chance < 0.9 || instants.length === 0) return now + Math.floor(next() * (chance < 0.85 ? 600_000 : 5 * DAY_MS));
  return Math.max(now, pick(next, instants).at - (chance < 0.94 ? 1 : 0));
}

function anyEvent(next: Next, process: Process, world: World, state: CaseState<any>, now: Instant, index: number): CaseEvent {
  const chance = next();
  const id = `e${index}`;
  const said = next() < 0.8 ? '经研究，情况属实，意见如上' : undefined;
  const rows = rowsFrom(process, state.status);
  if (chance < 0.15 && state.instants.length > 0) {
    // What is due comes first, as it does in life; a knock too early is for the door to refuse.
    const due = state.instants.filter(({ at }) => at <= now);
    return { id, on: pick(next, due.length > 0 ? due : state.instants).name, by: { kind: 'time' } };
  }
  if (chance < 0.65 && rows.length > 0) {
    const row = towardsLife(next, process, rows);
    const by = senderOf(next, process, row, state);
    const payload =
      by.kind === 'person'
        ? filled({ next, state, now, by, answers: world.answers ?? {} }, row.payload ?? [])
        : world.sent?.(next, row.on, now, state.data);
    return { id, on: row.on, by, payload: payload ?? {}, ...(said ? { opinion: said } : {}) };
  }
  const by = anyone(next, process, state);
  if (chance < 0.9) {
    const on = pick(next, verbNames);
    const people = officesAt(process, state).map((office) => colleague(office, 1).personId!);
    const payload = filled({ next, state, now, by, answers: {}, people }, verbs[on]!.fields ?? []);
    return { id, on, by, payload, ...(said ? { opinion: said } : {}) };
  }
  const on = next() < 0.1 ? 'nonsense' : (pick(next, process.rows)?.on ?? 'nonsense');
  const payload = (by.kind === 'person' ? undefined : world.sent?.(next, on, now, state.data)) ?? {};
  return { id, on, by, payload, ...(said ? { opinion: said } : {}) };
}

/** Of two rows mostly the one that goes on: walks that end at once see nothing of the way. */
function towardsLife(next: Next, process: Process, rows: Row[]): Row {
  const row = pick(next, rows);
  const ends = targets(row).some((to) => process.states[to]!.final);
  return ends && next() < 0.9 ? pick(next, rows) : row;
}
