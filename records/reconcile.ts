import { isDeepStrictEqual } from 'node:util';
import type { Facts } from '#domain/process/facts.js';
import { audit } from './audit.js';
import { readClock } from './clock.js';
import type { Database } from './database.js';
import { factsColumns, factsOfRow, type FactsRow } from './facts.js';
import { markUndelivered } from './undelivered.js';

/** A workflow of a case that runs; `knows`: what it said when it was asked, null when it could not say. */
export interface OpenCase {
  process: string;
  caseId: string;
  knows?: Facts | null;
}

/** How record and engine differ. The record is what counts (design 5, I9). */
export interface Differences {
  /** Live cases whose workflow is gone: to be started again. */
  missing: OpenCase[];
  /** Ended cases whose workflow still runs: to be told again, so that it ends. */
  surplus: OpenCase[];
  /** Workflows of cases that are not in the record, as after a restore of an older backup: to be ended. */
  unknown: OpenCase[];
  /** Workflows that know more than the record, or something else, after it was restored, or could not say: to be ended and started again, for no workflow goes back by itself. */
  ahead: OpenCase[];
  /** Workflows that know less than they were told, after the engine was restored: to be told again. */
  behind: OpenCase[];
}

/** What a comparison found and repaired; each list names at most a hundred cases, the counts are exact. */
export interface Reconciled extends Record<keyof Differences, string[]> {
  live: number;
  running: number;
  counts: Record<keyof Differences, number>;
}

/** Live cases whose workflow was told everything, so that it must be running. */
export function casesToldOf(db: Database): Promise<OpenCase[]> {
  return db.$queryRaw`select process, id as "caseId" from "case" where not ended and not undelivered`;
}

/** Compares the record with the engine. `told` must be read before the engine is asked what is `running`, so that no case opened meanwhile looks lost. */
export async function compare(db: Database, told: OpenCase[], running: OpenCase[]): Promise<Differences> {
  const clock = await readClock(db);
  const ids = running.map(({ caseId }) => caseId);
  const rows = await db.$queryRaw<(FactsRow & { undelivered: boolean })[]>`
    select c.undelivered, ${factsColumns} from "case" c where c.id = any (${ids}::uuid[])`;
  const recorded = new Map(rows.map((row) => [row.id, { ...factsOfRow(row, clock), undelivered: row.undelivered }]));
  const runs = new Set(ids);
  const found: Differences = {
    missing: told.filter(({ caseId }) => !runs.has(caseId)),
    surplus: [],
    unknown: [],
    ahead: [],
    behind: [],
  };
  for (const one of running) {
    const facts = recorded.get(one.caseId);
    if (!facts) found.unknown.push(one);
    else if (one.knows === null || (one.knows && isAhead(one.knows, facts))) found.ahead.push(one);
    else if (facts.undelivered) continue;
    else if (facts.ended) found.surplus.push(one);
    else if (one.knows && one.knows.revision < facts.revision) found.behind.push(one);
  }
  return found;
}

/** Of the same revision, but of a course of things that the record no longer holds: ahead as well. */
const isAhead = (known: Facts, recorded: Facts): boolean =>
  known.revision > recorded.revision ||
  (known.revision === recorded.revision && !isDeepStrictEqual(courseOf(known), courseOf(recorded)));

const courseOf = ({ status, paused, instants }: Facts) => ({ status, paused, instants });

/** Repairs by telling again, after the caller has ended what is `unknown` and `ahead`; the report stands in the audit log. A case told again for nothing does no harm. */
export async function repair(db: Database, live: number, running: number, found: Differences): Promise<Reconciled> {
  const { missing, surplus, ahead, behind } = found;
  await markUndelivered(db, idsOf([...missing, ...surplus, ...ahead, ...behind]));
  const each = <T>(of: (cases: OpenCase[]) => T) =>
    Object.fromEntries(Object.entries(found).map(([name, cases]) => [name, of(cases as OpenCase[])])) as Record<
      keyof Differences,
      T
    >;
  const report = { live, running, counts: each((cases) => cases.length), ...each((cases) => idsOf(cases).slice(0, NAMED)) };
  if (Object.values(report.counts).some((count) => count > 0))
    await audit(db, { action: 'workflows.reconciled', detail: { ...report } });
  return report;
}

const NAMED = 100;
const idsOf = (cases: OpenCase[]): string[] => cases.map(({ caseId }) => caseId);
