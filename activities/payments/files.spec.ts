import { expect, it } from 'vitest';
import { exampleItem } from '#domain/payment/examples.js';
import { readGrid } from '../documents/read-grid.js';
import { paymentList, readReceipts } from './files.js';

const order = {
  title: '支付令（2笔）',
  number: '云财支付〔2026〕1号',
  documentNo: '云财教〔2026〕18号',
  items: [
    exampleItem('a', 50_000_000n, { outcome: 'paid', ref: 'HD0001' }),
    exampleItem('b', 3_045n, {
      outcome: 'bounced',
      ref: 'HD0002',
      reason: '户名不符',
      payee: { unitId: 'x', name: '=HYPERLINK("x")' },
    }),
    exampleItem('c', 1n),
  ],
};

it('a list that went out and came back with results is read back to the fen; lines without a result wait', async () => {
  expect(readReceipts(await readGrid(await paymentList(order, '导出人：甲')))).toEqual([
    { key: 'a/1', outcome: 'paid', fen: '50000000', ref: 'HD0001' },
    { key: 'b/1', outcome: 'bounced', fen: '3045', ref: 'HD0002', reason: '户名不符' },
  ]);
});

it('S15 6.7 the list shows 大写, keeps account numbers as text, and no cell is a formula', async () => {
  const [sheet] = await readGrid(await paymentList(order));
  const texts = sheet!.cells.map(({ text }) => text);
  expect(texts).toContain('人民币伍拾万元整');
  expect(texts).toContain('6222020200001234567');
  expect(sheet!.cells.filter(({ kind }) => kind === 'formula')).toEqual([]);
});

it('a file with a bad cell brings nothing, and names the cell', async () => {
  const grid = await readGrid(await paymentList(order));
  const spoil = (from: string, to: string) =>
    grid.map((sheet) => ({ ...sheet, cells: sheet.cells.map((cell) => (cell.text === from ? { ...cell, text: to } : cell)) }));
  expect(() => readReceipts(spoil('支付成功', '好'))).toThrow(/H3 “好”不在可选范围内，请填：支付成功、退回/);
  expect(() => readReceipts(spoil('500,000.00', '五十万'))).toThrow(/E3 不是金额/);
  expect(() => readReceipts(spoil('HD0001', ''))).toThrow(/第3行 缺少“回单号”/);
  expect(() => readReceipts(spoil('支付号', '编号'))).toThrow(/没有找到表头/);
  expect(() => readReceipts([])).toThrow(/没有找到表头/);
});
