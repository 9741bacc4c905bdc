import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { publishedCalendar } from './data/published-years.js';
import { addDays, weekday } from './instant.js';
import {
  addWorkingDays,
  CalendarNotPublished,
  forecastWorkingDay,
  forecastWorkingDays,
  isHoliday,
  isPublished,
  isWorkingDay,
  type WorkingCalendar,
} from './working-days.js';

const calendar = publishedCalendar;
const publishedDates = fc.integer({ min: 0, max: 1825 }).map((n) => addDays('2022-01-01', n));

describe('the published calendar', () => {
  it.each([
    ['2023-10-07', true, 'Saturday worked instead'],
    ['2026-01-04', true, 'Sunday worked instead'],
    ['2023-10-06', false, 'a Friday of the National Day week'],
    ['2026-02-16', false, 'a Monday of the Spring Festival'],
    ['2026-11-23', true, 'an ordinary Monday'],
    ['2026-11-22', false, 'an ordinary Sunday'],
  ])('%s works: %s, %s', (date, working) => {
    expect(isWorkingDay(calendar, date)).toBe(working);
  });

  it('lists as free only weekdays and as worked only weekends, each in its year', () => {
    for (const { year, off, work } of Object.values(calendar.years)) {
      expect(off.filter((date) => [0, 6].includes(weekday(date)) || !date.startsWith(`${year}-`))).toEqual([]);
      expect(work.filter((date) => ![0, 6].includes(weekday(date)) || !date.startsWith(`${year}-`))).toEqual([]);
    }
    const working = (year: number) =>
      Array.from({ length: 366 }, (_, day) => addDays(`${year}-01-01`, day)).filter(
        (date) => date.startsWith(`${year}-`) && isWorkingDay(calendar, date),
      ).length;
    expect([2022, 2023, 2024, 2025, 2026].map(working)).toEqual([249, 249, 251, 248, 248]);
  });

  it('the nth working day is a working day with exactly n working days up to it', () => {
    fc.assert(
      fc.property(publishedDates, fc.integer({ min: 1, max: 30 }), (from, n) => {
        const found = forecastWorkingDays(calendar, from, n);
        fc.pre(!found.provisional);
        let counted = 0;
        for (let date = from; date < found.date;) {
          date = addDays(date, 1);
          if (isWorkingDay(calendar, date)) counted += 1;
        }
        expect(counted).toBe(n);
        expect(isWorkingDay(calendar, found.date)).toBe(true);
        expect(addWorkingDays(calendar, from, n)).toBe(found.date);
      }),
    );
  });

  it('counting back from a working day returns to where it began', () => {
    fc.assert(
      fc.property(publishedDates, fc.integer({ min: 1, max: 30 }), (from, n) => {
        fc.pre(isWorkingDay(calendar, from) && !forecastWorkingDays(calendar, from, n).provisional);
        expect(addWorkingDays(calendar, addWorkingDays(calendar, from, n), -n)).toBe(from);
      }),
    );
  });

  it('refuses a period that is no whole number of days', () => {
    expect(() => addWorkingDays(calendar, '2026-03-02', 1.5)).toThrow(expect.objectContaining({ code: 'bad_period' }));
    expect(() => addWorkingDays(calendar, '2026-03-02', Number.POSITIVE_INFINITY)).toThrow(
      expect.objectContaining({ code: 'bad_period' }),
    );
  });
});

describe('a year not published', () => {
  const withYear = (year: Partial<WorkingCalendar['years'][number]>): WorkingCalendar => ({
    years: { ...calendar.years, 2027: { year: 2027, off: [], work: [], ...year } },
  });

  it('fails closed: missing, empty or provisional, it is refused by name of the year', () => {
    for (const unpublished of [calendar, withYear({}), withYear({ off: ['2027-02-08'], provisional: true })]) {
      expect(isPublished(unpublished, 2027)).toBe(false);
      expect(() => isWorkingDay(unpublished, '2027-03-01')).toThrow(CalendarNotPublished);
      expect(() => addWorkingDays(unpublished, '2026-12-30', 3)).toThrow(
        expect.objectContaining({
          code: 'calendar_not_published',
          year: 2027,
          message: expect.stringContaining('2027年节假日安排尚未发布'),
        }),
      );
    }
    expect(addWorkingDays(calendar, '2026-12-30', 1)).toBe('2026-12-31');
  });

  it('is forecast as Monday to Friday without the fixed holidays, always marked provisional', () => {
    expect(forecastWorkingDays(calendar, '2026-12-30', 3)).toEqual({ date: '2027-01-05', provisional: true });
    expect(forecastWorkingDays(calendar, '2026-12-30', 1)).toEqual({ date: '2026-12-31', provisional: false });
    for (const date of ['2027-01-01', '2027-05-01', '2027-10-01', '2027-03-06']) {
      expect(forecastWorkingDay(calendar, date)).toEqual({ working: false, provisional: true });
    }
    expect(forecastWorkingDay(calendar, '2027-03-01')).toEqual({ working: true, provisional: true });
  });

  it('uses the days an administrator has marked as expected, still provisional', () => {
    const expected = withYear({ off: ['2027-02-08'], provisional: true });
    expect(forecastWorkingDay(expected, '2027-02-08')).toEqual({ working: false, provisional: true });
    expect(forecastWorkingDay(calendar, '2027-02-08')).toEqual({ working: true, provisional: true });
  });

  it('once published, may still arrange the last days of the December before', () => {
    const published = withYear({ off: ['2026-12-31', '2027-01-01'], work: ['2026-12-26'] });
    expect(isWorkingDay(published, '2026-12-31')).toBe(false);
    expect(isWorkingDay(published, '2026-12-26')).toBe(true);
    expect(isWorkingDay(calendar, '2026-12-31')).toBe(true);
  });
});

describe('a holiday', () => {
  it.each([
    ['2022-12-31', true, 'Saturday joined to the New Year holiday of 2023'],
    ['2023-01-01', true, 'Sunday inside it'],
    ['2026-02-21', true, 'Saturday inside the Spring Festival'],
    ['2026-11-21', false, 'an ordinary Saturday'],
    ['2026-12-31', false, 'a working day'],
    ['2027-10-02', true, 'a fixed holiday of an unpublished year'],
    ['2023-10-07', false, 'a worked Saturday next to a holiday'],
  ])('%s is %s: %s', (date, holiday) => {
    expect(isHoliday(calendar, date)).toBe(holiday);
  });
});
