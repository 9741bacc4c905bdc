import { atTime, localDate, type Instant } from '#domain/calendar/instant.js';
import { forecastWorkingDay, forecastWorkingDays, type WorkingCalendar } from '#domain/calendar/working-days.js';
import { defineProcess } from '#domain/process/define.js';
import type { NamedInstant } from '#domain/process/types.js';

const TIME = '08:30';

/** 6.13 The next 08:30 of a working day after `now`; provisional while it rests on a year not published. */
export function nextDigest(now: Instant, calendar: WorkingCalendar): NamedInstant {
  const today = localDate(now);
  const still = forecastWorkingDay(calendar, today);
  const { date, provisional } =
    still.working && now < atTime(today, TIME)
      ? { date: today, provisional: still.provisional }
      : forecastWorkingDays(calendar, today, 1);
  return {
    name: 'digest',
    label: '发送每日汇总',
    kind: 'timer',
    scope: 'stage',
    at: atTime(date, TIME),
    ...(provisional ? { provisional } : {}),
  };
}

/**
 * 每日汇总 6.13: reminders wait for the next working morning and reach each recipient as one mail. A case like any other, so that the
 * business clock, the reconciler and a newly published calendar move it like any other; there is one, and it never ends.
 */
export const dailyDigest = defineProcess<Record<string, never>>({
  name: 'daily-digest',
  version: 1,
  label: '每日汇总',
  initial: 'running',
  ownerUnit: () => undefined,
  states: {
    running: {
      label: '运行中',
      tone: 'running',
      standing: true,
      waitsFor: '等待下一个工作日8:30发送汇总。',
      instants: ({ now, calendar }) => [nextDigest(now, calendar)],
    },
  },
  rows: [
    {
      from: 'running',
      on: 'digest',
      to: '=',
      by: { kind: 'time' },
      then: [
        ({ now, calendar }) => [
          { kind: 'set-instant', instant: nextDigest(now, calendar) },
          { kind: 'record', register: 'digests', row: {} },
        ],
      ],
    },
  ],
});
