import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import {
  addDays,
  addMonths,
  atTime,
  CalendarError,
  endOfDay,
  formatBeginning,
  formatDate,
  formatDeadline,
  formatInstant,
  localDate,
  parseLocalDate,
  SHANGHAI,
  startOfDay,
  weekday,
  weekdayName,
  yearOf,
} from './instant.js';

const utc = (iso: string) => Date.parse(iso);
const dates = fc
  .integer({ min: utc('2006-01-01T00:00Z'), max: utc('2199-12-31T00:00Z') })
  .map((at) => new Date(at).toISOString().slice(0, 10));
const instants = fc.integer({ min: utc('1992-01-02T00:00Z'), max: utc('2100-01-01T00:00Z') });
const wallClock = new Intl.DateTimeFormat('sv-SE', { timeZone: SHANGHAI, dateStyle: 'short', timeStyle: 'short' });

describe('a Shanghai day', () => {
  it('R2 “12月31日前” includes the whole day and ends at 24:00, which is 00:00 of the next', () => {
    const closing = endOfDay('2022-12-31');
    expect(closing).toBe(utc('2023-01-01T00:00:00+08:00'));
    expect(closing - 1).toBe(utc('2022-12-31T23:59:59.999+08:00'));
    expect(localDate(closing - 1)).toBe('2022-12-31');
    expect(localDate(closing)).toBe('2023-01-01');
  });

  it('R17 the year is the Shanghai calendar year', () => {
    expect(yearOf(utc('2026-12-31T15:59:59.999Z'))).toBe(2026);
    expect(yearOf(utc('2026-12-31T16:00:00Z'))).toBe(2027);
  });

  it('agrees with the time zone database for every instant since 1992', () => {
    fc.assert(
      fc.property(instants, (at) => {
        expect(formatInstant(at)).toBe(wallClock.format(at));
      }),
    );
  });

  it('holds each of its instants, from the start up to but not including the end', () => {
    fc.assert(
      fc.property(dates, fc.integer({ min: 0, max: 86_399_999 }), (date, ms) => {
        expect(localDate(startOfDay(date) + ms)).toBe(date);
        expect(endOfDay(date)).toBe(startOfDay(addDays(date, 1)));
      }),
    );
  });

  it('takes wall-clock times from 00:00 to 24:00 and nothing else', () => {
    expect(atTime('2026-11-23', '09:30')).toBe(utc('2026-11-23T09:30:00+08:00'));
    expect(atTime('2026-11-23', '24:00')).toBe(endOfDay('2026-11-23'));
    for (const time of ['9:30', '24:01', '12:60', '', '09:30:00'])
      expect(() => atTime('2026-11-23', time)).toThrow(CalendarError);
  });
});

describe('calendar arithmetic', () => {
  it.each([
    ['2024-01-31', 1, '2024-02-29'],
    ['2023-01-31', 1, '2023-02-28'],
    ['2024-02-29', 36, '2027-02-28'],
    ['2023-11-15', 2, '2024-01-15'],
    ['2023-01-15', -1, '2022-12-15'],
    ['2023-03-31', -13, '2022-02-28'],
  ])('%s + %i months is the corresponding day, else the month end: %s', (from, months, to) => {
    expect(addMonths(from, months)).toBe(to);
  });

  it('adding days and taking them away again changes nothing, and a week keeps the weekday', () => {
    fc.assert(
      fc.property(dates, fc.integer({ min: -5_000, max: 5_000 }), (date, n) => {
        const moved = addDays(date, n);
        expect(addDays(moved, -n)).toBe(date);
        expect(startOfDay(moved) - startOfDay(date)).toBe(n * 86_400_000);
        expect(weekday(addDays(date, 7 * n))).toBe(weekday(date));
      }),
    );
  });

  it('a month later never skips a month and never comes later in it', () => {
    fc.assert(
      fc.property(dates, fc.integer({ min: -500, max: 500 }), (date, n) => {
        const [before, after] = [date, addMonths(date, n)].map((day) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)));
        expect(after! - before!).toBe(n);
        expect(addMonths(date, n).slice(8) <= date.slice(8)).toBe(true);
      }),
    );
  });

  it('refuses a fraction of a day', () => {
    expect(() => addDays('2026-11-23', 1.5)).toThrow(CalendarError);
    expect(() => addMonths('2026-11-23', Number.NaN)).toThrow(CalendarError);
  });
});

describe('reading and showing', () => {
  it('takes only days that exist', () => {
    expect(parseLocalDate('2024-02-29')).toBe('2024-02-29');
    for (const text of [
      '2023-02-29',
      '2026-13-01',
      '2026-00-10',
      '2026-1-1',
      '2026-01-32',
      '20260101',
      '2026-01-01 ',
      '1899-12-31',
      '',
    ]) {
      expect(parseLocalDate(text), text).toBeUndefined();
      expect(() => startOfDay(text), text).toThrow(expect.objectContaining({ code: 'bad_date' }));
    }
    expect(() => localDate(Number.NaN)).toThrow(expect.objectContaining({ code: 'bad_instant' }));
    expect(() => localDate(Number.POSITIVE_INFINITY)).toThrow(CalendarError);
  });

  it('shows dates and instants as officials write them', () => {
    expect(formatDate('2026-11-03')).toBe('2026年11月3日');
    expect(formatInstant(utc('2026-11-23T01:30:00Z'))).toBe('2026-11-23 09:30');
    expect(weekdayName('2026-11-23')).toBe('星期一');
    expect(weekday('2022-12-31')).toBe(6);
  });

  it('R2 shows a closing at midnight as 24:00 of the day it includes', () => {
    expect(formatDeadline(endOfDay('2026-12-31'))).toBe('2026年12月31日24:00(星期四)');
    expect(formatDeadline(atTime('2026-12-31', '09:05'))).toBe('2026年12月31日09:05(星期四)');
  });
  it('2.4 shows a beginning at midnight as the day it opens', () => {
    expect(formatBeginning(startOfDay('2026-11-01'))).toBe('2026年11月1日(星期日)');
    expect(formatBeginning(atTime('2026-11-01', '09:00'))).toBe('2026年11月1日09:00(星期日)');
  });
});

describe('on a machine in another time zone', () => {
  const before = process.env.TZ;
  afterEach(() => {
    process.env.TZ = before;
  });

  it.each(['America/New_York', 'Pacific/Kiritimati', 'Asia/Shanghai'])('%s changes nothing', (zone) => {
    process.env.TZ = zone;
    expect(new Intl.DateTimeFormat().resolvedOptions().timeZone).toBe(zone);
    expect(endOfDay('2022-12-31')).toBe(utc('2022-12-31T16:00:00Z'));
    expect(localDate(utc('2022-12-31T16:00:00Z'))).toBe('2023-01-01');
    expect(formatDeadline(utc('2022-12-31T16:00:00Z'))).toBe('2022年12月31日24:00(星期六)');
    expect(addMonths('2024-01-31', 1)).toBe('2024-02-29');
  });
});
