import { expect, it } from 'vitest';
import { publishedCalendar } from '#domain/calendar/data/published-years.js';
import { atTime, formatInstant } from '#domain/calendar/instant.js';
import { nextDigest } from './process.js';

it.each([
  ['2026-12-01', '08:00', '2026-12-01 08:30', false],
  ['2026-12-01', '08:30', '2026-12-02 08:30', false],
  // Friday evening: the next working day is Monday.
  ['2026-12-04', '17:00', '2026-12-07 08:30', false],
  // 1-7 October 2026 are holidays.
  ['2026-09-30', '09:00', '2026-10-08 08:30', false],
  // A Sunday that is worked instead (2026-10-10 is a Saturday worked).
  ['2026-10-09', '12:00', '2026-10-10 08:30', false],
  // Nobody has published 2027 yet.
  ['2026-12-31', '09:00', '2027-01-04 08:30', true],
])('6.13 after %s %s the digest goes out at %s', (date, time, next, provisional) => {
  const instant = nextDigest(atTime(date, time), publishedCalendar);
  expect(formatInstant(instant.at)).toBe(next);
  expect(instant.provisional === true).toBe(provisional);
});
