import type { Receipt } from '#domain/payment/order/data.js';
import type { Actor } from '#domain/process/types.js';
import { advance } from '../advance.js';
import { businessNow } from '../clock.js';
import type { Database } from '../database.js';

export interface Applied {
  settled: number;
  /** Came again; nothing happened. */
  repeated: number;
  refused: { ref: string; code: string; message: string }[];
}

/**
 * Brings the treasury's receipts to their orders, each through the door. A receipt that comes again does nothing; one that fits no open payment
 * is kept as a discrepancy for people to clear up, and moves no money.
 */
export async function applyReceipts(db: Database, receipts: readonly Receipt[], by: Actor): Promise<Applied> {
  const applied: Applied = { settled: 0, repeated: 0, refused: [] };
  for (const receipt of receipts) {
    const intent = await db.paymentIntent.findUnique({ where: { key: receipt.key } });
    const answer = intent
      ? await advance(db, intent.orderId, {
          id: `receipt:${receipt.ref}`,
          on: 'receipt',
          by: { ...by, kind: 'system' },
          payload: { ...receipt },
        })
      : unknown;
    if (answer.outcome === 'refused') {
      const { code, message } = answer.refusal;
      applied.refused.push({ ref: receipt.ref, code, message });
      await keepDiscrepancy(db, { ...receipt, code, message });
    } else if (answer.outcome === 'done') applied.settled += 1;
    else applied.repeated += 1;
  }
  return applied;
}

const unknown = {
  outcome: 'refused' as const,
  refusal: { code: 'unknown_payment', message: '系统中没有与回单对应的支付，请与财政核对。' },
};

async function keepDiscrepancy(
  db: Database,
  { ref, code, key, fen, message }: Receipt & { code: string; message: string },
): Promise<void> {
  const seenAt = new Date(await businessNow(db));
  await db.paymentDiscrepancy.upsert({
    where: { ref_code: { ref, code } },
    create: { ref, code, key, fen: BigInt(fen), message, seenAt },
    update: {},
  });
}
