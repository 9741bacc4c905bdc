import type { Transaction } from './database.js';

/** Units take part in a case from now on and may read it, whoever owns it. A unit that takes part already stays. */
export async function joinCase(tx: Transaction, caseId: string, units: string[]): Promise<void> {
  if (units.length === 0) return;
  await tx.caseParticipant.createMany({ data: units.map((unitId) => ({ caseId, unitId })), skipDuplicates: true });
}

/** Units take part no longer; what they own or have on their desk stays theirs to read. */
export async function leaveCase(tx: Transaction, caseId: string, units: string[]): Promise<void> {
  if (units.length === 0) return;
  await tx.caseParticipant.deleteMany({ where: { caseId, unitId: { in: units } } });
}
