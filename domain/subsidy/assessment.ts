import type { Fen, Rounding } from '#domain/money/fen.js';
import { roundFraction, showWanYuan, type Fraction } from '#domain/money/fraction.js';
import type { Refusal } from '#domain/process/types.js';
import type { Cap, CapState } from './caps.js';
import type { Measure } from './measures.js';

/** One line of the reckoning, in the words of the regulation. */
export interface TraceStep {
  clause: string;
  label: string;
  formula: string;
  /** 万元 or a percentage, as shown. */
  value: string;
}

/** What a measure's formula gives, before rounding and caps. */
export interface Computed {
  steps: TraceStep[];
  raw: Fraction;
  rounding: Rounding;
  /** Why down, where it is. */
  why?: string;
}

/** How a cap stood and whether it cut the award. Amounts in fen, as text. */
export interface CapCut extends Pick<Cap, 'key' | 'label' | 'clause'> {
  limitFen: string;
  usedFen: string;
  reservedFen: string;
  leftFen: string;
  cut: boolean;
}

/** An award with its trace: clause → inputs → formula → rounding → which cap cut it. Plain JSON: it stands in the case as it was reckoned. */
export interface Assessment {
  measure: Measure;
  rules: string;
  year: number;
  steps: TraceStep[];
  /** 万元, exact or up to six decimals. */
  raw: string;
  rounding: Rounding;
  why?: string;
  roundedFen: string;
  caps: CapCut[];
  awardFen: string;
  /** What the caps cut off; it lapses, no later year pays it (R11). */
  lapsesFen: string;
  /** An officer's lower amount, with the reason. */
  lowered?: { fen: string; reason: string };
}

export type Assessed = { ok: true; assessment: Assessment } | { ok: false; refusal: Refusal };

/**
 * Section 4: rounded once to 0.01 万元, then `max(0, min(rounded, cap1 − used1, cap2 − used2, …))`. `used` counts what is reserved by
 * other claims too.
 */
export function applyCaps(
  measure: Measure,
  rules: string,
  year: number,
  { steps, raw, rounding, why }: Computed,
  caps: CapState[],
): Assessment {
  const rounded = roundFraction(raw, rounding);
  const left = caps.map(leftOf);
  const award = left.reduce((least, one) => (one < least ? one : least), rounded);
  return {
    measure,
    rules,
    year,
    steps,
    raw: showWanYuan(raw),
    rounding,
    ...(why ? { why } : {}),
    roundedFen: rounded.toString(),
    caps: caps.map(({ key, label, clause, limit, used, reserved }, index) => ({
      key,
      label,
      clause,
      limitFen: limit.toString(),
      usedFen: used.toString(),
      reservedFen: reserved.toString(),
      leftFen: left[index]!.toString(),
      cut: left[index]! < rounded,
    })),
    awardFen: award.toString(),
    lapsesFen: (rounded - award).toString(),
  };
}

/** What is left of a cap; a lowered limit never makes it negative. */
export function leftOf({ limit, used, reserved }: Pick<CapState, 'limit' | 'used' | 'reserved'>): Fen {
  const left = limit - used - reserved;
  return left > 0n ? left : 0n;
}
