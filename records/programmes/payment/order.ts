import { formatWanYuan } from '#domain/money/fen.js';
import { totalOf, type PaymentOrderData } from '#domain/payment/order/data.js';
import { paymentOrder } from '#domain/payment/order/process.js';
import type { OrderItem } from '#domain/payment/payable.js';
import { personsOf } from '#domain/process/access.js';
import type { Actor } from '#domain/process/types.js';
import { inTransaction, RecordError, type Database, type Transaction } from '../../database.js';
import { openCaseIn } from '../../open-case.js';
import { postTransfers } from '../../payment/ledger.js';
import { listPayables } from '../../payment/payables.js';
import type { Registered } from '../../processes.js';

const MOST = 500;

export const paymentOrderRecords: Registered = {
  process: paymentOrder,
  registers: {
    ledger: postTransfers,
    intents: async (tx, { caseId, now, row }) => {
      const items = row.items as OrderItem[];
      await tx.paymentIntent.createMany({
        data: items.map(({ key, caseId: of, payee, account, fen }) => ({
          key,
          orderId: caseId,
          caseId: of,
          payee: payee.name,
          account: { ...account },
          fen: BigInt(fen),
          createdAt: new Date(now),
        })),
      });
    },
    settled: async (tx, { now, row }) => {
      await tx.paymentIntent.update({
        where: { key: String(row.key) },
        data: { outcome: String(row.outcome), ref: String(row.ref), settledAt: new Date(now) },
      });
    },
  },
};

/**
 * A payment order of the payables named, or of all: the maker's act 经办. Throws RecordError 'nothing_to_pay', 'not_payable' (paid, on another
 * order, or withheld meanwhile), 'too_many', 'account_name' (the account is not the payee's own).
 */
export async function openPaymentOrder(
  db: Database,
  given: { id: string; finance: string; cases?: string[]; by: Actor },
): Promise<{ id: string }> {
  return inTransaction(db, async (tx) => {
    // Makers wait for each other: a payable stands on one order only.
    await tx.$executeRaw`select pg_advisory_xact_lock(hashtext('payment-order'))`;
    if (await tx.case.findUnique({ where: { id: given.id }, select: { id: true } })) return { id: given.id };
    const payables = await listPayables(tx, given.cases);
    if (given.cases && payables.length < new Set(given.cases).size)
      throw new RecordError('not_payable', '所选事项中有的已支付、已列入其他支付令或暂缓拨付，请刷新后重选。', 'cases');
    if (payables.length === 0) throw new RecordError('nothing_to_pay', '没有待支付事项，请先安排预算。');
    if (payables.length > MOST) throw new RecordError('too_many', `一份支付令至多 ${MOST} 笔，请分批开具。`, 'cases');
    const strange = payables.find(({ account, payee }) => account.name.trim() !== payee.name.trim());
    if (strange)
      throw new RecordError('account_name', `「${strange.title}」的收款账户户名与单位名称不一致，请退回更正后再支付。`, 'cases');
    const bounced = await timesBounced(
      tx,
      payables.map(({ caseId }) => caseId),
    );
    const items: OrderItem[] = payables.map((one) => ({ ...one, key: `${one.caseId}/${(bounced.get(one.caseId) ?? 0) + 1}` }));
    const totalFen = totalOf(items);
    const title = `支付令（${items.length}笔，${formatWanYuan(BigInt(totalFen))}万元）`;
    const data: PaymentOrderData = { title, offices: { finance: given.finance }, items, totalFen, maker: personsOf(given.by) };
    return openCaseIn(tx, {
      process: 'payment-order',
      id: given.id,
      title,
      department: 'finance',
      unitId: given.finance,
      amountFen: BigInt(totalFen),
      by: given.by,
      data: data as unknown as Record<string, unknown>,
    });
  });
}

async function timesBounced(tx: Transaction, cases: string[]): Promise<Map<string, number>> {
  const rows = await tx.paymentIntent.groupBy({
    by: ['caseId'],
    where: { caseId: { in: cases }, outcome: 'bounced' },
    _count: true,
  });
  return new Map(rows.map(({ caseId, _count: times }) => [caseId, times]));
}
