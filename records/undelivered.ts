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

/**
 * Delivered, unless the case or the clock moved on meanwhile: then it stays in the queue. The clock is read under a lock: a move that is under
 * way holds the case's row too, and without the lock this statement would wait for it and then judge by the clock from before.
 */
export async function markDelivered(db: Database, { caseId, revision, clock }: Facts): Promise<void> {
  await db.$executeRaw`
    with clock as materialized (select business_epoch, real_epoch, speed from business_clock for share)
    update "case" set delivered = ${revision}, delivery_error = null, delivery_attempts = 0, deliver_after = null,
      undelivered = revision <> ${revision} or clock.real_epoch <> ${new Date(clock.realEpoch)} or clock.business_epoch <> ${new Date(clock.businessEpoch)} or clock.speed <> ${clock.speed}
    from clock where id = ${caseId}::uuid`;
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
