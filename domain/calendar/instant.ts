/** Epoch milliseconds. */
export type Instant = number;

/** A calendar day in Shanghai, 'YYYY-MM-DD'. */
export type LocalDate = string;

/**
 * The one time zone of Duban (specification 6.6): a fixed +08:00 since 1992. The summer times of 1986-1991 are out of range;
 * dates before 1992 may be stored and compared, but not turned into instants.
 */
export const SHANGHAI = 'Asia/Shanghai';

/** A date or period that cannot be used. */
export class CalendarError extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
    this.name = 'CalendarError';
  }
}

const DAY = 24 * 60 * 60_000;
const OFFSET = 8 * 60 * 60_000;
const WEEKDAYS = ['星期日', '星期一', '星期二', '星期三', '星期四', '星期五', '星期六'] as const;

interface DateParts {
  year: number;
  month: number;
  day: number;
}

/** The text as a date: 'YYYY-MM-DD' of a day that exists, 1900-9999; nothing for any other text. */
export function parseLocalDate(text: string): LocalDate | undefined {
  return split(text) && text;
}

/** The Shanghai day the instant falls on; 24:00 belongs to the next day. */
export function localDate(instant: Instant): LocalDate {
  return new Date(ranged(instant) + OFFSET).toISOString().slice(0, 10);
}

/** 00:00 of the day. */
export function startOfDay(date: LocalDate): Instant {
  return dayNumber(date) * DAY - OFFSET;
}

/** 24:00 of the day, which is 00:00 of the next: a deadline on the day is met by every instant before it (R2). */
export function endOfDay(date: LocalDate): Instant {
  return startOfDay(date) + DAY;
}

/** The instant of a wall-clock time 'HH:mm' on the day; '24:00' is the end of the day. Throws CalendarError `bad_time`. */
export function atTime(date: LocalDate, time: string): Instant {
  const match = /^([01]\d|2[0-3]):([0-5]\d)$|^24:00$/.exec(time);
  if (!match) throw new CalendarError('bad_time', `时间“${time}”无效，请按“09:30”的格式填写。`);
  const [hours, minutes] = time.split(':').map(Number) as [number, number];
  return startOfDay(date) + (hours * 60 + minutes) * 60_000;
}

/** `n` days later, earlier when negative. */
export function addDays(date: LocalDate, n: number): LocalDate {
  return dateOf(dayNumber(date) + whole(n));
}

/** The corresponding day `n` months later, else the end of that month (specification 6.6): 01-31 + 1 → 02-28. */
export function addMonths(date: LocalDate, n: number): LocalDate {
  const { year, month, day } = partsOf(date);
  const months = year * 12 + (month - 1) + whole(n);
  const target = { year: Math.floor(months / 12), month: (((months % 12) + 12) % 12) + 1 };
  return textOf({ ...target, day: Math.min(day, daysInMonth(target.year, target.month)) });
}

/** The calendar year 年度 of the instant in Shanghai (R17). */
export function yearOf(instant: Instant): number {
  return Number(localDate(instant).slice(0, 4));
}

/** 0 Sunday … 6 Saturday. */
export function weekday(date: LocalDate): number {
  return (((dayNumber(date) + 4) % 7) + 7) % 7;
}

/** '星期四'. */
export function weekdayName(date: LocalDate): string {
  return WEEKDAYS[weekday(date)]!;
}

/** '2026年11月23日'. */
export function formatDate(date: LocalDate): string {
  const { year, month, day } = partsOf(date);
  return `${year}年${month}月${day}日`;
}

/** '2026-11-23 09:30'. */
export function formatInstant(instant: Instant): string {
  return new Date(ranged(instant) + OFFSET).toISOString().slice(0, 16).replace('T', ' ');
}

/** '2026年12月31日24:00(星期四)': a deadline at midnight is shown as 24:00 of the day it includes. */
export function formatDeadline(instant: Instant): string {
  const midnight = startOfDay(localDate(instant)) === instant;
  const date = localDate(midnight ? instant - 1 : instant);
  return `${formatDate(date)}${midnight ? '24:00' : formatInstant(instant).slice(11)}(${weekdayName(date)})`;
}

/** '2026年11月1日(星期日)', or with its time unless that is midnight: a beginning belongs to the day that begins. */
export function formatBeginning(instant: Instant): string {
  const date = localDate(instant);
  const time = startOfDay(date) === instant ? '' : formatInstant(instant).slice(11);
  return `${formatDate(date)}${time}(${weekdayName(date)})`;
}

function split(text: string): DateParts | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!match) return undefined;
  const [year, month, day] = match.slice(1).map(Number) as [number, number, number];
  const exists = year >= 1900 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
  return exists ? { year, month, day } : undefined;
}

/** Every function here takes only real dates and throws CalendarError `bad_date` otherwise, also for a result outside 1900-9999. */
function partsOf(date: LocalDate): DateParts {
  const parts = split(date);
  if (!parts) throw new CalendarError('bad_date', `日期“${date}”无效，请按“2026-11-23”的格式填写实际存在的日期。`);
  return parts;
}

function checked(date: LocalDate): LocalDate {
  partsOf(date);
  return date;
}

function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** Days since 1970-01-01. */
function dayNumber(date: LocalDate): number {
  const { year, month, day } = partsOf(date);
  return Date.UTC(year, month - 1, day) / DAY;
}

function dateOf(days: number): LocalDate {
  return checked(new Date(days * DAY).toISOString().slice(0, 10));
}

function textOf({ year, month, day }: DateParts): LocalDate {
  return checked(`${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`);
}

function whole(n: number): number {
  if (Number.isInteger(n) && Math.abs(n) <= 1_000_000) return n;
  throw new CalendarError('bad_period', `期限“${n}”无效，请填写整数。`);
}

/** Within the years 1900-9999. */
function ranged(instant: Instant): Instant {
  if (instant >= -2_208_988_800_000 && instant < 253_402_214_400_000) return instant;
  throw new CalendarError('bad_instant', '时间无效，请重新填写。');
}
