import { describe, expect, it } from 'vitest';
import { atTime } from '#domain/calendar/instant.js';
import { bySystem, opinion, outcome, person, Table, unwalked, type TableRow } from '#test/harness/table.js';
import type { InstalmentData, InstalmentKnown } from './data.js';
import { instalment } from './instalment.js';

const wan = (amount: number) => (BigInt(Math.round(amount * 100)) * 10_000n).toString();
const now = atTime('2026-03-02', '10:00');
const data: InstalmentData = {
  planId: 'plan',
  title: '拨款 第2期',
  no: 2,
  of: 3,
  trigger: 'mid-term',
  offices: { lead: 'lead', province: 'p', finance: 'finance' },
  consortiumId: 'consortium',
  payee: { unitId: 'lead', name: '滇中绿铝集团(示例)' },
  account: { name: '滇中绿铝集团(示例)', bank: '彩云银行', number: '6222020200001234567' },
  line: 'major-project',
  fen: wan(150),
  cumulativeFen: wan(500),
  pledgedFen: wan(1000),
  arrivedFen: wan(1000),
};
const known: InstalmentKnown = { consortium: { status: 'operating', label: '运行' }, reportsMissing: [] };
const table = new Table(instalment, data, known, now);
const ld = person('ld', 'lead', 'LD');
const vo = person('vo', 'p', 'VO');
const vd = person('vd', 'p', 'VD');
const stopped = (status: string) => ({ consortium: { status, label: status } });

const rows: TableRow<InstalmentData, InstalmentKnown>[] = [
  { id: '2.10 locked → due, the trigger is met', from: 'locked', on: 'trigger', by: bySystem, to: 'due' },
  { id: '2.10 nobody triggers by hand', from: 'locked', on: 'trigger', by: vo, to: 'not_for_persons' },
  { id: '2.10 due → applied by the lead', from: 'due', on: 'apply', by: ld, payload: { arrived: '1000' }, to: 'applied' },
  { id: '2.10 no amount', from: 'due', on: 'apply', by: ld, payload: { arrived: '一千' }, to: 'payload_invalid' },
  {
    id: '2.10 not by a member',
    from: 'due',
    on: 'apply',
    by: person('m', 'm', 'MB'),
    payload: { arrived: '1' },
    to: 'not_your_office',
  },
  { id: '2.10 applied → checked', from: 'applied', on: 'check', by: vo, to: 'checked' },
  {
    id: 'P-4 B10 R6 arrived 999.99 of 1000.00',
    from: 'applied',
    on: 'check',
    by: vo,
    data: { arrivedFen: wan(999.99) },
    to: 'ratio_short',
  },
  {
    id: 'B10 2.10 the first looks at the commitment',
    from: 'applied',
    on: 'check',
    by: vo,
    data: { no: 1, arrivedFen: '0' },
    to: 'checked',
  },
  {
    id: 'P-4 B10 2.10 the first with a commitment of 999.99',
    from: 'applied',
    on: 'check',
    by: vo,
    data: { no: 1, pledgedFen: wan(999.99) },
    to: 'ratio_short',
  },
  {
    id: 'B30 2.10 an annual report is missing',
    from: 'applied',
    on: 'check',
    by: vo,
    known: { reportsMissing: [2025] },
    to: 'report_missing',
  },
  {
    id: 'R9 2.10 suspended: no check',
    from: 'applied',
    on: 'check',
    by: vo,
    known: stopped('suspended'),
    to: 'consortium_stopped',
  },
  {
    id: 'B32 2.10 disqualified: no check',
    from: 'applied',
    on: 'check',
    by: vo,
    known: stopped('disqualified'),
    to: 'consortium_stopped',
  },
  { id: '2.10 returned to the lead', from: 'applied', on: 'return', by: vo, opinion, to: 'due' },
  { id: '2.10 checked → approved', from: 'checked', on: 'approve', by: vd, to: 'approved' },
  {
    id: '2.10 suspended meanwhile: no approval',
    from: 'checked',
    on: 'approve',
    by: vd,
    known: stopped('suspended'),
    to: 'consortium_stopped',
  },
  { id: '2.10 returned to the officer', from: 'checked', on: 'return', by: vd, opinion, to: 'applied' },
  { id: '2.10 withheld, with a reason', from: 'checked', on: 'withhold', by: vd, opinion, to: 'withheld' },
  { id: '2.10 withheld without one', from: 'checked', on: 'withhold', by: vd, to: 'opinion_required' },
  {
    id: '2.10 中期不通过: withheld before its trigger',
    from: 'locked',
    on: 'withhold',
    by: bySystem,
    payload: { reason: '中期检查不通过' },
    to: 'withheld',
  },
  { id: '2.10 released after rectification', from: 'withheld', on: 'release', by: vo, opinion, to: 'due' },
  {
    id: '2.10 not released while suspended',
    from: 'withheld',
    on: 'release',
    by: vo,
    opinion,
    known: stopped('suspended'),
    to: 'consortium_stopped',
  },
  { id: '2.10 验收不通过: cancelled', from: 'locked', on: 'cancel', by: bySystem, to: 'cancelled' },
  { id: 'E6 2.10 funded', from: 'approved', on: 'fund', by: bySystem, payload: { budgetYear: 2026 }, to: 'payable' },
  { id: 'E6 2.10 next year', from: 'approved', on: 'queue', by: bySystem, to: 'queued' },
  { id: 'E6 2.10 funded from the queue', from: 'queued', on: 'fund', by: bySystem, payload: { budgetYear: 2027 }, to: 'payable' },
  { id: '2.10 ordered', from: 'payable', on: 'order', by: bySystem, to: 'paying' },
  {
    id: '2.10 suspended meanwhile: not ordered',
    from: 'payable',
    on: 'order',
    by: bySystem,
    known: stopped('suspended'),
    to: 'consortium_stopped',
  },
  { id: '2.10 paid', from: 'paying', on: 'paid', by: bySystem, to: 'paid' },
  { id: '2.10 bounced', from: 'paying', on: 'bounced', by: bySystem, to: 'payable' },
  { id: '2.10 结余收回 decided', from: 'paid', on: 'recover', by: bySystem, to: 'recovering' },
  { id: '2.10 returned 已追回', from: 'recovering', on: 'recovered', by: bySystem, to: 'recovered' },
];

describe('分期拨款 2.10', () => {
  it.each(rows)('$id', (row) => expect(outcome(table.run(row))).toBe(row.to));
  it('every row is walked', () => expect(unwalked(instalment, rows)).toEqual([]));

  it('what was funded and is withheld gives its budget back', () => {
    const { state, effects } = table.must(table.at('payable', { budgetYear: 2026 }), { on: 'withhold', by: vo, opinion });
    expect(JSON.stringify(effects)).toContain('"debit":"budget/major-project/2026"');
    expect(state.data).toMatchObject({ withheldFor: opinion, budgetYear: undefined });
  });
});
