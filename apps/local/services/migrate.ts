import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { readdirSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import pg from 'pg';

const require = createRequire(import.meta.url);

/** The project's root: where package.json and prisma/ lie, from source and from dist alike. */
export const root = fileURLToPath(new URL(import.meta.url.includes('/dist/') ? '../../../../' : '../../../', import.meta.url));

/**
 * The database's address. One that is not there yet is made by `fill` under another name and gets its own only when it is whole: a first start that
 * was interrupted begins anew.
 */
export async function ensureDatabase(
  adminUrl: string,
  name: string,
  fill: (url: string) => Promise<void> = migrate,
): Promise<string> {
  const client = new pg.Client({ connectionString: adminUrl });
  const quoted = pg.escapeIdentifier(name);
  const unfinished = `${name}_unfinished`;
  await client.connect();
  try {
    const found = await client.query('select 1 from pg_database where datname = $1', [name]);
    if (found.rowCount === 0) {
      await client.query(`drop database if exists ${pg.escapeIdentifier(unfinished)}`);
      await client.query(`create database ${pg.escapeIdentifier(unfinished)}`);
      await fill(addressOf(adminUrl, unfinished));
      await client.query(`alter database ${pg.escapeIdentifier(unfinished)} rename to ${quoted}`);
    }
  } finally {
    await client.end();
  }
  return addressOf(adminUrl, name);
}

function addressOf(adminUrl: string, name: string): string {
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  return url.toString();
}

/** `prisma migrate deploy` without a download; nothing is started when every migration is already applied. */
export async function migrate(url: string): Promise<void> {
  if (await upToDate(url)) return;
  const child = spawn(process.execPath, [require.resolve('prisma/build/index.js'), 'migrate', 'deploy'], {
    cwd: root,
    env: {
      ...process.env,
      DATABASE_URL: url,
      // The engine below is a script that names `node`: it must be this one, not an older one of the machine.
      PATH: [dirname(process.execPath), process.env.PATH].join(delimiter),
      PRISMA_SCHEMA_ENGINE_BINARY: join(root, 'prisma/engine/schema-engine.mjs'),
      NODE_NO_WARNINGS: '1',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const code = await new Promise<number | null>((resolve) => child.once('exit', resolve));
  if (code !== 0) throw new Error(`数据库迁移失败：\n${output}`);
}

async function upToDate(url: string): Promise<boolean> {
  const wanted = readdirSync(join(root, 'prisma/migrations'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ migration_name: string }>(
      'select migration_name from _prisma_migrations where finished_at is not null',
    );
    const applied = new Set(rows.map((row) => row.migration_name));
    return wanted.every((name) => applied.has(name));
  } catch {
    return false;
  } finally {
    await client.end();
  }
}
