import { describe, expect, it } from 'vitest';
import { atTime, endOfDay } from '#domain/calendar/instant.js';
import { bySystem, byTime, opinion, outcome, person, Table, unwalked, type TableRow } from '#test/harness/table.js';
import type { DisbursementData } from './data.js';
import { examplePlan } from './examples.js';
import { awaitedTriggers, disbursement, type DisbursementKnown } from './process.js';

const wan = (amount: number) => BigInt(amount) * 1_000_000n;
const now = atTime('2026-03-02', '10:00');
const data = examplePlan('case', wan(500), '60/30/10');
const [first, second, third] = data.instalments.map(({ caseId }) => caseId) as [string, string, string];
const standing = (...statuses: string[]): DisbursementKnown => ({
  instalments: data.instalments.map(({ caseId, fen }, n) => ({ caseId, fen, status: statuses[n]!, budgetYear: 2026 })),
});
const table = new Table(disbursement, data, standing('paid', 'locked', 'locked'), now);
const vo = person('vo', 'p', 'VO');
const vd = person('vd', 'p', 'VD');
const pass = { result: 'pass' };
const fail = { result: 'fail' };

const rows: TableRow<DisbursementData, DisbursementKnown>[] = [
  {
    id: '2.10 drafted → active with the 任务书',
    from: 'drafted',
    on: 'task-signed',
    by: vo,
    payload: { taskBookNo: '202601AS1' },
    to: 'active',
  },
  { id: '2.10 no 任务书 number', from: 'drafted', on: 'task-signed', by: vo, to: 'payload_required' },
  { id: '2.10 void before it begins', from: 'drafted', on: 'void', by: vo, opinion, to: 'voided' },
  {
    id: '2.10 told by its project task',
    from: 'active',
    on: 'mid-term',
    by: bySystem,
    opinion,
    payload: pass,
    to: 'active',
  },
  { id: '2.10 mid-term check', from: 'active', on: 'mid-term', by: vo, opinion, payload: pass, to: 'active' },
  {
    id: '2.10 no instalment waits for a mid-term check',
    from: 'active',
    on: 'mid-term',
    by: vo,
    opinion,
    payload: pass,
    known: standing('paid', 'paid', 'locked'),
    to: 'no_instalment_waits',
  },
  {
    id: '2.10 six months of rectification are over',
    from: 'active',
    on: 'rectify-by',
    by: byTime,
    instants: [{ name: 'rectify-by', at: now, kind: 'timer', scope: 'case' }],
    to: 'active',
  },
  { id: '2.10 acceptance', from: 'active', on: 'acceptance', by: vo, opinion, payload: { ...pass, unspent: '0' }, to: 'active' },
  {
    id: '2.10 more unspent than paid',
    from: 'active',
    on: 'acceptance',
    by: vo,
    opinion,
    payload: { ...fail, unspent: '300.01' },
    to: 'more_than_paid',
  },
  {
    id: '2.10 nothing waits for acceptance',
    from: 'active',
    on: 'acceptance',
    by: vo,
    opinion,
    payload: { ...pass, unspent: '0' },
    known: standing('paid', 'paid', 'paid'),
    to: 'no_instalment_waits',
  },
  {
    id: '2.10 early termination by the director',
    from: 'active',
    on: 'terminate',
    by: vd,
    opinion,
    payload: { unspent: '120' },
    to: 'terminated',
  },
  {
    id: '2.10 not by the officer',
    from: 'active',
    on: 'terminate',
    by: vo,
    opinion,
    payload: { unspent: '0' },
    to: 'not_your_office',
  },
  {
    id: '2.10 not while a payment is under way',
    from: 'active',
    on: 'terminate',
    by: vd,
    opinion,
    payload: { unspent: '0' },
    known: standing('paid', 'paying', 'locked'),
    to: 'payment_underway',
  },
  {
    id: '2.10 closed when all is over',
    from: 'active',
    on: 'close',
    by: vo,
    known: standing('paid', 'paid', 'cancelled'),
    to: 'closed',
  },
  { id: '2.10 not before', from: 'active', on: 'close', by: vo, to: 'instalments_open' },
];

