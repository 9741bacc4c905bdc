import type { Receipt } from '#domain/payment/order/data.js';
import type { Database } from '../database.js';

/** One payment as the treasury's journal has it. */
export interface JournalLine extends Omit<Receipt, 'outcome'> {
  outcome: Receipt['outcome'] | null;
}

export interface Difference {
  key: string;
  kind: 'not_at_treasury' | 'not_here' | 'amount' | 'outcome';
  message: string;
}

/** 对账: our intents against the treasury's journal, key by key. Nothing is mended here; each difference says what to do. */
export async function reconcilePayments(db: Database, journal: readonly JournalLine[]): Promise<Difference[]> {
  const intents = await db.paymentIntent.findMany();
  const theirs = new Map(journal.map((line) => [line.key, line]));
  const differences: Difference[] = [];
  for (const { key, fen, outcome } of intents) {
    const line = theirs.get(key);
    theirs.delete(key);
    if (!line) differences.push({ key, kind: 'not_at_treasury', message: '财政一体化没有此笔支付，请重新发送。' });
    else if (line.fen !== fen.toString())
      differences.push({ key, kind: 'amount', message: '双方金额不一致，请立即停止并核对。' });
    else if (line.outcome !== outcome && line.outcome !== null)
      differences.push({ key, kind: 'outcome', message: '财政已有回单，系统尚未入账，请导入回单。' });
    else if (line.outcome === null && outcome !== null)
      differences.push({ key, kind: 'outcome', message: '系统已入账，财政没有回单，请与财政核对。' });
  }
  for (const key of theirs.keys())
    differences.push({ key, kind: 'not_here', message: '财政有此笔支付，系统没有，请与财政核对。' });
  return differences;
}
