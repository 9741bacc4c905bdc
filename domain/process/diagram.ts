import { sources, targets } from './define.js';
import type { CaseState, Process } from './types.js';

/**
 * The process as a Mermaid state diagram, from the same table that decides. With a state: `visited` stages and the current one are marked.
 */
export function diagram<D, K>(process: Process<D, K>, state?: CaseState<D>, visited: readonly string[] = []): string {
  const lines = ['stateDiagram-v2', `  [*] --> ${process.initial}`];
  for (const [name, { label, final }] of Object.entries(process.states)) {
    lines.push(`  ${name} : ${label}`);
    if (final) lines.push(`  ${name} --> [*]`);
  }
  const edges = new Map<string, Set<string>>();
  for (const row of process.rows) {
    for (const from of sources(row)) {
      for (const to of targets(row)) {
        if (from === to) continue;
        const key = `${from} --> ${to}`;
        edges.set(key, (edges.get(key) ?? new Set()).add(row.label ?? process.states[to]!.label));
      }
    }
  }
  for (const [edge, labels] of edges) lines.push(`  ${edge} : ${[...labels].join(' / ')}`);
  if (state) {
    lines.push('  classDef current fill:#1677ff,color:#fff', '  classDef visited fill:#d9f7be');
    for (const name of new Set(visited)) if (name !== state.status) lines.push(`  class ${name} visited`);
    lines.push(`  class ${state.status} current`);
  }
  return lines.join('\n');
}
