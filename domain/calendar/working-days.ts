import { addDays, weekday, type LocalDate } from './instant.js';

/** One year as the State Council published it: `off` = weekdays that are holidays, `work` = weekend days worked 调休上班. */
export interface CalendarYear {
  year: number;
  off: LocalDate[];
  work: LocalDate[];
}

/** Working-day calendar: a year that is missing, or has no days, is not published. */
export interface WorkingCalendar {
  years: Record<number, CalendarYear>;
}

/** The year's holidays are not published yet; nothing legal may be computed over it (fail closed). */
export class CalendarNotPublished extends Error {
  readonly code = 'calendar_not_published';
  constructor(readonly year: number) {
    super(`${year}年节假日安排尚未发布，请管理员在「工作日历」中录入后再办理。`);
    this.name = 'CalendarNotPublished';
  }
}

/** Days certain before publication: 元旦, 劳动节, 国庆节. */
const fixedHolidays = ['01-01', '05-01', '05-02', '10-01', '10-02', '10-03'];

export function isPublished(calendar: WorkingCalendar, year: number): boolean {
  return (calendar.years[year]?.off.length ?? 0) > 0;
}

/** Whether the date is a working day 工作日. Throws `CalendarNotPublished`. */
export function isWorkingDay(calendar: WorkingCalendar, date: LocalDate): boolean {
  const year = Number(date.slice(0, 4));
  if (!isPublished(calendar, year)) throw new CalendarNotPublished(year);
  const { off, work } = calendar.years[year]!;
  return work.includes(date) || (!isWeekend(date) && !off.includes(date));
}

/** As `isWorkingDay`; over an unpublished year, weekdays less the fixed holidays, marked provisional 预计. */
export function expectWorkingDay(calendar: WorkingCalendar, date: LocalDate): { working: boolean; provisional: boolean } {
  if (isPublished(calendar, Number(date.slice(0, 4)))) return { working: isWorkingDay(calendar, date), provisional: false };
  return { working: !isWeekend(date) && !fixedHolidays.includes(date.slice(5)), provisional: true };
}

/** The nth working day after `from` (`from` itself not counted). Throws `CalendarNotPublished`. */
export function addWorkingDays(calendar: WorkingCalendar, from: LocalDate, days: number): LocalDate {
  const { date, provisional } = expectWorkingDays(calendar, from, days);
  if (provisional) throw new CalendarNotPublished(Number(date.slice(0, 4)));
  return date;
}

/** As `addWorkingDays`, over unpublished years provisionally. */
export function expectWorkingDays(calendar: WorkingCalendar, from: LocalDate, days: number): { date: LocalDate; provisional: boolean } {
  let date = from;
  let provisional = false;
  for (let counted = 0; counted < days; ) {
    date = addDays(date, 1);
    const day = expectWorkingDay(calendar, date);
    provisional ||= day.provisional;
    if (day.working) counted += 1;
  }
  return { date, provisional };
}

function isWeekend(date: LocalDate): boolean {
  const day = weekday(date);
  return day === 0 || day === 6;
}
