import { accountOf } from '#domain/payment/ledger.js';
import type { BudgetData } from '#domain/payment/budget/process.js';
import type { CaseState } from '#domain/process/types.js';
import type { Database } from '../database.js';
import { waitingForBudget, type WaitingRow } from './payables.js';

export interface BudgetRow {
  id: string;
  line: string;
  year: number;
  status: string;
  setFen: string;
  leftFen: string;
  committedFen: string;
  transitFen: string;
  paidFen: string;
  waiting: WaitingRow[];
}

/** Every budget with what became of its money, and who waits for the line. */
export async function listBudgets(db: Database): Promise<BudgetRow[]> {
  const [cases, balances] = await Promise.all([
    db.case.findMany({ where: { process: 'budget' }, select: { id: true, status: true, state: true } }),
    db.ledgerBalance.findMany(),
  ]);
  const kept = new Map(balances.map(({ account, fen }) => [account, fen]));
  const budgets = cases.map(({ state, ...row }) => ({ ...row, ...(state as unknown as CaseState<BudgetData>).data }));
  const queues = new Map(
    await Promise.all(
      [...new Set(budgets.map(({ line }) => line))].map(async (line) => [line, await waitingForBudget(db, line)] as const),
    ),
  );
  const rows = budgets.map(({ id, status, line, year, setFen }): BudgetRow => {
    const of = (kind: 'budget' | 'committed' | 'transit' | 'paid') =>
      (kept.get(accountOf(kind, { line, year })) ?? 0n).toString();
    return {
      ...{ id, line, year, status, setFen },
      leftFen: of('budget'),
      committedFen: of('committed'),
      transitFen: of('transit'),
      paidFen: of('paid'),
      waiting: queues.get(line)!,
    };
  });
  return rows.sort((a, b) => b.year - a.year || (a.line < b.line ? -1 : 1));
}
