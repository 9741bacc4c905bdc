import { atTime, endOfDay, startOfDay, type Instant, type LocalDate } from '#domain/calendar/instant.js';

/** The instants of one year's report (2.4), on fixed dates that no holiday moves (R2): opens on 1 November, due on 31 December 24:00. */
export function reportYear(year: number): { opensAt: Instant; dueAt: Instant } {
  return { opensAt: startOfDay(`${year}-11-01`), dueAt: endOfDay(`${year}-12-31`) };
}

/** Reminders at 09:00. */
export const reminderDays = ['12-01', '12-15', '12-24', '12-31'] as const;
export const remindersOf = (year: number): { name: string; at: Instant }[] =>
  reminderDays.map((day) => ({ name: `remind-${day}`, at: atTime(`${year}-${day}`, '09:00') }));

/** [O] From 31 January on the province may send a 催报通知. */
export const urgeFrom = (year: number): Instant => startOfDay(`${year + 1}-01-31`);

/** [O] approved on or after 1 October: the first report is left to the consortium. */
export const firstReportOptional = (approvedOn: LocalDate, year: number): boolean =>
  approvedOn.slice(0, 4) === String(year) && approvedOn.slice(5) >= '10-01';
