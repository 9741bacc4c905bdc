import { accountOf } from '#domain/payment/ledger.js';
import type { BudgetData } from '#domain/payment/budget/process.js';
import type { CaseState } from '#domain/process/types.js';
import type { Database } from '../database.js';
import { balanceOf } from './ledger.js';
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
  const cases = await db.case.findMany({ where: { process: 'budget' }, select: { id: true, status: true, state: true } });
  const rows = await Promise.all(
    cases.map(async ({ id, status, state }) => {
      const { line, year, setFen } = (state as unknown as CaseState<BudgetData>).data;
      const of = async (kind: 'budget' | 'committed' | 'transit' | 'paid') =>
        (await balanceOf(db, accountOf(kind, { line, year }))).toString();
      return {
        id,
        line,
        year,
        status,
        setFen,
        leftFen: await of('budget'),
        committedFen: await of('committed'),
        transitFen: await of('transit'),
        paidFen: await of('paid'),
        waiting: await waitingForBudget(db, line),
      };
    }),
  );
  return rows.sort((a, b) => b.year - a.year || (a.line < b.line ? -1 : 1));
}
