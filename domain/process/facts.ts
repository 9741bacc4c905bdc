import type { BusinessClock } from '#domain/calendar/business-clock.js';
import type { CaseState, NamedInstant } from './types.js';

/** What a workflow must know to follow its case (design 5): facts, not steps. Plain JSON; no personal data. */
export interface Facts {
  caseId: string;
  process: string;
  revision: number;
  status: string;
  paused: boolean;
  instants: { name: string; at: number; kind: NamedInstant['kind'] }[];
  clock: BusinessClock;
  ended: boolean;
}

export function factsOf(caseId: string, state: CaseState<any>, clock: BusinessClock): Facts {
  return {
    caseId,
    process: state.process,
    revision: state.revision,
    status: state.status,
    paused: state.pause !== undefined,
    instants: state.instants.map(({ name, at, kind }) => ({ name, at, kind })),
    clock: { businessEpoch: clock.businessEpoch, realEpoch: clock.realEpoch, speed: clock.speed },
    ended: state.ended === true,
  };
}
