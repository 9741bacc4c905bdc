import { Body, Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { parseLocalDate } from '#domain/calendar/instant.js';
import type { ConditionCheck } from '#domain/consortium/formation/checks.js';
import { industries, origins } from '#domain/consortium/vocabulary.js';
import type { Role } from '#domain/organisation/roles.js';
import type { Trail } from '#records/audit.js';
import type { Database } from '#records/database.js';
import type { Someone } from '#records/people.js';
import { addPolicy, listPolicies, type PolicyVersion } from '#records/policies.js';
import { POLICY } from '#records/programmes/consortium/formation.js';
import { readFormationChecks } from '#records/programmes/consortium/formation-checks.js';
import { openFormation } from '#records/programmes/consortium/open-formation.js';
import { Allow, holding, to } from '../access/allow.js';
import { DATABASE, READER } from '../config.js';
import { Problem } from '../errors/problem.js';
import { Me } from '../session/guard.js';
import { Sessions } from '../session/sessions.js';
import { From } from '../session/trail.js';

const values = (options: readonly { value: string }[]) => options.map((option) => option.value);
const text = (most: number) => z.string().trim().min(1).max(most);
const Open = z.strictObject({
  id: z.uuid(),
  title: text(60),
  industry: z.enum(values(industries)),
  origin: z.enum(origins.map((origin) => origin.value as 'top-down' | 'open-bid' | 'bottom-up')),
  target: text(500),
  need: text(1_000),
});
const Policy = z.strictObject({
  title: text(100),
  documentNo: text(60),
  validFrom: z.string().refine((date) => parseLocalDate(date) !== undefined),
});

/** Fields and formations of consortia (B12), and the versions of the scheme they stand on (B34). */
@ApiTags('consortium')
@Controller()
export class FormationsController {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(READER) private readonly reader: Database,
    @Inject(Sessions) private readonly sessions: Sessions,
  ) {}

  /** By the province's science department from above; by a firm's administrator from below. */
  @Post('formations')
  @Allow(holding('VO', 'VD', 'UA', 'LD'))
  async open(@Me() me: Someone, @Body() body: unknown): Promise<{ id: string }> {
    const given = Open.parse(body);
    const roles: Role[] = given.origin === 'bottom-up' ? ['UA', 'LD'] : ['VO', 'VD'];
    const post = me.viewer.posts.find((one) => roles.includes(one.role) && (one.level === 'unit' || one.department === 'sti'));
    if (!post)
      throw new Problem(403, {
        code: 'forbidden',
        message:
          given.origin === 'bottom-up'
            ? '自下而上的领域由牵头企业的单位管理员提出。'
            : '自上而下和揭榜挂帅的领域由省科技厅发布。',
        field: 'origin',
      });
    const opened = await openFormation(this.db, { ...given, by: me.actor }, post.unitId);
    // Whoever proposed it leads it from now on: the new post is felt at once.
    this.sessions.forget();
    return opened;
  }

  /** B4-B9, B32, B34, B47 one by one. */
  @Get('formations/:id/checks')
  checks(@Me() me: Someone, @Param('id') id: string): Promise<ConditionCheck[]> {
    return readFormationChecks(this.reader, me.viewer, me.actor, z.uuid().parse(id), this.db);
  }

  /** Versions of the scheme, the newest first. */
  @Get('policy-versions')
  policies(): Promise<PolicyVersion[]> {
    return listPolicies(this.db, POLICY);
  }

  /** A successor of the scheme, issued by the department's leader. */
  @Post('policy-versions')
  @HttpCode(204)
  @Allow(to('A', 'call'))
  async addPolicy(@Me() me: Someone, @From() from: Trail, @Body() body: unknown): Promise<void> {
    const given = Policy.parse(body);
    if (!me.viewer.posts.some((post) => post.role === 'VL' && post.department === 'sti'))
      throw new Problem(403, { code: 'forbidden', message: '工作方案的后续版本由省科技厅厅领导登记。' });
    await addPolicy(this.db, { ...given, programme: POLICY }, from);
  }
}
