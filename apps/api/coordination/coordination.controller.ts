import { Body, Controller, Get, HttpCode, Inject, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { can } from '#domain/organisation/access-matrix.js';
import type { Database } from '#records/database.js';
import type { Someone } from '#records/people.js';
import { openCoordination } from '#records/programmes/coordination.js';
import { listCoordination, type CoordinationRow } from '#records/coordination-items.js';
import { Allow, to } from '../access/allow.js';
import { PageQuery, type Page } from '../access/page.js';
import { DATABASE } from '../config.js';
import { Me } from '../session/guard.js';

const NewItem = z.strictObject({
  id: z.uuid(),
  title: z.string().trim().min(2).max(60),
  detail: z.string().trim().min(5).max(2_000),
  department: z.enum(['miit', 'sti']),
});

const List = PageQuery.extend({
  status: z.string().max(50).optional(),
  prefecture: z.string().max(6).optional(),
  satisfaction: z.enum(['satisfied', 'mostly', 'unsatisfied', 'silent']).optional(),
  overdue: z
    .enum(['yes'])
    .transform(() => true)
    .optional(),
});

/** 协调事项 raised directly (2.11). Those of a report or a consortium are opened by acts on them; what follows are acts on the item. */
@ApiTags('coordination')
@Controller()
export class CoordinationController {
  constructor(@Inject(DATABASE) private readonly db: Database) {}

  /** 协调事项 in scope, the one that moved last first. */
  @Get('coordination-items')
  list(@Me() me: Someone, @Query() query: unknown): Promise<Page<CoordinationRow>> {
    return listCoordination(this.db, me.viewer, List.parse(query));
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
