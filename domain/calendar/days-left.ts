import { localDate } from './instant.js';

/** Whole days until the day of the deadline, Shanghai; a deadline at 24:00 belongs to the day that ends. */
export function daysLeft(at: number, now: number): number {
  const day = (instant: number) => Date.parse(`${localDate(instant)}T00:00:00Z`) / 86_400_000;
  return day(at - 1) - day(now);
}
