import { closingWarning } from './closing-rule.js';
import { localDate, type Instant } from './instant.js';
import { workingDaysLeft } from './period.js';
import type { WorkingCalendar } from './working-days.js';

/** Whole days until the day of the deadline, Shanghai; a deadline at 24:00 belongs to the day that ends. */
export function daysLeft(at: Instant, now: Instant): number {
  const day = (instant: number) => Date.parse(`${localDate(instant)}T00:00:00Z`) / 86_400_000;
  return day(at - 1) - day(now);
}

/** How long there is until a closing: 0 and 0 on its last day. */
export interface TimeLeft {
  days: number;
  workingDays: number;
  /** The year's holidays are not published yet. */
  provisional: boolean;
  /** The last day is no working day, and the closing is not moved (R2). */
  warning?: string;
}

/** The time left until a closing that is still to come. */
export function timeLeft(calendar: WorkingCalendar, now: Instant, closing: Instant): TimeLeft {
  const { days: workingDays, provisional } = workingDaysLeft(calendar, now, closing);
  const warning = closingWarning(calendar, closing);
  return { days: daysLeft(closing, now), workingDays, provisional, ...(warning ? { warning } : {}) };
}

/** '还剩 30 天（22 个工作日）'; on the last day '今日截止'. */
export const leftText = ({ days, workingDays, provisional }: TimeLeft): string =>
  days <= 0 ? '今日截止' : `还剩 ${days} 天（${provisional ? '预计 ' : ''}${workingDays} 个工作日）`;
