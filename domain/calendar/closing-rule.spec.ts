import { describe, expect, it } from 'vitest';
import { closingBefore, closingWarning, reminderInstants } from './closing-rule.js';
import { publishedCalendar as calendar } from './data/published-years.js';
import { endOfDay, formatDeadline, formatInstant } from './instant.js';

describe('closings of a call', () => {
  it('R1 owner D-15, county D-7, prefecture D, each at 24:00', () => {
    expect([15, 7, 0].map((days) => formatDeadline(closingBefore('2026-12-31', days)))).toEqual([
      '2026年12月16日24:00(星期三)',
      '2026年12月24日24:00(星期四)',
      '2026年12月31日24:00(星期四)',
    ]);
    for (const days of [-1, 0.5])
      expect(() => closingBefore('2026-12-31', days)).toThrow(expect.objectContaining({ code: 'bad_period' }));
  });

  it('R2 a fixed date is not moved for a holiday; the page warns', () => {
    expect(closingBefore('2022-12-31', 0)).toBe(endOfDay('2022-12-31'));
    expect(closingWarning(calendar, endOfDay('2022-12-31'))).toContain('截止日为法定节假日');
    expect(closingWarning(calendar, endOfDay('2026-11-21'))).toContain('截止日为周末');
    expect(closingWarning(calendar, endOfDay('2026-12-31'))).toBeUndefined();
  });

  it('reminders go out at 09:00 on D-30, -15, -7, -3, -1 and the day itself', () => {
    expect(reminderInstants(endOfDay('2026-12-31')).map(({ name, at }) => `${name} ${formatInstant(at)}`)).toEqual([
      'D-30 2026-12-01 09:00',
      'D-15 2026-12-16 09:00',
      'D-7 2026-12-24 09:00',
      'D-3 2026-12-28 09:00',
      'D-1 2026-12-30 09:00',
      'D-0 2026-12-31 09:00',
    ]);
  });
});
