import type { Fen } from '#domain/money/fen.js';

/** What is added up in the monthly table 月度调度表: projects and fen. */
export interface MonthlySums {
  count: number;
  reported: number;
  paused: number;
  done: number;
  planFen: Fen;
  monthFen: Fen;
  completedFen: Fen;
}

/** The sum of lines whose money is text, as it comes over HTTP. */
export function monthlyTotal(
  lines: readonly { [K in keyof MonthlySums]: MonthlySums[K] extends bigint ? string : number }[],
): MonthlySums {
  const add = (key: 'count' | 'reported' | 'paused' | 'done') => lines.reduce((sum, line) => sum + line[key], 0);
  const money = (key: 'planFen' | 'monthFen' | 'completedFen') => lines.reduce((sum, line) => sum + BigInt(line[key]), 0n);
  return {
    count: add('count'),
    reported: add('reported'),
    paused: add('paused'),
    done: add('done'),
    planFen: money('planFen'),
    monthFen: money('monthFen'),
    completedFen: money('completedFen'),
  };
}

/** 完成率: completed of the year's plan in percent with one decimal, half up; nothing without a plan. */
export function completionRate(completedFen: Fen, planFen: Fen): string | undefined {
  if (planFen <= 0n) return undefined;
  const tenths = (completedFen * 2000n + planFen) / (planFen * 2n);
  return `${tenths / 10n}.${tenths % 10n}%`;
}
