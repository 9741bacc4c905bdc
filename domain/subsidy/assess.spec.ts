import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseWanYuan, toWanYuan } from '#domain/money/fen.js';
import { assess } from './assess.js';
import { recoveryReturn } from './bank.js';
import { capsOf } from './caps.js';
import { exampleFacts } from './examples.js';
import type { Facts } from './facts.js';
import { mattersOf, repeatedIn } from './matters.js';
import { measureCodes, type Measure } from './measures.js';
import { rules2022, rulesOf, rulesOn } from './rules.js';
import { heldLongEnough, stageOf } from './venture.js';

const wan = (text: string) => parseWanYuan(text, 6);
const year = 2026;

interface Example {
  id: string;
  measure: Measure;
  facts?: Facts;
  /** Already used of each cap, by its clause. */
  used?: Record<string, string>;
  filedOn?: string;
  /** 万元, or the code of a refusal. */
  award: string;
  lapses?: string;
}

function reckon({ measure, facts = {}, used = {}, filedOn = '2026-12-01' }: Omit<Example, 'id' | 'award'>, rules = rules2022) {
  const full = { ...exampleFacts[measure], ...facts };
  const caps = capsOf(measure, { institution: 'unit', deal: 'deal' }, year, rules).map((cap) => ({
    ...cap,
    used: wan(used[cap.clause] ?? '0'),
    reserved: 0n,
  }));
  return assess(measure, { facts: full, year, filedOn }, rules, caps);
}

const loans = (amount: string, more: Facts = {}) => ({
  loans: [{ no: 'X1', date: '2026-03-02', amount, filed: true, renewal: false, ...more }],
});
const fees = (amount: string, more: Facts = {}) => ({
  fees: [{ no: 'F1', date: '2026-03-02', kind: 'rating', loan: 'evaluation', amount, ...more }],
});
const guaranteed = (amount: string, more: Facts = {}) => ({
  guarantees: [{ no: 'G1', voucher: 'Q1', date: '2026-04-01', amount, ...more }],
});
const invest = (stage: string, invested: string, more: Facts = {}) => ({ stage, invested, ...more });
const period = (paid: string, rate: string, penalty = '') => ({ periods: [{ paid, rate, penalty, paidOn: '2026-12-20' }] });

