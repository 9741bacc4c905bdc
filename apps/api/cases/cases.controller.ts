import { Body, Controller, Get, HttpCode, Inject, Param, Post, Put, Query, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Actor } from '#domain/process/types.js';
import { advance } from '#records/advance.js';
import type { Advanced } from '#records/decide.js';
import { readApplications, readOpenCalls, type Application, type OpenCall } from '#records/applications.js';
import { audit, type Trail } from '#records/audit.js';
import { listCases, readCase, readTimeline, type CaseDetail, type CaseRow, type TimelineItem } from '#records/cases.js';
import type { Database } from '#records/database.js';
import { saveDraft, type Draft } from '#records/documents.js';
import { countInbox, inboxTabs, readInbox, type InboxCounts, type InboxItem } from '#records/inbox.js';
import { openKeyProject } from '#records/programmes/open-key-project.js';
import { actorFor, listColleagues, type Someone } from '#records/people.js';
import { readMonthlyReports, type MonthlyReport } from '#records/reports.js';
import { isReadable } from '#records/scope.js';
import { searchUnits, type UnitChoice } from '#records/unit-search.js';
import { workflowId } from '#workflows/contracts.js';
import type { Acted } from '../contract.js';
import { DATABASE, READER } from '../config.js';
import type { Page } from '../access/page.js';
import { actOnMany, Bulk, type BulkLine } from './bulk.js';
import { Problem, problemOf } from '../errors/problem.js';
import { noteAbout } from '../http/observe.js';
import { Again } from '../session/again.js';
import { Me } from '../session/guard.js';
import { Sessions } from '../session/sessions.js';
import { From } from '../session/trail.js';

const Id = z.uuid();
const Act = z.strictObject({
  id: z.uuid(),
  on: z.string().min(1).max(50),
  revision: z.int().nonnegative().optional(),
  taskId: z.string().max(20).optional(),
  payload: z.record(z.string(), z.unknown()).optional(),
  opinion: z.string().max(5_000).optional(),
  password: Again,
  /** 委托人, in whose place it is done 受托代办. */
  deputyFor: z.uuid().optional(),
});
const Save = z.strictObject({ content: z.record(z.string(), z.unknown()), basedOn: z.string().optional() });
const Filter = z.object({
  process: z.string().max(50).optional(),
  status: z.string().max(200).optional(),
  year: z.coerce.number().int().min(2000).max(2100).optional(),
  callId: z.uuid().optional(),
  parentId: z.uuid().optional(),
  unitId: z.uuid().optional(),
  county: z.string().max(6).optional(),
  prefecture: z.string().max(6).optional(),
  kind: z.string().max(50).optional(),
  text: z.string().max(100).optional(),
});
const List = Filter.extend({
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).optional(),
});
const OpenProject = z.strictObject({
  id: z.uuid(),
  callId: z.uuid(),
  type: z.enum(['new', 'continued', 'completed']),
  title: z.string().min(1).max(80),
  county: z.string().regex(/^53\d{4}$/),
  carryOverId: z.uuid().optional(),
});
const Desk = Filter.extend({
  tab: z.enum(inboxTabs).default('todo'),
  page: z.coerce.number().int().min(1).max(200).optional(),
});

