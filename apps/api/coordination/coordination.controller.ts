import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { can } from '#domain/organisation/access-matrix.js';
import type { Database } from '#records/database.js';
import type { Someone } from '#records/people.js';
import { openCoordination } from '#records/programmes/coordination.js';
import { Allow, to } from '../access/allow.js';
import { DATABASE } from '../config.js';
import { Me } from '../session/guard.js';

const NewItem = z.strictObject({
  id: z.uuid(),
  title: z.string().trim().min(2).max(60),
  detail: z.string().trim().min(5).max(2_000),
  department: z.enum(['miit', 'sti']),
});

/** 协调事项 raised directly (2.11). Those of a report or a consortium are opened by acts on them; what follows are acts on the item. */
@ApiTags('coordination')
@Controller()
export class CoordinationController {
  constructor(@Inject(DATABASE) private readonly db: Database) {}

  @Allow(to('C', 'problem-item'))
  @Post('coordination-items')
  @HttpCode(201)
  open(@Me() me: Someone, @Body() body: unknown): Promise<{ id: string }> {
    const post = me.viewer.posts.find(({ role }) => can(role, 'C', 'problem-item'))!;
    const raiser = { unitId: post.unitId, role: post.role };
    return openCoordination(this.db, { ...NewItem.parse(body), raiser, by: me.actor });
  }
}
