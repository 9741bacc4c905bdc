import type { Instant } from './instant.js';

/**
 * The one clock of Duban: business now = businessEpoch + (real now - realEpoch) × speed. Production runs at speed 1 with equal
 * epochs; a training system 演练环境 runs faster, or stands still (speed 0) and is moved.
 */
export interface BusinessClock {
  businessEpoch: Instant;
  realEpoch: Instant;
  /** Business milliseconds a real millisecond; 0 stands still, never negative. */
  speed: number;
}

/** Real time: the clock of a production system. */
export const realTime: BusinessClock = { businessEpoch: 0, realEpoch: 0, speed: 1 };

/** The business instant at a real instant. */
export function businessNow(clock: BusinessClock, realNow: Instant): Instant {
  return clock.businessEpoch + Math.floor((realNow - clock.realEpoch) * clock.speed);
}

/** The first real millisecond at which the business clock shows the instant or later; 'never' when the clock stands before it. */
export function realInstant(clock: BusinessClock, businessInstant: Instant): Instant | 'never' {
  const ahead = businessInstant - clock.businessEpoch;
  if (clock.speed === 0) return ahead <= 0 ? clock.realEpoch : 'never';
  const real = clock.realEpoch + Math.ceil(ahead / clock.speed);
  return businessNow(clock, real) < businessInstant ? real + 1 : real;
}

/** Real milliseconds to wait until the business instant, 0 when it has come; undefined when only a move of the clock can bring it. */
export function waitFor(clock: BusinessClock, realNow: Instant, businessInstant: Instant): number | undefined {
  if (businessNow(clock, realNow) >= businessInstant) return 0;
  const real = realInstant(clock, businessInstant);
  return real === 'never' ? undefined : real - realNow;
}
