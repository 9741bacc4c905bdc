import fc from 'fast-check';
import { expect, it } from 'vitest';
import { backoff } from './backoff.js';

const HOUR = 3_600_000;
const pauses = (times: number, chance: () => number) =>
  Array.from({ length: times }, (_, n) => backoff(n + 1, 60_000, HOUR / 2, chance));

it('F11 the pauses double up to the longest, and chance shortens them by half at most', () => {
  expect(pauses(7, () => 0).map((ms) => ms / 60_000)).toEqual([1, 2, 4, 8, 16, 30, 30]);
  fc.assert(
    fc.property(fc.nat(2_000), fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (n, chance) => {
      const longest = backoff(n + 1, 60_000, HOUR / 2, () => 0);
      const pause = backoff(n + 1, 60_000, HOUR / 2, () => chance);
      expect(pause).toBeGreaterThan(longest / 2 - 1e-6);
      expect(pause).toBeLessThanOrEqual(longest);
    }),
  );
});
