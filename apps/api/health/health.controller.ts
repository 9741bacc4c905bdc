import { Controller, Get, Header, Inject } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { collectDefaultMetrics, register } from 'prom-client';
import type { Database } from '#records/database.js';
import { DATABASE } from '../config.js';
import { Public } from '../session/guard.js';

collectDefaultMetrics();

@ApiTags('health')
@Public()
@Controller()
export class HealthController {
  constructor(@Inject(DATABASE) private readonly db: Database) {}

  /** The process runs. */
  @Get('health/live')
  live(): { status: 'live' } {
    return { status: 'live' };
  }

  /** Ready when the record answers. Temporal away does not make it unready: people go on deciding. */
  @Get('health/ready')
  async ready(): Promise<{ status: 'ready'; undelivered: number }> {
    return { status: 'ready', undelivered: await this.db.case.count({ where: { undelivered: true } }) };
  }

  /** Prometheus metrics: the process, and every route's times by status. */
  @Get('metrics')
  @Header('content-type', 'text/plain')
  metrics(): Promise<string> {
    return register.metrics();
  }
}
