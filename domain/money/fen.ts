import { Decimal } from 'decimal.js';

/** 分: the only unit money is stored and added in. 1 万元 = 1,000,000 fen. */
export type Fen = bigint;

/** An amount or rate that cannot be used. */
export class MoneyError extends Error {
  constructor(
    readonly code: 'money_empty' | 'money_format' | 'money_decimals' | 'money_too_large' | 'money_negative' | 'rate_format',
    message: string,
  ) {
    super(message);
    this.name = 'MoneyError';
  }
}

/** Where a clause's rate is itself a maximum, the award is rounded down (specification 4). */
export type Rounding = 'half-up' | 'down';

const FEN_PER_WAN = 1_000_000n;
const FEN_PER_HUNDRED_YUAN = 10_000n;
const LIMIT_WAN = 10n ** 10n;

/** Wide enough for any amount times any rate: nothing is rounded before the last step. */
const Exact = Decimal.clone({ precision: 60 });

/**
 * An amount typed in 万元, exactly. Takes thousands separators and full-width characters; refuses signs, exponents and more than
 * `decimals` decimals (2: hundreds of yuan; up to 6: fen). Throws MoneyError.
 */
export function parseWanYuan(text: string | number, decimals = 2): Fen {
  const plain = String(text).normalize('NFKC').trim();
  if (plain === '') throw new MoneyError('money_empty', '请填写金额（万元）。');
  if (/^[-−]/.test(plain)) throw new MoneyError('money_negative', '金额不能为负数。');
  const match = /^(\d+|\d{1,3}(?:,\d{3})+)(?:\.(\d+))?$/.exec(plain);
  if (!match) throw new MoneyError('money_format', `金额“${plain.slice(0, 40)}”无法识别，请填写数字，如 1,000.00（万元）。`);
  const fraction = match[2] ?? '';
  if (fraction.length > decimals) throw new MoneyError('money_decimals', `金额（万元）最多保留${decimals}位小数。`);
  const whole = BigInt(match[1]!.replaceAll(',', ''));
  if (whole >= LIMIT_WAN) throw new MoneyError('money_too_large', '金额过大，请核对单位是否为万元。');
  return whole * FEN_PER_WAN + BigInt(fraction.padEnd(6, '0'));
}

/** '1,234.56' 万元; further decimals only where the amount is not a multiple of a hundred yuan. */
export function formatWanYuan(fen: Fen): string {
  return decimal(fen, 6, 2, true);
}

/** '1234.56' 万元, the form amounts have in forms and JSON. */
export function toWanYuan(fen: Fen): string {
  return decimal(fen, 6, 2, false);
}

/** '12,345.67' 元. */
export function formatYuan(fen: Fen): string {
  return decimal(fen, 2, 2, true);
}

/** An exact amount in fen rounded to 0.01 万元 (100 元). */
export function roundToHundredYuan(fen: Fen | Decimal | string, rounding: Rounding): Fen {
  const exact = new Exact(typeof fen === 'bigint' ? fen.toString() : fen);
  const mode = rounding === 'down' ? Decimal.ROUND_DOWN : Decimal.ROUND_HALF_UP;
  return BigInt(exact.div(FEN_PER_HUNDRED_YUAN.toString()).toDecimalPlaces(0, mode).toFixed(0)) * FEN_PER_HUNDRED_YUAN;
}

/** The share of an amount, rounded once to 0.01 万元. The rate is a decimal ('0.70' for 70%), never a binary float. Throws MoneyError. */
export function applyRate(fen: Fen, rate: string | Decimal, rounding: Rounding): Fen {
  if (typeof rate === 'string' && !/^\d+(\.\d+)?$/.test(rate)) throw badRate(rate);
  const exact = new Exact(rate);
  if (!exact.isFinite() || exact.isNegative()) throw badRate(String(rate));
  return roundToHundredYuan(exact.times(fen.toString()), rounding);
}

function badRate(rate: string): MoneyError {
  return new MoneyError('rate_format', `比例“${rate}”无效，请填写小数，如 0.70。`);
}

function decimal(fen: Fen, scale: number, minimum: number, separated: boolean): string {
  const digits = (fen < 0n ? -fen : fen).toString().padStart(scale + 1, '0');
  const whole = digits.slice(0, -scale);
  const fraction = digits.slice(-scale).replace(new RegExp(`0{0,${scale - minimum}}$`), '');
  return `${fen < 0n ? '-' : ''}${separated ? BigInt(whole).toLocaleString('en-US') : whole}.${fraction}`;
}