const cascades = (effects: { kind: string }[]) => effects.filter(({ kind }) => kind === 'cascade');

describe('拨付计划 2.10', () => {
  it.each(rows)('$id', (row) => expect(outcome(table.run(row))).toBe(row.to));
  it('every row is walked', () => expect(unwalked(disbursement, rows)).toEqual([]));

  it('P-1 the 任务书 opens 300.00 / 150.00 / 50.00 as cases and sets off the first', () => {
    const { effects } = table.must(table.at('drafted'), { on: 'task-signed', by: vo, payload: { taskBookNo: '202601AS1' } });
    const opened = effects.flatMap((effect) => (effect.kind === 'open-case' ? [effect] : []));
    expect(opened.map(({ id, data: own }) => [id, own.fen, own.cumulativeFen])).toEqual([
      [first, '300000000', '300000000'],
      [second, '150000000', '450000000'],
      [third, '50000000', '500000000'],
    ]);
    expect(cascades(effects)).toMatchObject([{ on: 'trigger', cases: [first] }]);
  });

  it('2.12 what it still waits for from its task: nothing registered twice', () => {
    const awaits = (status: string, ...statuses: string[]) => awaitedTriggers(table.at(status), standing(...statuses));
    expect(awaits('drafted', 'locked', 'locked', 'locked')).toEqual(['signed']);
    expect(awaits('active', 'paid', 'locked', 'locked')).toEqual(['mid-term', 'acceptance']);
    expect(awaits('active', 'paid', 'withheld', 'locked')).toEqual(['mid-term', 'acceptance']);
    expect(awaits('active', 'paid', 'due', 'cancelled')).toEqual([]);
    expect(awaits('terminated', 'paid', 'locked', 'locked')).toEqual([]);
  });

  it('中期不通过: withheld, and six months to rectify; passed afterwards the money is free again by an official', () => {
    const { state, effects } = table.must(table.at('active'), { on: 'mid-term', by: vo, opinion, payload: fail });
    expect(cascades(effects)).toMatchObject([{ on: 'withhold', cases: [second] }]);
    expect(state.instants).toMatchObject([{ name: 'rectify-by', at: endOfDay('2026-09-02') }]);
    const passed = table.must(state, {
      on: 'mid-term',
      by: vo,
      opinion,
      payload: pass,
      known: standing('paid', 'withheld', 'locked'),
    });
    expect(passed.state.instants).toEqual([]);
  });

  it('验收不通过: the tail is cancelled and the unspent money comes back', () => {
    const { effects } = table.must(table.at('active'), {
      on: 'acceptance',
      by: vo,
      opinion,
      payload: { ...fail, unspent: '10' },
    });
    expect(cascades(effects)).toMatchObject([{ on: 'cancel', cases: [third] }]);
    expect(effects).toContainEqual(expect.objectContaining({ kind: 'open-case', process: 'recovery' }));
  });

  it('early termination: unspent money is due within thirty days, from the newest paid instalment backwards', () => {
    const { effects } = table.must(table.at('active'), {
      on: 'terminate',
      by: vd,
      opinion,
      payload: { unspent: '200' },
      known: standing('paid', 'paid', 'due'),
    });
    const recoveries = effects.flatMap((effect) => (effect.kind === 'open-case' ? [effect.data] : []));
    expect(recoveries).toMatchObject([
      { of: { caseId: second }, fen: '150000000', due: [{ on: '2026-04-01', fen: '150000000' }] },
      { of: { caseId: first }, fen: '50000000' },
    ]);
    expect(cascades(effects)).toMatchObject([{ on: 'cancel', cases: [third] }]);
  });
});
