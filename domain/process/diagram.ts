import { sources, targets } from './define.js';
import type { CaseState, Process } from './types.js';

/** A step as the log has it: between which states, by which act. */
export interface StepTaken {
  from: string | null;
  to: string;
  label: string;
}

/**
 * The process as a Mermaid state diagram, from the same table that decides. With a state: `visited` stages and the current one are marked.
 */
export function diagram<D, K>(process: Process<D, K>, state?: CaseState<D>, visited: readonly string[] = []): string {
  const lines = ['stateDiagram-v2', `  [*] --> ${process.initial}`];
  for (const [name, { label, final }] of Object.entries(process.states)) {
    lines.push(`  ${name} : ${label}`);
    if (final) lines.push(`  ${name} --> [*]`);
  }
  for (const { from, to, labels } of edges(possible(process))) lines.push(`  ${from} --> ${to} : ${labels}`);
  if (state) {
    lines.push('  classDef current fill:#1677ff,color:#fff', '  classDef visited fill:#d9f7be');
    for (const name of new Set(visited)) if (name !== state.status) lines.push(`  class ${name} visited`);
    lines.push(`  class ${state.status} current`);
  }
  return lines.join('\n');
}

/** One case's own way as a Mermaid flowchart: where it has been and by which acts, where it stands, and, dotted, where it can go from there. */
export function way<D, K>(process: Process<D, K>, { status, ended }: CaseState<D>, taken: readonly StepTaken[]): string {
  const been = edges(taken.flatMap(({ from, to, label }) => (from === null || from === to ? [] : [{ from, to, label }])));
  const ahead = ended ? [] : edges(possible(process).filter(({ from }) => from === status));
  const drawn = new Set([...taken.map(({ to }) => to), status, ...ahead.map(({ to }) => to)]);
  const kind = (name: string) => (name === status ? 'current' : taken.some(({ to }) => to === name) ? 'visited' : 'ahead');
  return [
    'flowchart LR',
    ...[...drawn].map((name) => `  ${name}["${process.states[name]?.label ?? name}"]:::${kind(name)}`),
    ...been.map(({ from, to, labels }) => `  ${from} -->|"${labels}"| ${to}`),
    ...ahead.map(({ from, to, labels }) => `  ${from} -.->|"${labels}"| ${to}`),
    '  classDef current fill:#0b5cad,color:#fff,stroke:#0b5cad',
    '  classDef visited fill:#d9f7be,stroke:#389e0d',
    '  classDef ahead fill:#fff,stroke:#8c8c8c,stroke-dasharray:4',
  ].join('\n');
}

interface Edge {
  from: string;
  to: string;
  label: string;
}

const possible = <D, K>(process: Process<D, K>): Edge[] =>
  process.rows.flatMap((row) =>
    sources(row).flatMap((from) =>
      targets(row, from).flatMap((to) => (from === to ? [] : [{ from, to, label: row.label ?? process.states[to]!.label }])),
    ),
  );

/** One edge between two states, whatever leads there. */
function edges(of: readonly Edge[]): { from: string; to: string; labels: string }[] {
  return [...Map.groupBy(of, ({ from, to }) => `${from} ${to}`).values()].map((same) => ({
    from: same[0]!.from,
    to: same[0]!.to,
    labels: [...new Set(same.map(({ label }) => label))].join(' / '),
  }));
}
