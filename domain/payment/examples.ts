import type { OrderItem } from './payable.js';

/** An item of an order, for tests and demo data; amounts in fen. */
export const exampleItem = (caseId: string, fen: bigint, change: Partial<OrderItem> = {}): OrderItem => ({
  caseId,
  process: 'claim',
  title: `补助 ${caseId}`,
  line: 'C6.1',
  year: 2026,
  payee: { unitId: 'firm', name: '滇中绿铝集团(示例)' },
  account: { name: '滇中绿铝集团(示例)', bank: '彩云银行昆明支行', number: '6222020200001234567' },
  fen: fen.toString(),
  key: `${caseId}/1`,
  ...change,
});
