/** Epoch milliseconds. */
export type Instant = number;
/** 'YYYY-MM-DD', always the date on the wall in Shanghai. */
export type LocalDate = string;

export const SHANGHAI = 'Asia/Shanghai';

export const DAY_MS = 86_400_000;
/** UTC+8 without summer time since 1992; earlier years (summer time 1986-91) are outside Duban's range. */
const OFFSET_MS = 8 * 3_600_000;

/** The Shanghai date of an instant. */
export function localDate(instant: Instant): LocalDate {
  return new Date(instant + OFFSET_MS).toISOString().slice(0, 10);
}

/** 00:00 of the date in Shanghai. */
export function startOfDay(date: LocalDate): Instant {
  const { year, month, day } = parts(date);
  return Date.UTC(year, month - 1, day) - OFFSET_MS;
}

/** 24:00 of the date: "于该日前" includes the whole day (R2), so a deadline is `instant < endOfDay(date)`. */
export function endOfDay(date: LocalDate): Instant {
  return startOfDay(date) + DAY_MS;
}

/** A wall time, 'HH:mm', on the date. */
export function atTime(date: LocalDate, time: string): Instant {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return startOfDay(date) + (hours * 60 + minutes) * 60_000;
}

export function addDays(date: LocalDate, days: number): LocalDate {
  return localDate(startOfDay(date) + days * DAY_MS);
}

/** Corresponding day 对应日, else the month's last day (specification 6.6). */
export function addMonths(date: LocalDate, months: number): LocalDate {
  const { year, month, day } = parts(date);
  const index = year * 12 + (month - 1) + months;
  const targetYear = Math.floor(index / 12);
  const targetMonth = (index % 12) + 1;
  const last = new Date(Date.UTC(targetYear, targetMonth, 0)).getUTCDate();
  return `${pad(targetYear, 4)}-${pad(targetMonth)}-${pad(Math.min(day, last))}`;
}

/** The Shanghai year of an instant. */
export function yearOf(instant: Instant): number {
  return Number(localDate(instant).slice(0, 4));
}

/** 0 Sunday … 6 Saturday. */
export function weekday(date: LocalDate): number {
  const { year, month, day } = parts(date);
  return new Date(Date.UTC(year, month - 1, day)).getUTCDay();
}

/** A real date in the form 'YYYY-MM-DD', or nothing. */
export function parseLocalDate(text: string): LocalDate | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!match) return undefined;
  const [year, month, day] = match.slice(1).map(Number) as [number, number, number];
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? text : undefined;
}

/** 2026年11月23日 */
export function formatDate(date: LocalDate): string {
  const { year, month, day } = parts(date);
  return `${year}年${month}月${day}日`;
}

/** 2026-11-23 09:30 */
export function formatInstant(instant: Instant): string {
  return new Date(instant + OFFSET_MS).toISOString().slice(0, 16).replace('T', ' ');
}

/** 2026年12月31日24:00（星期四）: midnight is told as 24:00 of the day that ends. */
export function formatDeadline(instant: Instant): string {
  const date = localDate(instant);
  if (instant !== startOfDay(date)) return `${formatDate(date)}${formatInstant(instant).slice(11)}（${weekdayName(date)}）`;
  const before = addDays(date, -1);
  return `${formatDate(before)}24:00（${weekdayName(before)}）`;
}

/** 星期四 */
export function weekdayName(date: LocalDate): string {
  return `星期${'日一二三四五六'[weekday(date)]}`;
}

function parts(date: LocalDate): { year: number; month: number; day: number } {
  if (!parseLocalDate(date)) throw new RangeError(`not a date: ${date}`);
  const [year, month, day] = date.split('-').map(Number) as [number, number, number];
  return { year, month, day };
}

function pad(value: number, width = 2): string {
  return String(value).padStart(width, '0');
}
