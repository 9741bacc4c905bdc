import { AsyncLocalStorage } from 'node:async_hooks';
import pg from 'pg';
import type { Viewer } from '#domain/organisation/access-matrix.js';
import { connectTo, type Database } from './database.js';
import { keysOf } from './scope.js';

const viewing = new AsyncLocalStorage<string>();

/** What `work` reads through a database of `openReader`, PostgreSQL shows only where it bears one of the viewer's keys (design 10, docs/adr/0014). */
export function seenBy<T>(viewer: Viewer, work: () => Promise<T>): Promise<T> {
  // Prisma asks only when it is awaited: here, while the viewer still counts.
  return viewing.run(keysOf(viewer).join(','), async () => await work());
}

/**
 * Opens the record for reading on behalf of persons: as a role that owns nothing and bypasses nothing. Outside `seenBy`, and inside a transaction of
 * its own, it holds no case. The caller closes it with `$disconnect()`.
 */
export function openReader(url: string, { max = 10 }: { max?: number } = {}): Database {
  const reader = connectTo((config) => new ReaderPool({ ...config, onConnect: prepareSight }), url, {
    max,
    role: 'duban_reader',
  });
  return reader.$extends({ query: guarded }) as unknown as Database;
}

const refused = ({ model }: { model: string }) => {
  throw new Error(`findUnique of ${model}: Prisma may answer it together with another viewer's; ask with findFirst`);
};
const once = { findUnique: refused, findUniqueOrThrow: refused };
const guarded = {
  ...{ case: once, caseEvent: once, task: once, documentVersion: once, attachment: once },
  ...{ workbookReading: once, monthlyReport: once },
};

const SIGHT = 'sight';
const prepareSight = async (client: pg.ClientBase): Promise<void> => {
  await client.query({ name: SIGHT, text: `select set_config('duban.viewer_keys', $1, true)`, values: [''] });
};

/** Whose keys count is taken when the statement is asked for: by the time a connection is free, another request runs. */
class ReaderPool extends pg.Pool {
  override query(config: any): any {
    return super.query(new SeenQuery(config, viewing.getStore() ?? '') as never);
  }
}

/** A statement that says first whose keys count: both go out at once and are one transaction to PostgreSQL, so that nothing stays on the connection. */
class SeenQuery extends (pg.Query as unknown as new (config: object) => Submitted) {
  private told = false;

  constructor(
    config: object,
    private readonly keys: string,
  ) {
    super({ ...config, queryMode: 'extended' });
  }

  override submit(connection: Connection): unknown {
    connection.stream.cork();
    try {
      connection.bind({ statement: SIGHT, values: [this.keys] });
      connection.execute({});
      return super.submit(connection);
    } finally {
      connection.stream.uncork();
    }
  }

  override handleDataRow(row: unknown): void {
    if (this.told) super.handleDataRow(row);
  }

  override handleCommandComplete(message: unknown, connection: Connection): void {
    if (this.told) super.handleCommandComplete(message, connection);
    this.told = true;
  }
}

/** What pg's own query and connection do and @types/pg does not name. */
interface Submitted {
  submit(connection: Connection): unknown;
  handleDataRow(row: unknown): void;
  handleCommandComplete(message: unknown, connection: Connection): void;
}
interface Connection {
  stream: { cork(): void; uncork(): void };
  bind(config: { statement: string; values: string[] }): void;
  execute(config: object): void;
}
