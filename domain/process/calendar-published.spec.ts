import { expect, it } from 'vitest';
import { publishedCalendar } from '#domain/calendar/data/published-years.js';
import { atTime, formatInstant } from '#domain/calendar/instant.js';
import type { WorkingCalendar } from '#domain/calendar/working-days.js';
import { CALENDAR_PUBLISHED } from './calendar-published.js';
import { people, sample, sampleData, type SampleState } from './sample.js';
import { begin, step } from './step.js';
import type { CaseEvent } from './types.js';

/** 2027 as it might be published: the Monday after new year is free too. */
const published: WorkingCalendar = {
  years: { ...publishedCalendar.years, 2027: { year: 2027, off: ['2027-01-01', '2027-01-04'], work: [] } },
};
const received = atTime('2026-12-29', '10:00');
const DAY = 86_400_000;

function play(
  state: SampleState,
  now: number,
  on: string,
  by: CaseEvent['by'],
  more: Partial<CaseEvent> = {},
  calendar = publishedCalendar,
) {
  return step(sample, 'c', state, { id: `${on}${now}`, on, by, ...more }, { now, calendar, known: {} });
}
function must(...given: Parameters<typeof play>): SampleState {
  const result = play(...given);
  if (!result.ok) throw new Error(result.refusal.message);
  return result.state;
}
const publish = (state: SampleState, now: number, calendar = published) =>
  play(state, now, CALENDAR_PUBLISHED, { kind: 'system' }, {}, calendar);
const instants = (state: SampleState) => Object.fromEntries(state.instants.map(({ name, at }) => [name, formatInstant(at)]));

function atCounty(): SampleState {
  const { state } = begin(sample, sampleData, { now: received, calendar: publishedCalendar });
  return must(state, received, 'submit', people.owner!);
}

it('a period that ends in a year not published is 预计, and one event reckons it again when the year is published', () => {
  const before = atCounty();
  expect(before.tasks).toMatchObject([{ dueProvisional: true }]);
  expect(instants(before)).toMatchObject({ overdue: '2027-01-07 00:00', 'day-before': '2027-01-05 09:00' });

  const result = publish(before, received + DAY);
  expect(result).toMatchObject({ ok: true, label: '工作日历发布，重新计算时限' });
  const after = (result as { state: SampleState }).state;
  expect(formatInstant(after.tasks[0]!.due!)).toBe('2027-01-08 00:00');
  expect(after.tasks[0]).not.toHaveProperty('dueProvisional');
  expect(instants(after)).toMatchObject({ overdue: '2027-01-08 00:00', 'day-before': '2027-01-06 09:00' });
  expect(after.instants.some((instant) => instant.provisional)).toBe(false);
  expect(instants(after).closing).toBe(instants(before).closing);
  expect(publish(after, received + DAY)).toMatchObject({ ok: false, refusal: { code: 'nothing_provisional' } });
});

it('another year, or a person, rewrites nothing', () => {
  const other = { years: { ...publishedCalendar.years, 2028: { year: 2028, off: ['2028-01-03'], work: [] } } };
  expect(publish(atCounty(), received, other)).toMatchObject({ ok: false, refusal: { code: 'nothing_provisional' } });
  expect(play(atCounty(), received, CALENDAR_PUBLISHED, people.owner!, {}, published)).toMatchObject({
    ok: false,
    refusal: { code: 'not_for_persons' },
  });
});

it('a reminder that has gone out does not come back', () => {
  const later = atTime('2027-01-02', '18:00');
  const halfway = must(atCounty(), later, 'half-time', { kind: 'time' });
  const after = publish(halfway, later);
  expect(Object.keys(instants((after as { state: SampleState }).state))).toEqual(['closing', 'day-before', 'overdue']);
});

it('暂停 keeps its length: what a pause froze is reckoned again, and what it moved stays moved', () => {
  const paused = must(atCounty(), received, 'pause', people.county1!, { opinion: '等待补充材料说明' });
  const whilePaused = publish(paused, received + DAY) as { state: SampleState };
  expect(whilePaused.state.pause!.frozen.map((instant) => formatInstant(instant.at)).at(-1)).toBe('2027-01-08 00:00');
  const resumed = must(whilePaused.state, received + 2 * DAY, 'resume', people.county1!);
  expect(instants(resumed).overdue).toBe('2027-01-10 00:00');

  const first = must(paused, received + 2 * DAY, 'resume', people.county1!);
  const then = publish(first, received + 2 * DAY) as { state: SampleState };
  expect(instants(then.state)).toEqual(instants(resumed));
  expect(then.state.tasks[0]!.due).toBe(resumed.tasks[0]!.due);
});

it('who signs for a task gets the task’s new due date', () => {
  const asked = must(atCounty(), received, 'add-signer', people.county1!, { payload: { personId: 'x1', position: 'before' } });
  const after = publish(asked, received) as { state: SampleState };
  expect(new Set(after.state.tasks.map((task) => formatInstant(task.due!)))).toEqual(new Set(['2027-01-08 00:00']));
  expect(after.state.tasks.some((task) => task.dueProvisional)).toBe(false);
});
