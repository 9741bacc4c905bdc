import { sha256 } from './chain.js';
import { RecordError, type Database, type Transaction } from './database.js';
import { businessNow } from './clock.js';

/** The working draft of a document is version 0; frozen versions count from 1. */
const DRAFT = 0;

export interface Draft {
  content: Record<string, unknown>;
  /** When it was last saved: what the next save must name. */
  savedAt: string;
  savedBy?: string;
}

export async function readDraft(db: Transaction, caseId: string, document = 'form'): Promise<Draft | undefined> {
  const row = await db.documentVersion.findFirst({ where: { caseId, document, version: DRAFT } });
  return row
    ? { content: row.content as Record<string, unknown>, savedAt: row.savedAt.toISOString(), savedBy: row.savedBy ?? undefined }
    : undefined;
}

/**
 * Saves the working draft. `basedOn` is the savedAt the writer last saw; if somebody saved since, RecordError 'draft_conflict' and nothing is
 * overwritten.
 */
export async function saveDraft(
  db: Database,
  caseId: string,
  content: Record<string, unknown>,
  by: { personId: string },
  basedOn?: string,
  document = 'form',
): Promise<Draft> {
  return db.$transaction(async (tx) => {
    await tx.$queryRaw`select 1 from "case" where id = ${caseId}::uuid for update`;
    const before = await readDraft(tx, caseId, document);
    if (before && basedOn !== undefined && before.savedAt !== basedOn) {
      throw new RecordError('draft_conflict', '他人刚刚保存过该表单，请刷新后合并修改，您的内容未被覆盖。');
    }
    // Grows with every save, also while a training system's clock stands still.
    const savedAt = new Date(Math.max(await businessNow(tx), before ? Date.parse(before.savedAt) + 1 : 0));
    const values = { content: content as object, savedAt, savedBy: by.personId };
    await tx.documentVersion.upsert({
      where: { caseId_document_version: { caseId, document, version: DRAFT } },
      create: { caseId, document, version: DRAFT, ...values },
      update: values,
    });
    return { content, savedAt: savedAt.toISOString(), savedBy: by.personId };
  });
}

/** Freezes the draft as the next version with the SHA-256 of its canonical JSON. An unchanged draft keeps its last version. */
export async function freezeDocument(
  tx: Transaction,
  caseId: string,
  document: string,
  now: number,
): Promise<{ version: number; sha256: string }> {
  const draft = await readDraft(tx, caseId, document);
  if (!draft) throw new RecordError('no_draft', '尚未保存表单内容，请先填写并保存。');
  const hash = sha256(draft.content);
  const last = await tx.documentVersion.findFirst({
    where: { caseId, document, version: { gt: DRAFT } },
    orderBy: { version: 'desc' },
  });
  if (last?.sha256 === hash) return { version: last.version, sha256: hash };
  const version = (last?.version ?? 0) + 1;
  await tx.documentVersion.create({
    data: {
      caseId,
      document,
      version,
      content: draft.content as object,
      sha256: hash,
      savedBy: draft.savedBy,
      savedAt: new Date(now),
    },
  });
  return { version, sha256: hash };
}

/** Frozen versions, oldest first. */
export async function readVersions(
  db: Transaction,
  caseId: string,
  document = 'form',
): Promise<{ version: number; sha256: string; savedAt: Date; content: Record<string, unknown> }[]> {
  const rows = await db.documentVersion.findMany({
    where: { caseId, document, version: { gt: DRAFT } },
    orderBy: { version: 'asc' },
  });
  return rows.map((row) => ({
    version: row.version,
    sha256: row.sha256!,
    savedAt: row.savedAt,
    content: row.content as Record<string, unknown>,
  }));
}
