// `npm run bench [-- name …]`: generates the database client and hands over to bench/main.ts on the Node 24 that npm installed.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';

const root = fileURLToPath(new URL('..', import.meta.url));
const node = join(root, 'node_modules/.bin/node');
for (const args of [
  ['test/generate.mjs'],
  ['--conditions=source', '--import', './bench/typescript.mjs', 'bench/main.ts', ...process.argv.slice(2)],
]) {
  const { status } = spawnSync(node, args, { cwd: root, stdio: 'inherit', env: { ...process.env, TZ: 'UTC' } });
  if (status !== 0) process.exit(status ?? 1);
}
