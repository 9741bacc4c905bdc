import { readFile } from 'node:fs/promises';
import { Controller, Get, HttpCode, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { readGrid } from '#activities/documents/read-grid.js';
import { formOf, readProjects as readSheets, type ReadProject } from '#activities/documents/reading.js';
import { addressOf, checkOwnRows, rowOf } from '#activities/documents/rows.js';
import { FileStore, type Received } from '#activities/documents/store.js';
import { takenOut } from '#activities/documents/table-workbook.js';
import { recordWorkbook, templateWorkbook, typeLabel, XLSX } from '#activities/documents/workbook.js';
import { tidy } from '#domain/form/cell.js';
import { checkMayAttach, WORKBOOK } from '#records/attachments.js';
import { audit, type Trail } from '#records/audit.js';
import { businessNow } from '#records/clock.js';
import type { Database } from '#records/database.js';
import type { Someone } from '#records/people.js';
import { importProjects } from '#records/programmes/import-projects.js';
import { readCallYear, readProject, readProjects, type ProjectRecord } from '#records/projects.js';
import { readComparison, readOwner, recordReading } from '#records/readings.js';
import type { Compared, Imported, ImportPreview } from '../contract.js';
import { DATABASE, READER } from '../config.js';
import { Problem } from '../errors/problem.js';
import { Me } from '../session/guard.js';
import { From } from '../session/trail.js';
import { offer } from './offer.js';
import { receiveUpload } from './upload.js';

const Id = z.uuid();
const Intent = z.object({ id: z.uuid() });
const Template = z.object({ type: z.enum(['new', 'continued', 'completed']) });
const MOST_WORKBOOK = 10 * 1024 * 1024;

/** The Excel side of an application (A14, A17, 6.4): template, official workbook, comparison, import. */
@ApiTags('documents')
@Controller()
export class WorkbooksController {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(READER) private readonly reader: Database,
    @Inject(FileStore) private readonly store: FileStore,
  ) {}

  /** The empty Excel form of a type for the call's year (A14). */
  @Get('calls/:id/template.xlsx')
  async template(@Me() me: Someone, @Param('id') id: string, @Query() query: unknown, @Res() reply: FastifyReply): Promise<void> {
    const { type } = Template.parse(query);
    const year = await readCallYear(this.reader, me.viewer, Id.parse(id));
    await offer(reply, XLSX, `${year}年重点项目申报表（${typeLabel(type)}）.xlsx`).send(await templateWorkbook(year, type));
  }

  /** The official workbook, generated from the record; of a transmittal or a list all its projects (A18). */
  @Get('cases/:id/workbook.xlsx')
  async workbook(@Me() me: Someone, @From() trail: Trail, @Param('id') id: string, @Res() reply: FastifyReply): Promise<void> {
    const projects = await readProjects(this.reader, me.viewer, Id.parse(id), true);
    const { year } = projects[0]!.data;
    const bytes = await recordWorkbook(
      year,
      projects.map(({ data, form, facts }) => ({ type: data.type, form, facts })),
      takenOut(me.actor.name ?? '', await businessNow(this.db)),
    );
    await audit(this.db, { ...trail, action: 'export', target: 'Excel汇总表', caseId: id });
    await offer(reply, XLSX, `${projects.length === 1 ? fileTitle(projects[0]!) : `${year}年重点项目汇总`}.xlsx`).send(bytes);
  }

  /** The last comparison, made against the record of this moment. */
  @Get('cases/:id/workbook')
  async comparison(@Me() me: Someone, @Param('id') id: string): Promise<Compared> {
    const project = await readProject(this.reader, me.viewer, Id.parse(id));
    return { comparison: (await readComparison(this.reader, project.id)) ?? null };
  }

  /** A14 a hand-filled workbook that came back: kept, read and compared cell by cell; differences block forwarding. */
  @Post('cases/:id/workbook')
  @HttpCode(200)
  async compare(
    @Me() me: Someone,
    @From() trail: Trail,
    @Param('id') caseId: string,
    @Query() query: unknown,
    @Req() request: FastifyRequest,
  ): Promise<Compared> {
    const { id } = Intent.parse(query);
    const project = await readProject(this.reader, me.viewer, Id.parse(caseId));
    await checkMayAttach(this.reader, me, caseId, WORKBOOK);
    await this.withUpload(request, async (file) => {
      const row = rowOf(await this.read(file, project.data.year), project.data.type, String(project.form.name ?? project.title));
      const { fileName, size, sha256 } = file;
      await this.store.keep(file);
      await recordReading(this.db, me, { id, caseId, fileName, mediaType: XLSX, size, sha256 }, row.cells, trail);
    });
    return { comparison: (await readComparison(this.reader, caseId)) ?? null };
  }

  /** What an import would bring, row by row; nothing is kept. Refused as the import itself, every bad cell by its address. */
  @Post('calls/:id/import/preview')
  @HttpCode(200)
  async preview(@Me() me: Someone, @Param('id') callId: string, @Req() request: FastifyRequest): Promise<ImportPreview> {
    const { year, owner } = await this.importFor(me, callId);
    return this.withUpload(request, async (file) => {
      const rows = await this.read(file, year);
      await this.store.discard(file);
      checkOwnRows(rows, owner);
      const projects = rows.map((row) => ({ address: addressOf(row, 'name'), type: row.type, form: formOf(row, year) }));
      return { projects };
    });
  }

  /** A17 an applicant's filled Excel becomes drafts, one a row, all or none. `id` is the browser's for this import. */
  @Post('calls/:id/import')
  @HttpCode(200)
  async import(
    @Me() me: Someone,
    @From() trail: Trail,
    @Param('id') callId: string,
    @Query() query: unknown,
    @Req() request: FastifyRequest,
  ): Promise<Imported> {
    const { id } = Intent.parse(query);
    const { unit, year, owner } = await this.importFor(me, callId);
    return this.withUpload(request, async (file) => {
      const rows = await this.read(file, year);
      checkOwnRows(rows, owner);
      const projects = rows.map((row) => ({ address: addressOf(row, 'name'), type: row.type, form: formOf(row, year) }));
      try {
        return await importProjects(this.db, { id, callId, unitId: unit.id, by: me.actor, projects, trail });
      } finally {
        await this.store.discard(file);
      }
    });
  }

  private async importFor(me: Someone, callId: string) {
    const unit = me.units.find((one) => one.roles.includes('EA'));
    if (!unit) throw new Problem(403, { code: 'forbidden', message: '只有企业填报人可以导入申报表。' });
    const year = await readCallYear(this.reader, me.viewer, Id.parse(callId));
    return { unit, year, owner: await readOwner(this.db, unit.id) };
  }

  private async read(file: Received, year: number): Promise<ReadProject[]> {
    return readSheets(await readGrid(await readFile(file.path)), year);
  }

  private async withUpload<T>(request: FastifyRequest, work: (file: Received & { fileName: string }) => Promise<T>): Promise<T> {
    const file = await receiveUpload(request, this.store, MOST_WORKBOOK);
    try {
      return await work(file);
    } catch (fault) {
      await this.store.discard(file);
      throw fault;
    }
  }
}

const fileTitle = ({ number, title }: ProjectRecord) =>
  tidy([number, title].filter(Boolean).join(' ')).replace(/[\\/:*?"<>|\n]/g, '_');
