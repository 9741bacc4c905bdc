import { describe, expect, it } from 'vitest';
import { atTime } from '#domain/calendar/instant.js';
import { bySystem, byTime, opinion, outcome, person, Table, unwalked, type TableRow } from '#test/harness/table.js';
import { exampleItem } from '../examples.js';
import type { PaymentOrderData, Receipt } from './data.js';
import { paymentOrder } from './process.js';

const now = atTime('2026-03-02', '10:00');
const items = [exampleItem('a', 3_045n), exampleItem('b', 5_000n, { process: 'instalment' })];
const data: PaymentOrderData = {
  title: '支付令（2笔）',
  offices: { finance: 'finance' },
  items,
  totalFen: '8045',
  maker: ['maker'],
  checker: ['checker'],
};
const table = new Table<PaymentOrderData, Record<string, unknown>>(paymentOrder, data, {}, now);
const [maker, checker, approver] = ['maker', 'checker', 'approver'].map((name) => person(name, 'finance', 'FN')) as [
  ReturnType<typeof person>,
  ReturnType<typeof person>,
  ReturnType<typeof person>,
];
const documentNo = { documentNo: '云财教〔2026〕18号' };
const receipt = (change: Partial<Receipt> = {}): Record<string, unknown> => ({
  key: 'a/1',
  outcome: 'paid',
  fen: '3045',
  ref: 'T1',
  ...change,
});
const due = [{ name: 'exchange', at: now, kind: 'timer' as const, scope: 'stage' as const }];
const half = { items: [items[0]!, { ...items[1]!, outcome: 'paid' as const, ref: 'T0' }] };

const rows: TableRow<PaymentOrderData, Record<string, unknown>>[] = [
  { id: '2.9 复核', from: 'checking', on: 'check', by: checker, to: 'approving' },
  { id: '2.9 the maker does not check the own order', from: 'checking', on: 'check', by: maker, to: 'same_person' },
  { id: '2.9 审批', from: 'approving', on: 'approve', by: approver, payload: documentNo, to: 'sent' },
  { id: '2.9 the maker does not approve', from: 'approving', on: 'approve', by: maker, payload: documentNo, to: 'same_person' },
  {
    id: '2.9 the checker does not approve',
    from: 'approving',
    on: 'approve',
    by: checker,
    payload: documentNo,
    to: 'same_person',
  },
  { id: '2.9 no approval without 下达文件', from: 'approving', on: 'approve', by: approver, to: 'payload_required' },
  {
    id: '2.9 not by another unit',
    from: 'approving',
    on: 'approve',
    by: person('x', 'other', 'FN'),
    payload: documentNo,
    to: 'not_your_task',
  },
  {
    id: '2.9 a deputy of the maker does not approve either',
    from: 'approving',
    on: 'approve',
    by: { ...approver, deputyFor: { personId: 'maker', name: '经办' } },
    payload: documentNo,
    to: 'same_person',
  },
  { id: '2.9 returned by the checker', from: 'checking', on: 'return', by: checker, opinion, to: 'returned' },
  { id: '2.9 returned by the approver', from: 'approving', on: 'return', by: approver, opinion, to: 'returned' },
  { id: '2.9 made again', from: 'returned', on: 'resubmit', by: maker, payload: { leave: ['a'] }, to: 'checking' },
  {
    id: '2.9 made again with nothing',
    from: 'returned',
    on: 'resubmit',
    by: maker,
    payload: { leave: ['a', 'b'] },
    to: 'nothing_to_pay',
  },
  { id: '2.9 voided', from: 'returned', on: 'void', by: maker, opinion, to: 'voided' },
  { id: '2.9 lists out, receipts in', from: 'sent', on: 'exchange', by: byTime, instants: due, to: 'sent' },
  { id: '2.9 a receipt of one of two', from: 'sent', on: 'receipt', by: bySystem, payload: receipt(), to: 'sent' },
  { id: '2.9 the last receipt', from: 'sent', on: 'receipt', by: bySystem, data: half, payload: receipt(), to: 'settled' },
  {
    id: '2.9 a bounced one settles the order too',
    from: 'sent',
    on: 'receipt',
    by: bySystem,
    data: half,
    payload: receipt({ outcome: 'bounced', reason: '户名不符' }),
    to: 'settled',
  },
  {
    id: '2.9 a receipt for an unknown payment',
    from: 'sent',
    on: 'receipt',
    by: bySystem,
    payload: receipt({ key: 'x' }),
    to: 'unknown_payment',
  },
  {
    id: '2.9 a receipt for a paid one',
    from: 'sent',
    on: 'receipt',
    by: bySystem,
    data: half,
    payload: receipt({ key: 'b/1' }),
    to: 'already_settled',
  },
  {
    id: '2.9 the amount must equal the award',
    from: 'sent',
    on: 'receipt',
    by: bySystem,
    payload: receipt({ fen: '3044' }),
    to: 'amount_differs',
  },
  { id: '2.9 no receipt by a person', from: 'sent', on: 'receipt', by: maker, payload: receipt(), to: 'not_for_persons' },
];

describe('支付令', () => {
  it.each(rows)('$id', (row) => expect(outcome(table.run(row))).toBe(row.to));
  it('every row is walked', () => expect(unwalked(paymentOrder, rows)).toEqual([]));

  it('I3 on approval each payment becomes one intent, and the first exchange is due at once', () => {
    const { state, effects } = table.must(table.at('approving'), { on: 'approve', by: approver, payload: documentNo });
    expect(effects).toContainEqual({ kind: 'record', register: 'intents', row: { items } });
    expect(effects.filter(({ kind }) => kind === 'cascade')).toMatchObject([
      { process: 'claim', on: 'order', cases: ['a'] },
      { process: 'instalment', on: 'order', cases: ['b'] },
    ]);
    expect(state.instants).toMatchObject([{ name: 'exchange', at: now }]);
    expect(state.undo).toBeUndefined();
  });

  it('a receipt moves the money and its case, and stands on the order', () => {
    const { state, effects } = table.must(table.at('sent'), {
      on: 'receipt',
      by: bySystem,
      payload: receipt({ outcome: 'bounced', reason: '户名不符' }),
    });
    expect(state.data.items[0]).toMatchObject({ outcome: 'bounced', ref: 'T1', reason: '户名不符' });
    expect(effects).toContainEqual(expect.objectContaining({ kind: 'cascade', on: 'bounced', cases: ['a'] }));
    expect(JSON.stringify(effects)).toContain('"debit":"committed/C6.1/2026"');
  });

  it('an order made again forgets who had checked it', () => {
    const { state } = table.must(table.at('returned'), { on: 'resubmit', by: checker, payload: { leave: ['b'] } });
    expect(state.data).toMatchObject({ maker: ['checker'], totalFen: '3045', checker: undefined });
  });
});
