import { addDays, atTime, CalendarError, endOfDay, localDate, type Instant, type LocalDate } from './instant.js';
import { forecastWorkingDay, isHoliday, type WorkingCalendar } from './working-days.js';

/** The closing `days` days before the date, at 24:00: D-15 for the owner, D-7 for the county, D itself for the prefecture (R1). */
export function closingBefore(date: LocalDate, days: number): Instant {
  if (!Number.isInteger(days) || days < 0) throw new CalendarError('bad_period', `提前天数“${days}”无效，请填写不小于0的整数。`);
  return endOfDay(addDays(date, -days));
}

/** Days before a closing on which its reminders go out. */
const reminderDays = [30, 15, 7, 3, 1, 0] as const;

/** The reminders of a closing, 'D-30' … 'D-0', each at 09:00 of its day. Past ones are included: the caller knows the time. */
export function reminderInstants(closing: Instant): { name: string; at: Instant }[] {
  const lastDay = localDate(closing - 1);
  return reminderDays.map((days) => ({ name: `D-${days}`, at: atTime(addDays(lastDay, -days), '09:00') }));
}

/** The warning beside a closing on a free day: a fixed date is never moved for holidays (R2). Nothing on a working day. */
export function closingWarning(calendar: WorkingCalendar, closing: Instant): string | undefined {
  const lastDay = localDate(closing - 1);
  if (forecastWorkingDay(calendar, lastDay).working) return undefined;
  return `截止日为${isHoliday(calendar, lastDay) ? '法定节假日' : '周末'}，截止时间不顺延，请提前办理。`;
}
