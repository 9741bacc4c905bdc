import { Body, Controller, Get, HttpCode, Inject, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { appendAudit, type Trail } from '#records/audit.js';
import { businessNow, moveClockIn, readClock } from '#records/clock.js';
import { inTransaction, RecordError, type Database } from '#records/database.js';
import { nextEvent } from '#records/next-event.js';
import { Allow, holding } from '../access/allow.js';
import { DATABASE } from '../config.js';
import { From } from '../session/trail.js';

const DAY_S = 86_400;
/** To an instant, or to the next event; and how many seconds a second counts, 0 stands still. */
const Move = z
  .strictObject({
    to: z.iso.datetime({ offset: true }).optional(),
    toNextEvent: z.literal(true).optional(),
    speed: z
      .number()
      .min(0)
      .max(30 * DAY_S)
      .optional(),
  })
  .refine((move) => !(move.to && move.toNextEvent), { path: ['to'] })
  .refine((move) => move.to ?? move.toNextEvent ?? move.speed !== undefined, { path: ['to'] });

export interface ClockView {
  now: string;
  speed: number;
  /** 正式环境: real time, for good. */
  sealed: boolean;
  next: { caseId: string; title: string; label: string; at: string } | null;
}

/** 业务时钟 (design 7): a training system's time is moved here; a production system's refuses. */
@ApiTags('admin')
@Allow(holding('SA'))
@Controller('admin/clock')
export class ClockController {
  constructor(@Inject(DATABASE) private readonly db: Database) {}

  /** 业务时钟: where it stands, how fast it runs, and the next event ahead. */
  @Get()
  async show(): Promise<ClockView> {
    const [clock, now, next] = await Promise.all([readClock(this.db), businessNow(this.db), nextEvent(this.db)]);
    return {
      now: new Date(now).toISOString(),
      speed: clock.speed,
      sealed: clock.sealed,
      next: next ? { ...next, at: new Date(next.at).toISOString() } : null,
    };
  }

  /** Moves the clock of a training system, to an instant or to the next event; a production system's refuses. */
  @Post()
  @HttpCode(200)
  async move(@From() trail: Trail, @Body() body: unknown): Promise<ClockView> {
    const { to, toNextEvent, speed } = Move.parse(body);
    const next = toNextEvent && (await nextEvent(this.db));
    if (toNextEvent && !next) throw new RecordError('no_next_event', '没有尚未到来的时点，无需前进。');
    const target = next ? next.at : to && Date.parse(to);
    await inTransaction(this.db, async (tx) => {
      await moveClockIn(tx, { ...(target ? { to: target } : {}), ...(speed === undefined ? {} : { speed }) });
      const detail = { ...(target ? { to: new Date(target).toISOString() } : {}), speed };
      await appendAudit(tx, { ...trail, action: 'clock.moved', detail });
    });
    return this.show();
  }
}
