import { randomUUID } from 'node:crypto';
import type { Ban } from '#domain/consortium/data.js';
import type { Transaction } from '../../database.js';
import type { Registered } from '../../processes.js';

/** 信用记录 of the kind that bars a unit from leading and from core roles in consortia (B32); other programmes do not ask for it (R10). */
export const CONSORTIUM_BAN = 'consortium-ban';

type Register = NonNullable<Registered['registers']>[string];

/** Writes a credit record of a unit: {kind, unitId, fact, decisionNo, from, until}. */
export const writeCredit: Register = async (tx, { caseId, row }) => {
  await tx.creditRecord.create({
    data: {
      id: randomUUID(),
      caseId,
      unitId: String(row.unitId),
      kind: String(row.kind),
      fact: String(row.fact),
      decisionNo: row.decisionNo ? String(row.decisionNo) : null,
      from: new Date(Number(row.from)),
      until: row.until ? new Date(Number(row.until)) : null,
    },
  });
};

/** A ban that was revoked or lifted early ends now (信用修复); what it was stays on the record. */
export const endBans: Register = async (tx, { caseId, now }) => {
  await tx.creditRecord.updateMany({
    where: { caseId, kind: CONSORTIUM_BAN, until: { gt: new Date(now) } },
    data: { until: new Date(now) },
  });
};

/** The bans on units, past ones left out. Asked at member freeze, signing, approval and change (B32). */
export async function bansOf(tx: Transaction, unitIds: readonly string[], now: number): Promise<Ban[]> {
  if (unitIds.length === 0) return [];
  const rows = await tx.creditRecord.findMany({
    where: { unitId: { in: [...unitIds] }, kind: CONSORTIUM_BAN, until: { gt: new Date(now) } },
  });
  const units = await tx.unit.findMany({
    where: { id: { in: rows.map((row) => row.unitId!) } },
    select: { id: true, name: true },
  });
  return rows.map(({ unitId, from, until, decisionNo }) => ({
    unitId: unitId!,
    name: units.find((unit) => unit.id === unitId)?.name ?? '',
    from: from.getTime(),
    until: until!.getTime(),
    ...(decisionNo ? { decisionNo } : {}),
  }));
}
