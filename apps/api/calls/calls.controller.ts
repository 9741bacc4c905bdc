import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { listCarryOver, openCall, readProgress, type CarryOverItem, type PrefectureProgress } from '#records/calls.js';
import type { CaseRow } from '#records/cases.js';
import type { Database } from '#records/database.js';
import { listMembers } from '#records/members.js';
import type { Someone } from '#records/people.js';
import { openSelectionList } from '#records/programmes/selection-list.js';
import { openTransmittal } from '#records/programmes/transmittal.js';
import { monthlyTable, type MonthlyLine } from '#records/reports.js';
import { Allow, holding, to } from '../access/allow.js';
import { DATABASE } from '../config.js';
import { Me } from '../session/guard.js';

const Id = z.uuid();
const NewCall = z.strictObject({ id: Id, year: z.int().min(2023).max(2100) });
const NewList = z.strictObject({ id: Id, callId: Id, projects: z.array(Id).max(2_000).optional() });
const Report = z.object({ callId: Id, month: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/) });

/** 申报批次 and the lists that move many projects with one act. Their decisions are acts on the cases opened here. */
@ApiTags('calls')
@Controller()
export class CallsController {
  constructor(@Inject(DATABASE) private readonly db: Database) {}

  @Allow(to('C', 'call'))
  @Post('calls')
  @HttpCode(201)
  open(@Me() me: Someone, @Body() body: unknown): Promise<{ id: string }> {
    return openCall(this.db, { ...NewCall.parse(body), by: me.actor });
  }

  @Get('calls/:id/progress')
  progress(@Me() me: Someone, @Param('id') id: string): Promise<PrefectureProgress[]> {
    return readProgress(this.db, me.viewer, Id.parse(id));
  }

  /** A23 结转项目. */
  @Get('calls/:id/carry-over')
  carryOver(@Me() me: Someone, @Param('id') id: string): Promise<CarryOverItem[]> {
    return listCarryOver(this.db, me.viewer, Id.parse(id));
  }

  /** A18 拟报送: the prefecture's approved projects. */
  @Allow(to('S', 'transmittal'))
  @Post('transmittals')
  @HttpCode(201)
  openTransmittal(@Me() me: Someone, @Body() body: unknown): Promise<{ id: string }> {
    const { projects, ...given } = NewList.parse(body);
    return openTransmittal(this.db, { ...given, ...(projects ? { projects } : {}), by: me.actor });
  }

  /** 上会名单: projects that wait for the meeting. */
  @Allow(holding('VO'))
  @Post('selection-lists')
  @HttpCode(201)
  openList(@Me() me: Someone, @Body() body: unknown): Promise<{ id: string }> {
    const { projects, ...given } = NewList.parse(body);
    return openSelectionList(this.db, { ...given, ...(projects ? { projects } : {}), by: me.actor });
  }

  @Get('lists/:id/projects')
  members(@Me() me: Someone, @Param('id') id: string): Promise<CaseRow[]> {
    return listMembers(this.db, me.viewer, Id.parse(id));
  }

  /** 月度调度表 by prefecture and type, of what the viewer may read. */
  @Get('reports/monthly')
  monthly(@Me() me: Someone, @Query() query: unknown): Promise<MonthlyLine[]> {
    const { callId, month } = Report.parse(query);
    return monthlyTable(this.db, me.viewer, callId, month);
  }
}
