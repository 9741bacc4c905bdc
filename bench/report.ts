import { cpus, totalmem } from 'node:os';
import { spawnSync } from 'node:child_process';

/** One row of the table: ours beside its baseline, measured in the same run. */
export interface Measure {
  what: string;
  ours: Quantity;
  baseline?: Quantity & { what: string };
  /** Of the ratio ours / baseline, or of our value itself. */
  goal?: { of: 'ratio' | 'ours'; atLeast?: number; atMost?: number };
}

export interface Quantity {
  value: number;
  unit: string;
  /** CPU ms a decision: of the api (or whoever decides) and of PostgreSQL. */
  cpu?: Record<string, number>;
}

const median = (values: number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
const round = (value: number) => (Math.abs(value) >= 100 ? value.toFixed(0) : value.toPrecision(3));
const ratioOf = (one: Measure) => (one.baseline ? one.ours.value / one.baseline.value : NaN);

/** The repeats of one run as one row each: medians, and in brackets the lowest and highest ratio or value that was seen. */
export function table(repeats: Measure[][]): string {
  const rows = repeats[0]!.map((first, index) =>
    row(
      first,
      repeats.map((repeat) => repeat[index]!),
    ),
  );
  const head = ['measured', 'ours', 'baseline', 'ratio [seen]', 'goal', 'met', 'CPU ms each, ours', 'CPU ms each, baseline'];
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function row(first: Measure, all: Measure[]): string[] {
  const mid = (of: (one: Measure) => number) => median(all.map(of));
  const ratio = mid(ratioOf);
  const goalled = first.goal?.of === 'ours' ? (one: Measure) => one.ours.value : ratioOf;
  const seen = all.map(goalled);
  const span = `[${round(Math.min(...seen))} … ${round(Math.max(...seen))}]`;
  const { atLeast = -Infinity, atMost = Infinity } = first.goal ?? {};
  const got = median(seen);
  const unit = first.goal?.of === 'ours' ? ` ${first.ours.unit}` : '';
  return [
    first.what,
    `${round(mid((one) => one.ours.value))} ${first.ours.unit}`,
    first.baseline ? `${round(mid((one) => one.baseline!.value))} ${first.baseline.unit} (${first.baseline.what})` : '',
    first.baseline || first.goal ? `${first.baseline ? round(ratio) : ''} ${span}` : '',
    first.goal ? (first.goal.atLeast !== undefined ? `≥ ${atLeast}${unit}` : `≤ ${atMost}${unit}`) : '',
    first.goal ? (got >= atLeast && got <= atMost ? 'yes' : '**no**') : '',
    cpu(all.map((one) => one.ours.cpu)),
    cpu(all.map((one) => one.baseline?.cpu)),
  ];
}

function cpu(all: (Record<string, number> | undefined)[]): string {
  const first = all[0];
  if (!first) return '';
  return Object.keys(first)
    .map((name) => `${name} ${median(all.map((one) => one![name] ?? 0)).toFixed(2)}`)
    .join(', ');
}

/** What it ran on. */
export function machine(): string {
  const commit = spawnSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).stdout.trim() || 'unknown';
  return `${cpus().length} × ${cpus()[0]!.model}, ${Math.round(totalmem() / 2 ** 30)} GB; Node ${process.versions.node}; PostgreSQL 18.4 (embedded, fsync on); Temporal CLI 1.5.1 (server 1.29.1, SQLite file); commit ${commit}`;
}
