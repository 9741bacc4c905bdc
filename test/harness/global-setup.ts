import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import pg from 'pg';
import { ensureDatabase, migrate, root } from '../../apps/local/services/migrate.js';
import { startPostgres } from '../../apps/local/services/postgres.js';
import { startTemporal } from '../../apps/local/services/temporal.js';

declare module 'vitest' {
  interface ProvidedContext {
    postgresUrl: string;
    templateDatabase: string;
    temporalAddress: string;
  }
}

/** One real PostgreSQL and one real Temporal server for the whole run; each test file makes its own database from the migrated template. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const directory = join(root, '.duban', `test-${process.pid}`);
  mkdirSync(directory, { recursive: true });
  const postgres = await startPostgres(directory, 0);
  const temporal = await startTemporal({
    directory,
    say: (line) => console.log(line),
    preferredPort: 0,
    file: join(directory, 'temporal.db'),
  });
  const template = `template_${hashOf(join(root, 'prisma/migrations'))}`;
  await migrate(await ensureDatabase(postgres.url, template));
  project.provide('postgresUrl', postgres.url);
  project.provide('templateDatabase', template);
  project.provide('temporalAddress', temporal.address);
  return async () => {
    await temporal.stop();
    await dropConnections(postgres.url);
    await postgres.stop();
    const { rmSync } = await import('node:fs');
    rmSync(directory, { recursive: true, force: true });
  };
}

function hashOf(folder: string): string {
  const hash = createHash('sha256');
  for (const name of readdirSync(folder).sort()) {
    if (name.startsWith('2')) hash.update(readFileSync(join(folder, name, 'migration.sql')));
  }
  return hash.digest('hex').slice(0, 12);
}

async function dropConnections(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query('select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid()');
  await client.end();
}
