import { randomUUID } from 'node:crypto';
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, openSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureDatabase, migrate, root } from '#apps/local/services/migrate.js';
import { freePort, listening } from '#apps/local/services/ports.js';
import { startPostgres } from '#apps/local/services/postgres.js';
import { startTemporal } from '#apps/local/services/temporal.js';

export type Part = 'api' | 'worker' | 'postgres' | 'temporal';
/** What keeps something does so in a folder of its name. */
type Keeper = 'postgres' | 'temporal';

const SHIFTED_CLOCK = pathToFileURL(join(root, 'test/harness/shifted-clock.mjs')).href;

/** The programs as they are delivered; nothing happens when they are up to date. */
export function buildPrograms(): void {
  // vitest's own mode would make the build another one.
  const { NODE_ENV: _mode, ...env } = process.env;
  execFileSync(process.execPath, [join(root, 'apps/local/build.mjs')], { cwd: root, env });
}

/** The delivered program in a process of its own, with nothing of the test's environment. */
export function spawnProgram(
  part: 'api' | 'worker',
  env: Record<string, string>,
  log: number | 'ignore' = 'ignore',
): ChildProcess {
  return spawn(process.execPath, [join(root, `dist/apps/${part}/main.js`)], {
    cwd: root,
    env: { PATH: process.env.PATH, TZ: 'UTC', ...env },
    stdio: ['ignore', log, log],
  });
}

/** A free port that the system gives to no outgoing connection (those begin at 32768): what dies must find its address free when it comes back. */
async function lastingPort(): Promise<number> {
  const wanted = 10_000 + Math.floor(Math.random() * 20_000);
  return (await freePort(wanted)) === wanted ? wanted : lastingPort();
}

/** A whole installation in processes of its own, as `npm start` runs it, each to be killed or frozen, and started again where it was. */
export class Machine {
  /** Of each part the one started last, and those it took the place of. */
  private readonly children = { api: [] as ChildProcess[], worker: [] as ChildProcess[] };
  private temporalPid = 0;

  private constructor(
    readonly directory: string,
    private readonly ports: { api: number; postgres: number; temporal: number },
    readonly databaseUrl: string,
    private readonly smtpUrl: string | undefined,
    private readonly ownClocks: boolean,
  ) {}

  get url(): string {
    return `http://127.0.0.1:${this.ports.api}`;
  }

  get temporalAddress(): string {
    return `127.0.0.1:${this.ports.temporal}`;
  }

  /** `prepare` fills the fresh database before the programs look at it; without an SMTP server mail waits; `ownClocks`: to be set by `setClocks`. */
  static async start(prepare: (databaseUrl: string) => Promise<void>, smtpUrl?: string, ownClocks = false): Promise<Machine> {
    buildPrograms();
    // Not a private folder: PostgreSQL runs as a user of its own.
    const directory = join(root, '.duban', `machine-${randomUUID()}`);
    mkdirSync(directory, { recursive: true });
    const postgres = await startPostgres(directory, await lastingPort());
    const databaseUrl = await ensureDatabase(postgres.url, 'duban');
    await migrate(databaseUrl);
    await prepare(databaseUrl);
    const ports = { api: await lastingPort(), postgres: postgres.port, temporal: await lastingPort() };
    const machine = new Machine(directory, ports, databaseUrl, smtpUrl, ownClocks);
    machine.setClocks({ api: 0, worker: 0 });
    await machine.run('temporal');
    await Promise.all([machine.run('api'), machine.run('worker')]);
    return machine;
  }

  /** Of the process that is the part now; 0 when there is none. */
  pidOf(part: Part): number {
    if (part === 'temporal') return this.temporalPid;
    if (part !== 'postgres') return this.children[part][0]?.pid ?? 0;
    try {
      return Number(readFileSync(join(this.directory, 'postgres/postmaster.pid'), 'utf8').split('\n')[0]);
    } catch {
      return 0;
    }
  }

  /** The process that was started last as this part. */
  program(part: 'api' | 'worker'): ChildProcess {
    return this.children[part][0]!;
  }

