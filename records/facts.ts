import { readClock } from './clock.js';
import { RecordError, type Transaction } from './database.js';
import type { BusinessClock } from '#domain/calendar/business-clock.js';
import type { CaseState, NamedInstant } from '#domain/process/types.js';

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

export async function readFacts(db: Transaction, caseId: string): Promise<Facts> {
  const [row, clock] = await Promise.all([db.case.findUnique({ where: { id: caseId }, select: { state: true } }), readClock(db)]);
  if (!row) throw new RecordError('not_found', '事项不存在。');
  return factsOf(caseId, row.state as unknown as CaseState, clock);
}
