import { Body, Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { parseLocalDate } from '#domain/calendar/instant.js';
import type { Trail } from '#records/audit.js';
import type { Database } from '#records/database.js';
import { endDeputation, listDeputations, listDeputyActs, nameDeputy } from '#records/deputies.js';
import type { Someone } from '#records/people.js';
import type { Deputations } from '../contract.js';
import { DATABASE, READER } from '../config.js';
import { Me } from '../session/guard.js';
import { Sessions } from '../session/sessions.js';
import { From } from '../session/trail.js';

const Day = z.string().refine((date) => parseLocalDate(date) !== undefined);
const Name = z.strictObject({
  id: z.uuid(),
  deputyId: z.uuid(),
  from: Day,
  until: Day,
  processes: z.array(z.string().max(50)).max(50).default([]),
});

/** 委托代办: whom one has entrusted, who has entrusted one, and what was done in one's place. */
@ApiTags('account')
@Controller('account/deputies')
export class DeputiesController {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(READER) private readonly reader: Database,
    @Inject(Sessions) private readonly sessions: Sessions,
  ) {}

  @Get()
  async show(@Me() me: Someone): Promise<Deputations> {
    const [listed, done] = await Promise.all([
      listDeputations(this.db, me.viewer.personId),
      listDeputyActs(this.reader, me.viewer),
    ]);
    return { ...listed, done };
  }

  /** Names a colleague of the same unit for a period of days. */
  @Post()
  @HttpCode(204)
  async name(@Me() me: Someone, @From() from: Trail, @Body() body: unknown): Promise<void> {
    await nameDeputy(this.db, me.viewer.personId, Name.parse(body), from);
    this.sessions.forget();
  }

  /** 提前终止: felt at once. */
  @Post(':id/ending')
  @HttpCode(204)
  async end(@Me() me: Someone, @From() from: Trail, @Param('id') id: string): Promise<void> {
    await endDeputation(this.db, me.viewer.personId, z.uuid().parse(id), from);
    this.sessions.forget();
  }
}
