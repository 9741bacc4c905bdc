import type { Fen } from '#domain/money/fen.js';

/**
 * The tree of accounts 科目: kind → budget line → budget year. Every movement is one balanced transfer; debits add, credits take away, so that
 * the balances of all accounts always add up to nothing (design 9).
 */
export const accountKinds = {
  appropriation: '财政下达',
  budget: '预算指标',
  committed: '已安排待支付',
  transit: '支付在途',
  paid: '已支付',
  receivable: '应收追回',
  returned: '已追回缴库',
} as const;
export type AccountKind = keyof typeof accountKinds;

/** The budget whose money it is: a measure of the twelve, or the consortia's fore-funded tasks; and its year. */
export interface BudgetLine {
  line: string;
  year: number;
}

export interface Transfer {
  what: string;
  debit: string;
  credit: string;
  /** Positive, as text: transfers travel in JSON. */
  fen: string;
}

export const accountOf = (kind: AccountKind, { line, year }: BudgetLine): string => `${kind}/${line}/${year}`;

/** The parts of an account's code; throws on anything else. */
export function parseAccount(code: string): { kind: AccountKind } & BudgetLine {
  const [kind, line, year] = code.split('/');
  if (!kind || !(kind in accountKinds) || !line || !/^\d{4}$/.test(year ?? '')) throw new Error(`not an account: ${code}`);
  return { kind: kind as AccountKind, line, year: Number(year) };
}

const movement =
  (what: string, debit: AccountKind, credit: AccountKind) =>
  (budget: BudgetLine, fen: Fen): Transfer => {
    if (fen <= 0n) throw new Error(`${what}: a transfer moves a positive amount`);
    return { what, debit: accountOf(debit, budget), credit: accountOf(credit, budget), fen: fen.toString() };
  };

/** What can happen to public money, each as one transfer. */
export const transfers = {
  /** 下达、追加预算. */
  appropriate: movement('下达预算', 'budget', 'appropriation'),
  /** 调减预算. */
  reduce: movement('调减预算', 'appropriation', 'budget'),
  /** 安排: the award has its budget. */
  commit: movement('安排预算', 'committed', 'budget'),
  /** The commitment is given up before it was sent. */
  release: movement('退回预算', 'budget', 'committed'),
  /** 支付令 approved and sent to the treasury. */
  send: movement('发送支付', 'transit', 'committed'),
  /** 回单: the money has arrived. */
  pay: movement('支付成功', 'paid', 'transit'),
  /** 退票. */
  bounce: movement('支付退回', 'committed', 'transit'),
  /** 追回 decided. */
  claimBack: movement('决定追回', 'receivable', 'paid'),
  /** Money paid back to the treasury. */
  takeBack: movement('追回缴库', 'returned', 'receivable'),
  /** A decided recovery is given up. */
  forgive: movement('终止追回', 'paid', 'receivable'),
} as const;

/** Balances after the transfers, account by account: what the record keeps, computed anew. */
export function balances(list: readonly Transfer[]): Map<string, Fen> {
  const sums = new Map<string, Fen>();
  for (const { debit, credit, fen } of list) {
    sums.set(debit, (sums.get(debit) ?? 0n) + BigInt(fen));
    sums.set(credit, (sums.get(credit) ?? 0n) - BigInt(fen));
  }
  return sums;
}
