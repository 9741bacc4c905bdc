import { describe, expect, it } from 'vitest';
import { atTime } from '#domain/calendar/instant.js';
import { monthsOwed, reportableMonths } from './months.js';

describe('monthly reports 月度调度 (2.1)', () => {
  const now = atTime('2027-04-05', '09:00');
  it('a project listed in March may backfill January and report the running month', () =>
    expect(reportableMonths(2027, now)).toEqual(['2027-01', '2027-02', '2027-03', '2027-04']));
  it('owes what is over and not reported', () => expect(monthsOwed(2027, ['2027-02'], now)).toEqual(['2027-01', '2027-03']));
  it('owes nothing before its year', () => expect(monthsOwed(2028, [], now)).toEqual([]));
  it('turns the month at midnight of Shanghai', () => {
    expect(monthsOwed(2027, [], atTime('2027-02-01', '00:00') - 1)).toEqual([]);
    expect(monthsOwed(2027, [], atTime('2027-02-01', '00:00'))).toEqual(['2027-01']);
  });
});
