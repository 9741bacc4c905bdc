import { beforeTransmission } from '#domain/key-project/application.js';
import { businessNow } from './clock.js';
import { inTransaction, type Database } from './database.js';
import { advanceIn, reckonAhead, type Act, type Ahead, type Reckoned } from './decide.js';

const CHUNK = 500;
/** Chunks under way at once: two that PostgreSQL writes, and one on its way to the disk or in hand here (measured: three beat two by a tenth). */
const LANES = 3;

/**
 * The sweep at closing (R1): every project of the call past its own closing and not transmitted becomes 逾期未报送, in chunks of 500, each one
 * set-based transaction. Nothing is approved, nothing deleted; the log shows whose desk it was on. Repeating it changes nothing. `ahead`: what
 * was reckoned before the closing. Returns how many were settled.
 */
export async function settle(db: Database, callId: string, round: string, ahead?: Ahead): Promise<number> {
  const chunks = await openProjects(db, callId);
  const lane = async (): Promise<number> => {
    const chunk = chunks.shift();
    return chunk ? (await settleChunk(db, actsOf(chunk, round), ahead)) + (await lane()) : 0;
  };
  const settled = await Promise.all(Array.from({ length: LANES }, lane));
  return settled.reduce((sum, count) => sum + count);
}

/** Reckons the sweep of a closing that is still to come, `at`, as far as the time until then goes: at the closing itself it only needs to be written. */
export async function reckonSweep(db: Database, callId: string, round: string, at: number): Promise<Ahead> {
  const ahead: [string, Reckoned][] = [];
  for (const chunk of await openProjects(db, callId)) {
    if ((await businessNow(db)) >= at) break;
    ahead.push(...(await inTransaction(db, (tx) => reckonAhead(tx, actsOf(chunk, round), at))));
  }
  return new Map(ahead);
}

async function openProjects(db: Database, callId: string): Promise<string[][]> {
  const open = await db.$queryRaw<{ id: string }[]>`
    select id from "case" where call_id = ${callId}::uuid and process = 'key-project' and not ended
      and status = any (${[...beforeTransmission]}) order by id`;
  return Array.from({ length: Math.ceil(open.length / CHUNK) }, (_, n) =>
    open.slice(n * CHUNK, (n + 1) * CHUNK).map(({ id }) => id),
  );
}

const actsOf = (chunk: string[], round: string): Act[] =>
  chunk.map((caseId) => ({
    caseId,
    event: { id: `settle:${round}:${caseId}`, on: 'deadline-passed', by: { kind: 'system' } },
  }));

async function settleChunk(db: Database, acts: Act[], ahead?: Ahead): Promise<number> {
  const answers = await inTransaction(db, (tx) => advanceIn(tx, acts, ahead));
  return answers.filter((answer) => answer.outcome === 'done' && answer.status === 'not_transmitted').length;
}
