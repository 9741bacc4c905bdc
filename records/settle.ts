import { advanceIn } from './advance.js';
import { inTransaction, type Database } from './database.js';

const CHUNK = 500;

/**
 * The sweep at closing (R1): every project of the call past its own closing and not transmitted becomes 逾期未报送, in chunks of 500, each one
 * set-based transaction. Nothing is approved, nothing deleted; the log shows whose desk it was on. Repeating it changes nothing.
 */
export async function settle(db: Database, callId: string, round: string): Promise<number> {
  let settled = 0;
  for (let after = '00000000-0000-0000-0000-000000000000'; ;) {
    const rows = await db.$queryRaw<{ id: string }[]>`
      select id from "case" where call_id = ${callId}::uuid and process = 'key-project' and not ended and id > ${after}::uuid
        and status in ('draft', 'unit_review', 'county', 'prefecture', 'transmittable', 'returned') order by id limit ${CHUNK}`;
    if (rows.length === 0) return settled;
    after = rows.at(-1)!.id;
    const answers = await inTransaction(db, (tx) =>
      advanceIn(
        tx,
        rows.map((row) => row.id),
        (id) => ({ id: `settle:${round}:${id}`, on: 'deadline-passed', by: { kind: 'system' } }),
      ),
    );
    settled += answers.filter((answer) => answer.outcome === 'done' && answer.status === 'not_transmitted').length;
  }
}
