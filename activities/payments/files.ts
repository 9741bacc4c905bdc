import { formatYuan } from '#domain/money/fen.js';
import type { OrderItem } from '#domain/payment/payable.js';
import type { PaymentOrderData, Receipt } from '#domain/payment/order/data.js';
import { toChineseUppercase } from '#domain/money/uppercase.js';
import type { BadCell } from '../documents/error.js';
import type { Grid } from '../documents/grid.js';
import { readList, refuse, type ListForm } from '../documents/list-reading.js';
import { tableWorkbook } from '../documents/table-workbook.js';

const columns = ['支付号', '收款单位', '开户银行', '银行账号', '金额（元）', '大写', '用途'] as const;
/** What the treasury writes beside the list it was sent. */
const answers = ['结果', '回单号', '原因'] as const;
const outcomes: { value: Receipt['outcome']; label: string }[] = [
  { value: 'paid', label: '支付成功' },
  { value: 'bounced', label: '退回' },
];

/** 支付清单 for the treasury: amounts in 元 to the fen, and in capital characters 大写 (6.7); its answer columns are empty. `pageFoot`: who took it out, and when (6.14). */
export function paymentList(
  order: Pick<PaymentOrderData, 'items' | 'number' | 'documentNo' | 'title'>,
  pageFoot?: string,
): Promise<Buffer> {
  return tableWorkbook({
    sheet: '支付清单',
    title: [order.number, order.documentNo, order.title].filter(Boolean).join('　'),
    columns: [...columns, ...answers].map((label) => ({ label, width: label === '支付号' ? 76 : 24 })),
    rows: order.items.map(listed),
    ...(pageFoot ? { pageFoot } : {}),
  });
}

const listed = ({ key, payee, account, fen, title, outcome, ref, reason }: OrderItem): (string | null)[] => [
  key,
  payee.name,
  account.bank,
  account.number,
  formatYuan(BigInt(fen)),
  toChineseUppercase(BigInt(fen)),
  title,
  outcomes.find(({ value }) => value === outcome)?.label ?? null,
  ref ?? null,
  reason ?? null,
];

const receiptForm: ListForm = {
  columns: [
    { key: 'key', label: '支付号', kind: 'text', required: true },
    { key: 'amount', label: '金额（元）', kind: 'text', required: true },
    { key: 'outcome', label: '结果', kind: 'choice', required: true, options: outcomes },
    { key: 'ref', label: '回单号', kind: 'text', required: true },
    { key: 'reason', label: '原因', kind: 'text' },
  ],
  anchor: 'key',
  template: '支付清单',
  line: '填写结果的支付',
  most: 5_000,
  only: ({ outcome }) => outcome !== undefined,
};

/** Receipts in: the list as it came back. Lines without a result are left out; one bad cell refuses the file, each named by its address. */
export function readReceipts(grid: Grid): Receipt[] {
  const bad: BadCell[] = [];
  const receipts = readList(grid, receiptForm).flatMap(({ values, placeOf }): Receipt[] => {
    const { key, amount, outcome, ref, reason } = values as Record<string, string>;
    const fen = fenOf(amount!);
    if (fen === undefined) bad.push({ address: placeOf('amount'), label: '金额（元）', message: '不是金额。' });
    const told = { key: key!, outcome: outcome as Receipt['outcome'], ref: ref!, ...(reason ? { reason } : {}) };
    return fen === undefined ? [] : [{ ...told, fen: fen.toString() }];
  });
  refuse(bad);
  return receipts;
}

/** '300,000.00' 元 in fen; nothing for what is no amount. */
function fenOf(text: string): bigint | undefined {
  const plain = text.normalize('NFKC').replaceAll(',', '');
  if (!/^\d{1,15}(\.\d{1,2})?$/.test(plain)) return undefined;
  const [whole, fraction = ''] = plain.split('.');
  return BigInt(whole!) * 100n + BigInt(fraction.padEnd(2, '0'));
}
