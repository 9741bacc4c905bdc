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
  /** Live child cases: their workflows run as children of this one's. */
  children: Kin[];
  /** The live case it is a child of. */
  parentId?: string;
  clock: BusinessClock;
  ended: boolean;
}

export interface Kin {
  caseId: string;
  process: string;
}

export function factsOf(
  caseId: string,
  state: CaseState<any>,
  clock: BusinessClock,
  family: { children: Kin[]; parentId?: string },
): Facts {
  return {
    caseId,
    process: state.process,
    revision: state.revision,
    status: state.status,
    paused: state.pause !== undefined,
    instants: state.instants.map(({ name, at, kind }) => ({ name, at, kind })),
    children: family.children,
    ...(family.parentId ? { parentId: family.parentId } : {}),
    clock: { businessEpoch: clock.businessEpoch, realEpoch: clock.realEpoch, speed: clock.speed },
    ended: state.ended === true,
  };
}
