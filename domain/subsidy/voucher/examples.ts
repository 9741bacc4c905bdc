import type { VoucherData } from './process.js';

/** A voucher of a firm, valid in 2026 from March on. */
export const exampleVoucher = (change: Partial<VoucherData> = {}): VoucherData => ({
  title: '科技贷款担保创新券',
  kind: 'guarantee',
  purpose: '科技贷款担保费',
  offices: { owner: 'firm', province: 'province' },
  number: 'KJQ2026000001',
  fen: '20000000',
  validFrom: '2026-03-02',
  validUntil: '2026-12-31',
  ...change,
});
