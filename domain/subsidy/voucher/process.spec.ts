import { describe, expect, it } from 'vitest';
import { atTime, endOfDay } from '#domain/calendar/instant.js';
import { bySystem, byTime, opinion, outcome, person, Table, unwalked, type TableRow } from '#test/harness/table.js';
import { exampleVoucher } from './examples.js';
import { refuseVoucher, voucher, type VoucherData } from './process.js';

const now = atTime('2026-03-02', '10:00');
const data = exampleVoucher();
const table = new Table<VoucherData, Record<string, unknown>>(voucher, data, {}, now);
const vo = person('vo', 'province', 'VO');
const validity = { amount: '20', validFrom: '2026-03-02', validUntil: '2026-12-31' };

const rows: TableRow<VoucherData, Record<string, unknown>>[] = [
  { id: '2.9 issued', from: 'applied', on: 'issue', by: vo, payload: validity, to: 'issued' },
  {
    id: '2.9 valid in the past',
    from: 'applied',
    on: 'issue',
    by: vo,
    payload: { ...validity, validUntil: '2026-03-01' },
    to: 'validity_invalid',
  },
  { id: '2.9 refused', from: 'applied', on: 'refuse', by: vo, opinion, to: 'refused' },
  { id: '2.9 used', from: 'issued', on: 'use', by: bySystem, to: 'used' },
  { id: '2.9 redeemed', from: 'used', on: 'redeem', by: bySystem, to: 'redeemed' },
  { id: '2.9 soon to expire', from: 'issued', on: 'expiring', by: byTime, at: atTime('2026-12-01', '08:00'), to: 'issued' },
  { id: '2.9 expires', from: 'issued', on: 'expires', by: byTime, at: endOfDay('2026-12-31'), to: 'expired' },
];

describe('科技创新券 (2.9)', () => {
  it.each(rows)('$id', (one) => expect(outcome(table.run(one))).toBe(one.to));
  it('every row of the table is walked', () => expect(unwalked(voucher, rows)).toEqual([]));

  it('6.13 its holder is reminded a month before the last day, and told when it is over; one issued later than that only of the end', () => {
    const names = (validUntil: string) =>
      voucher.states.issued!.instants!({ data: { ...data, validUntil }, now } as never).map(({ name }) => name);
    expect(names('2026-12-31')).toEqual(['expiring', 'expires']);
    expect(names('2026-03-31')).toEqual(['expires']);
    for (const id of ['2.9 soon to expire', '2.9 expires'])
      expect(table.run(rows.find((one) => one.id === id)!)).toMatchObject({
        effects: [{ kind: 'notice', to: { kind: 'unit', unitId: data.offices.owner } }],
      });
  });

  const asked = { number: 'KJQ2026000001', kind: 'guarantee' as const, on: '2026-12-31', owner: 'firm', field: 'voucher' };
  const issued = { status: 'issued', data };
  it.each([
    ['valid on its last day', issued, {}, undefined],
    ['C7.1 expired yesterday', issued, { on: '2027-01-01' }, 'voucher_expired'],
    ['C7.1 not yet valid', issued, { on: '2026-03-01' }, 'voucher_expired'],
    ['C7.2 of another kind', issued, { kind: 'insurance' as const }, 'voucher_kind'],
    ['of another firm', issued, { owner: 'other' }, 'voucher_unknown'],
    ['no such voucher', undefined, {}, 'voucher_unknown'],
    ['not issued', { status: 'applied', data }, {}, 'voucher_not_issued'],
    ['C7.1 used', { status: 'used', data }, {}, 'voucher_used'],
    ['expired since, valid then', { status: 'expired', data }, {}, undefined],
    ['C3.1 the receiver may redeem a used one', { status: 'used', data }, { owner: undefined }, undefined],
  ])('%s', (_what, one, change, code) => {
    const { owner, ...wanted } = { ...asked, ...change };
    expect(refuseVoucher(one, { ...wanted, ...(owner === undefined ? {} : { owner }) })?.code).toBe(code);
  });
});
