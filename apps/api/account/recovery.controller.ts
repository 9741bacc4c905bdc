import { Body, Controller, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import type { Trail } from '#records/audit.js';
import { inTransaction, type Database } from '#records/database.js';
import type { Someone } from '#records/people.js';
import { removeSecondFactor } from '#records/second-factor.js';
import { Allow, holding } from '../access/allow.js';
import { DATABASE } from '../config.js';
import { Again } from '../session/again.js';
import { Me } from '../session/guard.js';
import { Sessions } from '../session/sessions.js';
import { From } from '../session/trail.js';

const Recovery = z.strictObject({ reason: z.string().trim().min(5).max(200), password: Again });

/** The system administrator helps somebody whose phone is lost. */
@ApiTags('admin')
@Allow(holding('SA'))
@Controller('admin/persons')
export class RecoveryController {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(Sessions) private readonly sessions: Sessions,
  ) {}

  /** Takes away the second factor of somebody whose phone is lost, with the reason on record. */
  @Post(':id/second-factor/removal')
  @HttpCode(204)
  async remove(@Me() me: Someone, @From() from: Trail, @Param('id') id: string, @Body() body: unknown): Promise<void> {
    const { reason, password } = Recovery.parse(body);
    await this.sessions.stepUp(me.viewer.personId, password, from);
    await inTransaction(this.db, (tx) => removeSecondFactor(tx, z.uuid().parse(id), reason, from));
    this.sessions.forget();
  }
}
