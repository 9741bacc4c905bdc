import { addMonths, localDate, type Instant } from '#domain/calendar/instant.js';

/** Months 'YYYY-MM' a listed project can report: from January of the plan's year to the running month, earlier ones backfilled. */
export function reportableMonths(year: number, now: Instant): string[] {
  const months: string[] = [];
  for (let day = `${year}-01-01`; day <= localDate(now); day = addMonths(day, 1)) months.push(day.slice(0, 7));
  return months;
}

/** Months that are over and not reported yet: each was due by the 5th of the next month. */
export function monthsOwed(year: number, reported: readonly string[], now: Instant): string[] {
  return reportableMonths(year, now).filter((month) => month < localDate(now).slice(0, 7) && !reported.includes(month));
}

/** '2027年3月'. */
export const monthName = (month: string): string => `${month.slice(0, 4)}年${Number(month.slice(5))}月`;

/** '1月、2月', of one year. */
export const monthNames = (months: readonly string[]): string => months.map((month) => `${Number(month.slice(5))}月`).join('、');
