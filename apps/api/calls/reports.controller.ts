import { Controller, Get, Inject, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { monthlyWorkbook } from '#activities/documents/monthly-workbook.js';
import { XLSX } from '#activities/documents/workbook.js';
import { audit, type Trail } from '#records/audit.js';
import { businessNow } from '#records/clock.js';
import type { Database } from '#records/database.js';
import type { Someone } from '#records/people.js';
import { readCallYear } from '#records/projects.js';
import { monthlyCells, monthlyProjects, monthlyTable, type MonthlyLine, type MonthlyProject } from '#records/reports.js';
import { DATABASE, READER } from '../config.js';
import { offer } from '../documents/offer.js';
import { Me } from '../session/guard.js';
import { From } from '../session/trail.js';

const Report = z.object({ callId: z.uuid(), month: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/) });
const Behind = Report.extend({
  prefecture: z.string().max(6).optional(),
  type: z.string().max(20).optional(),
  cell: z.enum(monthlyCells).default('count'),
});

/** 月度调度表 by prefecture and type, of what the viewer may read. */
@ApiTags('reports')
@Controller('reports')
export class ReportsController {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(READER) private readonly reader: Database,
  ) {}

  @Get('monthly')
  monthly(@Me() me: Someone, @Query() query: unknown): Promise<MonthlyLine[]> {
    const { callId, month } = Report.parse(query);
    return monthlyTable(this.reader, me.viewer, callId, month);
  }

  /** The projects behind one of its numbers. */
  @Get('monthly/projects')
  behind(@Me() me: Someone, @Query() query: unknown): Promise<MonthlyProject[]> {
    const { prefecture, type, ...asked } = Behind.parse(query);
    return monthlyProjects(this.reader, me.viewer, {
      ...asked,
      ...(prefecture ? { prefecture } : {}),
      ...(type ? { type } : {}),
    });
  }

  /** The table as a workbook, with who took it out and when (6.14). */
  @Get('monthly.xlsx')
  async workbook(@Me() me: Someone, @From() trail: Trail, @Query() query: unknown, @Res() reply: FastifyReply): Promise<void> {
    const { callId, month } = Report.parse(query);
    const [year, lines, at] = await Promise.all([
      readCallYear(this.reader, me.viewer, callId),
      monthlyTable(this.reader, me.viewer, callId, month),
      businessNow(this.db),
    ]);
    const bytes = await monthlyWorkbook({ year, month, lines, by: me.actor.name ?? '', at });
    await audit(this.db, { ...trail, action: 'export', target: '月度调度表', caseId: callId, detail: { month } });
    await offer(reply, XLSX, `${year}年重点项目月度调度表（${month}）.xlsx`).send(bytes);
  }
}
