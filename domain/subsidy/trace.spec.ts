import { expect, it } from 'vitest';
import { parseWanYuan } from '#domain/money/fen.js';
import { assess } from './assess.js';
import { capsOf } from './caps.js';
import { limitTo } from './claim/award.js';
import { exampleFacts } from './examples.js';
import { rules2022 } from './rules.js';
import { traceLines } from './trace.js';

const loss = { facts: { ...exampleFacts.C1, loss: '200' }, year: 2026, filedOn: '2026-12-01' };
/** 70% of 200 is 140; of the pool, so much is left. */
const withLeft = (left: string) => {
  const caps = capsOf('C1', { institution: 'bank' }, 2026, rules2022).map((cap) => ({
    ...cap,
    used: cap.limit - parseWanYuan(left),
    reserved: 0n,
  }));
  const result = assess('C1', loss, rules2022, caps);
  if (!result.ok) throw new Error(result.refusal.code);
  return result.assessment;
};
const after = (assessment: ReturnType<typeof withLeft>) =>
  traceLines(assessment)
    .slice(assessment.steps.length)
    .map(({ clause, formula, value }) => `${clause} ${formula} = ${value}`);

it('R11 what is within the limit ends with the rounding', () =>
  expect(after(withLeft('500'))).toEqual([expect.stringMatching(/^取整 140\.00 万元，舍去.* = 140\.00$/)]));

it('R11 a limit that leaves less says what was too much and what is left', () =>
  expect(after(withLeft('50'))).toEqual([expect.stringMatching(/^取整/), 'C1.2 140.00 超过剩余额度，按剩余额度核定 = 50.00']));

it('2.9 an officer’s lower amount stands before the limits, which cut what he asked for and not what the formula gave', () => {
  const lowered = limitTo(withLeft('50'), parseWanYuan('60'), '部分损失已追回');
  expect(after(lowered)).toEqual([
    expect.stringMatching(/^取整 .* = 140\.00$/),
    '调整 部分损失已追回 = 60.00',
    'C1.2 60.00 超过剩余额度，按剩余额度核定 = 50.00',
  ]);
  expect(lowered).toMatchObject({ awardFen: '50000000', lapsesFen: '10000000' });
});

it('2.9 lowered below what is left, no limit is said to have cut it', () =>
  expect(after(limitTo(withLeft('50'), parseWanYuan('40'), '部分损失已追回'))).toEqual([
    expect.stringMatching(/^取整/),
    '调整 部分损失已追回 = 40.00',
  ]));
