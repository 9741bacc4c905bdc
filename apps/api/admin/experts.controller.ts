import { Body, Controller, Get, HttpCode, Inject, Param, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { relationKinds, type RelationKind } from '#domain/organisation/expert.js';
import type { Trail } from '#records/audit.js';
import type { Database } from '#records/database.js';
import { addExpert, changeExpert, expertCandidates, listExperts, setExpertStatus, type ExpertRow } from '#records/experts.js';
import type { Someone } from '#records/people.js';
import { Allow, to } from '../access/allow.js';
import { PageQuery, Reason, type Page } from '../access/page.js';
import { DATABASE } from '../config.js';
import { Me } from '../session/guard.js';
import { From } from '../session/trail.js';

const Id = z.uuid();
const Filter = PageQuery.extend({
  cursor: z.uuid().optional(),
  field: z.string().max(50).optional(),
  status: z.enum(['pending', 'active', 'disabled']).optional(),
});
const Relation = z.strictObject({
  kind: z.enum(Object.keys(relationKinds) as [RelationKind, ...RelationKind[]]),
  unit: z.string().trim().min(2).max(100),
  unitId: z.uuid().optional(),
  until: z.iso.date().optional(),
});
const Entry = z.strictObject({
  employer: z.string().trim().min(2).max(100),
  unitId: z.uuid().optional(),
  fields: z.array(z.string().min(1).max(50)).min(1).max(12),
  finance: z.boolean(),
  relations: z.array(Relation).max(100),
});
const NewExpert = Entry.extend({ personId: z.uuid() });

/** 专家库 (6.2): the province's office proposes, its head admits; experts see their own entry. */
@ApiTags('admin')
@Controller('experts')
export class ExpertsController {
  constructor(@Inject(DATABASE) private readonly db: Database) {}

  /** 专家库; an expert sees the own entry only, and opening the pool is audited. */
  @Allow(to('R', 'expert-pool'))
  @Get()
  list(@Me() me: Someone, @From() trail: Trail, @Query() query: unknown): Promise<Page<ExpertRow>> {
    const all = me.viewer.posts.some((post) => post.role !== 'XP' && to('R', 'expert-pool')({ ...me.viewer, posts: [post] }));
    return listExperts(this.db, Filter.parse(query), all ? undefined : me.viewer.personId, trail);
  }

  @Allow(to('C', 'expert-pool'))
  @Get('candidates')
  candidates(): Promise<{ personId: string; name: string; unit: string | null }[]> {
    return expertCandidates(this.db);
  }

  @Allow(to('C', 'expert-pool'))
  @Post()
  @HttpCode(204)
  add(@From() trail: Trail, @Body() body: unknown): Promise<void> {
    const { personId, ...entry } = NewExpert.parse(body);
    return addExpert(this.db, personId, entry, trail);
  }

  /** 变更专家信息. */
  @Allow(to('C', 'expert-pool'))
  @Put(':id')
  @HttpCode(204)
  change(@From() trail: Trail, @Param('id') id: string, @Body() body: unknown): Promise<void> {
    return changeExpert(this.db, Id.parse(id), Entry.parse(body), trail);
  }

  /** 审定入库 or 恢复, by the head of the office. */
  @Allow(to('A', 'expert-pool'))
  @Post(':id/approval')
  @HttpCode(204)
  approve(@From() trail: Trail, @Param('id') id: string): Promise<void> {
    return setExpertStatus(this.db, Id.parse(id), 'active', undefined, trail);
  }

  /** 停用: no longer drawn. */
  @Allow(to('C', 'expert-pool'), to('A', 'expert-pool'))
  @Post(':id/disabling')
  @HttpCode(204)
  disable(@From() trail: Trail, @Param('id') id: string, @Body() body: unknown): Promise<void> {
    return setExpertStatus(this.db, Id.parse(id), 'disabled', Reason.parse(body).reason, trail);
  }
}
