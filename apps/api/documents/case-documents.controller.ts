import { Body, Controller, Get, Inject, Param, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { readCaseDocument, saveCaseDocument, type CaseDocument } from '#records/case-documents.js';
import type { Database } from '#records/database.js';
import type { Draft } from '#records/documents.js';
import type { Someone } from '#records/people.js';
import { DATABASE } from '../config.js';
import { Me } from '../session/guard.js';

const Id = z.uuid();
const Name = z.string().regex(/^[a-z][a-z-]{0,30}$/);
const cell = z.union([z.string().max(50_000), z.boolean(), z.array(z.string().max(500)).max(100)]);
const fields = z.record(z.string().max(60), cell);
/** What is filled in: fields, rows of tables, reasons for warnings. */
const Save = z.strictObject({
  content: z.strictObject({
    fields,
    tables: z.record(z.string().max(60), z.array(fields).max(500)),
    reasons: z.record(z.string().max(100), z.string().max(500)).optional(),
  }),
  basedOn: z.string().max(40).optional(),
});

/** The documents of a case 材料 by name: `agreement`, `form`, `plan` … Drafts save themselves (6.12); frozen versions stay. */
@ApiTags('documents')
@Controller('cases/:id/documents/:document')
export class CaseDocumentsController {
  constructor(@Inject(DATABASE) private readonly db: Database) {}

  @Get()
  show(@Me() me: Someone, @Param('id') id: string, @Param('document') document: string): Promise<CaseDocument> {
    return readCaseDocument(this.db, me.viewer, me.actor, Id.parse(id), Name.parse(document));
  }

  @Put()
  save(@Me() me: Someone, @Param('id') id: string, @Param('document') document: string, @Body() body: unknown): Promise<Draft> {
    const { content, basedOn } = Save.parse(body);
    const given = { caseId: Id.parse(id), document: Name.parse(document), content, ...(basedOn ? { basedOn } : {}) };
    return saveCaseDocument(this.db, me.viewer, me.actor, given);
  }
}
