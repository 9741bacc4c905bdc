import { addDays, addMonths, CalendarError, endOfDay, localDate, type Instant, type LocalDate } from './instant.js';
import { forecastWorkingDay, forecastWorkingDays, type WorkingCalendar } from './working-days.js';

/*
 * Statutory periods (specification 6.5, 6.6; 民法典 201-203). A period that reaches into a year whose holidays are not published is
 * still computed, as a forecast marked `provisional`: whoever closes something on it must hold until the calendar lands and recompute.
 */

/** The end of a period of `n` working days: the day of receipt is not counted, the last day runs to 24:00. */
export function dueInWorkingDays(calendar: WorkingCalendar, received: Instant, n: number): { at: Instant; provisional: boolean } {
  const { date, provisional } = forecastWorkingDays(calendar, localDate(received), atLeastOne(n));
  return { at: endOfDay(date), provisional };
}

/** A public notice 公示 of `n` working days: the day of publication is day 1 if it is a working day. `endsAt` is 24:00 of `lastDay`. */
export function noticePeriod(
  calendar: WorkingCalendar,
  published: LocalDate,
  n: number,
): { lastDay: LocalDate; endsAt: Instant; provisional: boolean } {
  const { date, provisional } = forecastWorkingDays(calendar, addDays(published, -1), atLeastOne(n));
  return { lastDay: date, endsAt: endOfDay(date), provisional };
}

/**
 * A term 存续期, 实施期 of whole months. It is a span, so the first day counts: 36 months from 2023-04-01 end on 2026-03-31.
 * Where the last month has no corresponding day, the term ends with that month.
 */
export function term(from: LocalDate, months: number): { firstDay: LocalDate; lastDay: LocalDate; endsAt: Instant } {
  const corresponding = addMonths(from, atLeastOne(months));
  const lastDay = corresponding.slice(8) === from.slice(8) ? addDays(corresponding, -1) : corresponding;
  return { firstDay: from, lastDay, endsAt: endOfDay(lastDay) };
}

/** The middle between two instants, for the half-time reminder. */
export function halfTime(from: Instant, due: Instant): Instant {
  return from + Math.floor((due - from) / 2);
}

/**
 * Whole working days between today and the due day: on the due day itself 0 (今日到期). Past due, `overdue` is set and `days` counts the
 * working days after the due day up to today.
 */
export function workingDaysLeft(
  calendar: WorkingCalendar,
  now: Instant,
  due: Instant,
): { days: number; overdue: boolean; provisional: boolean } {
  const overdue = now >= due;
  const [today, dueDay] = [localDate(now), localDate(due - 1)];
  const [after, until] = overdue ? [dueDay, today] : [today, dueDay];
  let [days, provisional] = [0, false];
  for (let date = after; date < until;) {
    date = addDays(date, 1);
    const forecast = forecastWorkingDay(calendar, date);
    days += forecast.working ? 1 : 0;
    provisional ||= forecast.provisional;
  }
  return { days, overdue, provisional };
}

function atLeastOne(n: number): number {
  if (Number.isInteger(n) && n >= 1) return n;
  throw new CalendarError('bad_period', `期限“${n}”无效，请填写不小于1的整数。`);
}
