import type { Process, Row, StepContext } from './types.js';

/** A process table with a mistake in it: found when the program starts, never by a user. */
export class ProcessTableError extends Error {
  constructor(process: string, fault: string) {
    super(`${process}: ${fault}`);
    this.name = 'ProcessTableError';
  }
}

/**
 * Declares a process: states and rows as the specification's table has them. Throws `ProcessTableError` when a row names an unknown
 * state, a live state (unless `standing`) has no way out, a person's row has no label, or a computed target does not say what it reaches.
 */
export function defineProcess<D, K = Record<string, unknown>>(process: Process<D, K>): Process<D, K> {
  const fault = firstFault(process);
  if (fault) throw new ProcessTableError(process.name, fault);
  return process;
}

function firstFault<D, K>(process: Process<D, K>): string | undefined {
  const known = new Set(Object.keys(process.states));
  if (!known.has(process.initial)) return `initial state ${process.initial} is not defined`;
  for (const row of process.rows) {
    for (const name of [...sources(row), ...targets(row)])
      if (!known.has(name)) return `row ${row.on} names unknown state ${name}`;
    if (typeof row.to === 'function' && !row.reaches) return `row ${row.on} computes its target but does not say what it reaches`;
    if (!row.label && byPerson(row)) return `row ${row.on} needs a label`;
  }
  for (const [name, state] of Object.entries(process.states)) {
    const leaves = process.rows.some((row) => sources(row).includes(name) && targets(row).some((to) => to !== name));
    if (!state.final && !state.standing && !leaves) return `state ${name} has no way out`;
    if (state.panel && !process.rows.some((row) => sources(row).includes(name) && row.on === state.panel?.passes)) {
      return `panel of ${name} fires ${state.panel.passes}, which no row takes`;
    }
  }
  return undefined;
}

/** The states a row leaves from. */
export function sources<D, K>(row: Row<D, K>): readonly string[] {
  return typeof row.from === 'string' ? [row.from] : row.from;
}

/** Every state a row can lead to, or can lead to from one of its sources; a row that stays ('=') leads back there. */
export function targets<D, K>(row: Row<D, K>, from?: string): readonly string[] {
  const staying = from === undefined ? sources(row) : [from];
  if (row.reaches) return row.reaches.flatMap((to) => (to === '=' ? staying : [to]));
  if (row.to === '=') return staying;
  return typeof row.to === 'string' ? [row.to] : [];
}

/** Where the row leads in this context. */
export function targetOf<D, K>(row: Row<D, K>, context: StepContext<D, K>): string {
  const to = typeof row.to === 'function' ? row.to(context) : row.to;
  return to === '=' ? context.state.status : to;
}

/** Whether people send the row's event, by a button or from a list. */
export const byPerson = ({ by }: Row<any, any>): boolean => ['handler', 'office', 'role'].includes(by.kind);
