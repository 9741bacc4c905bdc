import { readFile } from 'node:fs/promises';
import { Controller, Get, HttpCode, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { carryOverWorkbook, readCarryOver, type CarryOverRow } from '#activities/documents/carry-over-sheet.js';
import { readGrid } from '#activities/documents/read-grid.js';
import { FileStore } from '#activities/documents/store.js';
import { takenOut } from '#activities/documents/table-workbook.js';
import { XLSX } from '#activities/documents/workbook.js';
import { audit, type Trail } from '#records/audit.js';
import { listCarryOver, type CarryOverItem } from '#records/calls.js';
import { businessNow } from '#records/clock.js';
import type { Database } from '#records/database.js';
import type { Someone } from '#records/people.js';
import { readCallYear } from '#records/projects.js';
import { Allow } from '../access/allow.js';
import { ofIndustry } from '../access/departments.js';
import { DATABASE, READER } from '../config.js';
import { offer } from '../documents/offer.js';
import { receiveUpload } from '../documents/upload.js';
import { Me } from '../session/guard.js';
import { From } from '../session/trail.js';

const Id = z.uuid();
const Which = z.object({ template: z.literal('1').optional() });
const MOST_WORKBOOK = 2 * 1024 * 1024;

/** A23 结转项目清单: read, taken out as Excel, and read in from one. Loading and settling are acts on the call. */
@ApiTags('calls')
@Controller('calls/:id')
export class CarryOverController {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(READER) private readonly reader: Database,
    @Inject(FileStore) private readonly store: FileStore,
  ) {}

  @Get('carry-over')
  list(@Me() me: Someone, @Param('id') id: string): Promise<CarryOverItem[]> {
    return listCarryOver(this.reader, me.viewer, Id.parse(id));
  }

  /** The list as the viewer sees it; with `template=1` the empty form. */
  @Get('carry-over.xlsx')
  async workbook(
    @Me() me: Someone,
    @From() trail: Trail,
    @Param('id') callId: string,
    @Query() query: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { template } = Which.parse(query);
    const id = Id.parse(callId);
    const year = await readCallYear(this.reader, me.viewer, id);
    const items = template ? [] : await listCarryOver(this.reader, me.viewer, id);
    if (!template) await audit(this.db, { ...trail, action: 'export', target: '结转清单', caseId: id });
    const name = template ? '结转项目清单模板' : '结转项目清单';
    await offer(reply, XLSX, `${year - 1}年${name}.xlsx`).send(
      await carryOverWorkbook(year, items, template ? undefined : takenOut(me.actor.name ?? '', await businessNow(this.db))),
    );
  }

  /** What an Excel would bring, line by line; nothing is kept. */
  @Allow(ofIndustry('VO'))
  @Post('carry-over/preview')
  @HttpCode(200)
  async preview(@Me() me: Someone, @Param('id') id: string, @Req() request: FastifyRequest): Promise<CarryOverRow[]> {
    await readCallYear(this.reader, me.viewer, Id.parse(id));
    const file = await receiveUpload(request, this.store, MOST_WORKBOOK);
    try {
      return readCarryOver(await readGrid(await readFile(file.path)));
    } finally {
      await this.store.discard(file);
    }
  }
}
