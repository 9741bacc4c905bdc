import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { publishedCalendar as calendar } from './data/published-years.js';
import { addDays, atTime, endOfDay, localDate, startOfDay } from './instant.js';
import { dueInWorkingDays, halfTime, noticePeriod, term, workingDaysLeft } from './period.js';
import { isWorkingDay, type WorkingCalendar } from './working-days.js';

const publishedDates = fc.integer({ min: 0, max: 1780 }).map((n) => addDays('2022-01-01', n));

describe('a public notice 公示', () => {
  it.each([
    { id: 'D-1 five working days published 2022-12-13 end 2022-12-19', published: '2022-12-13', lastDay: '2022-12-19' },
    {
      id: 'D-2 published 2023-09-26, the make-up days of October count: 2023-10-08',
      published: '2023-09-26',
      lastDay: '2023-10-08',
    },
    {
      id: 'D-4 published on Saturday 2025-01-25, day 1 is the next working day: 2025-02-07',
      published: '2025-01-25',
      lastDay: '2025-02-07',
    },
    { id: 'E8 published 2022-11-22 ends 2022-11-28', published: '2022-11-22', lastDay: '2022-11-28' },
    { id: 'E8 published 2022-05-23 ends 2022-05-27', published: '2022-05-23', lastDay: '2022-05-27' },
  ])('$id', ({ published, lastDay }) => {
    expect(noticePeriod(calendar, published, 5)).toEqual({ lastDay, endsAt: endOfDay(lastDay), provisional: false });
  });

  it('is provisional when it ends in 2027, whose holidays are not published', () => {
    expect(noticePeriod(calendar, '2026-12-28', 5)).toEqual({
      lastDay: '2027-01-04',
      endsAt: endOfDay('2027-01-04'),
      provisional: true,
    });
  });

  it('becomes definite, and may move, when the calendar lands', () => {
    const landed: WorkingCalendar = {
      years: { ...calendar.years, 2027: { year: 2027, off: ['2027-01-01', '2027-01-04'], work: [] } },
    };
    expect(noticePeriod(landed, '2026-12-28', 5)).toMatchObject({ lastDay: '2027-01-05', provisional: false });
  });
});

describe('a review period 办理时限', () => {
  it('D-6 three working days received Thursday 2022-12-29: the day is not counted, due 2023-01-04 24:00', () => {
    for (const time of ['00:00', '09:00', '23:59']) {
      expect(dueInWorkingDays(calendar, atTime('2022-12-29', time), 3)).toEqual({
        at: endOfDay('2023-01-04'),
        provisional: false,
      });
    }
  });

  it('received at 24:00 belongs to the next day', () => {
    expect(dueInWorkingDays(calendar, endOfDay('2026-03-02'), 1).at).toBe(endOfDay('2026-03-04'));
  });

  it('always ends at 24:00 of a working day after the day of receipt', () => {
    fc.assert(
      fc.property(publishedDates, fc.integer({ min: 1, max: 15 }), (date, n) => {
        const { at, provisional } = dueInWorkingDays(calendar, atTime(date, '12:00'), n);
        const lastDay = localDate(at - 1);
        expect(at).toBe(startOfDay(addDays(lastDay, 1)));
        expect(lastDay > date).toBe(true);
        expect(provisional).toBe(false);
        expect(isWorkingDay(calendar, lastDay)).toBe(true);
        expect(workingDaysLeft(calendar, atTime(date, '12:00'), at)).toEqual({ days: n, overdue: false, provisional: false });
      }),
    );
  });

  it('refuses a period of no days', () => {
    for (const n of [0, -1, 2.5]) {
      expect(() => dueInWorkingDays(calendar, 0, n)).toThrow(expect.objectContaining({ code: 'bad_period' }));
      expect(() => noticePeriod(calendar, '2026-03-02', n)).toThrow(expect.objectContaining({ code: 'bad_period' }));
    }
  });

  it('half-time lies in the middle', () => {
    expect(halfTime(1_000, 3_001)).toBe(2_000);
  });
});

describe('working days left', () => {
  const due = endOfDay('2023-01-04');
  it.each([
    ['2022-12-29', '09:00', { days: 3, overdue: false }],
    ['2023-01-04', '00:00', { days: 0, overdue: false }],
    ['2023-01-04', '23:59', { days: 0, overdue: false }],
    ['2023-01-05', '00:00', { days: 1, overdue: true }],
    ['2023-01-08', '10:00', { days: 2, overdue: true }],
  ])('at %s %s: %o', (date, time, expected) => {
    expect(workingDaysLeft(calendar, atTime(date, time), due)).toEqual({ ...expected, provisional: false });
  });

  it('says when it counts through an unpublished year', () => {
    expect(workingDaysLeft(calendar, atTime('2026-12-30', '10:00'), endOfDay('2027-01-05'))).toEqual({
      days: 3,
      overdue: false,
      provisional: true,
    });
  });
});

describe('a term', () => {
  it('D-8 36 months from 2023-04-01 end on 2026-03-31: the first day counts', () => {
    expect(term('2023-04-01', 36)).toEqual({ firstDay: '2023-04-01', lastDay: '2026-03-31', endsAt: endOfDay('2026-03-31') });
  });

  it.each([
    ['2023-03-01', 12, '2024-02-29'],
    ['2024-02-29', 12, '2025-02-28'],
    ['2024-01-31', 1, '2024-02-29'],
    ['2026-01-01', 60, '2030-12-31'],
  ])('from %s, %i months: %s', (from, months, lastDay) => {
    expect(term(from, months).lastDay).toBe(lastDay);
  });

  it('is refused below one month', () => {
    expect(() => term('2023-04-01', 0)).toThrow(expect.objectContaining({ code: 'bad_period' }));
  });
});
