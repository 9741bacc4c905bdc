import { CALENDAR_PUBLISHED } from '#domain/process/calendar-published.js';
import { advanceIn, type Act } from './decide.js';
import { calendarVersion } from './calendar.js';
import { inTransaction, type Database } from './database.js';

const CHUNK = 200;

/**
 * After a year is published: every case with a 预计 due date or instant is told, and reckons it again (design 3: one event that rewrites
 * instants). Returns how many changed; those that still rest on an unpublished year stay as they are, and repeating it changes nothing.
 */
export async function rewriteProvisional(db: Database): Promise<number> {
  const version = await calendarVersion(db);
  let rewritten = 0;
  for (let after = '00000000-0000-0000-0000-000000000000'; ;) {
    const rows = await db.$queryRaw<{ id: string; revision: number }[]>`
      select id, revision from "case"
      where (state @? '$.instants[*].provisional' or state @? '$.tasks[*].dueProvisional' or state @? '$.pause.frozen[*].provisional') and id > ${after}::uuid
      order by id limit ${CHUNK}`;
    if (rows.length === 0) return rewritten;
    after = rows.at(-1)!.id;
    const acts = rows.map(({ id, revision }): Act => ({
      caseId: id,
      event: { id: `calendar:${version}:${revision}`, on: CALENDAR_PUBLISHED, by: { kind: 'system' } },
    }));
    const answers = await inTransaction(db, (tx) => advanceIn(tx, acts));
    rewritten += answers.filter((answer) => answer.outcome === 'done').length;
  }
}
