import { describe, expect, it } from 'vitest';
import { atTime } from '#domain/calendar/instant.js';
import { opinion, outcome, person, Table, unwalked, type TableRow } from '#test/harness/table.js';
import { budget, type BudgetData, type BudgetKnown } from './process.js';

const now = atTime('2026-03-02', '10:00');
const data: BudgetData = { title: '2026年贴息预算', line: 'C6.1', year: 2026, offices: { finance: 'finance' }, setFen: '1000' };
const known: BudgetKnown = {
  leftFen: '600',
  waiting: [
    { caseId: 'a', process: 'claim', fen: '400', status: 'queued' },
    { caseId: 'b', process: 'instalment', fen: '300', status: 'approved' },
    { caseId: 'c', process: 'claim', fen: '10', status: 'approved' },
  ],
};
const table = new Table(budget, data, known, now);
const maker = person('maker', 'finance', 'FN');
const checker = person('checker', 'finance', 'FN');
const proposed = { proposed: { fen: '1500', documentNo: '云财教〔2026〕8号' }, maker: ['maker'] };
const typed = { amount: '0.0015', documentNo: '云财教〔2026〕8号' };

const rows: TableRow<BudgetData, BudgetKnown>[] = [
  {
    id: '6.7 finance proposes a budget',
    from: 'open',
    on: 'propose',
    by: maker,
    payload: { ...typed, amount: '15' },
    to: 'proposed',
  },
  {
    id: '6.7 three decimals',
    from: 'open',
    on: 'propose',
    by: maker,
    payload: { ...typed, amount: '1.005' },
    to: 'payload_invalid',
  },
  {
    id: '6.7 an amount of 1e21',
    from: 'open',
    on: 'propose',
    by: maker,
    payload: { ...typed, amount: '1e21' },
    to: 'payload_invalid',
  },
  {
    id: '6.7 not by the department',
    from: 'open',
    on: 'propose',
    by: person('vo', 'p', 'VO'),
    payload: { ...typed, amount: '15' },
    to: 'not_your_office',
  },
  { id: '2.9 another confirms', from: 'proposed', on: 'confirm', by: checker, data: proposed, to: 'open' },
  { id: '2.9 nobody confirms an own proposal', from: 'proposed', on: 'confirm', by: maker, data: proposed, to: 'same_person' },
  {
    id: '6.7 what is committed cannot be taken away',
    from: 'proposed',
    on: 'confirm',
    by: checker,
    data: { ...proposed, proposed: { fen: '399', documentNo: 'x' } },
    to: 'budget_committed',
  },
  {
    id: '6.7 down to what is committed',
    from: 'proposed',
    on: 'confirm',
    by: checker,
    data: { ...proposed, proposed: { fen: '400', documentNo: 'x' } },
    to: 'open',
  },
  { id: '6.7 rejected, with an opinion', from: 'proposed', on: 'reject', by: checker, data: proposed, opinion, to: 'open' },
  { id: '6.7 rejected without one', from: 'proposed', on: 'reject', by: checker, data: proposed, to: 'opinion_required' },
  { id: 'E6 in approval order', from: 'open', on: 'allocate', by: maker, to: 'open' },
  { id: 'E6 nobody waits', from: 'open', on: 'allocate', by: maker, known: { waiting: [] }, to: 'nothing_waiting' },
  {
    id: 'E6 the first in the queue does not fit and everybody knows already',
    from: 'open',
    on: 'allocate',
    by: maker,
    known: { leftFen: '399', waiting: [known.waiting[0]!] },
    to: 'budget_short',
  },
];

describe('budget', () => {
  it.each(rows)('$id', (row) => expect(outcome(table.run(row))).toBe(row.to));
  it('every row is walked', () => expect(unwalked(budget, rows)).toEqual([]));

  it('E6 the first is funded, the one that does not fit waits for next year, and the smaller one behind it does not overtake', () => {
    const { effects } = table.must(table.at('open'), { on: 'allocate', by: maker });
    expect(effects).toEqual([
      {
        kind: 'record',
        register: 'ledger',
        row: { transfers: [expect.objectContaining({ debit: 'committed/C6.1/2026', credit: 'budget/C6.1/2026', fen: '400' })] },
      },
      { kind: 'cascade', process: 'claim', on: 'fund', cases: ['a'], payload: { budgetYear: 2026 } },
      { kind: 'cascade', process: 'instalment', on: 'queue', cases: ['b'], payload: {} },
      { kind: 'cascade', process: 'claim', on: 'queue', cases: ['c'], payload: {} },
    ]);
  });

  it('a raised budget is appropriated, a lowered one given back', () => {
    const transfersOf = (fen: string) =>
      table
        .must(table.at('proposed', { ...proposed, proposed: { fen, documentNo: 'x' } }), { on: 'confirm', by: checker })
        .effects.flatMap((effect) => (effect.kind === 'record' ? (effect.row.transfers as object[]) : []));
    expect(transfersOf('1500')).toMatchObject([{ debit: 'budget/C6.1/2026', fen: '500' }]);
    expect(transfersOf('900')).toMatchObject([{ credit: 'budget/C6.1/2026', fen: '100' }]);
    expect(transfersOf('1000')).toEqual([]);
  });
});
