import type { Instant } from './instant.js';

/** business now = businessEpoch + (real now - realEpoch) × speed. Production: speed 1, equal epochs. Speed 0 stands still. */
export interface BusinessClock {
  businessEpoch: Instant;
  realEpoch: Instant;
  speed: number;
}

export const realTime: BusinessClock = { businessEpoch: 0, realEpoch: 0, speed: 1 };

export function businessNow(clock: BusinessClock, realNow: Instant): Instant {
  return Math.floor(clock.businessEpoch + (realNow - clock.realEpoch) * clock.speed);
}

/** The first real instant at which the business clock has reached `business`; 'never' while it stands still before it. */
export function realInstant(clock: BusinessClock, business: Instant): Instant | 'never' {
  if (clock.speed === 0) return clock.businessEpoch >= business ? clock.realEpoch : 'never';
  return Math.ceil(clock.realEpoch + (business - clock.businessEpoch) / clock.speed);
}

/** Real milliseconds to wait from `realNow`; 0 when already reached, nothing when it will not come by itself. */
export function waitFor(clock: BusinessClock, realNow: Instant, business: Instant): number | undefined {
  const at = realInstant(clock, business);
  return at === 'never' ? undefined : Math.max(0, at - realNow);
}
