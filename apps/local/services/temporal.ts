import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, openSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { freePort, listening } from './ports.js';
import { killGroup } from './processes.js';

/** The CLI whose `server start-dev` is the local engine; 1.5.1 is the newest that `go install` builds. */
const CLI = 'github.com/temporalio/cli/cmd/temporal@v1.5.1';
const GO_TOOLCHAIN = 'go1.26.10';
const cacheDirectory = join(homedir(), '.duban', 'bin');

export interface RunningTemporal {
  address: string;
  uiUrl?: string;
  pid?: number;
  stop(): Promise<void>;
}

/**
 * Finds the Temporal executable: `temporal` on PATH, the cached build, else builds it from the Go module proxy (about six minutes on two
 * cores the first time, so `say` hears of the progress every ten seconds). Throws one sentence that says what to do when nothing works.
 */
export async function temporalExecutable(say: (line: string) => void): Promise<string> {
  const onPath = spawnSync('temporal', ['--version'], { stdio: 'ignore' });
  if (onPath.status === 0) return 'temporal';
  const cached = join(cacheDirectory, 'temporal');
  if (existsSync(cached)) return cached;
  if (spawnSync('go', ['version'], { stdio: 'ignore' }).status !== 0) {
    throw new Error(
      '未找到 Temporal 服务：请安装 Go（1.26 或更高版本）后重试，或将 temporal 放入 PATH，或设置 TEMPORAL_ADDRESS 指向已有服务。',
    );
  }
  mkdirSync(cacheDirectory, { recursive: true });
  say('首次启动：正在从 Go 模块代理编译 Temporal 服务，约需 6 分钟，以后不再需要。');
  await build(say);
  return cached;
}

function build(say: (line: string) => void): Promise<void> {
  const started = Date.now();
  const child = spawn('go', ['install', '-v', CLI], {
    env: { ...process.env, GOTOOLCHAIN: GO_TOOLCHAIN, GOBIN: cacheDirectory, GOFLAGS: '-buildvcs=false' },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  // Ctrl-C meanwhile: the build goes with us.
  process.once('exit', () => child.kill());
  let last = '';
  child.stderr.on('data', (chunk: Buffer) => (last = chunk.toString().trim().split('\n').at(-1) ?? last));
  const progress = setInterval(
    () => say(`  编译 Temporal … 已 ${Math.round((Date.now() - started) / 1000)} 秒 ${last.slice(0, 80)}`),
    10_000,
  );
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => {
      clearInterval(progress);
      if (code === 0) resolve();
      else reject(new Error(`Temporal 编译失败（退出码 ${code}）：${last}。请检查 Go 模块代理是否可达（go env GOPROXY）。`));
    });
  });
}

/** Starts the engine with a database file, so that a second start finds every workflow again; `inMemory` for tests that want it empty. */
export async function startTemporal(options: {
  directory: string;
  say: (line: string) => void;
  preferredPort?: number;
  ui?: boolean;
  file?: string;
}): Promise<RunningTemporal> {
  const given = process.env.TEMPORAL_ADDRESS;
  if (given && !options.file) return { address: given, stop: async () => undefined };
  const executable = await temporalExecutable(options.say);
  const port = await freePort(options.preferredPort ?? 7233);
  const uiPort = options.ui ? await freePort(8233) : undefined;
  mkdirSync(options.directory, { recursive: true });
  const log = openSync(join(options.directory, 'temporal.log'), 'a');
  const child = spawn(
    executable,
    [
      'server',
      'start-dev',
      '--ip',
      '127.0.0.1',
      '--port',
      String(port),
      '--db-filename',
      options.file ?? join(options.directory, 'temporal.db'),
      '--log-level',
      'error',
      ...(uiPort ? ['--ui-port', String(uiPort)] : ['--headless']),
      '--dynamic-config-value',
      'limit.maxIDLength=255',
    ],
    { stdio: ['ignore', log, log], detached: true },
  );
  const stop = () => killGroup(child);
  await listening(port, 'Temporal').catch(async (fault: unknown) => {
    await stop();
    throw fault;
  });
  return {
    address: `127.0.0.1:${port}`,
    ...(uiPort ? { uiUrl: `http://127.0.0.1:${uiPort}` } : {}),
    pid: child.pid,
    stop,
  };
}
