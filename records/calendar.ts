import type { Transaction } from './database.js';
import type { WorkingCalendar } from '#domain/calendar/working-days.js';

let cached: { calendar: WorkingCalendar; readAt: number } | undefined;
const FRESH_MS = 5_000;

/** The working-day calendar as administrators published it; read again every five seconds. */
export async function readCalendar(db: Transaction): Promise<WorkingCalendar> {
  if (cached && Date.now() - cached.readAt < FRESH_MS) return cached.calendar;
  const years = await db.calendarYear.findMany();
  const calendar: WorkingCalendar = {
    years: Object.fromEntries(years.map(({ year, off, work }) => [year, { year, off, work }])),
  };
  cached = { calendar, readAt: Date.now() };
  return calendar;
}

/** Publishes or corrects a year 节假日安排. */
export async function publishYear(
  db: Transaction,
  year: { year: number; off: string[]; work: string[]; source?: string },
): Promise<void> {
  const { year: number, ...days } = year;
  await db.calendarYear.upsert({ where: { year: number }, create: { year: number, ...days }, update: days });
  cached = undefined;
}
