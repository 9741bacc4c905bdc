import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

type Ask = <T extends pg.QueryResultRow>(sql: string, values?: unknown[]) => Promise<T[]>;

/** Questions to a database on one connection: benches look at the record without going through the product, and whoever looks often must cost little. */
export async function asking<R>(url: string, work: (ask: Ask) => Promise<R>): Promise<R> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(
      async <T extends pg.QueryResultRow>(sql: string, values: unknown[] = []) => (await client.query<T>(sql, values)).rows,
    );
  } finally {
    await client.end();
  }
}

/** One question, on a connection of its own. */
export function ask<T extends pg.QueryResultRow>(url: string, sql: string, values: unknown[] = []): Promise<T[]> {
  return asking(url, (one) => one<T>(sql, values));
}

export async function countCases(url: string, where: string): Promise<number> {
  const [row] = await ask<{ count: string }>(url, `select count(*) from "case" where ${where}`);
  return Number(row!.count);
}

/** Looks every 50 ms. */
export async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await sleep(50);
}

/** Waits until a number stands still for two seconds. */
export async function settled(read: () => number): Promise<void> {
  for (let last = NaN; last !== read();) {
    last = read();
    await sleep(2_000);
  }
}
