import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toChineseUppercase } from './uppercase.js';

const DIGITS = '零壹贰叁肆伍陆柒捌玖';
const UNITS: Record<string, bigint> = { 拾: 10n, 佰: 100n, 仟: 1_000n };

/** Reads a capital amount back: the other direction of the same rules, written independently. */
function readBack(text: string): bigint {
  const [, whole = '', jiao = '零', cents = '零'] = /^人民币(?:([^元角分整]+)元)?零?(?:(.)角)?(?:(.)分)?整?$/.exec(text)!;
  return readWhole(whole) * 100n + BigInt(DIGITS.indexOf(jiao)) * 10n + BigInt(DIGITS.indexOf(cents));
}

function readWhole(text: string): bigint {
  for (const [name, unit] of [
    ['亿', 100_000_000n],
    ['万', 10_000n],
  ] as const) {
    const at = text.lastIndexOf(name);
    if (at >= 0) return readWhole(text.slice(0, at)) * unit + readWhole(text.slice(at + 1));
  }
  let [sum, digit] = [0n, 0n];
  for (const character of text) {
    const unit = UNITS[character];
    if (unit === undefined) digit = BigInt(DIGITS.indexOf(character));
    else [sum, digit] = [sum + digit * unit, 0n];
  }
  return sum + digit;
}

describe('大写', () => {
  it.each([
    [50_000_000n, '人民币伍拾万元整'],
    [0n, '人民币零元整'],
    [5n, '人民币伍分'],
    [50n, '人民币伍角整'],
    [100n, '人民币壹元整'],
    [105n, '人民币壹元零伍分'],
    [1_050n, '人民币壹拾元伍角整'],
    [168_032n, '人民币壹仟陆佰捌拾元叁角贰分'],
    [140_950n, '人民币壹仟肆佰零玖元伍角整'],
    [600_714n, '人民币陆仟零柒元壹角肆分'],
    [10_700_053n, '人民币壹拾万柒仟元伍角叁分'],
    [10_000_100n, '人民币壹拾万零壹元整'],
    [1_000_000_100n, '人民币壹仟万零壹元整'],
    [10_000_000_000n, '人民币壹亿元整'],
    [10_000_000_100n, '人民币壹亿零壹元整'],
    [10_010_000_000n, '人民币壹亿零壹拾万元整'],
    [100_000_000_000_000n, '人民币壹万亿元整'],
    [1_234_567_890_123_456n, '人民币壹拾贰万叁仟肆佰伍拾陆亿柒仟捌佰玖拾万壹仟贰佰叁拾肆元伍角陆分'],
  ])('%i fen is %s', (fen, text) => {
    expect(toChineseUppercase(fen)).toBe(text);
  });

  it('reads back as the same amount, so no two amounts share a text', () => {
    const sparse = fc
      .array(fc.constantFrom('0', '0', '0', '1', '9'), { minLength: 1, maxLength: 18 })
      .map((digits) => BigInt(digits.join('')));
    fc.assert(
      fc.property(fc.oneof(fc.bigInt({ min: 0n, max: 10n ** 18n - 1n }), sparse), (fen) => {
        expect(readBack(toChineseUppercase(fen))).toBe(fen);
      }),
      { numRuns: 2_000 },
    );
  });

  it('never repeats 零, never starts or ends a number with it, and ends in 整 or 分', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 10n ** 18n - 1n }), (fen) => {
        const text = toChineseUppercase(fen);
        expect(text).not.toMatch(/零零|零元|零万|零亿|^人民币零/);
        expect(text).toMatch(/^人民币[零壹贰叁肆伍陆柒捌玖拾佰仟万亿元角分]+(整|分)$/);
      }),
      { numRuns: 1_000 },
    );
  });

  it('refuses what no payment order carries', () => {
    expect(() => toChineseUppercase(-1n)).toThrow(expect.objectContaining({ code: 'money_negative' }));
    expect(() => toChineseUppercase(10n ** 18n)).toThrow(expect.objectContaining({ code: 'money_too_large' }));
  });
});