const examples: Example[] = [
  { id: 'C1-1 C1.1 loss 100, high-tech, 70%', measure: 'C1', award: '70.00' },
  { id: 'C1-2 C1.1 loss 100, other firm, 50%', measure: 'C1', facts: { borrower: 'tech' }, award: '50.00' },
  { id: 'C1-3 the officer types 75%', measure: 'C1', facts: { ratio: '75' }, award: 'ratio_above_maximum' },
  { id: 'C1-4 loss 333.33 is cut, not rounded up', measure: 'C1', facts: { loss: '333.33' }, award: '233.33' },
  {
    id: 'C1-5 C1.2 pool used 9950.00: the rest lapses',
    measure: 'C1',
    facts: { loss: '200' },
    used: { 'C1.2': '9950' },
    award: '50.00',
    lapses: '90.00',
  },
  { id: 'C1.2 the pool is empty', measure: 'C1', used: { 'C1.2': '10000' }, award: '0.00', lapses: '70.00' },
  { id: 'R11 the officer may lower', measure: 'C1', facts: { ratio: '60' }, award: '60.00' },
  {
    id: 'R11 not above 50 for another firm',
    measure: 'C1',
    facts: { borrower: 'tech', ratio: '60' },
    award: 'ratio_above_maximum',
  },
  { id: 'C1.1 base is the principal', measure: 'C1', facts: { principal: '90' }, award: 'loss_above_principal' },
  { id: 'C21-1 C2.1 3000', measure: 'C2.1', award: '60.00' },
  { id: 'C21-2 7500', measure: 'C2.1', facts: loans('7500'), award: '150.00' },
  { id: 'C21-3 10000 → cap', measure: 'C2.1', facts: loans('10000'), award: '150.00', lapses: '50.00' },
  { id: 'C21-5 next year 5000', measure: 'C2.1', facts: loans('5000'), award: '100.00' },
  { id: 'C21-7 1234.56', measure: 'C2.1', facts: loans('1234.56'), award: '24.69' },
  { id: 'C21-8 not under a filed product', measure: 'C2.1', facts: loans('3000', { filed: false }), award: 'not_filed_product' },
  { id: 'R22 renewals do not count', measure: 'C2.1', facts: loans('3000', { renewal: true }), award: 'renewal' },
  { id: 'R17 a loan of another year', measure: 'C2.1', facts: loans('3000', { date: '2025-12-31' }), award: 'outside_year' },
  { id: 'C22-1 C2.2 fees 80', measure: 'C2.2', award: '40.00' },
  { id: 'C22-2 R12 fees 200', measure: 'C2.2', facts: fees('200'), award: '100.00' },
  { id: 'C22-3 fees 260 → cap', measure: 'C2.2', facts: fees('260'), award: '100.00', lapses: '30.00' },
  { id: 'C22-5 fees 33.33: half up', measure: 'C2.2', facts: fees('33.33'), award: '16.67' },
  {
    id: 'C22-7 C2.1 already 150: caps are independent',
    measure: 'C2.2',
    facts: fees('40'),
    used: { 'C2.1': '150' },
    award: '20.00',
  },
  { id: 'C2.2 a loan of another kind', measure: 'C2.2', facts: fees('40', { loan: 'mortgage' }), award: 'choice_invalid' },
  { id: 'C3-1 C3.1 10000', measure: 'C3', award: '50.00' },
  { id: 'C3-2 40000', measure: 'C3', facts: guaranteed('40000'), award: '200.00' },
  { id: 'C3-3 55000 → cap', measure: 'C3', facts: guaranteed('55000'), award: '200.00', lapses: '75.00' },
  { id: 'C3-5 8765.43', measure: 'C3', facts: guaranteed('8765.43'), award: '43.83' },
  { id: 'C3-7 not a 收券机构', measure: 'C3', facts: { registered: false }, award: 'not_voucher_receiver' },
  { id: 'C3.1 certificate not yet valid', measure: 'C3', facts: { certifiedFrom: '2026-04-02' }, award: 'certificate_not_valid' },
  { id: 'C3.1 on its last day', measure: 'C3', facts: { certifiedUntil: '2026-04-01' }, award: '50.00' },
  { id: 'C4-1 C4.1 R13 种子期 500', measure: 'C4', award: '50.00' },
  { id: 'C4-2 初创期 1200', measure: 'C4', facts: invest('start-up', '1200'), award: '96.00' },
  { id: 'C4-3 成长期 3000', measure: 'C4', facts: invest('growth', '3000'), award: '150.00' },
  { id: 'C4-4 C4.2 R14 种子期 2500 → deal cap', measure: 'C4', facts: invest('seed', '2500'), award: '200.00', lapses: '50.00' },
  { id: 'C4-5 初创期 1888.88', measure: 'C4', facts: invest('start-up', '1888.88'), award: '151.11' },
  {
    id: 'C4-6 invested 2021-06-15, filed 2023-06-14: not two years',
    measure: 'C4',
    facts: { investedOn: '2021-06-15' },
    filedOn: '2023-06-14',
    award: 'not_held_two_years',
  },
  {
    id: 'C4-6 filed 2023-06-15: 满2年(含)',
    measure: 'C4',
    facts: { investedOn: '2021-06-15' },
    filedOn: '2023-06-15',
    award: '50.00',
  },
  { id: 'C5.2 C4 and C5 together 500', measure: 'C4', used: { 'C5.2': '470' }, award: '30.00', lapses: '20.00' },
  {
    id: 'R20 loss compensation is no more than the loss',
    measure: 'C4',
    facts: { form: 'loss', exitedOn: '2026-02-01', actualLoss: '31.5' },
    award: '31.50',
  },
  {
    id: 'R20 an exit before two years',
    measure: 'C4',
    facts: { form: 'loss', exitedOn: '2025-06-14', actualLoss: '31.5' },
    award: 'not_held_two_years',
  },
  { id: 'C4.1 related parties', measure: 'C4', facts: { related: true }, award: 'related_party' },
  { id: 'C4.1 investee elsewhere', measure: 'C4', facts: { inYunnan: false }, award: 'investee_outside' },
  { id: 'C5-1 C5.1 R21 cost 80', measure: 'C5', award: '50.00' },
  { id: 'C5-2 capital 4999.99', measure: 'C5', facts: { capital: '4999.99' }, award: 'capital_too_small' },
  { id: 'C5-3 driven 19999.99', measure: 'C5', facts: { driven: '19999.99' }, award: 'driven_too_small' },
  { id: 'C5-4 cost 36.50', measure: 'C5', facts: { cost: '36.50' }, award: '36.50' },
  { id: 'C5.2 the institution has 20 left', measure: 'C5', used: { 'C5.2': '480' }, award: '20.00', lapses: '30.00' },
  { id: 'C5.1 set up on 2022-11-30', measure: 'C5', facts: { foundedOn: '2022-11-30' }, award: 'not_new' },
  { id: 'C61-1 C6.1 1000 @4.35%', measure: 'C6.1', award: '30.45' },
  { id: 'C61-2 R16 1000 @7.2%: 5% ceiling', measure: 'C6.1', facts: period('72.00', '7.2'), award: '50.00' },
  { id: 'C61-3 1000 @7.0%', measure: 'C6.1', facts: period('70.00', '7.0'), award: '49.00' },
  { id: 'C61-4 3000 @6% → cap', measure: 'C6.1', facts: period('180', '6'), award: '120.00', lapses: '6.00' },
  { id: 'C61-6 paid 21.20 of which 罚息 1.20', measure: 'C6.1', facts: period('21.20', '4', '1.20'), award: '14.00' },
  { id: 'C62-1 C6.2 800 @4.5%', measure: 'C6.2', award: '18.00' },
  { id: 'C62-2 1000 @12%', measure: 'C6.2', facts: period('120', '12'), award: '50.00' },
  { id: 'C62-3 1000 @10%: exactly 5%', measure: 'C6.2', facts: period('100', '10'), award: '50.00' },
  { id: 'C62-4 5000 @5% → cap', measure: 'C6.2', facts: period('250', '5'), award: '100.00', lapses: '25.00' },
  { id: 'C62-6 I=14.50 @4.35%', measure: 'C6.2', facts: period('14.50', '4.35'), award: '7.25' },
  { id: 'C7-1 C7.1 guarantee fee 40', measure: 'C7.1', award: '20.00' },
  { id: 'C7-2 guarantee fee 90', measure: 'C7.1', facts: { fee: '90' }, award: '30.00', lapses: '15.00' },
  { id: 'C7-3 C7.2 premium 25', measure: 'C7.2', award: '12.50' },
  { id: 'C7-4 premium 64', measure: 'C7.2', facts: { fee: '64' }, award: '20.00', lapses: '12.00' },
  {
    id: 'C7-5 C7.3 R18 fee 90 and premium 64: 30 + 20 = 50',
    measure: 'C7.2',
    facts: { fee: '64' },
    used: { 'C7.1': '30', 'C7.3': '30' },
    award: '20.00',
    lapses: '12.00',
  },
  {
    id: 'R18 headroom does not move',
    measure: 'C7.1',
    facts: { fee: '90' },
    used: { 'C7.2': '0', 'C7.3': '0' },
    award: '30.00',
    lapses: '15.00',
  },
  {
    id: 'C7.3 the joint cap cuts too',
    measure: 'C7.1',
    facts: { fee: '90' },
    used: { 'C7.3': '35' },
    award: '15.00',
    lapses: '30.00',
  },
  { id: 'C7.1 an odd fee is cut: 33.33 → 16.66', measure: 'C7.1', facts: { fee: '33.33' }, award: '16.66' },
  { id: 'C8-1 C8.1 5000 @4%', measure: 'C8', award: '100.00' },
  { id: 'C8-3 1000 @12%', measure: 'C8', facts: period('120', '12'), award: '50.00' },
  { id: 'C8-4 officer ratio 40%', measure: 'C8', facts: { ratio: '40' }, award: '80.00' },
  { id: 'C8-6 participant, not lead', measure: 'C8', facts: { role: 'participant' }, award: 'not_lead' },
  { id: 'C8-7 officer types 55%', measure: 'C8', facts: { ratio: '55' }, award: 'ratio_above_maximum' },
  { id: 'R15 500 over the whole term', measure: 'C8', used: { 'C8.1': '430' }, award: '70.00', lapses: '30.00' },
  { id: 'C8.1 interest paid after the term', measure: 'C8', facts: { termUntil: '2026-12-19' }, award: 'outside_term' },
  { id: 'R19 an overdue loan', measure: 'C6.1', facts: { overdue: true }, award: 'loan_overdue' },
  { id: 'bad input: rate 0', measure: 'C6.1', facts: period('43.50', '0'), award: 'rate_out_of_range' },
  { id: 'bad input: rate 100', measure: 'C6.1', facts: period('43.50', '100'), award: 'rate_out_of_range' },
  { id: 'bad input: negative interest', measure: 'C6.1', facts: period('-1', '4'), award: 'money_negative' },
  { id: 'bad input: penalty above what was paid', measure: 'C6.1', facts: period('1', '4', '2'), award: 'penalty_above_paid' },
  { id: 'bad input: three decimals', measure: 'C1', facts: { loss: '1.005' }, award: 'money_decimals' },
  { id: 'bad input: 1e21', measure: 'C1', facts: { loss: 1e21 }, award: 'money_format' },
  { id: 'bad input: no list', measure: 'C3', facts: { guarantees: 'x' }, award: 'list_empty' },
];

