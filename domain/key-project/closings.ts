import type { Instant } from '#domain/calendar/instant.js';
import { inWorkingDays } from '#domain/process/calendar-published.js';
import type { Effect, NamedInstant } from '#domain/process/types.js';
import type { Context, Effects } from './acts.js';
import type { KeyProjectData } from './data.js';

const closingLabels: Record<string, string> = {
  'owner-closing': '申报单位填报截止',
  'county-closing': '县级审核截止',
  closing: '州市报送截止',
};

/** The call's closings for this project, as the call's act carries them (extension, forwarding). */
export function setClosings({ event }: Context): Effect<KeyProjectData>[] {
  return closingInstants((event.payload?.closings ?? {}) as Record<string, Instant>).map((instant) => ({
    kind: 'set-instant',
    instant,
  }));
}

export function closingInstants(closings: Record<string, Instant>): NamedInstant[] {
  return Object.entries(closings).map(([name, at]) => ({
    name,
    at,
    kind: 'closing',
    scope: 'case',
    label: closingLabels[name] ?? name,
  }));
}

/** An appeal upheld after D still has five working days to be transmitted. */
export const graceAfterClosing: Effects = ({ state, now, calendar }) => {
  const closing = state.instants.find((instant) => instant.name === 'closing');
  if (closing && now < closing.at) return [];
  return [
    {
      kind: 'set-instant',
      instant: {
        name: 'closing',
        label: '申诉后报送截止',
        kind: 'closing',
        scope: 'case',
        ...inWorkingDays(calendar, now, 5),
      },
    },
  ];
};
