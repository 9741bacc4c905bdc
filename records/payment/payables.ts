import type { BankAccount, OrderItem, Payee } from '#domain/payment/payable.js';
import { Prisma, type Transaction } from '../database.js';

interface PayableData {
  budgetYear: number;
  account: BankAccount;
}
type ClaimLike = PayableData & { measure: string; claimant: Payee; awardFen: string };
type InstalmentLike = PayableData & { line: string; payee: Payee; fen: string };

/** How each process that can be paid names what an order must know. */
const payables: Record<string, (data: any) => Pick<OrderItem, 'line' | 'payee' | 'fen'>> = {
  claim: ({ measure, claimant, awardFen }: ClaimLike) => ({ line: measure, payee: claimant, fen: awardFen }),
  instalment: ({ line, payee, fen }: InstalmentLike) => ({ line, payee, fen }),
};
export const payableProcesses = Object.keys(payables);

/** What was awarded to whom, from which budget; nothing for a case that cannot be paid. */
export function awardedAs(
  process: string,
  state: unknown,
): (Pick<OrderItem, 'line' | 'payee' | 'fen'> & { year: number }) | undefined {
  const { data } = state as { data: PayableData };
  return payables[process] && { ...payables[process](data), year: data.budgetYear };
}

export type Payable = Omit<OrderItem, 'key'>;

/** Everything that waits for its payment order and stands on none, oldest first; of the cases named, when they are. */
export async function listPayables(tx: Transaction, ids?: string[]): Promise<Payable[]> {
  const rows = await tx.$queryRaw<{ id: string; process: string; number: string | null; title: string; data: PayableData }[]>`
    select c.id, c.process, c.number, c.title, c.state->'data' as data from "case" c
    where c.process in (${Prisma.join(payableProcesses)}) and c.status = 'payable'
      ${ids ? Prisma.sql`and c.id = any(${ids}::uuid[])` : Prisma.empty}
      and not exists (
        select from "case" o where o.process = 'payment-order' and o.status in ('checking', 'approving', 'returned')
          and o.state->'data'->'items' @> jsonb_build_array(jsonb_build_object('caseId', c.id)))
    order by c.since, c.id`;
  return rows.map(({ id, process, number, title, data }) => ({
    caseId: id,
    process,
    ...(number ? { number } : {}),
    title,
    account: data.account,
    ...awardedAs(process, { data })!,
  }));
}

export interface WaitingRow {
  caseId: string;
  process: string;
  title: string;
  number: string | null;
  status: string;
  fen: string;
}

/** Approved awards and instalments of a budget line without their budget, in approval order (E6). */
export async function waitingForBudget(tx: Transaction, line: string): Promise<WaitingRow[]> {
  const rows = await tx.$queryRaw<
    { id: string; process: string; title: string; number: string | null; status: string; data: object }[]
  >`
    select id, process, title, number, status, state->'data' as data from "case"
    where process in (${Prisma.join(payableProcesses)}) and status in ('approved', 'queued')
      and coalesce(state->'data'->>'measure', state->'data'->>'line') = ${line}
    order by (state->'data'->>'approvedAt')::bigint, substring(state->'data'->>'approvedSeq' from '[0-9]+$')::bigint nulls last, id`;
  return rows.map(({ id, data, ...row }) => ({ caseId: id, ...row, fen: payables[row.process]!(data).fen }));
}
