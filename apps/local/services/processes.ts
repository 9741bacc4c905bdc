import type { ChildProcess } from 'node:child_process';

/** Ends a detached child with everything it started: SIGTERM to its group, SIGKILL after five seconds. */
export function killGroup(child: ChildProcess, graceMs = 5_000): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    const hard = setTimeout(() => signal(child.pid!, 'SIGKILL'), graceMs);
    child.once('exit', () => (clearTimeout(hard), resolve()));
    signal(child.pid!, 'SIGTERM');
  });
}

/** To the whole group; a group already gone is what we want. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(-pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
