#!/usr/bin/env node
// Prisma's schema engine without a download: the JSON-RPC the Prisma CLI speaks to the native binary, answered by @prisma/schema-engine-wasm
// over the pg adapter. Set as PRISMA_SCHEMA_ENGINE_BINARY (docs/adr/0003-prisma-without-downloads.md).
import { createInterface } from 'node:readline';
import { readFileSync } from 'node:fs';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import { SchemaEngine } from '@prisma/schema-engine-wasm';

const args = process.argv.slice(2);
if (args.includes('--version')) {
  process.stdout.write('schema-engine-cli 561d7b42579a2459cc8edf3788918b626c640023\n');
  process.exit(0);
}
// `cli can-connect-to-database`: the database was created before the CLI was called; a real refusal shows in the next step.
if (args.includes('cli')) process.exit(0);
const option = (name) => args.flatMap((arg, index) => (arg === name ? [args[index + 1]] : []));
const datasource = option('--datasource').map((json) => JSON.parse(json))[0];
const url = datasource?.url ?? process.env.DATABASE_URL;
const datamodels = option('--datamodels').flatMap((list) => list.split(','));
const models = (datamodels.length ? datamodels : ['prisma/schema.prisma']).map((path) => [path, readFileSync(path, 'utf8')]);

/** The adapter cuts scripts at every ';', even inside a function's body; PostgreSQL takes a script whole. */
class WholeScripts extends PrismaPg {
  async connect() {
    const adapter = await super.connect();
    adapter.executeScript = async (script) => {
      try {
        await adapter.client.query(script);
      } catch (error) {
        adapter.onError(error);
      }
    };
    return adapter;
  }
}
const factory = bindMigrationAwareSqlAdapterFactory(new WholeScripts({ connectionString: url }));
const engine = await SchemaEngine.new({ datamodels: models }, () => undefined, factory);

for await (const line of createInterface({ input: process.stdin })) {
  if (!line.trim()) continue;
  const { id, method, params } = JSON.parse(line);
  try {
    const result = await engine[method](params);
    process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', id, result: result ?? null })}\n`);
  } catch (error) {
    process.stdout.write(
      `${JSON.stringify({ jsonrpc: '2.0', id, error: { code: 4466, message: String(error?.message ?? error), data: { is_panic: false, message: String(error?.message ?? error) } } })}\n`,
    );
  }
}
process.exit(0);
