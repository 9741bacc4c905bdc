// Generates the Prisma client without a download (any existing file stands in for the engine that `generate` never calls).
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';

const root = fileURLToPath(new URL('..', import.meta.url));
const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'node_modules/prisma/build/index.js'), 'generate'], {
  cwd: root,
  env: { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: join(root, 'prisma/engine/schema-engine.mjs') },
  encoding: 'utf8',
});
if (status !== 0) {
  console.error(stdout, stderr);
  process.exit(1);
}
