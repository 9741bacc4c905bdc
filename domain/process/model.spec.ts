import fc from 'fast-check';
import { expect, it } from 'vitest';
import { publishedCalendar } from '#domain/calendar/data/published-years.js';
import { pick as pickFrom, random } from '#test/model/random.js';
import { people, sample, sampleClosing, sampleData, type SampleState } from './sample.js';
import { begin, step } from './step.js';
import { verbs } from './verbs/index.js';
import type { Actor, CaseEvent } from './types.js';

const actors: Actor[] = [...Object.values(people), { kind: 'time' }, { kind: 'system' }, { kind: 'public' }];
const events = [
  ...new Set([...sample.rows.map((row) => row.on), ...Object.keys(verbs), 'half-time', 'day-before', 'overdue', 'nonsense']),
];
const persons = ['county1', 'county2', 'prefecture1', 'both', 'x1', 'stranger'];
const start = sampleClosing - 20 * 86_400_000;

function anyEvent(next: () => number, index: number, state: SampleState): CaseEvent {
  const pick = <T>(from: readonly T[]): T => pickFrom(next, from);
  // Half of them plausible in the present state, half not.
  const possible = sample.rows.filter((row) => row.from === state.status || row.from.includes(state.status)).map((row) => row.on);
  const on = possible.length > 0 && next() < 0.5 ? pick(possible) : pick(events);
  const answers: Record<string, unknown> = {
    personId: pick(persons),
    position: pick(['before', 'after', 'beside']),
    agree: pick([true, false, 'maybe']),
    question: '是否可行',
    personIds: ['x1'],
    taskId: pick(state.tasks)?.id ?? '9',
  };
  const asked = (verbs[on]?.fields ?? []).map((field) => field.key);
  return {
    id: `e${index}`,
    on,
    by: pick(actors),
    // What the dialog asks for, and now and then what it does not.
    payload: Object.fromEntries(Object.entries(answers).filter(([key]) => asked.includes(key) || next() < 0.02)),
    opinion: pick(['同意推荐该项目', '不行', undefined]),
  };
}

/** What must hold of every state, said without the engine's own helpers. Returns the first fault. */
function fault(before: SampleState, event: CaseEvent, after: SampleState, now: number): string | undefined {
  if (!(after.status in sample.states)) return `undefined state ${after.status}`;
  if (after.revision !== before.revision + 1) return 'revision does not grow by one';
  if (new Set(after.tasks.map((task) => task.id)).size !== after.tasks.length) return 'two tasks with one number';
  if (after.tasks.some((task) => Number(task.id) >= after.nextTask)) return 'a task number that will be given again';
  if (!after.ended && after.tasks.filter((task) => !task.answer).length === 0 && after.instants.length === 0)
    return 'a live case with neither task nor deadline';
  if (
    !after.ended &&
    ['county', 'prefecture'].includes(after.status) &&
    !after.tasks.some((task) => task.kind === 'decide' && task.stage === after.status)
  )
    return 'a stage lost its task';
  if (
    now >= sampleClosing &&
    event.by.kind === 'person' &&
    after.status !== before.status &&
    ['submit', 'recommend'].includes(event.on)
  )
    return 'accepted at or after its deadline';
  const { county = [], prefecture = [] } = after.handlers;
  return county.some((person) => prefecture.includes(person)) ? 'one person handled two levels' : undefined;
}

it('I4 I6 I10 a million random events reach no undefined state, lose no task, pass no deadline and let nobody handle two levels', () => {
  let played = 0;
  let accepted = 0;
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      const next = random(seed);
      let now = start;
      let state = begin(sample, sampleData, { now, calendar: publishedCalendar }).state;
      for (let index = 0; index < 100; index += 1) {
        now += Math.floor(next() * 86_400_000 * next());
        const event = anyEvent(next, index, state);
        const result = step(sample, 'c', state, event, { now, calendar: publishedCalendar, known: {} });
        played += 1;
        if (!result.ok) continue;
        accepted += 1;
        expect(
          fault(state, event, result.state, now),
          `${event.on} by ${event.by.personId ?? event.by.kind} in ${state.status}`,
        ).toBeUndefined();
        state = result.state;
      }
    }),
    { numRuns: 10_000 },
  );
  expect(played).toBe(1_000_000);
  expect(accepted).toBeGreaterThan(20_000);
}, 120_000);
