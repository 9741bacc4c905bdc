import { describe, expect, it } from 'vitest';
import { atTime, endOfDay } from '#domain/calendar/instant.js';
import { byTime, opinion, outcome, person, Table, unwalked, type TableRow } from '#test/harness/table.js';
import { overdueBy, recovery, type RecoveryData } from './process.js';

const now = atTime('2026-03-02', '10:00');
const data: RecoveryData = {
  title: '追回贴息',
  offices: { province: 'p', finance: 'finance' },
  of: { caseId: 'claim-1', process: 'claim' },
  debtor: { unitId: 'firm', name: '示例企业' },
  line: 'C6.1',
  year: 2026,
  paidFen: '30450000',
  fen: '20000000',
  ground: '核查发现合同虚假',
  due: [
    { on: '2026-04-01', fen: '10000000' },
    { on: '2026-05-01', fen: '10000000' },
  ],
  dueNo: 0,
  received: [],
};
const table = new Table<RecoveryData, Record<string, unknown>>(recovery, data, {}, now);
const vd = person('vd', 'p', 'VD');
const fn = person('fn', 'finance', 'FN');
const paid = { amount: '10', date: '2026-03-01', ref: 'J1' };
const once = { received: [{ fen: '10000000', on: '2026-03-01', ref: 'J1' }] };
const instant = (name: string) => [{ name, at: now, kind: 'timer' as const, scope: 'stage' as const }];

const rows: TableRow<RecoveryData, Record<string, unknown>>[] = [
  {
    id: '2.9 追回 is decided',
    from: 'proposed',
    on: 'decide',
    by: vd,
    opinion,
    payload: { decisionNo: '云科罚〔2026〕1号' },
    to: 'collecting',
  },
  {
    id: '2.9 an award not yet paid is only taken away',
    from: 'proposed',
    on: 'decide',
    by: vd,
    opinion,
    data: { fen: '0', paidFen: '0', due: [] },
    payload: { decisionNo: '云科罚〔2026〕1号' },
    to: 'recovered',
  },
  {
    id: '2.9 not without a reason',
    from: 'proposed',
    on: 'decide',
    by: vd,
    payload: { decisionNo: 'x' },
    to: 'opinion_required',
  },
  { id: '2.9 dropped', from: 'proposed', on: 'drop', by: vd, opinion, to: 'dropped' },
  { id: '2.9 a part comes back', from: 'collecting', on: 'receive', by: fn, payload: paid, to: 'collecting' },
  {
    id: '2.9 the rest comes back',
    from: 'collecting',
    on: 'receive',
    by: fn,
    data: once,
    payload: { ...paid, ref: 'J2' },
    to: 'recovered',
  },
  {
    id: '2.9 more than is owed',
    from: 'collecting',
    on: 'receive',
    by: fn,
    payload: { ...paid, amount: '20.01' },
    to: 'more_than_due',
  },
  { id: '2.9 the same voucher twice', from: 'collecting', on: 'receive', by: fn, data: once, payload: paid, to: 'ref_taken' },
  {
    id: '2.9 a day that has not come',
    from: 'collecting',
    on: 'receive',
    by: fn,
    payload: { ...paid, date: '2026-03-03' },
    to: 'date_invalid',
  },
  {
    id: '2.9 a day that is none',
    from: 'collecting',
    on: 'receive',
    by: fn,
    payload: { ...paid, date: '2026-02-30' },
    to: 'payload_invalid',
  },
  {
    id: '2.9 nothing is no amount',
    from: 'collecting',
    on: 'receive',
    by: fn,
    payload: { ...paid, amount: '0' },
    to: 'money_too_small',
  },
  {
    id: '2.9 not by the debtor',
    from: 'collecting',
    on: 'receive',
    by: person('f', 'firm', 'UA'),
    payload: paid,
    to: 'not_your_office',
  },
  {
    id: '2.9 reminded a week before',
    from: 'collecting',
    on: 'remind',
    by: byTime,
    instants: instant('remind'),
    to: 'collecting',
  },
  { id: '2.9 overdue', from: 'collecting', on: 'due', by: byTime, instants: instant('due'), to: 'collecting' },
];

describe('资金追回', () => {
  it.each(rows)('$id', (row) => expect(outcome(table.run(row))).toBe(row.to));
  it('every row is walked', () => expect(unwalked(recovery, rows)).toEqual([]));

  it('each instalment has its reminder and its end; after the last the debtor hears every week', () => {
    let state = table.at('collecting');
    expect(state.instants.map(({ name, at }) => [name, at])).toEqual([
      ['remind', atTime('2026-03-25', '09:00')],
      ['due', endOfDay('2026-04-01')],
    ]);
    state = table.must(state, { on: 'due', by: byTime, at: endOfDay('2026-04-01') }).state;
    expect(state.instants.find(({ name }) => name === 'due')?.at).toBe(endOfDay('2026-05-01'));
    state = table.must(state, { on: 'due', by: byTime, at: endOfDay('2026-05-01') }).state;
    expect(state.instants.find(({ name }) => name === 'due')?.at).toBe(endOfDay('2026-05-08'));
  });

  it('6.13 a reminder is not sent past its own due date, and one that comes after the last is none', () => {
    const reminders = (change: Partial<RecoveryData>) =>
      table.must({ ...table.at('collecting', change), instants: instant('remind') }, { on: 'remind', by: byTime }).effects;
    expect(reminders({})).toContainEqual(expect.objectContaining({ template: 'recovery-due', until: endOfDay('2026-04-01') }));
    expect(reminders({ dueNo: data.due.length })).toEqual([]);
  });

  it('who has paid an instalment is not dunned for it', () => {
    expect(overdueBy({ ...data, ...once }, 0)).toBe(0n);
    expect(overdueBy(data, 1)).toBe(20_000_000n);
    const dunned = (change: Partial<RecoveryData>) =>
      table
        .must({ ...table.at('collecting', change), instants: instant('due') }, { on: 'due', by: byTime })
        .effects.filter(({ kind }) => kind === 'notice');
    expect(dunned(once)).toEqual([]);
    expect(dunned({})).toHaveLength(3);
  });

  it('the case it was paid for is told when the decision falls and when all is back', () => {
    const decided = table.must(table.at('proposed'), { on: 'decide', by: vd, opinion, payload: { decisionNo: 'x1' } });
    expect(decided.effects).toContainEqual(expect.objectContaining({ kind: 'cascade', on: 'recover', cases: ['claim-1'] }));
    const back = table.must(table.at('collecting', once), { on: 'receive', by: fn, payload: { ...paid, ref: 'J2' } });
    expect(back.effects).toContainEqual(expect.objectContaining({ on: 'recovered', payload: { recoveredFen: '20000000' } }));
  });
});
