import { audit } from './audit.js';
import type { Database } from './database.js';
import { markUndelivered } from './undelivered.js';

export interface OpenCase {
  process: string;
  caseId: string;
}

/** What a comparison of the record with the engine found; each list names at most a hundred cases, the counts are exact. */
export interface Reconciled {
  live: number;
  running: number;
  counts: { missing: number; surplus: number; unknown: number };
  /** Live cases whose workflow was gone: started again. */
  missing: string[];
  /** Ended cases whose workflow still ran: told again, so that it ends. */
  surplus: string[];
  /** Workflows of cases that are not in the record, as after a restore of an older backup: to be ended by the caller. */
  unknown: string[];
}

/** Live cases whose workflow was told everything, so that it must be running. */
export async function casesToldOf(db: Database): Promise<string[]> {
  const rows = await db.case.findMany({ where: { ended: false, undelivered: false }, select: { id: true } });
  return rows.map((row) => row.id);
}

/**
 * Compares the record with the engine and repairs by telling again (design 5, I9): the record is what counts. `told` must be read before
 * the engine is asked what is `running`, so that no case opened meanwhile looks lost. A case told again for nothing does no harm.
 */
export async function reconcile(db: Database, told: string[], running: OpenCase[]): Promise<Reconciled> {
  const runs = new Set(running.map((one) => one.caseId));
  const rows = await db.$queryRaw<{ id: string; ended: boolean | null }[]>`
    select r.id, c.ended from unnest(${[...runs]}::uuid[]) as r(id) left join "case" c on c.id = r.id where c.ended is null or (c.ended and not c.undelivered)`;
  const missing = told.filter((id) => !runs.has(id));
  const surplus = rows.filter((row) => row.ended).map((row) => row.id);
  const unknown = rows.filter((row) => row.ended === null).map((row) => row.id);
  await markUndelivered(db, [...missing, ...surplus]);
  const found: Reconciled = {
    live: told.length,
    running: runs.size,
    counts: { missing: missing.length, surplus: surplus.length, unknown: unknown.length },
    missing: missing.slice(0, NAMED),
    surplus: surplus.slice(0, NAMED),
    unknown: unknown.slice(0, NAMED),
  };
  if (missing.length + surplus.length + unknown.length > 0)
    await audit(db, { action: 'workflows.reconciled', detail: { ...found } });
  return found;
}

const NAMED = 100;
