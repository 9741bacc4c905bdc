import { Controller, Get, Inject, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { bansWorkbook } from '#activities/documents/supervision-workbooks.js';
import { XLSX } from '#activities/documents/workbook.js';
import { audit, type Trail } from '#records/audit.js';
import { listBans, type BanRow } from '#records/bans.js';
import { businessNow } from '#records/clock.js';
import type { Database } from '#records/database.js';
import type { Someone } from '#records/people.js';
import { Allow, to } from '../access/allow.js';
import { DATABASE, READER } from '../config.js';
import { offer } from '../documents/offer.js';
import { Me } from '../session/guard.js';
import { From } from '../session/trail.js';

const Register = z.object({ state: z.enum(['standing', 'over']).optional(), text: z.string().trim().max(100).optional() });

/** 取消申报资格名单 (B32). */
@ApiTags('consortium')
@Controller()
export class BansController {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(READER) private readonly reader: Database,
  ) {}

  /** Bans from leading consortia and from core roles in them, those in the viewer's scope. */
  @Get('bans')
  @Allow(to('R', 'ban-credit'))
  list(@Me() me: Someone, @Query() query: unknown): Promise<BanRow[]> {
    return listBans(this.reader, me.viewer, Register.parse(query), this.db);
  }

  /** What the filter finds, as a workbook with who took it out and when (6.14). */
  @Get('bans/list.xlsx')
  @Allow(to('R', 'ban-credit'))
  async workbook(@Me() me: Someone, @From() trail: Trail, @Query() query: unknown, @Res() reply: FastifyReply): Promise<void> {
    const filter = Register.parse(query);
    const rows = await listBans(this.reader, me.viewer, filter, this.db);
    const bytes = await bansWorkbook({ rows, by: me.actor.name ?? '', at: await businessNow(this.db) });
    await audit(this.db, { ...trail, action: 'export', target: '取消申报资格名单', detail: { ...filter, rows: rows.length } });
    await offer(reply, XLSX, '取消申报资格名单.xlsx').send(bytes);
  }
}
