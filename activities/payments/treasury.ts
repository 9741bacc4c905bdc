import type { Receipt } from '#domain/payment/order/data.js';
import type { BankAccount } from '#domain/payment/payable.js';
import type { JournalLine } from '#records/payment/reconciliation.js';

/** One payment as the treasury is asked for it. */
export interface Instruction {
  key: string;
  payee: string;
  account: BankAccount;
  fen: string;
}

/**
 * 财政一体化: payment lists out, receipts in. `send` may be repeated: the key is the payment's identity there too. Where it throws or hangs nothing is
 * known; the next exchange asks again before it sends.
 */
export interface Treasury {
  send(list: readonly Instruction[]): Promise<void>;
  /** What the treasury knows of these payments; those it has never seen are missing. */
  journal(keys?: readonly string[]): Promise<JournalLine[]>;
}

/** A line of the journal that is settled is a receipt. */
export const receiptsIn = (journal: readonly JournalLine[]): Receipt[] =>
  journal.flatMap((line) => (line.outcome === null ? [] : [{ ...line, outcome: line.outcome }]));

/** Where no treasury is connected: lists go out and receipts come in as files (api), and nothing moves by itself. */
export const byFile: Treasury = {
  send: async () => undefined,
  journal: async () => [],
};
