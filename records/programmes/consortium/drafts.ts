import { contentOf, type DocumentContent } from '#domain/form/document.js';
import type { Transaction } from '../../database.js';
import { readDraft } from '../../documents.js';

/** The working draft of a case's document as content; empty while nothing was saved. */
export async function draftContent(
  tx: Transaction,
  caseId: string,
  document: 'form' | 'agreement' | 'plan',
): Promise<DocumentContent> {
  return contentOf((await readDraft(tx, caseId, document))?.content);
}
