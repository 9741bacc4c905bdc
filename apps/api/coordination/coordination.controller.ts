import { Body, Controller, Get, HttpCode, Inject, Post, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { coordinationWorkbook } from '#activities/documents/supervision-workbooks.js';
import { XLSX } from '#activities/documents/workbook.js';
import { can } from '#domain/organisation/access-matrix.js';
import { audit, type Trail } from '#records/audit.js';
import { businessNow } from '#records/clock.js';
import type { Database } from '#records/database.js';
import type { Someone } from '#records/people.js';
import { openCoordination } from '#records/programmes/coordination.js';
import { listCoordination, type CoordinationRow } from '#records/coordination-items.js';
import { Allow, to } from '../access/allow.js';
import { PageQuery, wholeList, type Page } from '../access/page.js';
import { DATABASE, READER } from '../config.js';
import { offer } from '../documents/offer.js';
import { Me } from '../session/guard.js';
import { From } from '../session/trail.js';

const NewItem = z.strictObject({
  id: z.uuid(),
  title: z.string().trim().min(2).max(60),
  detail: z.string().trim().min(5).max(2_000),
  department: z.enum(['miit', 'sti']),
});

const Filter = z.object({
  text: PageQuery.shape.text,
  status: z.string().max(50).optional(),
  prefecture: z.string().max(6).optional(),
  satisfaction: z.enum(['satisfied', 'mostly', 'unsatisfied', 'silent']).optional(),
  overdue: z
    .enum(['yes'])
    .transform(() => true)
    .optional(),
});
const List = PageQuery.extend(Filter.shape);

/** 协调事项 raised directly (2.11). Those of a report or a consortium are opened by acts on them; what follows are acts on the item. */
@ApiTags('coordination')
@Controller()
export class CoordinationController {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(READER) private readonly reader: Database,
  ) {}

  /** 协调事项 in scope, the one that moved last first. */
  @Get('coordination-items')
  list(@Me() me: Someone, @Query() query: unknown): Promise<Page<CoordinationRow>> {
    return listCoordination(this.reader, me.viewer, List.parse(query));
  }

  /** What the filter finds, as a workbook with who took it out and when (6.14). Refuses rather than cut short. */
  @Get('coordination-items/list.xlsx')
  async workbook(@Me() me: Someone, @From() trail: Trail, @Query() query: unknown, @Res() reply: FastifyReply): Promise<void> {
    const filter = Filter.parse(query);
    const rows = await wholeList((page) => listCoordination(this.reader, me.viewer, { ...filter, ...page }));
    const bytes = await coordinationWorkbook({ rows, by: me.actor.name ?? '', at: await businessNow(this.db) });
    await audit(this.db, { ...trail, action: 'export', target: '协调事项', detail: { ...filter, rows: rows.length } });
    await offer(reply, XLSX, '协调事项一览表.xlsx').send(bytes);
  }

  @Allow(to('C', 'problem-item'))
  @Post('coordination-items')
  @HttpCode(201)
  open(@Me() me: Someone, @Body() body: unknown): Promise<{ id: string }> {
    const post = me.viewer.posts.find(({ role }) => can(role, 'C', 'problem-item'))!;
    const raiser = { unitId: post.unitId, role: post.role };
    return openCoordination(this.db, { ...NewItem.parse(body), raiser, by: me.actor });
  }
}
