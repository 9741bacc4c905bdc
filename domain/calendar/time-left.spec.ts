import { expect, it } from 'vitest';
import { atTime, endOfDay } from '#domain/calendar/instant.js';
import { publishedCalendar } from './data/published-years.js';
import { daysLeft, leftText, timeLeft } from './time-left.js';

it.each([
  ['the same day, one minute before', atTime('2026-12-31', '23:59'), 0],
  ['the morning of the last day', atTime('2026-12-31', '00:00'), 0],
  ['the evening before', atTime('2026-12-30', '23:59'), 1],
  ['a month before', atTime('2026-12-01', '09:00'), 30],
])('R2 days left until 31 December 24:00: %s', (_name, now, days) => expect(daysLeft(endOfDay('2026-12-31'), now)).toBe(days));

it.each([
  ['a month before', '2026-12-01', '还剩 30 天（22 个工作日）', undefined],
  ['the last day', '2026-12-31', '今日截止', undefined],
])('6.6 in words, with the working days: %s', (_name, date, text, warning) => {
  const left = timeLeft(publishedCalendar, atTime(date, '09:00'), endOfDay('2026-12-31'));
  expect([leftText(left), left.warning]).toEqual([text, warning]);
});

it('R2 a closing on a holiday stands and says so; a year not published yet is 预计', () => {
  // 2022-12-31 was a Saturday and the first day of 元旦.
  expect(timeLeft(publishedCalendar, atTime('2022-12-29', '09:00'), endOfDay('2022-12-31')).warning).toContain('截止时间不顺延');
  const beyond = timeLeft(publishedCalendar, atTime('2027-12-01', '09:00'), endOfDay('2027-12-10'));
  expect([beyond.provisional, leftText(beyond)]).toEqual([true, '还剩 9 天（预计 7 个工作日）']);
});
