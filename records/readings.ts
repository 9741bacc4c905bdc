import type { FormValues } from '#domain/form/definition.js';
import { compareSheet, type CellDifference, type ReadCell, type RecordFacts } from '#domain/key-project/comparison.js';
import type { KeyProjectData } from '#domain/key-project/data.js';
import { regionName } from '#domain/organisation/regions.js';
import { addAttachmentIn, WORKBOOK, type NewAttachment } from './attachments.js';
import type { Trail } from './audit.js';
import { businessNow } from './clock.js';
import { inTransaction, type Database, type Transaction } from './database.js';
import { readDraft } from './documents.js';
import type { Someone } from './people.js';

/** A14: what the last hand-filled workbook of a project says against the record of this moment. */
export interface Comparison {
  fileName: string;
  readAt: string;
  differences: CellDifference[];
}

/** Keeps a hand-filled workbook and what its row says. The same id again changes nothing. Throws RecordError as `addAttachmentIn`. */
export async function recordReading(
  db: Database,
  someone: Someone,
  file: Omit<NewAttachment, 'purpose'>,
  cells: readonly ReadCell[],
  trail: Trail,
): Promise<void> {
  await inTransaction(db, async (tx) => {
    if (!(await addAttachmentIn(tx, someone, { ...file, purpose: WORKBOOK }, trail))) return;
    const readAt = new Date(await businessNow(tx));
    await tx.workbookReading.create({ data: { id: file.id, caseId: file.caseId, cells: cells as object[], readAt } });
  });
}

/** The comparison of a project's last reading, made now: correcting either side resolves it. Nothing when no workbook came back. */
export async function readComparison(db: Transaction, caseId: string): Promise<Comparison | undefined> {
  const reading = await db.workbookReading.findFirst({ where: { caseId }, orderBy: { position: 'desc' } });
  if (!reading) return undefined;
  const [project, file] = await Promise.all([
    db.case.findFirstOrThrow({ where: { id: caseId }, select: { state: true } }),
    db.attachment.findFirstOrThrow({ where: { id: reading.id }, select: { fileName: true } }),
  ]);
  const { data } = project.state as unknown as { data: KeyProjectData };
  const form = ((await readDraft(db, caseId))?.content ?? {}) as FormValues;
  return {
    fileName: file.fileName,
    readAt: reading.readAt.toISOString(),
    differences: compareSheet(data, reading.cells as unknown as ReadCell[], form, await recordFacts(db, data)),
  };
}

/** A14 for the guard: how many cells of the last workbook differ, by case; cases without one are left out. */
export async function countDifferences(tx: Transaction, caseIds: readonly string[]): Promise<Map<string, number>> {
  const read = await tx.workbookReading.findMany({
    where: { caseId: { in: [...caseIds] } },
    distinct: ['caseId'],
    select: { caseId: true },
  });
  const counted = new Map<string, number>();
  for (const { caseId } of read) counted.set(caseId, (await readComparison(tx, caseId))!.differences.length);
  return counted;
}

/** What the Excel shows of a project beside its form. */
export async function recordFacts(db: Transaction, data: KeyProjectData): Promise<RecordFacts> {
  const owner = await readOwner(db, data.offices.owner);
  return { owner: owner.name, uscc: owner.uscc, prefecture: regionName(data.regions.prefecture) ?? '' };
}

/** 项目业主 as forms name it. */
export async function readOwner(db: Transaction, unitId: string): Promise<{ name: string; uscc: string }> {
  const owner = await db.unit.findUnique({ where: { id: unitId }, select: { name: true, uscc: true } });
  return { name: owner?.name ?? '', uscc: owner?.uscc ?? '' };
}
