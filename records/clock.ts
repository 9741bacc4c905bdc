import { setTimeout as sleep } from 'node:timers/promises';
import { Prisma, RecordError, type Database, type Transaction } from './database.js';
import type { BusinessClock } from '#domain/calendar/business-clock.js';
import type { Instant } from '#domain/calendar/instant.js';

/** The clock's row, as every workflow and page reads it. */
export async function readClock(db: Transaction): Promise<BusinessClock & { sealed: boolean }> {
  const row = await db.businessClock.findUniqueOrThrow({ where: { id: 1 } });
  return { businessEpoch: row.businessEpoch.getTime(), realEpoch: row.realEpoch.getTime(), speed: row.speed, sealed: row.sealed };
}

/** Business now, by the database: the only judge. */
export async function businessNow(db: Transaction): Promise<Instant> {
  const [row] = await db.$queryRaw<{ now: Date }[]>`select business_now() as now`;
  return row!.now.getTime();
}

/** Real now, by the database: of hosts whose clocks differ none is right. For what is no business time: sessions, locks, links, the audit log. */
export async function realNow(db: Transaction): Promise<Date> {
  const [row] = await db.$queryRaw<{ now: Date }[]>`select date_trunc('milliseconds', clock_timestamp()) as now`;
  return row!.now;
}

/** Waits until the record's own clock shows the instant; not at all when only a move of the clock can bring it. */
export async function untilComes(db: Transaction, at: Instant): Promise<void> {
  const [clock] = await db.$queryRaw<
    { now: Date; speed: number }[]
  >`select business_now() as now, speed from business_clock where id = 1`;
  const ahead = at - clock!.now.getTime();
  if (ahead <= 0 || clock!.speed === 0) return;
  await sleep(ahead / clock!.speed);
  await untilComes(db, at);
}

/**
 * Training system only 演练环境: moves the clock to `to` (back only while the record holds no case) and lets it run at `speed` (0 stands still). Every live case is told again,
 * so that its workflow recomputes its waits. Throws RecordError 'clock_sealed', 'clock_backwards'.
 */
export async function moveClock(db: Database, move: { to?: Instant; speed?: number }): Promise<void> {
  await db.$transaction((tx) => moveClockIn(tx, move));
}

/** As `moveClock`, within the transaction of its audit entry. */
export async function moveClockIn(tx: Transaction, { to, speed }: { to?: Instant; speed?: number }): Promise<void> {
  const [clock] = await tx.$queryRaw<{ sealed: boolean; speed: number; now: Date }[]>`
    select sealed, speed, business_now() as now from business_clock where id = 1 for update`;
  if (clock!.sealed) throw new RecordError('clock_sealed', '正式环境的业务时钟不可调整。');
  if (to !== undefined && to < clock!.now.getTime() && (await tx.case.count()) > 0)
    throw new RecordError('clock_backwards', '业务时钟只能向前调整。', 'to');
  const epoch = new Date(to ?? clock!.now.getTime());
  await tx.$executeRaw`update business_clock set business_epoch = ${epoch}, real_epoch = clock_timestamp(), speed = ${speed ?? clock!.speed}, moves = moves + 1 where id = 1`;
  await tx.$executeRaw`update "case" set undelivered = true, deliver_after = null
    where not ended and (not undelivered or deliver_after is not null)`;
}

/** Production: real time, for good. */
export async function sealClock(db: Database): Promise<void> {
  await db.$executeRaw(
    Prisma.sql`update business_clock set business_epoch = 'epoch', real_epoch = 'epoch', speed = 1, sealed = true where id = 1`,
  );
}
