import { Decimal } from 'decimal.js';
import { dimensions, type Dimension } from './vocabulary.js';

export type Weights = Record<Dimension, number>;
export type Marks = Record<Dimension, number>;

/** Specification 6.3: 40/25/15/20. */
export const defaultWeights = Object.fromEntries(dimensions.map(({ key, weight }) => [key, weight])) as Weights;

/** Percent, each 0-100, together 100. */
export const weightsValid = (weights: Weights): boolean =>
  dimensions.every(({ key }) => Number.isInteger(weights[key]) && weights[key] >= 0) &&
  dimensions.reduce((sum, { key }) => sum + weights[key], 0) === 100;

/** One expert's marks weighted, exact: 90, 80, 70, 85 under 40/25/15/20 are 83.50. */
export function weighted(marks: Marks, weights: Weights): Decimal {
  return dimensions.reduce((sum, { key }) => sum.plus(new Decimal(marks[key]).times(weights[key])), new Decimal(0)).div(100);
}

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

export type Grade = '优' | '良' | '中' | '差';

/** 6.3 优 90-100, 良 80-<90, 中 60-<80, 差 <60. */
export function gradeOf(score: string | number): Grade {
  const value = new Decimal(score);
  return value.gte(90) ? '优' : value.gte(80) ? '良' : value.gte(60) ? '中' : '差';
}
