import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import type { Trail } from '#records/audit.js';
import type { Database } from '#records/database.js';
import { deliverAgain, inspectCase, resendMail, type InspectedCase } from '#records/inspector-case.js';
import { countInspectorViews, inspectCases, inspectorViews, type InspectorRow, type InspectorView } from '#records/inspector.js';
import type { Someone } from '#records/people.js';
import { Allow, holding } from '../access/allow.js';
import { DATABASE } from '../config.js';
import { Me } from '../session/guard.js';
import { From } from '../session/trail.js';
import { Engine, type EngineView } from './engine.js';

const Id = z.uuid();
const List = z.object({
  view: z.enum(inspectorViews).optional(),
  process: z.string().max(50).optional(),
  status: z.string().max(50).optional(),
  prefectureCode: z
    .string()
    .regex(/^53\d{4}$/)
    .optional(),
  text: z.string().max(100).optional(),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).optional(),
});
const Reason = z.strictObject({ reason: z.string().trim().min(5, '请填写不少于5个字的原因。').max(500) });

/** 流程监控 (specification 5): the system administrator sees technical state and may deliver or send again, nothing else; the auditor reads. */
@ApiTags('inspector')
@Allow(holding('SA', 'AU'))
@Controller('inspector')
export class InspectorController {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(Engine) private readonly engine: Engine,
  ) {}

  @Get('views')
  views(): Promise<Record<InspectorView, number>> {
    return countInspectorViews(this.db);
  }

  @Get('cases')
  list(@Query() query: unknown): Promise<{ rows: InspectorRow[]; total: number; next?: string }> {
    return inspectCases(this.db, List.parse(query));
  }

  @Get('cases/:id')
  show(@Me() me: Someone, @From() trail: Trail, @Param('id') id: string): Promise<InspectedCase> {
    return inspectCase(this.db, Id.parse(id), holding('AU')(me.viewer), trail);
  }

  /** The workflow behind the case, asked of the engine itself. */
  @Get('cases/:id/engine')
  async look(@Param('id') id: string): Promise<EngineView> {
    const found = await this.db.case.findUnique({ where: { id: Id.parse(id) }, select: { process: true } });
    return this.engine.look(found?.process ?? '', id);
  }

  @Allow(holding('SA'))
  @Post('cases/:id/delivery')
  @HttpCode(204)
  deliver(@From() trail: Trail, @Param('id') id: string, @Body() body: unknown): Promise<void> {
    return deliverAgain(this.db, Id.parse(id), Reason.parse(body).reason, trail);
  }

  @Allow(holding('SA'))
  @Post('mails/:id/sending')
  @HttpCode(204)
  resend(@From() trail: Trail, @Param('id') id: string, @Body() body: unknown): Promise<void> {
    return resendMail(this.db, Id.parse(id), Reason.parse(body).reason, trail);
  }
}
