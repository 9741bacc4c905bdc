import { setTimeout as sleep } from 'node:timers/promises';
import { PrismaPg } from '@prisma/adapter-pg';
import { Prisma, PrismaClient } from '#prisma/generated/client.js';

const MOST_PREPARED = 1_000;

export { Prisma };
export type Database = PrismaClient;
/** A transaction of the database, or the database itself. */
export type Transaction = Prisma.TransactionClient;

/**
 * Opens the record. `max` connections; the caller closes it with `$disconnect()`. `disposable`: commits do not wait for the disk, where a crash
 * throws the whole database away anyhow.
 */
export function openDatabase(
  url: string,
  { max = 10, disposable = false }: { max?: number; disposable?: boolean } = {},
): Database {
  const options = disposable ? { options: '-c synchronous_commit=off' } : {};
  return new PrismaClient({
    adapter: new PrismaPg(
      { connectionString: url, max, idleTimeoutMillis: 60_000, connectionTimeoutMillis: 10_000, ...options },
      { statementNameGenerator: preparedNames() },
    ),
  });
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

/** The work again while rows it may not wait for are busy, or PostgreSQL broke a deadlock (40P01) with it; ever later, each by chance. Throws the last fault after eight tries. */
export async function untilFree<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (attempt === MOST_TRIES || !(error instanceof Busy || isDeadlock(error))) throw error;
      await sleep(Math.random() * 10 * 2 ** attempt);
    }
  }
}

const isDeadlock = (error: unknown): boolean =>
  error instanceof Error && `${error.message} ${JSON.stringify((error as { meta?: unknown }).meta ?? {})}`.includes('40P01');

/** Prisma: server unreachable, timed out, closed the connection, no connection free; PostgreSQL: shutting down, starting, no slot left. */
const awayCodes = /\b(P1001|P1002|P1008|P1017|P2024|P2037|57P0[123]|53300|08\d{3}|ECONNREFUSED|ECONNRESET|EPIPE)\b/;

/** Whether the fault is that the database cannot be reached, and not what was asked of it. */
export function isAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code, meta, cause } = error as Error & { code?: string; meta?: unknown };
  return (
    awayCodes.test(`${code ?? ''} ${JSON.stringify(meta ?? {})}`) ||
    /Can't reach database server|Connection terminated|Transaction already closed|Unable to start a transaction/.test(
      error.message,
    ) ||
    (cause !== undefined && cause !== error && isAway(cause))
  );
}
