import fc from 'fast-check';
import { describe, expect, it, type TestContext } from 'vitest';
import { parseWanYuan, toWanYuan } from '#domain/money/fen.js';
import { assess } from './assess.js';
import { recoveryReturn } from './bank.js';
import { capsOf } from './caps.js';
import { exampleFacts } from './examples.js';
import type { Facts } from './facts.js';
import { mattersOf, repeatedIn } from './matters.js';
import { measureCodes, type Measure } from './measures.js';
import { rules2022, rulesFromJson, rulesOf, rulesOn, rulesToJson, type RulesJson } from './rules.js';
import { heldLongEnough, stageOf } from './venture.js';
import { fees, guaranteed, invest, loans, period, workedExamples, type WorkedExample } from './worked-examples.test.js';

const wan = (text: string) => parseWanYuan(text, 6);
const year = 2026;

function reckon(
  { measure, facts = {}, used = {}, filedOn = '2026-12-01' }: Omit<WorkedExample, 'id' | 'award'>,
  rules = rules2022,
) {
  const full = { ...exampleFacts[measure], ...facts };
  const caps = capsOf(measure, { institution: 'unit', deal: 'deal' }, year, rules).map((cap) => ({
    ...cap,
    used: wan(used[cap.clause] ?? '0'),
    reserved: 0n,
  }));
  return assess(measure, { facts: full, year, filedOn }, rules, caps);
}

describe('the twelve measures, worked examples of section 4', () => {
  it.each(workedExamples)('$id', ({ award, lapses = '0.00', ...example }) => {
    const result = reckon(example);
    if (!result.ok) {
      expect(result.refusal.code).toBe(award);
      expect(result.refusal.message).toMatch(/[一-龥]/);
      return;
    }
    expect(toWanYuan(BigInt(result.assessment.awardFen))).toBe(award);
    expect(toWanYuan(BigInt(result.assessment.lapsesFen))).toBe(lapses);
  });

  // Each title names the specification's samples and clauses; every one must have its row above.
  const listed = ({ task }: TestContext) => {
    const rows = workedExamples.flatMap(({ id }) => id.split(' '));
    expect(task.name.split(' ').filter((number) => !rows.includes(number))).toEqual([]);
  };
  it('C1-1 C1-2 C1-3 C1-4 C1-5 C1.1 C1.2 R11', listed);
  it('C21-1 C21-2 C21-3 C21-5 C21-7 C21-8 C2.1 R22 R17', listed);
  it('C22-1 C22-2 C22-3 C22-5 C22-7 C2.2 R12', listed);
  it('C3-1 C3-2 C3-3 C3-5 C3-7 C3.1', listed);
  it('C4-1 C4-2 C4-3 C4-4 C4-5 C4-6 C4.1 C4.2 R13 R14 R20', listed);
  it('C5-1 C5-2 C5-3 C5-4 C5.1 C5.2 R21', listed);
  it('C61-1 C61-2 C61-3 C61-4 C61-6 C6.1 R16 R19', listed);
  it('C62-1 C62-2 C62-3 C62-4 C62-6 C6.2', listed);
  it('C7-1 C7-2 C7-3 C7-4 C7-5 C7.1 C7.2 C7.3 R18', listed);
  it('C8-1 C8-3 C8-4 C8-6 C8-7 C8.1 R15', listed);

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
    expect(stageOf(firm, rules2022.C4.stage)).toBe('seed');
    expect(stageOf({ ...firm, revenue: wan('500.01') }, rules2022.C4.stage)).toBe('start-up');
    expect(stageOf({ ...firm, investedOn: '2026-02-01' }, rules2022.C4.stage)).toBe('start-up');
    expect(stageOf({ ...firm, investedOn: '2028-02-01' }, rules2022.C4.stage)).toBe('growth');
    expect(stageOf({ ...firm, investedOn: '2027-01-31', staff: 301 }, rules2022.C4.stage)).toBe('growth');
    expect(stageOf({ ...firm, investedOn: '2033-02-01' }, rules2022.C4.stage)).toBeUndefined();
    expect(stageOf({ ...firm, listed: true }, rules2022.C4.stage)).toBeUndefined();
    expect(heldLongEnough('2024-02-29', '2026-02-28', 24)).toBe(true);
  });

  it('R13 the trace says what the suggested test makes of the stage claimed; the officer confirms it', () => {
    const said = (facts: object) => {
      const result = reckon({ measure: 'C4', facts: facts as Facts });
      return result.ok && result.assessment.steps.find(({ clause }) => clause === 'R13')?.formula;
    };
    expect(said({})).toBe('种子期，与成立时间、收入、资产和人数相符');
    expect(said({ revenue: '500.01' })).toBe('种子期；按成立时间、收入、资产和人数为初创期，请经办人核实');
    expect(said({ investeeFoundedOn: undefined })).toBe('种子期');
  });

  it('R13 the thresholds are parameters of the rule set; a set written before they were has the regulation’s', () => {
    const { stage: _stage, ...older } = rulesToJson(rules2022).C4 as RulesJson;
    expect(rulesFromJson({ ...rulesToJson(rules2022), C4: older })).toEqual(rules2022);
    const firm = { foundedOn: '2023-01-31', investedOn: '2026-06-01', revenue: 0n, assets: 0n, staff: 1, listed: false };
    const stage = rules2022.C4.stage;
    expect(stageOf(firm, { ...stage, seed: { ...stage.seed, months: 48 } })).toBe('seed');
  });

  it('R16 the other reading of the ceiling, a switch of the rule set: C61-2 gives 35.00', () => {
    const other = { ...rules2022, ceiling: { ...rules2022.ceiling, on: 'loan-rate' as const } };
    const result = reckon({ measure: 'C6.1', facts: period('72.00', '7.2') }, other);
    expect(result.ok && toWanYuan(BigInt(result.assessment.awardFen))).toBe('35.00');
    expect(result.ok && result.assessment.steps[1]).toMatchObject({
      clause: 'R16',
      label: '贷款利率最高按5%（含）计算',
      formula: '利率 7.2% 超过上限，利息 × 5% ÷ 7.2% × 70%',
    });
  });

  it('R11 R16 the trace says the numbers of the claim’s own rule set', () => {
    const later = { ...rules2022, ceiling: { ...rules2022.ceiling, rate: '4' } };
    const cut = reckon({ measure: 'C6.1', facts: period('72.00', '7.2') }, later);
    expect(cut.ok && cut.assessment).toMatchObject({ awardFen: wan('40').toString() });
    expect(cut.ok && cut.assessment.steps[1]).toMatchObject({
      label: '贴息利率最高4%（含）',
      formula: '利率 7.2% × 70% 超过上限，利息 × 4% ÷ 7.2%',
    });
    const loss = reckon({ measure: 'C1', facts: { borrower: 'tech', ratio: '40' } });
    expect(loss.ok && loss.assessment.steps[1]).toMatchObject({ formula: '其他科技型企业，最高50%', value: '40%' });
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
        { clause: 'R13', formula: '种子期，与成立时间、收入、资产和人数相符', value: '10%' },
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
