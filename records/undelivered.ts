import type { Facts } from '#domain/process/facts.js';
import { readClock } from './clock.js';
import type { Database, Transaction } from './database.js';
import { factsColumns, factsOfRow, type FactsRow } from './facts.js';

/**
 * Takes cases whose workflows have not been told of their latest revision. Several relays share the queue: a taken case is left alone for
 * 30 seconds, then offered again.
 */
export async function takeUndelivered(db: Database, limit: number): Promise<Facts[]> {
  const clock = await readClock(db);
  const rows = await db.$queryRaw<FactsRow[]>`
    update "case" c set deliver_after = clock_timestamp() + interval '30 seconds', delivery_attempts = delivery_attempts + 1
    from (select id from "case" where undelivered and (deliver_after is null or deliver_after < clock_timestamp())
          order by deliver_after nulls first, updated_at limit ${limit} for update skip locked) q
    where c.id = q.id returning ${factsColumns}`;
  return rows.map((row) => factsOfRow(row, clock));
}

/** Delivered, unless the case moved on meanwhile: then it stays in the queue. */
export async function markDelivered(db: Database, { caseId, revision, clock }: Facts): Promise<void> {
  await db.$executeRaw`
    update "case" set delivered = ${revision}, delivery_error = null, delivery_attempts = 0, deliver_after = null,
      undelivered = revision <> ${revision} or exists (select from business_clock where real_epoch <> ${new Date(clock.realEpoch)} or business_epoch <> ${new Date(clock.businessEpoch)} or speed <> ${clock.speed})
    where id = ${caseId}::uuid`;
}

/** Failed: tried again later, the reason kept for the inspector. */
export async function markFailed(db: Database, caseId: string, error: string): Promise<void> {
  await db.$executeRaw`update "case" set delivery_error = ${error.slice(0, 500)}, deliver_after = clock_timestamp() + least(interval '60 seconds', interval '1 second' * power(2, least(delivery_attempts, 6))) where id = ${caseId}::uuid`;
}

/** After Temporal lost its database: every live case is told again, and its workflow starts from its facts. */
export async function markAllUndelivered(db: Database): Promise<number> {
  return db.$executeRaw`update "case" set undelivered = true, deliver_after = null, delivery_attempts = 0 where not ended`;
}

/** The cases' workflows are told again at once, whatever they were told before. */
export async function markUndelivered(db: Transaction, caseIds: string[]): Promise<void> {
  await db.$executeRaw`update "case" set undelivered = true, deliver_after = null, delivery_attempts = 0 where id = any (${caseIds}::uuid[])`;
}
