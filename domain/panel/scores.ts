import { Decimal } from 'decimal.js';

/** From so many experts on one highest and one lowest score is left out (6.2). */
const TRIMMED_FROM = 7;

/** 6.2 places of the scores that are left out, the lowest first; none up to six experts. Of equal ones the first lowest, the last highest. */
export function droppedScores(scores: readonly (Decimal | number | string)[]): number[] {
  if (scores.length < TRIMMED_FROM) return [];
  const order = scores.map((_, at) => at).sort((a, b) => new Decimal(scores[a]!).comparedTo(scores[b]!) || a - b);
  return [order[0]!, order.at(-1)!];
}

/** 6.2 the panel's score, to 0.01 half up: up to six experts the mean, from seven on without one highest and one lowest. */
export function panelScore(scores: readonly (Decimal | number | string)[]): string {
  const dropped = droppedScores(scores);
  const counted = scores.filter((_, at) => !dropped.includes(at));
  return counted
    .reduce<Decimal>((sum, one) => sum.plus(one), new Decimal(0))
    .div(counted.length)
    .toDecimalPlaces(2, Decimal.ROUND_HALF_UP)
    .toFixed(2);
}
