import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { advance } from '#records/advance.js';
import type { Trail } from '#records/audit.js';
import type { Database } from '#records/database.js';
import { isOnNotice, listPages, readPage, type PublicPage } from '#records/public-pages.js';
import { DATABASE } from '../config.js';
import { Problem, problemOf } from '../errors/problem.js';
import { Public } from '../session/guard.js';
import { Throttle } from '../session/throttle.js';
import { From } from '../session/trail.js';

const Kind = z.enum(['call', 'notice', 'list', 'policy']).optional();
const Objection = z.strictObject({
  id: z.uuid(),
  projectId: z.uuid(),
  name: z.string().trim().max(100),
  contact: z.string().trim().max(100),
  evidence: z.string().trim().max(5_000),
  /** A unit objects under its seal and its legal representative's signature (6.5). */
  unit: z.string().trim().max(100).optional(),
  sealed: z.boolean().optional(),
});

/** The pages without sign-in: calls, notices with the objection form, published lists, policy texts. */
@ApiTags('public')
@Public()
@Controller('public')
export class PublicController {
  private readonly objections = new Throttle(10, 3_600_000);

  constructor(@Inject(DATABASE) private readonly db: Database) {}

  @Get('pages')
  list(@Query('kind') kind?: string): Promise<Omit<PublicPage, 'body'>[]> {
    return listPages(this.db, Kind.parse(kind));
  }

  /** One of the pages without sign-in. */
  @Get('pages/:id')
  show(@Param('id') id: string): Promise<PublicPage> {
    return readPage(this.db, z.uuid().parse(id));
  }

  /** 异议 (6.5): real name, contact and evidence, within the notice. The project's case takes it; the rest of the list is not held up. */
  @Post('pages/:id/objections')
  @HttpCode(201)
  async object(@From() from: Trail, @Param('id') id: string, @Body() body: unknown): Promise<{ received: true }> {
    const { id: eventId, projectId, ...objection } = Objection.parse(body);
    const ip = from.ip ?? '';
    if (this.objections.exceeded(ip)) throw new Problem(429, { code: 'too_many', message: '提交过于频繁，请一小时后再试。' });
    this.objections.hit(ip);
    if (!(await isOnNotice(this.db, z.uuid().parse(id), projectId)))
      throw new Problem(404, { code: 'not_found', message: '该项目不在本公示名单内，请刷新页面后重选。' });
    const answer = await advance(this.db, projectId, {
      id: eventId,
      on: 'object',
      by: { kind: 'public', name: objection.name },
      payload: objection,
    });
    if (answer.outcome === 'refused') throw problemOf(answer.refusal);
    return { received: true };
  }
}
