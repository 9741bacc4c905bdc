import { Body, Controller, Get, HttpCode, Inject, Param, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { departments } from '#domain/organisation/access-matrix.js';
import type { Trail } from '#records/audit.js';
import type { Database } from '#records/database.js';
import {
  changeUnit,
  changeUnitContact,
  createUnit,
  disableUnit,
  enableUnit,
  listUnits,
  readUnit,
  type UnitDetail,
  type UnitRow,
} from '#records/organisation.js';
import type { Someone } from '#records/people.js';
import { Allow, holding, to } from '../access/allow.js';
import { PageQuery, Reason, type Page } from '../access/page.js';
import { reachOf } from '../access/reach.js';
import { DATABASE } from '../config.js';
import { Me } from '../session/guard.js';
import { From } from '../session/trail.js';

const kinds = [
  'enterprise',
  'university',
  'institute',
  'other',
  'bank',
  'guarantor',
  'fund',
  'insurer',
  'accountant',
  'government',
  'zone',
] as const;
const Id = z.uuid();
const Region = z.string().regex(/^53\d{4}$/);
const Filter = PageQuery.extend({
  cursor: z.uuid().optional(),
  region: Region.optional(),
  level: z.enum(['unit', 'county', 'prefecture', 'province']).optional(),
  kind: z.enum(kinds).optional(),
  status: z.enum(['pending', 'verified', 'refused', 'disabled']).optional(),
});
const Entry = z.strictObject({
  name: z.string().trim().min(2).max(100),
  uscc: z.string().trim().max(40).optional(),
  kind: z.enum(kinds),
  level: z.enum(['unit', 'county', 'prefecture', 'province']),
  departments: z.array(z.enum(departments)).max(3),
  regionCode: Region.optional(),
  parentId: z.uuid().optional(),
  address: z.string().trim().max(200).optional(),
  legalRepresentative: z.string().trim().max(50).optional(),
});
const Contact = z.strictObject({ address: z.string().trim().max(200), legalRepresentative: z.string().trim().max(50) });

/** 单位: all of them for the system administrator and, reading, the auditor; the own one for its administrator. The security administrator looks units up for posts. */
@ApiTags('admin')
@Controller('admin/units')
export class UnitsController {
  constructor(@Inject(DATABASE) private readonly db: Database) {}

  @Allow(to('R', 'users-orgs'), to('R', 'roles-permissions'))
  @Get()
  list(@Me() me: Someone, @Query() query: unknown): Promise<Page<UnitRow>> {
    return listUnits(this.db, to('R', 'roles-permissions')(me.viewer) ? 'all' : reachOf(me.viewer, 'R'), Filter.parse(query));
  }

  /** One unit with its people. */
  @Allow(to('R', 'users-orgs'))
  @Get(':id')
  show(@Me() me: Someone, @Param('id') id: string): Promise<UnitDetail> {
    return readUnit(this.db, reachOf(me.viewer, 'R'), Id.parse(id));
  }

  /** 新增单位. */
  @Allow(holding('SA'))
  @Post()
  create(@From() trail: Trail, @Body() body: unknown): Promise<{ id: string }> {
    return createUnit(this.db, Entry.parse(body), trail);
  }

  /** 变更单位信息. */
  @Allow(holding('SA'))
  @Put(':id')
  @HttpCode(204)
  change(@From() trail: Trail, @Param('id') id: string, @Body() body: unknown): Promise<void> {
    return changeUnit(this.db, Id.parse(id), Entry.parse(body), trail);
  }

  @Allow(to('C', 'users-orgs'))
  @Put(':id/contact')
  @HttpCode(204)
  changeContact(@Me() me: Someone, @From() trail: Trail, @Param('id') id: string, @Body() body: unknown): Promise<void> {
    return changeUnitContact(this.db, reachOf(me.viewer, 'C'), Id.parse(id), Contact.parse(body), trail);
  }

  @Allow(holding('SA'))
  @Post(':id/disabling')
  @HttpCode(204)
  disable(@From() trail: Trail, @Param('id') id: string, @Body() body: unknown): Promise<void> {
    return disableUnit(this.db, Id.parse(id), Reason.parse(body).reason, trail);
  }

  @Allow(holding('SA'))
  @Post(':id/enabling')
  @HttpCode(204)
  enable(@From() trail: Trail, @Param('id') id: string): Promise<void> {
    return enableUnit(this.db, Id.parse(id), trail);
  }
}
