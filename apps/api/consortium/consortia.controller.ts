import { Controller, Get, Inject, Param, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { consortiaWorkbook } from '#activities/documents/consortia-workbook.js';
import { XLSX } from '#activities/documents/workbook.js';
import { audit, type Trail } from '#records/audit.js';
import { businessNow } from '#records/clock.js';
import type { Database } from '#records/database.js';
import type { Someone } from '#records/people.js';
import { readAsked, type AskedOfUnit } from '#records/programmes/consortium/asked.js';
import { concerns, listConsortia, type ConsortiumRow } from '#records/programmes/consortium/list-consortia.js';
import { readLife, type LifeChild } from '#records/programmes/consortium/read-life.js';
import { PageQuery, wholeList, type Page } from '../access/page.js';
import { DATABASE, READER } from '../config.js';
import { offer } from '../documents/offer.js';
import { Me } from '../session/guard.js';
import { From } from '../session/trail.js';

const short = z.string().max(50).optional();
const Filter = z.object({
  text: z.string().trim().max(100).optional(),
  status: short,
  industry: short,
  prefecture: z.string().max(6).optional(),
  grade: z.enum(['优', '良', '中', '差']).optional(),
  concern: z.enum(concerns).optional(),
});
const List = PageQuery.extend(Filter.shape);

/** Consortia that live (2.3): the list, and all that belongs to one. What is done about them are acts on cases. */
@ApiTags('consortium')
@Controller('consortia')
export class ConsortiaController {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(READER) private readonly reader: Database,
  ) {}

  @Get()
  list(@Me() me: Someone, @Query() query: unknown): Promise<Page<ConsortiumRow>> {
    return listConsortia(this.reader, me.viewer, List.parse(query));
  }

  /** What waits for the person's own units: an answer, a signature, a consent. */
  @Get('asked')
  asked(@Me() me: Someone): Promise<AskedOfUnit[]> {
    return readAsked(this.reader, me);
  }

  /** What the filter finds, as a workbook with who took it out and when (6.14). Refuses rather than cut short. */
  @Get('list.xlsx')
  async workbook(@Me() me: Someone, @From() trail: Trail, @Query() query: unknown, @Res() reply: FastifyReply): Promise<void> {
    const filter = Filter.parse(query);
    const rows = await wholeList((page) => listConsortia(this.reader, me.viewer, { ...filter, ...page }));
    const bytes = await consortiaWorkbook({ rows, by: me.actor.name ?? '', at: await businessNow(this.db) });
    await audit(this.db, { ...trail, action: 'export', target: '创新联合体名单', detail: { ...filter, rows: rows.length } });
    await offer(reply, XLSX, '创新联合体一览表.xlsx').send(bytes);
  }

  /** Reports, evaluations, changes, projects, matters and endings of one consortium. */
  @Get(':id/life')
  life(@Me() me: Someone, @Param('id') id: string): Promise<LifeChild[]> {
    return readLife(this.reader, me.viewer, z.uuid().parse(id));
  }
}
