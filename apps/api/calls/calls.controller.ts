import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { listCalls, openCall, readProgress, type CallSummary, type PrefectureProgress } from '#records/calls.js';
import { reviewLevels } from '#domain/key-project/load-forecast.js';
import type { Database } from '#records/database.js';
import { forecastNumbers, readForecastProjects, readLoadForecast, type LoadForecast } from '#records/load-forecast.js';
import { listedProjects, listLists, listMembers, listProcesses, type ListedProject, type ProjectList } from '#records/members.js';
import type { Someone } from '#records/people.js';
import { openSelectionList, readyForMeeting } from '#records/programmes/selection-list.js';
import { openTransmittal, readyToTransmit } from '#records/programmes/transmittal.js';
import { Allow, to } from '../access/allow.js';
import { ofIndustry } from '../access/departments.js';
import { DATABASE, READER } from '../config.js';
import { Me } from '../session/guard.js';

const Id = z.uuid();
const NewCall = z.strictObject({ id: Id, year: z.int().min(2023).max(2100) });
const Behind = z.object({ level: z.enum(reviewLevels), region: z.string().length(6), number: z.enum(forecastNumbers) });
const NewList = z.strictObject({ id: Id, callId: Id, projects: z.array(Id).max(2_000).optional() });

/** 申报批次 and the lists that move many projects with one act. Their decisions are acts on the cases opened here. */
@ApiTags('calls')
@Controller()
export class CallsController {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(READER) private readonly reader: Database,
  ) {}

  @Get('calls')
  list(@Me() me: Someone): Promise<CallSummary[]> {
    return listCalls(this.reader, me.viewer);
  }

  @Allow(ofIndustry('VO'))
  @Post('calls')
  @HttpCode(201)
  open(@Me() me: Someone, @Body() body: unknown): Promise<{ id: string }> {
    return openCall(this.db, { ...NewCall.parse(body), by: me.actor });
  }

  @Get('calls/:id/progress')
  progress(@Me() me: Someone, @Param('id') id: string): Promise<PrefectureProgress[]> {
    return readProgress(this.reader, me.viewer, Id.parse(id));
  }

  /** 办理预测: what each office will not decide in time at its present pace. */
  @Get('calls/:id/load-forecast')
  loadForecast(@Me() me: Someone, @Param('id') id: string): Promise<LoadForecast> {
    return readLoadForecast(this.reader, me.viewer, Id.parse(id));
  }

  /** The projects behind one of its numbers. */
  @Get('calls/:id/load-forecast/projects')
  forecastProjects(@Me() me: Someone, @Param('id') id: string, @Query() query: unknown): Promise<ListedProject[]> {
    return readForecastProjects(this.reader, me.viewer, { callId: Id.parse(id), ...Behind.parse(query) });
  }

  /** Transmittals or selection lists of a call. */
  @Get('calls/:id/lists')
  lists(@Me() me: Someone, @Param('id') id: string, @Query('process') process: unknown): Promise<ProjectList[]> {
    return listLists(this.reader, me.viewer, Id.parse(id), z.enum(listProcesses).parse(process));
  }

  /** A18 what the prefecture may transmit now. */
  @Allow(to('S', 'transmittal'))
  @Get('calls/:id/transmittable')
  async transmittable(@Me() me: Someone, @Param('id') id: string): Promise<ListedProject[]> {
    const { projects } = await readyToTransmit(this.db, Id.parse(id), me.viewer.posts);
    return listedProjects(this.reader, me.viewer, { id: { in: projects } });
  }

  /** A18 拟报送: the prefecture's approved projects. */
  @Allow(to('S', 'transmittal'))
  @Post('transmittals')
  @HttpCode(201)
  openTransmittal(@Me() me: Someone, @Body() body: unknown): Promise<{ id: string }> {
    const { projects, ...given } = NewList.parse(body);
    return openTransmittal(this.db, { ...given, ...(projects ? { projects } : {}), by: me.actor });
  }

  /** What can go before the meeting now. */
  @Allow(ofIndustry('VO'))
  @Get('calls/:id/for-meeting')
  async forMeeting(@Me() me: Someone, @Param('id') id: string): Promise<ListedProject[]> {
    return listedProjects(this.reader, me.viewer, { id: { in: await readyForMeeting(this.db, Id.parse(id)) } });
  }

  /** 上会名单: projects that wait for the meeting. */
  @Allow(ofIndustry('VO'))
  @Post('selection-lists')
  @HttpCode(201)
  openList(@Me() me: Someone, @Body() body: unknown): Promise<{ id: string }> {
    const { projects, ...given } = NewList.parse(body);
    return openSelectionList(this.db, { ...given, ...(projects ? { projects } : {}), by: me.actor });
  }

  @Get('lists/:id/projects')
  members(@Me() me: Someone, @Param('id') id: string): Promise<ListedProject[]> {
    return listMembers(this.reader, me.viewer, Id.parse(id));
  }
}
