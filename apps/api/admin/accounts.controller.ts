import { Body, Controller, Get, HttpCode, Inject, Param, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { allRoles } from '#domain/organisation/roles.js';
import {
  changeAccount,
  createAccount,
  disableAccount,
  enableAccount,
  listAccounts,
  mailPasswordLink,
  readAccount,
  type AccountDetail,
  type AccountRow,
} from '#records/accounts.js';
import type { Trail } from '#records/audit.js';
import type { Database } from '#records/database.js';
import type { Reach } from '#records/organisation.js';
import type { Someone } from '#records/people.js';
import { grantPost, revokePost } from '#records/posts.js';
import { Allow, holding, to } from '../access/allow.js';
import { PageQuery, Reason, type Page } from '../access/page.js';
import { reachOf } from '../access/reach.js';
import { CONFIG, DATABASE, type Config } from '../config.js';
import { Again } from '../session/again.js';
import { Me } from '../session/guard.js';
import { Sessions } from '../session/sessions.js';
import { From } from '../session/trail.js';

const Id = z.uuid();
const Role = z.enum(allRoles);
const Filter = PageQuery.extend({
  unitId: z.uuid().optional(),
  role: Role.optional(),
  status: z.enum(['active', 'disabled']).optional(),
});
const Entry = z.strictObject({
  name: z.string().trim().min(2).max(50),
  email: z.email().max(200),
  phone: z
    .string()
    .regex(/^[\d-]{7,20}$/)
    .optional(),
  unitId: z.uuid(),
});
const NewAccount = Entry.extend({
  login: z
    .string()
    .regex(/^[\w.@-]{3,100}$/)
    .optional(),
});
const Post_ = z.strictObject({ unitId: z.uuid(), role: Role, password: Again });

/** The security administrator reads accounts to grant posts on them, and nothing else of them. */
const readable = (me: Someone): Reach => (to('R', 'roles-permissions')(me.viewer) ? 'all' : reachOf(me.viewer, 'R'));
const keeps = (me: Someone) => to('C', 'users-orgs')(me.viewer);

/** 账号与岗位 (specification 5): accounts are made by the system administrator and, in the own unit, by its administrator; roles by the security administrator alone. */
@ApiTags('admin')
@Controller('admin/people')
export class AccountsController {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(Sessions) private readonly sessions: Sessions,
  ) {}

  /** Accounts by sign-in name, keyset-paged; phones masked, addresses only for who keeps accounts. */
  @Allow(to('R', 'users-orgs'), to('R', 'roles-permissions'))
  @Get()
  list(@Me() me: Someone, @From() trail: Trail, @Query() query: unknown): Promise<Page<AccountRow>> {
    return listAccounts(this.db, readable(me), Filter.parse(query), keeps(me), trail);
  }

  /** One account with its posts; mail address and phone only for who keeps it, and the look is audited. */
  @Allow(to('R', 'users-orgs'), to('R', 'roles-permissions'))
  @Get(':id')
  show(@Me() me: Someone, @From() trail: Trail, @Param('id') id: string): Promise<AccountDetail> {
    return readAccount(this.db, readable(me), Id.parse(id), keeps(me), trail);
  }

  @Allow(to('C', 'users-orgs'))
  @Post()
  create(@Me() me: Someone, @From() trail: Trail, @Body() body: unknown): Promise<{ id: string }> {
    const reach = reachOf(me.viewer, 'C');
    const entry = NewAccount.parse(body);
    const ownFirm = reach !== 'all' && me.viewer.posts.some((post) => post.role === 'UA' && post.unitId === entry.unitId);
    return createAccount(this.db, reach, { ...entry, ...(ownFirm ? { role: 'EA' } : {}) }, this.config.publicUrl, trail);
  }

  /** 变更账号信息: name, mail address, telephone, unit. */
  @Allow(to('C', 'users-orgs'))
  @Put(':id')
  @HttpCode(204)
  change(@Me() me: Someone, @From() trail: Trail, @Param('id') id: string, @Body() body: unknown): Promise<void> {
    return changeAccount(this.db, reachOf(me.viewer, 'C'), Id.parse(id), Entry.parse(body), trail);
  }

  @Allow(to('C', 'users-orgs'))
  @Post(':id/disabling')
  @HttpCode(204)
  async disable(@Me() me: Someone, @From() trail: Trail, @Param('id') id: string, @Body() body: unknown): Promise<void> {
    await disableAccount(this.db, reachOf(me.viewer, 'C'), Id.parse(id), Reason.parse(body).reason, trail);
    this.sessions.forget();
  }

  @Allow(to('C', 'users-orgs'))
  @Post(':id/enabling')
  @HttpCode(204)
  enable(@Me() me: Someone, @From() trail: Trail, @Param('id') id: string): Promise<void> {
    return enableAccount(this.db, reachOf(me.viewer, 'C'), Id.parse(id), trail);
  }

  @Allow(to('C', 'users-orgs'))
  @Post(':id/password-link')
  @HttpCode(204)
  link(@Me() me: Someone, @From() trail: Trail, @Param('id') id: string): Promise<void> {
    return mailPasswordLink(this.db, reachOf(me.viewer, 'C'), Id.parse(id), this.config.publicUrl, trail);
  }

  @Allow(holding('SE'))
  @Post(':id/posts')
  @HttpCode(204)
  async grant(@Me() me: Someone, @From() trail: Trail, @Param('id') id: string, @Body() body: unknown): Promise<void> {
    const { password, ...post } = Post_.parse(body);
    await this.sessions.stepUp(me.viewer.personId, password, trail);
    await grantPost(this.db, { personId: Id.parse(id), ...post }, trail);
  }

  /** 免去岗位; the person's sessions feel it within a second. */
  @Allow(holding('SE'))
  @Post(':id/posts/removal')
  @HttpCode(204)
  async revoke(@Me() me: Someone, @From() trail: Trail, @Param('id') id: string, @Body() body: unknown): Promise<void> {
    const { password, ...post } = Post_.parse(body);
    await this.sessions.stepUp(me.viewer.personId, password, trail);
    await revokePost(this.db, { personId: Id.parse(id), ...post }, trail);
  }
}
