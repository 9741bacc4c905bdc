import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { listBans, type BanRow } from '#records/bans.js';
import type { Database } from '#records/database.js';
import type { Someone } from '#records/people.js';
import { Allow, to } from '../access/allow.js';
import { DATABASE } from '../config.js';
import { Me } from '../session/guard.js';

const Register = z.object({ state: z.enum(['standing', 'over']).optional(), text: z.string().trim().max(100).optional() });

/** 取消申报资格名单 (B32). */
@ApiTags('consortium')
@Controller()
export class BansController {
  constructor(@Inject(DATABASE) private readonly db: Database) {}

  /** Bans from leading consortia and from core roles in them, those in the viewer's scope. */
  @Get('bans')
  @Allow(to('R', 'ban-credit'))
  list(@Me() me: Someone, @Query() query: unknown): Promise<BanRow[]> {
    return listBans(this.db, me.viewer, Register.parse(query));
  }
}
