import { createHash } from 'node:crypto';
import type { FormValues } from '#domain/form/definition.js';
import type { ProjectType } from '#domain/key-project/form.js';
import type { Actor } from '#domain/process/types.js';
import { appendAudit, type Trail } from '../audit.js';
import { inTransaction, RecordError, type Database } from '../database.js';
import { openKeyProjectIn } from './open-key-project.js';

export interface ImportedProject {
  /** Where the row stands in the file: names it in refusals and makes its id. */
  address: string;
  type: ProjectType;
  form: FormValues;
}

/**
 * Opens a draft for every row of an Excel, all or none. `id` is the browser's for this import: sent again, the drafts are the same ones.
 * Throws RecordError as `openKeyProject`, with the row's address in the sentence.
 */
export async function importProjects(
  db: Database,
  given: { id: string; callId: string; unitId: string; by: Actor; projects: readonly ImportedProject[]; trail: Trail },
): Promise<{ outcome: 'done' | 'repeated'; projects: { id: string; title: string }[] }> {
  const projects = given.projects.map((project) => ({
    ...project,
    id: derivedId(given.id, project.address),
    title: String(project.form.name),
  }));
  return inTransaction(db, async (tx) => {
    await tx.$queryRaw`select pg_advisory_xact_lock(hashtextextended(${given.id}, 0))::text`;
    const answer = projects.map(({ id, title }) => ({ id, title }));
    const before = await tx.case.count({ where: { id: { in: projects.map((project) => project.id) } } });
    if (before > 0) return { outcome: 'repeated', projects: answer };
    for (const { id, title, type, form, address } of projects) {
      try {
        await openKeyProjectIn(tx, {
          id,
          title,
          type,
          form,
          callId: given.callId,
          county: String(form.county),
          unitId: given.unitId,
          by: given.by,
        });
      } catch (fault) {
        if (fault instanceof RecordError)
          throw new RecordError(fault.code, `${address}：${fault.message}未导入任何内容。`, address);
        throw fault;
      }
    }
    await appendAudit(tx, {
      ...given.trail,
      action: 'projects.imported',
      target: given.callId,
      detail: { projects: answer.map((one) => one.id) },
    });
    return { outcome: 'done', projects: answer };
  });
}

/** The same import and row, the same case: a UUID of version 8 from both. */
function derivedId(importId: string, address: string): string {
  const hex = createHash('sha256').update(`${importId}/${address}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
