import type { CaseEvent, Refusal } from '#domain/process/types.js';
import { advanceIn } from './decide.js';
import { businessNow } from './clock.js';
import { inTransaction, RecordError, type Database } from './database.js';
import { readNotice } from './public-pages.js';

/** Files that came with an objection 异议材料: seen by officials only (6.5). */
export const OBJECTION = 'objection';

export interface NewObjection {
  /** The browser's: sent again, it is one objection. */
  id: string;
  noticeId: string;
  projectId: string;
  name: string;
  contact: string;
  evidence: string;
  unit?: string;
  sealed?: boolean;
  files: { id: string; fileName: string; mediaType: string; size: number; sha256: string }[];
}

class Refused extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal.code);
  }
}

/**
 * 异议 (6.5): to one project on a notice in its period. The project's case takes it with its files, or nothing is kept; the rest of the list is not
 * held up. `keep` gives the bytes their place before the record is final. Returns the case's refusal. Throws RecordError 'not_found', 'notice_closed'.
 */
export async function fileObjection(db: Database, given: NewObjection, keep: () => Promise<void>): Promise<Refusal | undefined> {
  const { id, noticeId, projectId, files, ...said } = given;
  const notice = await readNotice(db, noticeId);
  if (!notice.projects.includes(projectId)) throw new RecordError('not_found', '该项目不在本公示名单内，请刷新页面后重选。');
  if (!notice.open)
    throw new RecordError('notice_closed', '不在公示期内，不受理异议。如需反映情况，请拨打公示所列机关纪委电话。');
  try {
    await inTransaction(db, async (tx) => {
      const payload = { ...said, files: files.map((file) => ({ id: file.id, fileName: file.fileName })) };
      const event: CaseEvent = { id, on: 'object', by: { kind: 'public', name: given.name }, payload };
      const [answer] = await advanceIn(tx, [{ caseId: projectId, event }]);
      if (answer!.outcome === 'refused') throw new Refused(answer!.refusal);
      if (answer!.outcome === 'repeated') return;
      const uploadedAt = new Date(await businessNow(tx));
      await tx.attachment.createMany({
        data: files.map((file) => ({ ...file, caseId: projectId, purpose: OBJECTION, uploadedAt })),
      });
      await keep();
    });
  } catch (fault) {
    if (fault instanceof Refused) return fault.refusal;
    throw fault;
  }
  return undefined;
}
