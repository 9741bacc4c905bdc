import { MoneyError, type Fen, type Rounding } from './fen.js';

/** An exact number `n / d`, d > 0. Interest shares divide by a loan's rate and seldom end, so no decimal is wide enough for their sum. */
export interface Fraction {
  n: bigint;
  d: bigint;
}

export const ZERO: Fraction = { n: 0n, d: 1n };
const FEN_PER_HUNDRED_YUAN = 10_000n;
const FEN_PER_WAN = 1_000_000n;

export const whole = (value: bigint): Fraction => ({ n: value, d: 1n });
export const plus = (a: Fraction, b: Fraction): Fraction => ({ n: a.n * b.d + b.n * a.d, d: a.d * b.d });
export const times = (a: Fraction, b: Fraction): Fraction => ({ n: a.n * b.n, d: a.d * b.d });
/** `b` is never zero: rates of nothing are refused when they are read. */
export const over = (a: Fraction, b: Fraction): Fraction => ({ n: a.n * b.d, d: a.d * b.n });
export const isLess = (a: Fraction, b: Fraction): boolean => a.n * b.d < b.n * a.d;
export const least = (a: Fraction, b: Fraction): Fraction => (isLess(b, a) ? b : a);

/** A percentage as typed, '4.35' for 4.35%, exactly. Throws MoneyError 'rate_format'. */
export function parsePercent(text: string): Fraction {
  const plain = text.normalize('NFKC').trim().replace(/%$/, '');
  const match = /^(\d{1,3})(?:\.(\d{1,6}))?$/.exec(plain);
  if (!match) throw new MoneyError('rate_format', `比例“${plain.slice(0, 20)}”无法识别，请填写百分数，如 4.35。`);
  const decimals = match[2] ?? '';
  return { n: BigInt(match[1]! + decimals), d: 100n * 10n ** BigInt(decimals.length) };
}

/** '4.35%'; what does not end is cut after four decimals and marked '…'. */
export function formatPercent(rate: Fraction): string {
  return `${shown({ n: rate.n * 100n, d: rate.d }, 4)}%`;
}

/** An exact amount in fen rounded once to 0.01 万元. */
export function roundFraction(fen: Fraction, rounding: Rounding): Fen {
  const unit = fen.d * FEN_PER_HUNDRED_YUAN;
  const half = rounding === 'half-up' ? unit / 2n : 0n;
  return ((fen.n + half) / unit) * FEN_PER_HUNDRED_YUAN;
}

/** An exact amount in fen as 万元, at least two decimals and up to six: '16.665', '33.333333…'. */
export function showWanYuan(fen: Fraction): string {
  return shown({ n: fen.n, d: fen.d * FEN_PER_WAN }, 6, 2);
}

function shown({ n, d }: Fraction, most: number, least = 0): string {
  const scale = 10n ** BigInt(most);
  const units = (n * scale) / d;
  const ends = (n * scale) % d === 0n;
  const digits = (units % scale).toString().padStart(most, '0');
  const kept = ends ? digits.replace(new RegExp(`0{0,${most - least}}$`), '') : digits;
  return `${units / scale}${kept ? `.${kept}` : ''}${ends ? '' : '…'}`;
}
