import { addDays, atTime, localDate } from '#domain/calendar/instant.js';
import { inWorkingDays } from '#domain/process/calendar-published.js';
import type { Effect, NamedInstant, Row, State, StepContext } from '#domain/process/types.js';
import { time } from './acts.js';

/** A period in which silence means something 逾期视为: its instant, and the row that takes it. */
export interface Silence {
  on: string;
  label: string;
  workingDays: number;
}

/** The instant of a period that began at `from`. */
export const silenceInstant = (
  { on, label, workingDays }: Silence,
  from: number,
  calendar: StepContext['calendar'],
): NamedInstant => ({
  name: on,
  label,
  kind: 'timer',
  scope: 'stage',
  ...inWorkingDays(calendar, from, workingDays),
});

export const silenceInstants =
  <D>(silence: Silence): NonNullable<State<D>['instants']> =>
  ({ now, calendar }) => [silenceInstant(silence, now, calendar)];

/**
 * What the record says of silence rests on published working days only: while the calendar of a year is not published, the period is not over, and
 * it is looked at again the next morning.
 */
export function silenceRow<D, K>(
  silence: Silence,
  row: Pick<Row<D, K>, 'from' | 'then'> & {
    to: string | ((context: StepContext<D, K>) => string);
    reaches?: readonly string[];
    /** Where the period began, when that is not the entry of the stage. */
    since?: (data: D) => number;
  },
): Row<D, K> {
  const again = ({ state, now, calendar }: StepContext<D, K>): NamedInstant | undefined => {
    const instant = silenceInstant(silence, row.since?.(state.data) ?? state.since, calendar);
    if (instant.at > now) return instant;
    return instant.provisional ? { ...instant, at: atTime(addDays(localDate(now), 1), '09:00') } : undefined;
  };
  const target = (context: StepContext<D, K>) => (typeof row.to === 'function' ? row.to(context) : row.to);
  return {
    from: row.from,
    on: silence.on,
    to: (context) => (again(context) ? '=' : target(context)),
    reaches: ['=', ...(row.reaches ?? [row.to as string])],
    by: time,
    then: [
      (context): Effect<D>[] => {
        const instant = again(context);
        return instant ? [{ kind: 'set-instant', instant }] : (row.then ?? []).flatMap((effect) => effect(context));
      },
    ],
  };
}
