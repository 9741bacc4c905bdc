import { addDays, addMonths, endOfDay, localDate, type Instant, type LocalDate } from './instant.js';
import { expectWorkingDay, expectWorkingDays, type WorkingCalendar } from './working-days.js';

/** A computed moment; provisional 预计 while it rests on a calendar year not published. */
export interface Due {
  at: Instant;
  provisional: boolean;
}

/** A period in working days: the event day is not counted, it ends at 24:00 of its last day (specification 6.6). */
export function dueInWorkingDays(calendar: WorkingCalendar, received: Instant, days: number): Due {
  const { date, provisional } = expectWorkingDays(calendar, localDate(received), days);
  return { at: endOfDay(date), provisional };
}

/** 公示: the publication day is day 1 if it is a working day (specification 6.5). */
export function noticePeriod(calendar: WorkingCalendar, published: LocalDate, days: number): { lastDay: LocalDate; endsAt: Instant; provisional: boolean } {
  const { date, provisional } = expectWorkingDays(calendar, addDays(published, -1), days);
  return { lastDay: date, endsAt: endOfDay(date), provisional };
}

/** A term is a span whose first day counts: 36 months from 2023-04-01 ends on 2026-03-31. */
export function term(from: LocalDate, months: number): { from: LocalDate; lastDay: LocalDate } {
  return { from, lastDay: addDays(addMonths(from, months), -1) };
}

/** The middle of a review period, for the half-time reminder. */
export function halfTime(from: Instant, due: Instant): Instant {
  return from + Math.floor((due - from) / 2);
}

/** Working days left until the due instant, today not counted; negative when overdue. */
export function workingDaysLeft(calendar: WorkingCalendar, now: Instant, due: Instant): number {
  const [from, to, sign] = now < due ? [localDate(now), localDate(due - 1), 1] : [localDate(due - 1), localDate(now), -1];
  let count = 0;
  for (let date = from; date < to; ) {
    date = addDays(date, 1);
    if (expectWorkingDay(calendar, date).working) count += 1;
  }
  return count === 0 ? 0 : sign * count;
}
