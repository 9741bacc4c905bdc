import { readdirSync, readFileSync } from 'node:fs';

const MS_A_TICK = 10;

/** CPU ms, user and system, that each named process has used so far; children it has or had count as its own (PostgreSQL's backends). */
export function cpuOf(pids: Record<string, number>): Record<string, number> {
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap(readStat);
  return Object.fromEntries(
    Object.entries(pids).map(([name, pid]) => {
      const ticks = all
        .filter((one) => one.pid === pid || one.parent === pid)
        .map((one) => one.own + (one.pid === pid ? one.buried : 0));
      return [name, MS_A_TICK * ticks.reduce((sum, one) => sum + one, 0)];
    }),
  );
}

/** What was used between two readings. */
export function cpuBetween(before: Record<string, number>, after: Record<string, number>): Record<string, number> {
  return Object.fromEntries(Object.keys(after).map((name) => [name, after[name]! - (before[name] ?? 0)]));
}

function readStat(pid: string): { pid: number; parent: number; own: number; buried: number }[] {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    const [utime, stime, cutime, cstime] = fields.slice(11, 15).map(Number) as [number, number, number, number];
    return [{ pid: Number(pid), parent: Number(fields[1]), own: utime + stime, buried: cutime + cstime }];
  } catch {
    return [];
  }
}