describe('the twelve measures, worked examples of section 4', () => {
  it.each(examples)('$id', ({ award, lapses = '0.00', ...example }) => {
    const result = reckon(example);
    if (!result.ok) {
      expect(result.refusal.code).toBe(award);
      expect(result.refusal.message).toMatch(/[一-龥]/);
      return;
    }
    expect(toWanYuan(BigInt(result.assessment.awardFen))).toBe(award);
    expect(toWanYuan(BigInt(result.assessment.lapsesFen))).toBe(lapses);
  });

  it('C1-8 the bank recovers 30 of principal and returns 21.00, never more than it holds', () => {
    expect(toWanYuan(recoveryReturn(wan('30'), '70', wan('70')))).toBe('21.00');
    expect(toWanYuan(recoveryReturn(wan('100'), '70', wan('50')))).toBe('50.00');
  });

  it('C5-7 C62-7 R19 R20 a second claim of the same matter has the same key; another year, form or loan has not', () => {
    const key = (measure: Measure, facts: Facts = {}, of = year) =>
      mattersOf(measure, { ...exampleFacts[measure], ...facts }, 'unit', of).map((matter) => matter.key);
    expect(key('C5', {}, 2027)).toEqual(key('C5'));
    expect(key('C6.2', { loanNo: ' ld-2026-001 ' })).toEqual(key('C6.1'));
    expect(key('C8', { loanNo: 'ＬＤ-2026-001' })).toEqual(key('C6.1'));
    expect(key('C6.1', {}, 2027)).not.toEqual(key('C6.1'));
    expect(key('C4', { deal: '滇池生物Ａ轮' })).toEqual(key('C4'));
    expect(key('C4', { form: 'loss' })).not.toEqual(key('C4'));
    expect(key('C7.2', { voucher: 'Q-1001' })[1]).toBe(key('C7.1')[1]);
    expect(() => key('C1', { loanNo: ' ' })).toThrow('请填写贷款合同编号');
    const twice = { loans: [...loans('1').loans, ...loans('2').loans] };
    expect(repeatedIn(mattersOf('C2.1', twice, 'unit', year))?.label).toBe('贷款合同 X1');
  });

  it('R13 the stage at the date of investment', () => {
    const firm = {
      foundedOn: '2023-01-31',
      investedOn: '2026-01-31',
      revenue: wan('500'),
      assets: wan('5000'),
      staff: 300,
      listed: false,
    };
    expect(stageOf(firm)).toBe('seed');
    expect(stageOf({ ...firm, revenue: wan('500.01') })).toBe('start-up');
    expect(stageOf({ ...firm, investedOn: '2026-02-01' })).toBe('start-up');
    expect(stageOf({ ...firm, investedOn: '2028-02-01' })).toBe('growth');
    expect(stageOf({ ...firm, investedOn: '2027-01-31', staff: 301 })).toBe('growth');
    expect(stageOf({ ...firm, investedOn: '2033-02-01' })).toBeUndefined();
    expect(stageOf({ ...firm, listed: true })).toBeUndefined();
    expect(heldLongEnough('2024-02-29', '2026-02-28', 24)).toBe(true);
  });

  it('R16 the other reading of the ceiling, a switch of the rule set: C61-2 gives 35.00', () => {
    const other = { ...rules2022, ceiling: { ...rules2022.ceiling, on: 'loan-rate' as const } };
    const result = reckon({ measure: 'C6.1', facts: period('72.00', '7.2') }, other);
    expect(result.ok && toWanYuan(BigInt(result.assessment.awardFen))).toBe('35.00');
  });

  it('rate changes: one line a period, summed before rounding; what does not end is summed exactly', () => {
    const periods = ['7', '7.5', '11'].map((rate) => ({ paid: '1.11', rate, penalty: '', paidOn: '2026-06-20' }));
    const result = reckon({ measure: 'C6.1', facts: { periods } });
    // 1.11×0.7 + 1.11×5/7.5 + 1.11×5/11 = 0.777 + 0.74 + 0.50454… = 2.02154…
    expect(result.ok && result.assessment).toMatchObject({
      awardFen: wan('2.02').toString(),
      rounding: 'down',
      raw: '2.021545…',
    });
    const thirds = ['7.5', '15'].map((rate) => ({ paid: '0.01', rate, penalty: '', paidOn: '2026-06-20' }));
    const exact = reckon({ measure: 'C6.1', facts: { periods: thirds } });
    // 0.01×2/3 + 0.01×1/3 is 0.01, no less.
    expect(exact.ok && exact.assessment.awardFen).toBe(wan('0.01').toString());
  });

  it('the trace names clause, formula and what cut the award', () => {
    const result = reckon({ measure: 'C4', facts: invest('seed', '2500') });
    expect(result.ok && result.assessment).toMatchObject({
      rules: '2022',
      raw: '250.00',
      roundedFen: wan('250').toString(),
      steps: [
        { clause: 'C4.1', value: '2,500.00' },
        { clause: 'R13', formula: '种子期', value: '10%' },
      ],
      caps: [
        { clause: 'C4.2', cut: true, leftFen: wan('200').toString() },
        { clause: 'C5.2', cut: false },
      ],
    });
  });

  it('rule sets are dated, and a claim keeps its own', () => {
    expect(rulesOn('2022-11-29')).toBeUndefined();
    expect(rulesOn('2022-11-30')).toBe(rules2022);
    expect(rulesOf('2022')).toBe(rules2022);
    expect(() => rulesOf('1999')).toThrow('1999');
  });
});