@ApiTags('cases')
@Controller()
export class CasesController {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(READER) private readonly reader: Database,
    @Inject(Sessions) private readonly sessions: Sessions,
  ) {}

  @Get('cases')
  list(@Me() me: Someone, @Query() query: unknown): Promise<Page<CaseRow>> {
    return listCases(this.reader, me.viewer, List.parse(query));
  }

  @Get('cases/:id')
  show(@Me() me: Someone, @Param('id') id: string): Promise<CaseDetail> {
    return readCase(this.reader, me, Id.parse(id), this.db);
  }

  @Get('cases/:id/timeline')
  timeline(@Me() me: Someone, @Param('id') id: string): Promise<TimelineItem[]> {
    return readTimeline(this.reader, me.viewer, Id.parse(id));
  }

  /** The one route for decisions. The door judges; this only says who knocks. */
  @Post('cases/:id/acts')
  @HttpCode(200)
  async act(
    @Me() me: Someone,
    @From() from: Trail,
    @Param('id') id: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
  ): Promise<Acted> {
    const { revision, password, deputyFor, ...event } = Act.parse(body);
    const caseId = Id.parse(id);
    const actor = actorFor(me, deputyFor);
    const by = password === undefined ? actor : await this.confirmed(actor, password, from);
    const answer = await advance(this.db, caseId, { ...event, by }, { expectedRevision: revision });
    const problem = answer.outcome === 'done' ? undefined : await this.problemWith(me, answer);
    if (problem && [403, 404].includes(problem.status))
      await audit(this.db, { ...from, action: 'act.refused', caseId, detail: { on: event.on, code: problem.refusal.code } });
    if (problem || answer.outcome === 'refused') throw problem;
    noteAbout(request, { caseId, workflowId: workflowId(answer.process, caseId) });
    return { outcome: answer.outcome, revision: answer.revision, status: answer.status, label: answer.label };
  }

  /** The actor of a signature or step-up: the person has entered the password again (6.9, S12). A wrong one counts as a failed sign-in. */
  private async confirmed(actor: Actor, password: string, from: Trail): Promise<Actor> {
    await this.sessions.confirmPassword(actor.personId!, password, from, 'password');
    return { ...actor, reauthenticated: true };
  }

  /** 批量办理: one decision a case; the answer has a line for each. */
  @Post('acts')
  @HttpCode(200)
  async actOnMany(@Me() me: Someone, @From() from: Trail, @Body() body: unknown): Promise<BulkLine[]> {
    const { password, ...given } = Bulk.parse(body);
    if (password !== undefined) await this.sessions.confirmPassword(me.viewer.personId, password, from, 'password');
    return actOnMany(this.db, this.reader, me, given, password !== undefined);
  }

  /** Whom a task can be handed to, who can be copied: the people of the own units. */
  @Get('colleagues')
  colleagues(@Me() me: Someone): Promise<{ id: string; name: string; unit: string; roles: string[] }[]> {
    return listColleagues(this.db, me.viewer);
  }

  /** 单位 by name or code, for dialogs that ask for one. */
  @Get('units')
  units(@Query('text') text: unknown): Promise<UnitChoice[]> {
    return searchUnits(this.db, z.string().trim().min(1).max(50).parse(text));
  }

  /** Whoever may act on a case may see it; to everybody else it does not exist, or the answer would tell where it stands (S2). */
  private async problemWith(me: Someone, answer: Advanced): Promise<Problem | undefined> {
    if (!(await isReadable(this.reader, me.viewer, answer.caseId)))
      return problemOf({ code: 'not_found', message: '事项不存在或不在您的权限范围内。' });
    return answer.outcome === 'refused' ? problemOf(answer.refusal) : undefined;
  }

  /** Saves the applicant's draft; only while it is the owner's to edit. */
  @Put('cases/:id/draft')
  async save(@Me() me: Someone, @Param('id') id: string, @Body() body: unknown): Promise<Draft> {
    const { content, basedOn } = Save.parse(body);
    const found = await readCase(this.reader, me, Id.parse(id), this.db);
    const editable =
      ['draft', 'returned'].includes(found.status) &&
      me.units.some(
        (unit) => unit.id === (found.data.offices as { owner?: string } | undefined)?.owner && unit.roles.includes('EA'),
      );
    if (!editable) throw new Problem(403, { code: 'forbidden', message: '当前环节不能修改申报表，如需修改请联系审核部门退回。' });
    return saveDraft(this.db, found.id, content, { personId: me.viewer.personId }, basedOn);
  }

  @Post('key-projects')
  async openProject(@Me() me: Someone, @Body() body: unknown): Promise<{ id: string }> {
    const given = OpenProject.parse(body);
    const unit = me.units.find((one) => one.roles.includes('EA'));
    if (!unit) throw new Problem(403, { code: 'forbidden', message: '只有企业填报人可以新建申报。' });
    const { carryOverId, ...project } = given;
    return openKeyProject(this.db, { ...project, ...(carryOverId ? { carryOverId } : {}), unitId: unit.id, by: me.actor });
  }

  /** 我的申报: the own units' cases. */
  @Get('applications')
  applications(@Me() me: Someone): Promise<Application[]> {
    return readApplications(this.reader, me);
  }

  @Get('applications/calls')
  openCalls(@Me() me: Someone): Promise<OpenCall[]> {
    return readOpenCalls(this.reader, me);
  }

  @Get('cases/:id/monthly-reports')
  monthlyReports(@Me() me: Someone, @Param('id') id: string): Promise<MonthlyReport[]> {
    return readMonthlyReports(this.reader, me.viewer, Id.parse(id));
  }

  @Get('inbox')
  inbox(@Me() me: Someone, @Query() query: unknown): Promise<{ rows: InboxItem[]; total: number }> {
    const { tab, ...filter } = Desk.parse(query);
    return readInbox(this.reader, me.viewer, tab, filter);
  }

  @Get('inbox/counts')
  counts(@Me() me: Someone): Promise<InboxCounts> {
    return countInbox(this.reader, me.viewer);
  }
}
