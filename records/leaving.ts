import { randomUUID } from 'node:crypto';
import { HOLDER_LEFT, type Leaving } from '#domain/process/holder-left.js';
import { advanceIn } from './decide.js';
import type { Trail } from './audit.js';
import type { Transaction } from './database.js';

/**
 * 离岗: every task that lies on the person's desk for an office goes back to it (`holderLeft`), through the door and in the caller's transaction: whoever
 * leaves leaves nothing behind. Returns how many cases had one.
 */
export async function clearDesk(tx: Transaction, leaving: Leaving, by: Trail): Promise<number> {
  const { personId } = leaving;
  const held = await tx.$queryRaw<{ caseId: string }[]>`
    select distinct t.case_id as "caseId" from task t join "case" c on c.id = t.case_id
    where t.closed_at is null and t.unit_id is not null and t.holder_id is not null
      and (t.holder_id = ${personId}::uuid or c.state -> 'tasks' @> ${JSON.stringify([{ delegatedBy: personId }])}::jsonb)`;
  const answers = await advanceIn(
    tx,
    held.map(({ caseId }) => ({
      caseId,
      event: {
        id: `left:${randomUUID()}`,
        on: HOLDER_LEFT,
        by: { kind: 'system', ...(by.personId ? { personId: by.personId } : {}) },
        payload: { ...leaving },
      },
    })),
  );
  return answers.filter(({ outcome }) => outcome === 'done').length;
}
