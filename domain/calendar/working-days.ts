import { addDays, CalendarError, weekday, type LocalDate } from './instant.js';

/** A year as the State Council's notice 节假日安排 arranges it. */
export interface CalendarYear {
  year: number;
  /** Weekdays that are holidays. */
  off: LocalDate[];
  /** Weekend days worked instead 调休上班. */
  work: LocalDate[];
  /** Entered before the notice, for display as 预计 only. */
  provisional?: boolean;
}

/** The years known. A notice may also arrange the last days of the December before (元旦), so those stand in the new year's lists. */
export interface WorkingCalendar {
  years: Record<number, CalendarYear>;
}

/** The year's notice is not on record: nothing binding may be computed on it. */
export class CalendarNotPublished extends CalendarError {
  constructor(readonly year: number) {
    super('calendar_not_published', `${year}年节假日安排尚未发布，请待国务院公布并录入工作日历后再办理。`);
    this.name = 'CalendarNotPublished';
  }
}

/** Statutory holidays that fall on the same day every year; the rest is only known from the notice. */
export const FIXED_HOLIDAYS = ['01-01', '05-01', '05-02', '10-01', '10-02', '10-03'];

/** Whether the year's notice is on record: a missing, empty or provisional year is not. */
export function isPublished(calendar: WorkingCalendar, year: number): boolean {
  const entry = calendar.years[year];
  return entry !== undefined && !entry.provisional && entry.off.length > 0;
}

/** Whether the day is a working day 工作日. Throws CalendarNotPublished rather than guess. */
export function isWorkingDay(calendar: WorkingCalendar, date: LocalDate): boolean {
  const { working, provisional } = forecastWorkingDay(calendar, date);
  if (provisional) throw new CalendarNotPublished(yearOfDate(date));
  return working;
}

/** As `isWorkingDay`, but an unpublished year counts as Monday to Friday without its fixed holidays, marked provisional 预计. */
export function forecastWorkingDay(calendar: WorkingCalendar, date: LocalDate): { working: boolean; provisional: boolean } {
  const provisional = !isPublished(calendar, yearOfDate(date));
  if (arranged(calendar, date, 'work')) return { working: true, provisional };
  const off = arranged(calendar, date, 'off') || (provisional && FIXED_HOLIDAYS.includes(date.slice(5)));
  return { working: !off && !isWeekend(date), provisional };
}

/** The `n`th working day after `from`, before it when negative; `from` itself is not counted. Throws CalendarNotPublished. */
export function addWorkingDays(calendar: WorkingCalendar, from: LocalDate, n: number): LocalDate {
  return walk(from, n, (date) => isWorkingDay(calendar, date));
}

/** As `addWorkingDays` through unpublished years too: `provisional` as soon as one day counted or skipped lies in such a year. */
export function forecastWorkingDays(calendar: WorkingCalendar, from: LocalDate, n: number): Forecast {
  const known = walked.get(calendar) ?? new Map<string, Forecast>();
  walked.set(calendar, known);
  const key = `${from}+${n}`;
  const forecast = known.get(key) ?? walkForecast(calendar, from, n);
  if (known.size >= MOST_WALKED) known.clear();
  known.set(key, forecast);
  return forecast;
}

export interface Forecast {
  date: LocalDate;
  provisional: boolean;
}

/** Walks that were made before: a day's decisions all ask the same few, of a calendar that never changes. */
const walked = new WeakMap<WorkingCalendar, Map<string, Forecast>>();
const MOST_WALKED = 1_000;

function walkForecast(calendar: WorkingCalendar, from: LocalDate, n: number): Forecast {
  let provisional = false;
  const date = walk(from, n, (day) => {
    const forecast = forecastWorkingDay(calendar, day);
    provisional ||= forecast.provisional;
    return forecast.working;
  });
  return { date, provisional };
}

/** Whether the day lies in the unbroken free days around a statutory holiday 法定节假日, weekends joined to it included. */
export function isHoliday(calendar: WorkingCalendar, date: LocalDate): boolean {
  const free = (day: LocalDate) => !forecastWorkingDay(calendar, day).working;
  const joined = (day: LocalDate, step: 1 | -1): boolean =>
    free(day) && (!isWeekend(day) || FIXED_HOLIDAYS.includes(day.slice(5)) || joined(addDays(day, step), step));
  return joined(date, 1) || joined(date, -1);
}

function isWeekend(date: LocalDate): boolean {
  return weekday(date) === 0 || weekday(date) === 6;
}

function arranged(calendar: WorkingCalendar, date: LocalDate, list: 'off' | 'work'): boolean {
  const year = yearOfDate(date);
  const next = isPublished(calendar, year + 1) ? calendar.years[year + 1] : undefined;
  return [calendar.years[year], next].some((entry) => entry?.[list].includes(date));
}

function walk(from: LocalDate, n: number, working: (date: LocalDate) => boolean): LocalDate {
  if (!Number.isInteger(n) || Math.abs(n) > 5_000) throw new CalendarError('bad_period', `工作日数“${n}”无效，请填写整数。`);
  let date = from;
  for (let left = Math.abs(n); left > 0;) {
    date = addDays(date, Math.sign(n));
    if (working(date)) left -= 1;
  }
  return date;
}

function yearOfDate(date: LocalDate): number {
  return Number(date.slice(0, 4));
}
