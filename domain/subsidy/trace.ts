import { formatWanYuan } from '#domain/money/fen.js';
import type { Assessment, TraceStep } from './assessment.js';

const roundings: Record<Assessment['rounding'], string> = { 'half-up': '四舍五入到0.01万元', down: '舍去0.01万元以下' };
const wan = (fen: string) => formatWanYuan(BigInt(fen));

/** 核算过程, line by line: the formula's steps, the rounding, an officer's lower amount, and every limit that leaves less. */
export function traceLines({ steps, raw, rounding, why, roundedFen, lowered, caps }: Assessment): TraceStep[] {
  const asked = wan(lowered?.fen ?? roundedFen);
  return [
    ...steps,
    {
      clause: '取整',
      label: '计算结果',
      formula: `${raw} 万元，${roundings[rounding]}${why ? `（${why}）` : ''}`,
      value: wan(roundedFen),
    },
    ...(lowered ? [{ clause: '调整', label: '经办人调整', formula: lowered.reason || '—', value: wan(lowered.fen) }] : []),
    ...caps
      .filter(({ cut }) => cut)
      .map(({ clause, label, leftFen }) => ({
        clause,
        label,
        formula: `${asked} 超过剩余额度，按剩余额度核定`,
        value: wan(leftFen),
      })),
  ];
}
