import type { DisbursementData, InstalmentData } from '#domain/disbursement/data.js';
import type { DisbursementKnown } from '#domain/disbursement/process.js';
import type { CaseState } from '#domain/process/types.js';
import type { Transaction } from '../../database.js';

/** How far each instalment of a plan is, in its order; those not opened yet are left out. */
export async function instalmentsOf(tx: Transaction, plan: DisbursementData): Promise<DisbursementKnown['instalments']> {
  const ids = plan.instalments.map(({ caseId }) => caseId);
  const cases = await tx.case.findMany({ where: { id: { in: ids } }, select: { id: true, status: true, state: true } });
  return ids.flatMap((id) => {
    const found = cases.find((one) => one.id === id);
    if (!found) return [];
    const { fen, budgetYear } = (found.state as unknown as CaseState<InstalmentData>).data;
    return [{ caseId: id, status: found.status, fen, ...(budgetYear ? { budgetYear } : {}) }];
  });
}
