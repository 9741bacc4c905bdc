import { beforeTransmission } from '#domain/key-project/application.js';
import { advanceIn } from './advance.js';
import { inTransaction, type Database } from './database.js';

const CHUNK = 500;
/** Chunks under way at once: while PostgreSQL writes one, the next is reckoned. */
const LANES = 2;

/**
 * The sweep at closing (R1): every project of the call past its own closing and not transmitted becomes 逾期未报送, in chunks of 500, each one
 * set-based transaction. Nothing is approved, nothing deleted; the log shows whose desk it was on. Repeating it changes nothing.
 */
export async function settle(db: Database, callId: string, round: string): Promise<number> {
  const open = await db.$queryRaw<{ id: string }[]>`
    select id from "case" where call_id = ${callId}::uuid and process = 'key-project' and not ended
      and status = any (${[...beforeTransmission]}) order by id`;
  const ids = open.map(({ id }) => id);
  const lane = async (): Promise<number> => {
    const chunk = ids.splice(0, CHUNK);
    return chunk.length === 0 ? 0 : (await settleChunk(db, chunk, round)) + (await lane());
  };
  const settled = await Promise.all(Array.from({ length: LANES }, lane));
  return settled.reduce((sum, count) => sum + count);
}

async function settleChunk(db: Database, chunk: string[], round: string): Promise<number> {
  const answers = await inTransaction(db, (tx) =>
    advanceIn(
      tx,
      chunk.map((caseId) => ({
        caseId,
        event: { id: `settle:${round}:${caseId}`, on: 'deadline-passed', by: { kind: 'system' } },
      })),
    ),
  );
  return answers.filter((answer) => answer.outcome === 'done' && answer.status === 'not_transmitted').length;
}
