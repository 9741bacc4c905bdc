import type { BudgetLine } from './ledger.js';

/** Where the money goes. The account's name is the payee's own (specification 2.9). */
export interface BankAccount {
  name: string;
  bank: string;
  number: string;
}

export interface Payee {
  unitId: string;
  name: string;
}

/** One award or instalment to be paid, as it stands on a payment order 支付令. */
export interface OrderItem extends BudgetLine {
  caseId: string;
  process: string;
  number?: string;
  title: string;
  payee: Payee;
  account: BankAccount;
  fen: string;
  /**
   * Idempotency key of the payment, `<case>/<n>`: the same at every attempt and on whatever order it stands, and another only after it bounced. A record that was
   * restored to a point before the order makes the same key again, and finds what the treasury has paid meanwhile.
   */
  key: string;
  outcome?: 'paid' | 'bounced';
  /** The treasury's own number 回单号, and why it came back. */
  ref?: string;
  reason?: string;
  at?: number;
}

/** Every case that can be paid moves by these events, sent by the budget and by orders. */
export const payableEvents = {
  /** approved | queued → payable: the budget bears it. */
  fund: 'fund',
  /** approved → queued: next year's budget, in approval order. */
  queue: 'queue',
  /** payable → paying: its order is on the way to the treasury. */
  order: 'order',
  paid: 'paid',
  bounced: 'bounced',
  /** paid | approved → recovering: a recovery 追回 was decided. */
  recover: 'recover',
  recovered: 'recovered',
} as const;
