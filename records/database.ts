import { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { PrismaPg } from '@prisma/adapter-pg';
import type pg from 'pg';
import { Prisma, PrismaClient } from '#prisma/generated/client.js';

const MOST_PREPARED = 1_000;

/** A statement may wait ten seconds for a row. A connection in use on which nothing has come for longer than this is dead: PostgreSQL is frozen, or the network swallows what is said. */
const SILENCE_MS = 20_000;
/** What nobody uses is closed before it is silent for too long. */
const IDLE_MS = 15_000;

/**
 * What every connection asks of PostgreSQL. A program that froze in the middle of a transaction, or that the network cut off, loses it with all its locks:
 * nobody stands still behind it. Nobody waits longer than this for a row either (55P03).
 */
const bounds = Object.entries({
  idle_in_transaction_session_timeout: '10s',
  lock_timeout: '10s',
  tcp_keepalives_idle: '10s',
  tcp_keepalives_interval: '5s',
  tcp_keepalives_count: '3',
  tcp_user_timeout: '25s',
}).map(([name, value]) => `-c ${name}=${value}`);

export { Prisma };
export type Database = PrismaClient;
/** A transaction of the database, or the database itself. */
export type Transaction = Prisma.TransactionClient;

/**
 * Opens the record. `max` connections; the caller closes it with `$disconnect()`. `disposable`: commits do not wait for the disk, where a crash
 * throws the whole database away anyhow.
 */
export function openDatabase(url: string, settings: { max?: number; disposable?: boolean } = {}): Database {
  return connectTo((config) => config, url, settings);
}

/** A client over connections to `url`, whose pool `poolOf` makes or leaves to Prisma. `role`: as whom every connection works, when not as the one who signs in. */
export function connectTo(
  poolOf: (config: pg.PoolConfig) => pg.Pool | pg.PoolConfig,
  url: string,
  { max = 10, disposable = false, role }: { max?: number; disposable?: boolean; role?: string },
): Database {
  const asked = [...bounds, ...(disposable ? ['-c synchronous_commit=off'] : []), ...(role ? [`-c role=${role}`] : [])];
  const config = {
    ...{ connectionString: url, max, idleTimeoutMillis: IDLE_MS, connectionTimeoutMillis: 10_000 },
    ...{ stream: listening, options: asked.join(' ') },
  };
  return new PrismaClient({
    adapter: new PrismaPg(poolOf(config), { statementNameGenerator: preparedNames(), disposeExternalPool: true }),
  });
}

/** A socket that breaks when it has been silent for too long, so that nobody waits for an answer that does not come. */
function listening(): Socket {
  const socket = new Socket();
  return socket.setTimeout(SILENCE_MS, () =>
    socket.destroy(Object.assign(new Error('no answer from the database'), { code: 'ETIMEDOUT', errno: -110, syscall: 'read' })),
  );
}

/** Statements are parsed and planned once a connection: the first thousand different texts get a name each, later ones '' (none). */
function preparedNames(): (query: { sql: string }) => string {
  const names = new Map<string, string>();
  return ({ sql }) => {
    if (!names.has(sql) && names.size < MOST_PREPARED) names.set(sql, `s${names.size}`);
    return names.get(sql) ?? '';
  };
}

/** One transaction at READ COMMITTED; row locks are what orders the writers. */
export function inTransaction<T>(db: Database, work: (tx: Transaction) => Promise<T>, timeoutMs = 30_000): Promise<T> {
  return db.$transaction(work, { timeout: timeoutMs, maxWait: 10_000 });
}

/** A fault of the caller that no process table knows: an unknown case, a conflict of drafts. */
export class RecordError extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly field?: string,
  ) {
    super(message);
    this.name = 'RecordError';
  }
}

/** Somebody is at a row that this transaction may not wait for; nothing is written, and the act begins again. */
export class Busy extends Error {
  constructor() {
    super('busy');
    this.name = 'Busy';
  }
}

const MOST_TRIES = 8;

/** The work again while rows it may not wait for are busy, or PostgreSQL broke a deadlock (40P01) or a conflict (40001) with it; ever later, each by chance. Throws the last fault after eight tries. */
export async function untilFree<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (attempt === MOST_TRIES || !(error instanceof Busy || says(error, /\b(40P01|40001|P2034)\b/))) throw error;
      await sleep(Math.random() * 10 * 2 ** attempt);
    }
  }
}

const says = (error: unknown, codes: RegExp): boolean => {
  if (!(error instanceof Error)) return false;
  const { code, meta, cause } = error as Error & { code?: string; meta?: unknown };
  return codes.test(`${code ?? ''} ${error.message} ${JSON.stringify([meta, cause])}`);
};

/** As `says`, of the fault or of what caused it. */
const saysWithin = (error: unknown, codes: RegExp): boolean =>
  says(error, codes) || (error instanceof Error && error.cause !== undefined && saysWithin(error.cause, codes));

/** Whether others stood in the way for too long: a row was not free in time (55P03), or every try met a busy one. Nothing was written. */
export function isBusy(error: unknown): boolean {
  return error instanceof Busy || says(error, /\b(55P03|40P01|40001|P2034)\b/);
}

/** Prisma and its driver: server unreachable, timed out, closed the connection, no connection free, transaction lost; PostgreSQL: shutting down, starting, no slot left. */
const away =
  /\b(P1001|P1002|P1008|P1017|P2024|P2028|P2037|25P03|57P0[123]|53300|08(000|00[13467]|P01)|ECONNREFUSED|ECONNRESET|EPIPE|SocketTimeout|ConnectionClosed|DatabaseNotReachable)\b|terminating connection|Connection terminated|encountered a connection error|timeout exceeded when trying to connect/;

/** Whether the fault is that the database cannot be reached, and not what was asked of it. What was under way may have been committed all the same. */
export function isAway(error: unknown): boolean {
  return saysWithin(error, away);
}

/** Whether PostgreSQL has no room left on its disk (53100). What was asked is rolled back. */
export function isFull(error: unknown): boolean {
  return saysWithin(error, /\b53100\b|No space left on device/);
}
