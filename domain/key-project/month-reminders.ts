import { addMonths, atTime, endOfDay, formatDeadline, localDate, type Instant } from '#domain/calendar/instant.js';
import type { NamedInstant, Recipient } from '#domain/process/types.js';
import { monthNames } from './months.js';
import { time, type Context, type Effects, type ProjectRow } from './acts.js';

/** 月度报告 of the month before (2.1): asked for on the 1st and once more on the 5th at 09:00, due at the end of the 5th, accepted later too. */
const everyMonth = [
  { name: 'month-open', label: '提醒填报上月进展', kind: 'reminder', on: (month: string) => atTime(`${month}-01`, '09:00') },
  {
    name: 'month-remind',
    label: '再次提醒填报上月进展',
    kind: 'reminder',
    on: (month: string) => atTime(`${month}-05`, '09:00'),
  },
  { name: 'month-due', label: '上月进展填报截止', kind: 'timer', on: (month: string) => endOfDay(`${month}-05`) },
] as const;

/** The next of each after `now`. */
export function monthInstants(now: Instant): NamedInstant[] {
  const today = localDate(now);
  const months = [today, addMonths(`${today.slice(0, 7)}-01`, 1)].map((day) => day.slice(0, 7));
  return everyMonth.map(({ on, ...instant }) => ({
    ...instant,
    scope: 'stage',
    at: months.map(on).find((at) => at > now)!,
  }));
}

/** The dues after the next one, until December's of the plan's year, each under a name of its own. */
export function monthsToCome(year: number, now: Instant): NamedInstant[] {
  const dues: NamedInstant[] = [];
  for (let next = nextDue(nextDue(now).at); next.at <= endOfDay(`${year + 1}-01-05`); next = nextDue(next.at))
    dues.push({ ...next, name: `month-due-${localDate(next.at - 1).slice(0, 7)}` });
  return dues;
}

const nextDue = (now: Instant): NamedInstant => monthInstants(now).at(-1)!;

/** Only what is owed is spoken of: whoever has reported is left in peace. */
export const monthReminders: ProjectRow[] = [
  atInstant('month-open', (context) => tell(context, ofOwner(context), { until: due(context) })),
  atInstant('month-remind', (context) => tell(context, ofOwner(context), { until: due(context) })),
  atInstant('month-due', (context) => [
    ...tell(context, ofOwner(context)),
    ...tell(context, { kind: 'office', unitId: context.state.data.offices.county, role: 'CO' }, { digest: true }),
  ]),
];

function atInstant(on: (typeof everyMonth)[number]['name'], told: Effects): ProjectRow {
  // The others still to come stay as they are, however late this one is.
  const next: Effects = ({ state, now }) =>
    monthInstants(now)
      .filter(({ name }) => name === on || !state.instants.some((instant) => instant.name === name))
      .map((instant) => ({ kind: 'set-instant', instant }));
  return { from: 'exec', on, to: '=', by: time, then: [next, told] };
}

const ofOwner = ({ state }: Context): Recipient => ({ kind: 'unit', unitId: state.data.offices.owner });

/** The end of the 5th that this reminder speaks of, also when it comes late. */
const due = ({ state, event, now }: Context): Instant =>
  nextDue(state.instants.find(({ name }) => name === event.on)?.at ?? now).at;

const tell = (
  { known: { monthsOwed = [] }, event }: Context,
  to: Recipient,
  how: { until?: Instant; digest?: true } = {},
): ReturnType<Effects> => {
  if (monthsOwed.length === 0) return [];
  const params = {
    months: monthNames(monthsOwed),
    ...(how.until === undefined ? {} : { due: formatDeadline(how.until) }),
  };
  return [{ kind: 'notice', template: event.on === 'month-due' ? 'month-overdue' : 'month-due', to, params, ...how }];
};
