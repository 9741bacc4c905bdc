import { Body, Controller, Get, Inject, Param, Put, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { printCaseDocument } from '#activities/documents/case-paper.js';
import { DOCX } from '#activities/documents/layout.js';
import { formOf } from '#domain/process/documents.js';
import { audit, type Trail } from '#records/audit.js';
import { readCaseDocument, readPaper, saveCaseDocument, type CaseDocument } from '#records/case-documents.js';
import type { Database } from '#records/database.js';
import type { Draft } from '#records/documents.js';
import type { Someone } from '#records/people.js';
import { readOpinions } from '#records/projects.js';
import { DATABASE, READER } from '../config.js';
import { Me } from '../session/guard.js';
import { From } from '../session/trail.js';
import { offer } from './offer.js';

const Id = z.uuid();
const Name = z.string().regex(/^[a-z][a-z-]{0,30}$/);
const Print = z.object({ version: z.coerce.number().int().positive().max(10_000).optional() });
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
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(READER) private readonly reader: Database,
  ) {}

  @Get()
  show(@Me() me: Someone, @Param('id') id: string, @Param('document') document: string): Promise<CaseDocument> {
    return readCaseDocument(this.reader, me.viewer, me.actor, Id.parse(id), Name.parse(document));
  }

  @Put()
  save(@Me() me: Someone, @Param('id') id: string, @Param('document') document: string, @Body() body: unknown): Promise<Draft> {
    const { content, basedOn } = Save.parse(body);
    const given = { caseId: Id.parse(id), document: Name.parse(document), content, ...(basedOn ? { basedOn } : {}) };
    return saveCaseDocument(this.reader, me.viewer, me.actor, given, this.db);
  }

  /** The official A4 paper; `version`: an earlier one. */
  @Get('print.docx')
  async print(
    @Me() me: Someone,
    @From() trail: Trail,
    @Param('id') id: string,
    @Param('document') document: string,
    @Query() query: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const caseId = Id.parse(id);
    const name = Name.parse(document);
    const found = await readPaper(this.reader, me.viewer, me.actor, caseId, name, Print.parse(query).version);
    const { number, version, ...paper } = found;
    const bytes = await printCaseDocument({
      ...{ document: name, ...paper, data: found.state.data, opinions: await readOpinions(this.reader, caseId) },
      ...(number ? { number } : {}),
      ...(version ? { version } : {}),
    });
    const { label } = formOf(found.rule, found.state.data);
    await audit(this.db, { ...trail, action: 'export', target: label, caseId });
    await offer(reply, DOCX, `${found.title} ${label}.docx`).send(bytes);
  }
}
