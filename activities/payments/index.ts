import type { Database } from '#records/database.js';
import { applyReceipts } from '#records/payment/receipts.js';
import { beating } from '../beating.js';
import { receiptsIn, type Treasury } from './treasury.js';

/** What the payment order's workflow asks of the treasury. Safe to repeat: every payment has one key, here and there. */
export interface PaymentActivities {
  /** Sends what the treasury does not know yet, and brings the receipts it has to the order. Returns how many payments were settled. */
  exchange(of: { orderId: string }): Promise<number>;
}

export function paymentActivities(db: Database, treasury: Treasury): PaymentActivities {
  return {
    exchange: ({ orderId }) =>
      beating(async () => {
        const open = await db.paymentIntent.findMany({ where: { orderId, outcome: null } });
        const keys = open.map(({ key }) => key);
        if (keys.length === 0) return 0;
        let journal = await treasury.journal(keys);
        const known = new Set(journal.map(({ key }) => key));
        const unknown = open.filter(({ key }) => !known.has(key));
        if (unknown.length > 0) {
          await treasury.send(
            unknown.map(({ key, payee, account, fen }) => ({
              key,
              payee,
              account: account as { name: string; bank: string; number: string },
              fen: fen.toString(),
            })),
          );
          journal = await treasury.journal(keys);
        }
        const { settled } = await applyReceipts(db, receiptsIn(journal), { kind: 'system', name: '财政一体化' });
        return settled;
      }),
  };
}
