import { MoneyError, type Fen } from './fen.js';

const DIGITS = '零壹贰叁肆伍陆柒捌玖';
const PLACES = ['', '拾', '佰', '仟'];

/** The amount in capital characters 大写, as on a payment order (specification 6.7): 人民币伍拾万元整. Throws MoneyError below zero or from 1 亿亿元. */
export function toChineseUppercase(fen: Fen): string {
  if (fen < 0n) throw new MoneyError('money_negative', '大写金额不能为负数。');
  if (fen >= 10n ** 18n) throw new MoneyError('money_too_large', '金额过大，无法写成大写。');
  const yuan = fen / 100n;
  const jiao = Number((fen / 10n) % 10n);
  const cents = Number(fen % 10n);
  const whole = yuan > 0n ? `${integer(yuan)}元` : '';
  if (jiao === 0 && cents === 0) return `人民币${whole || '零元'}整`;
  const zero = whole && jiao === 0 ? '零' : '';
  return `人民币${whole}${zero}${jiao ? `${DIGITS[jiao]}角` : ''}${cents ? `${DIGITS[cents]}分` : '整'}`;
}

/** 亿 and 万 join two halves; a gap between them is one 零. */
function integer(value: bigint): string {
  for (const [unit, name] of [
    [100_000_000n, '亿'],
    [10_000n, '万'],
  ] as const) {
    if (value >= unit) return `${integer(value / unit)}${name}${rest(value % unit, unit)}`;
  }
  return belowTenThousand(Number(value));
}

function rest(value: bigint, unit: bigint): string {
  if (value === 0n) return '';
  return (value < unit / 10n ? '零' : '') + integer(value);
}

function belowTenThousand(value: number): string {
  const digits = [...String(value)].map(Number);
  return digits
    .map((digit, index) => (digit === 0 ? '零' : `${DIGITS[digit]}${PLACES[digits.length - 1 - index]}`))
    .join('')
    .replace(/零+/g, '零')
    .replace(/零$/, '');
}
