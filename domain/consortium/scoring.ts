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

export type Grade = '优' | '良' | '中' | '差';

/** 6.3 优 90-100, 良 80-<90, 中 60-<80, 差 <60. */
export function gradeOf(score: string | number): Grade {
  const value = new Decimal(score);
  return value.gte(90) ? '优' : value.gte(80) ? '良' : value.gte(60) ? '中' : '差';
}
