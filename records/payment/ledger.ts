import { randomUUID } from 'node:crypto';
import { accountKinds, parseAccount, type Transfer } from '#domain/payment/ledger.js';
import type { Database, Transaction } from '../database.js';
import type { Registered } from '../processes.js';

type Writer = NonNullable<Registered['registers']>[string];

/** Posts a step's transfers, in its transaction; the same step posts once. Accounts are touched in one order, so that writers do not cross. */
export const postTransfers: Writer = async (tx, { caseId, event, now, row }) => {
  const list = (row.transfers as Transfer[]).map((transfer, n) => ({
    ...transfer,
    id: randomUUID(),
    key: `${caseId}/${event.id}/${n}`,
  }));
  await tx.ledgerTransfer.createMany({
    data: list.map(({ id, key, what }) => ({ id, key, what, caseId, at: new Date(now) })),
  });
  const entries = list
    .flatMap(({ id, debit, credit, fen }) => [
      { transferId: id, account: debit, fen: BigInt(fen) },
      { transferId: id, account: credit, fen: -BigInt(fen) },
    ])
    // Debits of an account before its credits: a budget raised and used by one step is never short in between.
    .sort((a, b) => (a.account === b.account ? Number(b.fen - a.fen) : a.account < b.account ? -1 : 1));
  await tx.ledgerEntry.createMany({ data: entries });
};

/** What stands on an account, fen; nothing was ever posted there: 0. */
export async function balanceOf(tx: Transaction, account: string): Promise<bigint> {
  return (await tx.ledgerBalance.findUnique({ where: { account } }))?.fen ?? 0n;
}

export interface BalanceRow {
  account: string;
  kind: string;
  kindLabel: string;
  line: string;
  year: number;
  fen: string;
}

export interface TrialBalance {
  rows: BalanceRow[];
  debitFen: string;
  creditFen: string;
  /** The sum of all accounts; anything but 0 is an alarm. */
  sumFen: string;
  /** Accounts whose kept balance differs from their entries, computed anew. */
  differing: string[];
}

/** 试算平衡表: every account, both sides, and every balance recomputed from its entries. */
export async function trialBalance(db: Database): Promise<TrialBalance> {
  const rows = await db.$queryRaw<{ account: string; kept: bigint | null; computed: bigint }[]>`
    select account, b.fen as kept, coalesce(e.fen, 0)::bigint as computed
    from ledger_balance b full join (select account, sum(fen)::bigint as fen from ledger_entry group by account) e using (account)
    order by account`;
  const sum = (of: (fen: bigint) => boolean) =>
    rows.reduce((total, { computed }) => (of(computed) ? total + computed : total), 0n);
  return {
    rows: rows.map(({ account, computed }) => {
      const { kind, line, year } = parseAccount(account);
      return { account, kind, kindLabel: accountKinds[kind], line, year, fen: computed.toString() };
    }),
    debitFen: sum((fen) => fen > 0n).toString(),
    creditFen: (-sum((fen) => fen < 0n)).toString(),
    sumFen: sum(() => true).toString(),
    differing: rows.filter(({ kept, computed }) => kept !== computed).map(({ account }) => account),
  };
}

export interface EntryRow {
  at: string;
  what: string;
  caseId: string;
  fen: string;
  /** The other side of the transfer. */
  against: string;
}

/** 明细账 of an account, newest first. */
export async function entriesOf(db: Database, account: string, limit = 500): Promise<EntryRow[]> {
  const entries = await db.ledgerEntry.findMany({
    where: { account },
    include: { transfer: { include: { entries: true } } },
    orderBy: [{ transfer: { at: 'desc' } }, { transfer: { key: 'desc' } }],
    take: limit,
  });
  return entries.map(({ fen, transfer }) => ({
    at: transfer.at.toISOString(),
    what: transfer.what,
    caseId: transfer.caseId,
    fen: fen.toString(),
    against: transfer.entries.find((other) => other.account !== account)!.account,
  }));
}
