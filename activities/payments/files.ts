import { formatYuan } from '#domain/money/fen.js';
import type { OrderItem } from '#domain/payment/payable.js';
import type { PaymentOrderData, Receipt } from '#domain/payment/order/data.js';
import { toChineseUppercase } from '#domain/money/uppercase.js';
import { DocumentError, type BadCell } from '../documents/error.js';
import type { Grid } from '../documents/grid.js';
import { restore } from '../documents/neutral.js';
import { tableWorkbook } from '../documents/table-workbook.js';

const columns = ['支付号', '收款单位', '开户银行', '银行账号', '金额（元）', '大写', '用途'] as const;
/** What the treasury writes beside the list it was sent. */
const answers = ['结果', '回单号', '原因'] as const;
const outcomes: Record<string, Receipt['outcome']> = { 支付成功: 'paid', 退回: 'bounced' };

/** 支付清单 for the treasury: amounts in 元 to the fen, and in capital characters 大写 (6.7); its answer columns are empty. */
export function paymentList(order: Pick<PaymentOrderData, 'items' | 'number' | 'documentNo' | 'title'>): Promise<Buffer> {
  return tableWorkbook({
    sheet: '支付清单',
    title: [order.number, order.documentNo, order.title].filter(Boolean).join('　'),
    columns: [...columns, ...answers].map((label) => ({ label, width: label === '支付号' ? 76 : 24 })),
    rows: order.items.map(listed),
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
  outcome === undefined ? null : outcome === 'paid' ? '支付成功' : '退回',
  ref ?? null,
  reason ?? null,
];

/** Receipts in: the list as it came back. Lines without a result are left out; one bad cell refuses the file, each named by its address. */
export function readReceipts(grid: Grid): Receipt[] {
  const sheet = grid.find(({ name }) => name === '支付清单') ?? grid[0];
  const heading = sheet?.cells.find(({ text }) => text.trim() === '支付号');
  if (!sheet || !heading)
    throw new DocumentError('header_missing', '文件中没有找到表头“支付号”，请使用系统导出的支付清单填写结果后导入。');
  const at = new Map(sheet.cells.filter(({ row }) => row === heading.row).map(({ text, column }) => [text.trim(), column]));
  const missing = ['金额（元）', ...answers.slice(0, 2)].filter((label) => !at.has(label));
  if (missing.length > 0)
    throw new DocumentError('header_missing', `表头缺少“${missing.join('”“')}”，请使用系统导出的支付清单。`);

  const bad: BadCell[] = [];
  const receipts: Receipt[] = [];
  const rows = Map.groupBy(
    sheet.cells.filter(({ row }) => row > heading.row),
    ({ row }) => row,
  );
  for (const [, cells] of rows) {
    const cell = (label: string) => cells.find(({ column }) => column === at.get(label));
    const text = (label: string) => restore(cell(label)?.text.trim() ?? '');
    const complain = (label: string, message: string) =>
      bad.push({ address: cell(label)?.address ?? cells[0]!.address, label, message });
    const result = text('结果');
    if (result === '') continue;
    const outcome = outcomes[result];
    const fen = fenOf(text('金额（元）'));
    if (!outcome) complain('结果', '请填“支付成功”或“退回”。');
    if (fen === undefined) complain('金额（元）', '不是金额。');
    if (text('支付号') === '') complain('支付号', '没有支付号。');
    if (text('回单号') === '') complain('回单号', '有结果的须填回单号。');
    if (cell('回单号')?.inexact) complain('回单号', '数字过长已失真，请将该列设为文本后重新填写。');
    if (outcome && fen !== undefined)
      receipts.push({
        key: text('支付号'),
        outcome,
        fen: fen.toString(),
        ref: text('回单号'),
        ...(text('原因') ? { reason: text('原因') } : {}),
      });
  }
  if (bad.length > 0)
    throw new DocumentError(
      'bad_cells',
      `文件有 ${bad.length} 处填写不正确，未导入任何回单：${bad[0]!.address} ${bad[0]!.message}`,
      bad,
    );
  if (receipts.length === 0) throw new DocumentError('no_rows', '文件中没有填写结果的支付。');
  return receipts;
}

/** '300,000.00' 元 in fen; nothing for what is no amount. */
function fenOf(text: string): bigint | undefined {
  const plain = text.normalize('NFKC').replaceAll(',', '');
  if (!/^\d{1,15}(\.\d{1,2})?$/.test(plain)) return undefined;
  const [whole, fraction = ''] = plain.split('.');
  return BigInt(whole!) * 100n + BigInt(fraction.padEnd(2, '0'));
}
