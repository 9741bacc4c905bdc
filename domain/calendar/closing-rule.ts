import { addDays, atTime, endOfDay, localDate, type Instant, type LocalDate } from './instant.js';
import { expectWorkingDay, type WorkingCalendar } from './working-days.js';

/** 截止 n days before the closing date, at 24:00 of that day: D-15, D-7, D (specification 3, R1). */
export function closingBefore(closingDate: LocalDate, days: number): Instant {
  return endOfDay(addDays(closingDate, -days));
}

/** The days before a closing on which everyone concerned is reminded, at 09:00. */
export const reminderDays = [30, 15, 7, 3, 1, 0] as const;

/** D-30, D-15, … D-0 at 09:00 of the day. */
export function reminderInstants(closing: Instant): { name: string; at: Instant; days: number }[] {
  const lastDay = localDate(closing - 1);
  return reminderDays.map((days) => ({ name: `D-${days}`, at: atTime(addDays(lastDay, -days), '09:00'), days }));
}

/** A warning when a fixed closing falls on a day off: it is not moved (R2). */
export function holidayWarning(calendar: WorkingCalendar, closing: Instant): string | undefined {
  const lastDay = localDate(closing - 1);
  return expectWorkingDay(calendar, lastDay).working ? undefined : `截止日 ${lastDay} 为法定节假日或休息日，不顺延，请提前办理。`;
}
