// Compiles everything to dist/ when a source changed since the last build; plain JavaScript, run by `npm run build` and `npm start`.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const rooms = ['apps', 'domain', 'records', 'workflows', 'activities', 'prisma'];

/** Builds when needed; returns whether it did. Throws with the compiler's words. */
export function build(say = () => undefined) {
  const stamp = join(root, 'dist', '.sources');
  const hash = sourcesHash();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return false;
  say('正在编译程序 …');
  node(join(root, 'test/generate.mjs'));
  node(join(root, 'node_modules/typescript/bin/tsc'), '-p', 'tsconfig.build.json');
  node(join(root, 'dist/apps/api/docs/describe.js'));
  if (existsSync(join(root, 'apps/web/index.html'))) node(join(root, 'node_modules/vite/bin/vite.js'), 'build', 'apps/web');
  mkdirSync(join(root, 'dist'), { recursive: true });
  writeFileSync(stamp, hash);
  return true;
}

/** On the machine's own Node when it is new enough (the image's is), else on the one npm installed. */
function node(...args) {
  const own = Number(process.versions.node.split('.')[0]) >= 24;
  const engine = own ? process.execPath : join(root, 'node_modules/.bin/node');
  const { status, stdout, stderr } = spawnSync(engine, args, { cwd: root, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${args[0]} 失败：\n${stdout}${stderr}`);
}

function sourcesHash() {
  const hash = createHash('sha256').update(readFileSync(join(root, 'package-lock.json')));
  for (const room of rooms) walk(join(root, room), hash);
  return hash.digest('hex');
}

function walk(folder, hash) {
  for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (entry.name === 'generated') continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) walk(path, hash);
    else if (/\.(ts|tsx|json|html|css|prisma|sql)$/.test(entry.name)) hash.update(path).update(readFileSync(path));
  }
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) build((line) => console.log(line));
