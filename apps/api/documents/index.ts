import { AttachmentsController } from './attachments.controller.js';
import { CaseDocumentsController } from './case-documents.controller.js';
import { PapersController } from './papers.controller.js';
import { WorkbooksController } from './workbooks.controller.js';

/** Excel, Word and attachments of cases. */
export const documentControllers = [AttachmentsController, WorkbooksController, PapersController, CaseDocumentsController];
