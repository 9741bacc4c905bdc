import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyRate, formatWanYuan, formatYuan, parseWanYuan, roundToHundredYuan, toWanYuan } from './fen.js';

const amounts = fc.bigInt({ min: 0n, max: 10n ** 16n - 1n });
const hundreds = fc.bigInt({ min: 0n, max: 10n ** 12n - 1n }).map((units) => units * 10_000n);
const refused = (code: string) =>
  expect.objectContaining({ name: 'MoneyError', code, message: expect.stringMatching(/[一-龥]/) });

describe('an amount typed in 万元', () => {
  it.each([
    ['1000', 1_000_000_000n],
    ['1000.00', 1_000_000_000n],
    ['1,000.00', 1_000_000_000n],
    ['１，０００．５', 1_000_500_000n],
    [' 0.01 ', 10_000n],
    ['0', 0n],
    ['999.99', 999_990_000n],
    ['12,345,678.9', 12_345_678_900_000n],
    [0.07, 70_000n],
  ])('%s is exact', (text, fen) => {
    expect(parseWanYuan(text)).toBe(fen);
  });

  it.each([
    ['', 'money_empty'],
    ['  ', 'money_empty'],
    ['1e21', 'money_format'],
    [1e21, 'money_format'],
    [Number.NaN, 'money_format'],
    [Number.POSITIVE_INFINITY, 'money_format'],
    ['一千', 'money_format'],
    ['1,00.00', 'money_format'],
    ['1000,000', 'money_format'],
    ['.5', 'money_format'],
    ['5.', 'money_format'],
    ['1.2.3', 'money_format'],
    ['0x10', 'money_format'],
    ['1 000', 'money_format'],
    ['+5', 'money_format'],
    ['-5', 'money_negative'],
    ['－5', 'money_negative'],
    ['1.005', 'money_decimals'],
    [0.1 + 0.2, 'money_decimals'],
    ['10000000000', 'money_too_large'],
    ['9'.repeat(400), 'money_too_large'],
  ])('%s is refused: %s', (text, code) => {
    expect(() => parseWanYuan(text)).toThrow(refused(code));
  });

  it('takes fen where six decimals are allowed, and no more', () => {
    expect(parseWanYuan('0.000001', 6)).toBe(1n);
    expect(() => parseWanYuan('0.0000001', 6)).toThrow(refused('money_decimals'));
    expect(() => parseWanYuan('1.5', 0)).toThrow(refused('money_decimals'));
  });

  it('what is shown reads back as the same amount, with and without separators', () => {
    fc.assert(
      fc.property(amounts, (fen) => {
        expect(parseWanYuan(formatWanYuan(fen), 6)).toBe(fen);
        expect(parseWanYuan(toWanYuan(fen), 6)).toBe(fen);
      }),
    );
    fc.assert(
      fc.property(hundreds, (fen) => {
        expect(parseWanYuan(toWanYuan(fen))).toBe(fen);
        expect(formatWanYuan(fen)).toMatch(/^\d{1,3}(,\d{3})*\.\d{2}$/);
      }),
    );
  });
});

describe('an amount shown', () => {
  it('in 万元 with two decimals and separators, never hiding a fen', () => {
    expect(formatWanYuan(12_345_600_000n)).toBe('12,345.60');
    expect(formatWanYuan(1_234_560_000n)).toBe('1,234.56');
    expect(formatWanYuan(0n)).toBe('0.00');
    expect(formatWanYuan(1n)).toBe('0.000001');
    expect(formatWanYuan(-1_234_560_000n)).toBe('-1,234.56');
    expect(toWanYuan(1_234_560_000n)).toBe('1234.56');
  });

  it('in 元', () => {
    expect(formatYuan(123_456_789n)).toBe('1,234,567.89');
    expect(formatYuan(5n)).toBe('0.05');
    expect(formatYuan(-100_000n)).toBe('-1,000.00');
  });
});

describe('a rate applied', () => {
  const wan = (text: string) => parseWanYuan(text, 6);

  it.each([
    ['C1-1', '100', '0.70', 'down', '70.00'],
    ['C1-4', '333.33', '0.70', 'down', '233.33'],
    ['a half goes up', '0.5', '0.01', 'half-up', '0.01'],
    ['a half is cut', '0.5', '0.01', 'down', '0.00'],
    ['just below a half', '0.499999', '0.01', 'half-up', '0.00'],
    ['a whole rate', '123.45', '1', 'half-up', '123.45'],
    ['a rate of nothing', '123.45', '0', 'half-up', '0.00'],
  ] as const)('%s: %s × %s %s is %s 万元', (_name, amount, rate, rounding, award) => {
    expect(applyRate(wan(amount), rate, rounding)).toBe(wan(award));
  });

  it('is exact where a binary float is not: 1.005 万元 rounds up', () => {
    expect(applyRate(wan('1.005'), '1', 'half-up')).toBe(wan('1.01'));
    expect(applyRate(wan('100.5'), new Decimal('0.01'), 'half-up')).toBe(wan('1.01'));
  });

  it('agrees with integer arithmetic for every amount and rate, and down never exceeds the exact share', () => {
    fc.assert(
      fc.property(amounts, fc.bigInt({ min: 0n, max: 1_000_000n }), (fen, millionths) => {
        const rate = `${millionths / 1_000_000n}.${String(millionths % 1_000_000n).padStart(6, '0')}`;
        const unit = 10_000n * 1_000_000n;
        const exact = fen * millionths;
        expect(applyRate(fen, rate, 'down')).toBe((exact / unit) * 10_000n);
        expect(applyRate(fen, rate, 'half-up')).toBe(((exact + unit / 2n) / unit) * 10_000n);
      }),
    );
  });

  it('a rounded amount is a multiple of a hundred yuan and stays as it is', () => {
    fc.assert(
      fc.property(amounts, fc.constantFrom('half-up' as const, 'down' as const), (fen, rounding) => {
        const rounded = roundToHundredYuan(fen, rounding);
        expect(rounded % 10_000n).toBe(0n);
        expect(roundToHundredYuan(rounded, rounding)).toBe(rounded);
      }),
    );
    expect(roundToHundredYuan('14999.9999', 'half-up')).toBe(10_000n);
    expect(roundToHundredYuan('15000', 'half-up')).toBe(20_000n);
  });

  it.each(['', '-0.1', 'NaN', '70%', '1e3', '.7'])('refuses the rate “%s”', (rate) => {
    expect(() => applyRate(100n, rate, 'down')).toThrow(refused('rate_format'));
  });

  it('refuses a rate computed out of range', () => {
    for (const rate of [new Decimal(Number.NaN), new Decimal(-0.1), new Decimal(Infinity)]) {
      expect(() => applyRate(100n, rate, 'down')).toThrow(refused('rate_format'));
    }
  });
});
