import type { Trigger } from '#domain/disbursement/split.js';
import { formatWanYuan, formatYuan } from '#domain/money/fen.js';
import { measures, type Measure } from '#domain/subsidy/measures.js';

/** What a budget line is called: a measure of the twelve, or the fore-funded tasks. */
export function lineLabel(line: string): string {
  if (line === 'major-project') return '重大科技专项（分期拨款）';
  const measure = measures[line as Measure];
  return measure ? `${line} ${measure.label}` : line;
}

/** What sets an instalment off (2.10). */
export const triggerLabels: Record<Trigger, string> = {
  signed: '任务书签订',
  'mid-term': '中期检查通过',
  acceptance: '验收通过',
};

export const lineOptions = [...Object.keys(measures), 'major-project'].map((value) => ({ value, label: lineLabel(value) }));

export const wan = (fen: string): string => formatWanYuan(BigInt(fen));
export const yuan = (fen: string): string => formatYuan(BigInt(fen));