  /** `kill -9`; of PostgreSQL by default the postmaster's immediate stop, which leaves everything to recovery. Resolves when it is gone. */
  async kill(part: Part, signal: NodeJS.Signals = part === 'postgres' ? 'SIGQUIT' : 'SIGKILL'): Promise<void> {
    const pid = this.pidOf(part);
    // What has ended by itself has no number; 0 would be this whole group of processes.
    if (!pid) return;
    process.kill(pid, signal);
    while (isAlive(pid)) await new Promise((resolve) => setTimeout(resolve, 20));
  }

  /** Starts the part again, on its old port and data; beside a frozen api, which keeps its port, on another. */
  async run(part: Part): Promise<void> {
    if (part === 'postgres') return this.runPostgres();
    if (part === 'temporal') {
      const file = join(this.directory, 'temporal', 'temporal.db');
      mkdirSync(join(file, '..'), { recursive: true });
      const options = { directory: this.directory, say: () => undefined, preferredPort: this.ports.temporal, file };
      this.temporalPid = (await startTemporal(options)).pid!;
      return;
    }
    if (part === 'api' && isAlive(this.pidOf('api'))) this.ports.api = await lastingPort();
    const env = {
      DATABASE_URL: this.databaseUrl,
      TEMPORAL_ADDRESS: this.temporalAddress,
      PORT: String(this.ports.api),
      PUBLIC_URL: this.url,
      FILES_ROOT: join(this.directory, 'files'),
      ...(this.smtpUrl ? { SMTP_URL: this.smtpUrl } : {}),
      ...(this.ownClocks ? { NODE_OPTIONS: `--import=${SHIFTED_CLOCK}`, CLOCK_OFF_FILE: this.clockOf(part) } : {}),
    };
    this.children[part].unshift(spawnProgram(part, env, openSync(join(this.directory, `${part}.log`), 'a')));
    if (part === 'api') await listening(this.ports.api, 'api', 30_000);
  }

  /** The clocks of the programs' hosts are off by so many milliseconds from now on. */
  setClocks(off: Record<'api' | 'worker', number>): void {
    for (const part of ['api', 'worker'] as const) writeFileSync(this.clockOf(part), String(off[part]));
  }

  private clockOf(part: 'api' | 'worker'): string {
    return join(this.directory, `${part}.clock`);
  }

  /** A copy of all the part holds, as a backup of this moment would have it. */
  async backUp(part: Keeper): Promise<void> {
    await this.kill(part);
    this.copy(part, `backup-${part}`);
    await this.run(part);
  }

  /** The part begins again from its backup. The programs are down meanwhile, as the runbook has it. */
  async restore(part: Keeper): Promise<void> {
    for (const each of ['worker', 'api', part] as const) await this.kill(each);
    this.copy(`backup-${part}`, part);
    await this.run(part);
    await Promise.all([this.run('api'), this.run('worker')]);
  }

  private copy(from: string, to: string): void {
    rmSync(join(this.directory, to), { recursive: true, force: true });
    execFileSync('cp', ['--archive', join(this.directory, from), join(this.directory, to)]);
  }

  /** Recovery takes its time, and the old server's last processes must be gone. */
  private async runPostgres(): Promise<void> {
    for (let tries = 0; ; tries += 1) {
      try {
        await startPostgres(this.directory, this.ports.postgres);
        return;
      } catch (error) {
        if (tries > 20) throw error;
        await new Promise((resolve) => setTimeout(resolve, 250));
      }
    }
  }

  /** What the programs said, for a failing test. */
  log(part: 'api' | 'worker'): string {
    return readFileSync(join(this.directory, `${part}.log`), 'utf8').slice(-4_000);
  }

  async stop(): Promise<void> {
    for (const program of [...this.children.worker, ...this.children.api]) program.kill('SIGKILL');
    for (const part of ['temporal', 'postgres'] as const) if (isAlive(this.pidOf(part))) await this.kill(part);
    rmSync(this.directory, { recursive: true, force: true });
  }
}

/**
 * Of a process that has ended but was not looked at by its parent yet, the kernel keeps a name: that is not life. But while one of its threads still
 * ends, its port and its files are not free.
 */
function isAlive(pid: number): boolean {
  if (pid === 0) return false;
  try {
    return !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8')) || readdirSync(`/proc/${pid}/task`).length > 1;
  } catch {
    return false;
  }
}
