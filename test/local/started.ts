import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '#apps/local/services/migrate.js';

interface Process {
  pid: number;
  parent: number;
  group: number;
  command: string;
}

/** `npm start` as a person runs it: in a process group of its own, with its data under `home`. */
export class Started {
  private output = '';
  private seen: Process[] = [];

  private constructor(
    private readonly child: ChildProcess,
    private readonly home: string,
  ) {
    for (const stream of [child.stdout!, child.stderr!])
      stream.on('data', (chunk: Buffer) => (this.output += chunk.toString('utf8')));
  }

  static run(home: string): Started {
    // vitest's own settings would make the build another one, and a given TEMPORAL_ADDRESS would keep the engine from being started.
    const { NODE_ENV: _mode, TEMPORAL_ADDRESS: _given, ...env } = process.env;
    const child = spawn(process.execPath, [join(root, 'apps/local/start.mjs')], {
      cwd: root,
      env: { ...env, DUBAN_HOME: home, PORT: '0' },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    return new Started(child, home);
  }

  /** The page's address, once it is printed. Rejects with everything that was said when it does not come or the command ends before. */
  async address(withinMs: number): Promise<string> {
    const found = await within(withinMs, () => {
      if (this.child.exitCode !== null || this.child.signalCode !== null) throw this.failure('npm start ended by itself');
      return /督办已就绪：(http\S+)/.exec(this.output)?.[1];
    });
    if (!found) throw this.failure(`no address within ${withinMs} ms`);
    return found;
  }

  /** Every process that stands under the command now: the command, what it started, and what those started. */
  processes(): Process[] {
    const all = listProcesses();
    const under = (pid: number): Process[] => all.filter((one) => one.parent === pid).flatMap((one) => [one, ...under(one.pid)]);
    this.seen = [...all.filter((one) => one.pid === this.child.pid), ...under(this.child.pid!)];
    return this.seen;
  }

  /** Signals the command as a terminal does; returns the commands of what still lives after `withinMs`, best nothing. */
  async end(signal: 'SIGINT' | 'SIGKILL', withinMs: number): Promise<string[]> {
    this.processes();
    process.kill(-this.child.pid!, signal);
    return this.leftAfter(withinMs);
  }

  /** Signals each of its processes of that name, as `pkill` does; returns as `end`. */
  async endNamed(name: string, withinMs: number): Promise<string[]> {
    for (const { pid, command } of this.processes()) if (command.includes(name)) process.kill(pid, 'SIGTERM');
    return this.leftAfter(withinMs);
  }

  private async leftAfter(withinMs: number): Promise<string[]> {
    await within(withinMs, () => this.left().length === 0);
    return this.left().map(({ pid, command }) => `${pid} ${command}`);
  }

  /** After a failed test: ends by force what is left of what this command started. */
  clear(): void {
    if (this.child.exitCode === null && this.child.signalCode === null) this.processes();
    for (const { pid } of this.left()) process.kill(pid, 'SIGKILL');
  }

  /** Of the processes seen, and of their groups, those that live; a number given to another program meanwhile does not count. */
  private left(): Process[] {
    const groups = new Set(this.seen.map((one) => one.group));
    return listProcesses().filter(
      (one) => groups.has(one.group) || this.seen.some((seen) => seen.pid === one.pid && seen.command === one.command),
    );
  }

  private failure(what: string): Error {
    const logs = readdirSync(this.home)
      .filter((name) => name.endsWith('.log'))
      .map((name) => `--- ${name}\n${readFileSync(join(this.home, name), 'utf8').slice(-2_000)}`);
    return new Error([what, this.output, ...logs].join('\n'));
  }
}

function listProcesses(): Process[] {
  const lines = execFileSync('ps', ['-eo', 'pid=,ppid=,pgid=,stat=,args='], { encoding: 'utf8' }).split('\n');
  return lines.flatMap((line) => {
    const found = /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(\S+)\s+(.*)$/.exec(line);
    // A zombie has ended; only its parent has not looked yet.
    if (!found || found[4]!.startsWith('Z')) return [];
    return [{ pid: Number(found[1]), parent: Number(found[2]), group: Number(found[3]), command: found[5]! }];
  });
}

/** Asks four times a second until there is an answer; nothing when the time is over. */
async function within<T>(ms: number, ask: () => T | undefined): Promise<T | undefined> {
  for (const giveUp = Date.now() + ms; Date.now() < giveUp;) {
    const answer = ask();
    if (answer) return answer;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  return undefined;
}
