import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { businessNow, realInstant, realTime, waitFor, type BusinessClock } from './business-clock.js';

const instants = fc.integer({ min: 1_600_000_000_000, max: 2_000_000_000_000 });
const running = fc.record({
  businessEpoch: instants,
  realEpoch: instants,
  speed: fc.double({ min: 0.001, max: 1_000_000, noNaN: true }),
});

describe('the business clock', () => {
  it('is real time in production', () => {
    fc.assert(
      fc.property(instants, instants, (now, then) => {
        expect(businessNow(realTime, now)).toBe(now);
        expect(waitFor(realTime, now, then)).toBe(Math.max(0, then - now));
      }),
    );
  });

  it('runs a year in minutes', () => {
    const clock: BusinessClock = { businessEpoch: 1_000_000, realEpoch: 5_000, speed: 100_000 };
    expect(businessNow(clock, 6_000)).toBe(101_000_000);
    expect(realInstant(clock, 101_000_000)).toBe(6_000);
    expect(waitFor(clock, 5_400, 101_000_000)).toBe(600);
  });

  it('never shows an instant before the wait for it is over, and shows it within the next millisecond', () => {
    fc.assert(
      fc.property(running, fc.integer({ min: 0, max: 200_000_000_000 }), (clock, ahead) => {
        const target = clock.businessEpoch + ahead;
        const real = realInstant(clock, target) as number;
        expect(businessNow(clock, real)).toBeGreaterThanOrEqual(target);
        expect(businessNow(clock, real - 2)).toBeLessThan(target);
        const wait = waitFor(clock, clock.realEpoch, target)!;
        expect(businessNow(clock, clock.realEpoch + wait)).toBeGreaterThanOrEqual(target);
      }),
    );
  });

  it('never runs backwards', () => {
    fc.assert(
      fc.property(running, fc.nat(10 ** 9), fc.nat(10 ** 9), (clock, a, b) => {
        const [first, second] = [Math.min(a, b), Math.max(a, b)];
        expect(businessNow(clock, clock.realEpoch + first)).toBeLessThanOrEqual(businessNow(clock, clock.realEpoch + second));
      }),
    );
  });

  it('standing still: what lies ahead never comes by itself, what has come is there at once', () => {
    const clock: BusinessClock = { businessEpoch: 1_000, realEpoch: 50, speed: 0 };
    expect(businessNow(clock, 9_999_999)).toBe(1_000);
    expect(realInstant(clock, 1_001)).toBe('never');
    expect(waitFor(clock, 60, 1_001)).toBeUndefined();
    expect(realInstant(clock, 1_000)).toBe(50);
    expect(waitFor(clock, 60, 1_000)).toBe(0);
  });

  it('waits no time for what has passed', () => {
    expect(waitFor({ businessEpoch: 0, realEpoch: 0, speed: 10 }, 100, 999)).toBe(0);
  });
});
