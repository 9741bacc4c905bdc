import { contentOf } from '#domain/form/document.js';
import { formOf } from '#domain/process/documents.js';
import type { DocumentRule } from '#domain/process/types.js';
import { claimPapers } from './claim-paper.js';
import { consortiumPapers } from './consortium-papers.js';
import { printDocument, type PrintedDocument } from './print-document.js';
import type { PaperVersion } from './layout.js';
import type { PrintedOpinion } from './print.js';

/** A document of a case, and what the record knows of the case when it goes on paper. */
export interface CasePaper {
  process: string;
  document: string;
  rule: DocumentRule<any>;
  data: unknown;
  number?: string;
  content: Record<string, unknown>;
  version?: PaperVersion;
  /** By level, as the record has them. */
  opinions: readonly (Omit<PrintedOpinion, 'heading'> & { level: string })[];
}

/** What a paper shows besides the form itself: facts of the case, rooms for signatures and seals, opinions. */
export type Besides = Pick<PrintedDocument, 'facts' | 'signatures' | 'seals' | 'opinions'>;

const papers = { ...consortiumPapers, ...claimPapers };

/** The official paper of a document. */
export function printCaseDocument(paper: CasePaper): Promise<Buffer> {
  const { process, document, rule, data, number, version } = paper;
  const content = contentOf(paper.content);
  return printDocument({
    form: formOf(rule, data),
    content,
    ...(rule.annex ? { annex: rule.annex } : {}),
    ...(number ? { number } : {}),
    ...(version ? { version } : {}),
    ...papers[`${process} ${document}`]?.({ ...paper, content }),
  });
}
