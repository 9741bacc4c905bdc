import type { Viewer } from '#domain/organisation/access-matrix.js';
import type { CaseState } from '#domain/process/types.js';
import type { ClaimData } from '#domain/subsidy/claim/data.js';
import type { Measure } from '#domain/subsidy/measures.js';
import type { Database, Prisma } from '../database.js';
import { registeredProcess } from '../processes.js';
import { claimsForMeeting } from '../programmes/subsidy/claim-list.js';
import { readableCases } from '../scope.js';

/** A claim as a list of the meeting shows it. Fen as text. */
export interface ListedClaim {
  id: string;
  number: string | null;
  measure: Measure;
  unit: string;
  prefectureCode: string | null;
  status: string;
  label: string;
  tone: string;
  /** What the formula gives, and what the caps left of it. */
  formulaFen: string;
  awardFen: string;
  /** Place in the order of calculation. */
  seq: number | null;
}

/** Claims that wait for a meeting and stand on no open list, in the order of calculation. */
export async function listClaimsForMeeting(db: Database): Promise<ListedClaim[]> {
  const ids = await claimsForMeeting(db);
  const found = await listed(db, { id: { in: ids } });
  return ids.flatMap((id) => found.find((one) => one.id === id) ?? []);
}

/** Those of the claims that the viewer may read, by number. */
export function listClaims(db: Database, viewer: Viewer, ids: string[]): Promise<ListedClaim[]> {
  return listed(db, { AND: [{ id: { in: ids }, process: 'claim' }, readableCases(viewer)] });
}

async function listed(db: Database, where: Prisma.CaseWhereInput): Promise<ListedClaim[]> {
  const { process } = registeredProcess('claim');
  const rows = await db.case.findMany({
    where,
    include: { unit: { select: { name: true } } },
    orderBy: [{ number: 'asc' }, { id: 'asc' }],
  });
  return rows.map(({ id, number, status, prefectureCode, unit, state }) => {
    const { data } = state as unknown as CaseState<ClaimData>;
    return {
      id,
      number,
      measure: data.measure,
      unit: unit?.name ?? '',
      prefectureCode,
      status,
      label: process.states[status]!.label,
      tone: process.states[status]!.tone,
      formulaFen: data.assessment?.roundedFen ?? '0',
      awardFen: data.awardFen ?? '0',
      seq: data.calcSeq ?? null,
    };
  });
}
