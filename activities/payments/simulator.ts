import { businessNow } from '#records/clock.js';
import type { Database } from '#records/database.js';
import type { JournalLine } from '#records/payment/reconciliation.js';
import type { Treasury } from './treasury.js';

const MINUTE_MS = 60_000;

/** What an account's last four digits make the simulator do; every other account is paid at once. */
export const behaviours = {
  /** 户名不符: comes back. */
  bounced: '0000',
  /** Nothing is ever heard of it. */
  silent: '1111',
  /** Each receipt comes twice. */
  duplicate: '2222',
  /** Paid an hour later by the business clock. */
  slow: '3333',
} as const;

/** The embedded treasury of training systems (issue: slow, silent, duplicate, out of order, bounced); it keeps its own journal and nothing of ours. */
export function treasurySimulator(db: Database): Treasury {
  return {
    send: async (list) => {
      const now = await businessNow(db);
      for (const { key, payee, account, fen } of list) {
        const ending = account.number.slice(-4);
        const bounced = ending === behaviours.bounced;
        const settles = ending === behaviours.silent ? null : new Date(now + (ending === behaviours.slow ? 60 * MINUTE_MS : 0));
        await db.$executeRaw`
          insert into treasury_simulator.payment (key, payee, account, fen, received_at, settles_at, outcome, reason, ref)
          values (${key}, ${payee}, ${JSON.stringify(account)}::jsonb, ${BigInt(fen)}, ${new Date(now)}, ${settles},
            ${bounced ? 'bounced' : 'paid'}, ${bounced ? '收款户名不符' : null}, 'CZ' || ${key})
          on conflict (key) do nothing`;
      }
    },
    journal: async (keys) => {
      // Newest first: receipts arrive out of order.
      const rows = await db.$queryRaw<
        (Omit<JournalLine, 'fen'> & { fen: bigint; account: { number: string }; reason: string | null })[]
      >`
        select key, fen, ref, reason, account, case when settles_at <= business_now() then outcome end as outcome
        from treasury_simulator.payment where ${keys === undefined} or key = any(${[...(keys ?? [])]}::text[]) order by position desc`;
      return rows.flatMap(({ fen, account, reason, ...row }) => {
        const line: JournalLine = { ...row, fen: fen.toString(), ...(reason ? { reason } : {}) };
        return account.number.endsWith(behaviours.duplicate) && row.outcome ? [line, line] : [line];
      });
    },
  };
}
