import { expect, it } from 'vitest';
import { completionRate, monthlyTotal } from './monthly.js';

it.each([
  [500n, 1_000n, '50.0%'],
  [1n, 3n, '33.3%'],
  [2n, 3n, '66.7%'],
  [1_005n, 10_000n, '10.1%'],
  [0n, 10n, '0.0%'],
  [15n, 10n, '150.0%'],
])('2.1 completion rate of %s in %s is %s', (completed, plan, rate) => {
  expect(completionRate(completed, plan)).toBe(rate);
});

it('2.1 without a plan there is no rate, and totals add projects and fen exactly', () => {
  expect(completionRate(5n, 0n)).toBeUndefined();
  const line = { count: 2, reported: 1, paused: 1, done: 0, planFen: '900719925474099312', monthFen: '1', completedFen: '2' };
  expect(monthlyTotal([line, line])).toEqual({
    count: 4,
    reported: 2,
    paused: 2,
    done: 0,
    planFen: 1_801_439_850_948_198_624n,
    monthFen: 2n,
    completedFen: 4n,
  });
});
