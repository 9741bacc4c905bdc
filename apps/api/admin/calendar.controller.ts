import { Body, Controller, Get, HttpCode, Inject, Param, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { arrangementFault } from '#domain/calendar/arrangement.js';
import { appendAudit, type Trail } from '#records/audit.js';
import { publishYear } from '#records/calendar.js';
import { inTransaction, RecordError, type Database } from '#records/database.js';
import { rewriteProvisional } from '#records/provisional.js';
import { Allow, holding } from '../access/allow.js';
import { DATABASE } from '../config.js';
import { From } from '../session/trail.js';

const Year = z.coerce.number().int();
const Days = z.array(z.string().max(10)).max(120);
const Entry = z.strictObject({ off: Days, work: Days, source: z.string().trim().min(4).max(300) });

export interface PublishedYear {
  year: number;
  off: string[];
  work: string[];
  source: string | null;
  publishedAt: string;
}

/** 工作日历: read by everybody signed in; published by the system administrator from the State Council's notice. */
@ApiTags('admin')
@Controller('calendar')
export class CalendarController {
  constructor(@Inject(DATABASE) private readonly db: Database) {}

  /** The published years, and how many tasks rest on one that is not published yet. */
  @Get()
  async list(): Promise<{ years: PublishedYear[]; provisionalTasks: number }> {
    const [years, provisionalTasks] = await Promise.all([
      this.db.calendarYear.findMany({ orderBy: { year: 'desc' } }),
      this.db.task.count({ where: { closedAt: null, dueProvisional: true } }),
    ]);
    return { years: years.map((year) => ({ ...year, publishedAt: year.publishedAt.toISOString() })), provisionalTasks };
  }

  /** Publishes a year of the working-day calendar, or corrects it; what rested on it is reckoned anew. */
  @Allow(holding('SA'))
  @Put(':year')
  @HttpCode(204)
  async publish(@From() trail: Trail, @Param('year') year: string, @Body() body: unknown): Promise<void> {
    const entry = { year: Year.parse(year), ...Entry.parse(body) };
    const fault = arrangementFault(entry);
    if (fault) throw new RecordError(fault.code, fault.message, fault.field);
    await inTransaction(this.db, async (tx) => {
      await publishYear(tx, entry);
      const detail = { off: entry.off.length, work: entry.work.length, source: entry.source };
      await appendAudit(tx, { ...trail, action: 'calendar.published', target: String(entry.year), detail });
    });
    await rewriteProvisional(this.db);
  }
}
