import type { Fen } from '#domain/money/fen.js';

/** An approved award that waits for its budget, in approval order. */
export interface Waiting {
  caseId: string;
  process: string;
  fen: Fen;
}

/**
 * E6: where the year's budget cannot bear every approved award, the rest goes into the next year's, in approval order. First in, first out: a
 * later, smaller award never overtakes the one that did not fit.
 */
export function allocate<W extends Waiting>(left: Fen, waiting: readonly W[]): { funded: W[]; queued: W[] } {
  let rest = left;
  const full = waiting.findIndex(({ fen }) => (rest -= fen) < 0n);
  const cut = full < 0 ? waiting.length : full;
  return { funded: waiting.slice(0, cut), queued: waiting.slice(cut) };
}
