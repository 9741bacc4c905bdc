import { describe, expect, it } from 'vitest';
import { atTime, endOfDay, formatInstant } from '#domain/calendar/instant.js';
import { monthInstants, monthsToCome } from './month-reminders.js';

const at = (now: number) => monthInstants(now).map((instant) => `${instant.name} ${formatInstant(instant.at)}`);

describe('2.1 月度报告 due by the 5th of the next month', () => {
  it('is asked for on the 1st, once more on the 5th, and due at its end', () =>
    expect(at(atTime('2027-01-31', '23:00'))).toEqual([
      'month-open 2027-02-01 09:00',
      'month-remind 2027-02-05 09:00',
      'month-due 2027-02-06 00:00',
    ]));
  it('what has passed this month comes again in the next', () =>
    expect(at(atTime('2027-02-05', '09:00'))).toEqual([
      'month-open 2027-03-01 09:00',
      'month-remind 2027-03-05 09:00',
      'month-due 2027-02-06 00:00',
    ]));
  it('turns the year', () => expect(at(endOfDay('2027-12-05'))).toContain('month-due 2028-01-06 00:00'));
  it('the forecast goes on to December’s of the plan’s year, without the one already on the record', () => {
    const dues = monthsToCome(2027, atTime('2027-10-20', '09:00'));
    expect(dues.map(({ name }) => name)).toEqual(['month-due-2027-12', 'month-due-2028-01']);
    expect(monthsToCome(2027, atTime('2028-03-01', '09:00'))).toEqual([]);
  });
});
