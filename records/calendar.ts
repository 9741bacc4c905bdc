import type { WorkingCalendar } from '#domain/calendar/working-days.js';
import type { Transaction } from './database.js';

/** Calendars by version; a version never changes. */
const versions = new Map<number, WorkingCalendar>();
const KEPT = 20;

/** The number of the last publication or correction, the same number in no other database; 0 before the first. */
export async function calendarVersion(db: Transaction): Promise<number> {
  const [row] = await db.$queryRaw<
    { version: number }[]
  >`select coalesce(max(version), 0)::double precision as version from calendar_publication`;
  return row!.version;
}

/** The working-day calendar as it stood at a version; without one, as published now. */
export async function readCalendar(db: Transaction, version?: number): Promise<WorkingCalendar> {
  const wanted = version ?? (await calendarVersion(db));
  const read = versions.get(wanted);
  if (read) return read;
  const years = await db.$queryRaw<{ year: number; off: string[]; work: string[] }[]>`
    select distinct on (year) year, off, work from calendar_publication where version <= ${wanted}::bigint order by year, version desc`;
  const calendar: WorkingCalendar = { years: Object.fromEntries(years.map((year) => [year.year, year])) };
  if (versions.size >= KEPT) versions.clear();
  versions.set(wanted, calendar);
  return calendar;
}

/**
 * Publishes or corrects a year 节假日安排: every step from now on is judged by it. What stands on the record as 预计 is rewritten by
 * `rewriteProvisional`, afterwards and outside the caller's transaction.
 */
export async function publishYear(
  db: Transaction,
  year: { year: number; off: string[]; work: string[]; source?: string },
): Promise<void> {
  const { year: number, ...days } = year;
  await db.calendarYear.upsert({ where: { year: number }, create: { year: number, ...days }, update: days });
}
