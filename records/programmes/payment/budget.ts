import { budget, type BudgetData } from '#domain/payment/budget/process.js';
import { accountOf } from '#domain/payment/ledger.js';
import { childId } from '#domain/process/child-id.js';
import type { Actor, CaseState } from '#domain/process/types.js';
import type { Database } from '../../database.js';
import { openCase } from '../../open-case.js';
import { balanceOf, postTransfers } from '../../payment/ledger.js';
import { waitingForBudget } from '../../payment/payables.js';
import type { Registered } from '../../processes.js';

export const budgetRecords: Registered = {
  process: budget,
  known: async (tx, contexts) => {
    const loaded = new Map<string, Record<string, unknown>>();
    for (const { caseId, state } of contexts) {
      const { line, year } = (state as CaseState<BudgetData>).data;
      const left = await balanceOf(tx, accountOf('budget', { line, year }));
      const waiting = (await waitingForBudget(tx, line)).map(({ caseId: id, process, fen, status }) => ({
        caseId: id,
        process,
        fen,
        status,
      }));
      loaded.set(caseId, { leftFen: left.toString(), waiting });
    }
    return loaded;
  },
  registers: { ledger: postTransfers },
};

/** The budget of a line and year; there is one, whoever opens it. */
export function openBudget(
  db: Database,
  { line, year, label, finance, by }: { line: string; year: number; label: string; finance: string; by: Actor },
): Promise<{ id: string }> {
  const title = `${year}年${label}预算`;
  return openCase(db, {
    process: 'budget',
    id: childId(finance, `budget/${line}/${year}`),
    title,
    department: 'finance',
    unitId: finance,
    kind: line,
    by,
    data: { title, line, year, offices: { finance }, setFen: '0' } satisfies BudgetData as unknown as Record<string, unknown>,
  });
}
