import { expect, it } from 'vitest';
import { rules2022 } from './rules.js';
import { changedRules } from './rules-change.js';

const head = { version: '2027', from: '2027-01-01', source: '云科规〔2026〕9号' };
const change = (path: string, value: string) => changedRules(rules2022, head, [{ path, value }]);

it('R16 a later set is the one before but for what it changes', () => {
  expect(change('C6.1.perEnterprise', '150')).toEqual({
    ok: true,
    rules: { ...rules2022, ...head, 'C6.1': { ...rules2022['C6.1'], perEnterprise: 150_000_000n } },
  });
  expect(change('ceiling.on', 'loan-rate')).toMatchObject({ rules: { ceiling: { on: 'loan-rate', rate: '5' } } });
  expect(change('C1.ratio.high-tech', '65.5')).toMatchObject({ rules: { C1: { ratio: { 'high-tech': '65.5', tech: '50' } } } });
  expect(change('C4.heldMonths', '36')).toMatchObject({ rules: { C4: { heldMonths: 36 } } });
  expect(change('C5.foundedAfter', '2026-01-01')).toMatchObject({ rules: { C5: { foundedAfter: '2026-01-01' } } });
});

it.each([
  ['C6.1.perEnterprise', '1.234567'],
  ['C6.1.perEnterprise', '-5'],
  ['C6.1.perEnterprise', '0'],
  ['C6.1.ratio', '101'],
  ['C6.1.ratio', '七成'],
  ['ceiling.on', 'both'],
  ['C4.heldMonths', '2.5'],
])('%s = %s is refused, naming the rule', (path, value) => {
  expect(change(path, value)).toMatchObject({ ok: false, refusal: { code: 'rule_invalid', field: path } });
});

it.each(['C6.1', 'C6.1.nothing', 'version', 'constructor', '__proto__.x', ''])('there is no rule “%s”', (path) => {
  expect(change(path, '1')).toMatchObject({ ok: false, refusal: { code: 'rule_unknown' } });
});

it('a set that changes nothing is none', () => {
  expect(changedRules(rules2022, head, [])).toMatchObject({ refusal: { code: 'nothing_changed' } });
});
