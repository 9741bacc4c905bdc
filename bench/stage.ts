import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, openSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { ensureDatabase, migrate, root } from '#apps/local/services/migrate.js';
import { freePort, listening } from '#apps/local/services/ports.js';
import { startPostgres, type RunningPostgres } from '#apps/local/services/postgres.js';
import { killGroup } from '#apps/local/services/processes.js';
import { startTemporal } from '#apps/local/services/temporal.js';
import { cpuOf } from './cpu.js';

export interface Program {
  pid: number;
  stop(): Promise<void>;
}

/** The real services and programs of one bench run, each program a process of its own, as `npm start` has them. */
export class Stage {
  private readonly running: (() => Promise<void>)[] = [];
  private readonly pids: Record<string, number> = {};

  private constructor(
    private readonly directory: string,
    private readonly postgres: RunningPostgres,
    /** The migrated database that every other is copied from. */
    readonly template: string,
  ) {
    const pidFile = readFileSync(join(directory, 'postgres/postmaster.pid'), 'utf8');
    this.pids.postgres = Number(pidFile.split('\n')[0]);
  }

  static async open(): Promise<Stage> {
    const directory = join(root, `.duban/bench-${process.pid}`);
    mkdirSync(directory, { recursive: true });
    const postgres = await startPostgres(directory, 0);
    const template = await ensureDatabase(postgres.url, 'template_bench');
    await migrate(template);
    return new Stage(directory, postgres, template);
  }

  /** A database of its own with what `from` holds; nobody may be connected to `from`. */
  async copy(from: string = this.template): Promise<string> {
    const name = `bench_${randomUUID().replaceAll('-', '')}`;
    const client = new pg.Client({ connectionString: this.postgres.url });
    await client.connect();
    await client.query(`create database ${name} template ${new URL(from).pathname.slice(1)}`);
    await client.end();
    const url = new URL(this.postgres.url);
    url.pathname = `/${name}`;
    return url.toString();
  }

  /** An engine with an empty database. `bytes`: what its database takes on the disk. */
  async engine(): Promise<Program & { address: string; bytes(): number }> {
    const file = join(this.directory, `${randomUUID()}.db`);
    const { address, pid, stop } = await startTemporal({
      directory: this.directory,
      say: (line) => console.log(line),
      preferredPort: 0,
      file,
    });
    const size = (name: string) => statSync(name, { throwIfNoEntry: false })?.size ?? 0;
    return { address, bytes: () => size(file) + size(`${file}-wal`), ...this.keep('engine', pid!, stop) };
  }

  /** The api; with `temporalAddress` its relay runs too. Resolves when it listens. */
  async api(databaseUrl: string, temporalAddress?: string): Promise<Program & { base: string }> {
    const port = await freePort();
    const program = this.program('api', 'apps/api/main.ts', {
      DATABASE_URL: databaseUrl,
      PORT: String(port),
      ...(temporalAddress ? { TEMPORAL_ADDRESS: temporalAddress } : {}),
    });
    await listening(port, 'api');
    return { ...program, base: `http://127.0.0.1:${port}/api` };
  }

  /** The worker, once it is ready: what it needs to bundle its workflows is not part of any measurement. */
  async worker(databaseUrl: string, temporalAddress: string): Promise<Program> {
    const spoken = this.logOf('worker').length;
    const program = this.program('worker', 'apps/worker/main.ts', {
      DATABASE_URL: databaseUrl,
      TEMPORAL_ADDRESS: temporalAddress,
    });
    while (!this.logOf('worker').slice(spoken).includes('worker ready')) await sleep(100);
    return program;
  }

  /** A program of the project, from source; its output goes to `<name>.log` beside the databases. */
  program(name: string, script: string, env: Record<string, string>): Program {
    const log = openSync(join(this.directory, `${name}.log`), 'a');
    const child: ChildProcess = spawn(process.execPath, [...process.execArgv, script], {
      cwd: root,
      env: { ...process.env, ...env, TZ: 'UTC', NODE_ENV: 'production' },
      stdio: ['ignore', log, log],
      detached: true,
    });
    return this.keep(name, child.pid!, () => killGroup(child));
  }

  /** CPU ms of every process on the stage, by name; `driver` is this one, which makes the load. */
  cpu(): Record<string, number> {
    const { user, system } = process.cpuUsage();
    return { ...cpuOf(this.pids), driver: (user + system) / 1_000 };
  }

  async close(): Promise<void> {
    for (const stop of this.running.reverse()) await stop();
    await this.postgres.stop();
    rmSync(this.directory, { recursive: true, force: true });
  }

  private logOf(name: string): string {
    const file = join(this.directory, `${name}.log`);
    return existsSync(file) ? readFileSync(file, 'utf8') : '';
  }

  private keep(name: string, pid: number, end: () => Promise<void>): Program {
    this.pids[name] = pid;
    let ended = false;
    const stop = async () => {
      if (ended) return;
      ended = true;
      await end();
      if (this.pids[name] === pid) delete this.pids[name];
    };
    this.running.push(stop);
    return { pid, stop };
  }
}
