import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { grantFor } from '#domain/organisation/access-matrix.js';
import { readAudit, verifyWholeAudit, type AuditRow, type AuditVerification } from '#records/audit-log.js';
import { audit, type Trail } from '#records/audit.js';
import type { Database } from '#records/database.js';
import type { Someone } from '#records/people.js';
import { Allow, to } from '../access/allow.js';
import { DATABASE } from '../config.js';
import { Me } from '../session/guard.js';
import { From } from '../session/trail.js';

const List = z.object({
  personId: z.uuid().optional(),
  action: z.string().max(60).optional(),
  caseId: z.uuid().optional(),
  from: z.coerce.date().optional(),
  until: z.coerce.date().optional(),
  cursor: z
    .string()
    .regex(/^\d{1,18}$/)
    .transform(BigInt)
    .optional(),
  limit: z.coerce.number().int().min(1).max(200).optional(),
});

/** 审计日志 (specification 5, 6.14): security administrator and auditor read all of it, the system administrator what is their own. */
@ApiTags('admin')
@Allow(to('R', 'logs'))
@Controller('admin/audit')
export class AuditController {
  constructor(@Inject(DATABASE) private readonly db: Database) {}

  /** 审计日志, newest first, keyset-paged; opening it is audited too. */
  @Get()
  async list(
    @Me() me: Someone,
    @From() from: Trail,
    @Query() query: unknown,
  ): Promise<{ rows: AuditRow[]; total: number; next?: string }> {
    const filter = List.parse(query);
    if (!filter.cursor) await audit(this.db, { ...from, action: 'audit.read' });
    return readAudit(this.db, { ...filter, ...(this.readsAll(me) ? {} : { personId: me.viewer.personId }) });
  }

  /** Recomputes the whole chain. */
  @Get('verification')
  verification(): Promise<AuditVerification> {
    return verifyWholeAudit(this.db);
  }

  private readsAll(me: Someone): boolean {
    const grants = me.viewer.posts.flatMap((post) => grantFor(post.role, 'R', 'logs') ?? []);
    return grants.some((grant) => grant.qualifier === undefined);
  }
}