describe('properties of every award', () => {
  const hundreds = fc.bigInt({ min: 1n, max: 10n ** 8n }).map((units) => toWanYuan(units * 10_000n));
  const scaled: Record<Measure, (amount: string) => Facts> = {
    C1: (loss) => ({ loss }),
    'C2.1': loans,
    'C2.2': fees,
    C3: guaranteed,
    C4: (invested) => ({ invested }),
    C5: (cost) => ({ cost }),
    'C6.1': (paid) => period(paid, '7.3'),
    'C6.2': (paid) => period(paid, '4.1'),
    'C7.1': (fee) => ({ fee }),
    'C7.2': (fee) => ({ fee }),
    C8: (paid) => period(paid, '10.7'),
  };
  const awardOf = (measure: Measure, amount: string, used: Record<string, string> = {}): bigint => {
    const result = reckon({ measure, facts: scaled[measure](amount), used });
    if (!result.ok) throw new Error(result.refusal.message);
    return BigInt(result.assessment.awardFen);
  };
  const anyMeasure = fc.constantFrom(...measureCodes);

  it('never above a cap by one fen, never below zero, award + lapse = rounded', () => {
    fc.assert(
      fc.property(anyMeasure, hundreds, hundreds, (measure, amount, taken) => {
        const caps = capsOf(measure, { institution: 'unit', deal: 'deal' }, year, rules2022).map((cap) => ({
          ...cap,
          used: wan(taken),
          reserved: 10_000n,
        }));
        const facts = { ...exampleFacts[measure], ...scaled[measure](amount) };
        const result = assess(measure, { facts, year, filedOn: '2026-12-01' }, rules2022, caps);
        if (!result.ok) throw new Error(result.refusal.message);
        const { awardFen, lapsesFen, roundedFen } = result.assessment;
        expect(BigInt(awardFen) >= 0n).toBe(true);
        expect(BigInt(awardFen) % 10_000n).toBe(0n);
        expect(BigInt(awardFen) + BigInt(lapsesFen)).toBe(BigInt(roundedFen));
        for (const cap of caps) {
          const taken = cap.used + cap.reserved;
          expect(BigInt(awardFen) === 0n || BigInt(awardFen) + taken <= cap.limit).toBe(true);
        }
      }),
    );
  });

  it('monotone: more of the base never gives less', () => {
    fc.assert(
      fc.property(anyMeasure, hundreds, hundreds, (measure, one, other) => {
        const [less, more] = wan(one) < wan(other) ? [one, other] : [other, one];
        expect(awardOf(measure, less) <= awardOf(measure, more)).toBe(true);
      }),
    );
  });

  it('C2.1 branches filing one after the other take what one filing would: the cap is the legal person’s', () => {
    fc.assert(
      fc.property(fc.array(hundreds, { minLength: 1, maxLength: 5 }), (branches) => {
        const total = branches.reduce((used, amount) => used + awardOf('C2.1', amount, { 'C2.1': toWanYuan(used) }), 0n);
        const together = awardOf('C2.1', toWanYuan(branches.reduce((sum, amount) => sum + wan(amount), 0n)));
        expect(total <= wan('150')).toBe(true);
        // Each filing is rounded once: half a hundred yuan a branch apart, at most.
        const apart = total > together ? total - together : together - total;
        expect(apart <= 5_000n * BigInt(branches.length + 1)).toBe(true);
      }),
    );
  });

  it('where the clause’s rate is a maximum or the ceiling binds, no award is above the statutory share', () => {
    fc.assert(
      fc.property(hundreds, (amount) => {
        expect(awardOf('C1', amount) * 100n <= wan(amount) * 70n).toBe(true);
        expect(awardOf('C8', amount) * 107n <= wan(amount) * 50n).toBe(true);
        expect(awardOf('C6.1', amount) * 73n <= wan(amount) * 50n).toBe(true);
      }),
    );
  });
});
