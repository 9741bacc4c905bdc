import { Controller, Get, Header, Inject, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { endOfDay, formatInstant, startOfDay } from '#domain/calendar/instant.js';
import { auditActions } from '#domain/organisation/audit-actions.js';
import { readAudit, type AuditRow } from '#records/audit-log.js';
import { audit, type Trail } from '#records/audit.js';
import { RecordError, type Database } from '#records/database.js';
import type { InspectedMail } from '#records/inspector-case.js';
import { listMails } from '#records/mail-log.js';
import type { Someone } from '#records/people.js';
import { Allow, holding } from '../access/allow.js';
import { PageQuery, type Page } from '../access/page.js';
import { DATABASE } from '../config.js';
import { Me } from '../session/guard.js';
import { From } from '../session/trail.js';
import { csv } from './csv.js';

const MOST_EXPORTED = 20_000;
const PAGE = 200;

const Export = z.object({ from: z.iso.date(), until: z.iso.date(), action: z.string().max(60).optional() });
const MailQuery = PageQuery.extend({ status: z.enum(['queued', 'sent', 'failed', 'bounced', 'expired', 'muted']).optional() });

/** 日志导出 and 邮件日志; the audit log itself is read at admin/audit. */
@ApiTags('admin')
@Controller('admin')
export class LogsController {
  constructor(@Inject(DATABASE) private readonly db: Database) {}

  /** 审计日志 as CSV, with who exported it and when on its first line: a watermark (6.14). Refuses rather than cut short. */
  @Allow(holding('SE', 'AU'))
  @Get('audit.csv')
  @Header('content-type', 'text/csv; charset=utf-8')
  @Header('content-disposition', 'attachment; filename="audit-log.csv"')
  async export(@Me() me: Someone, @From() trail: Trail, @Query() query: unknown): Promise<string> {
    const { from, until, action } = Export.parse(query);
    const filter = { from: new Date(startOfDay(from)), until: new Date(endOfDay(until)), ...(action ? { action } : {}) };
    const rows: AuditRow[] = [];
    for (let cursor: bigint | undefined, more = true; more;) {
      const page = await readAudit(this.db, { ...filter, limit: PAGE, ...(cursor ? { cursor } : {}) });
      rows.push(...page.rows);
      if (rows.length > MOST_EXPORTED)
        throw new RecordError('too_many', `超过一次导出上限${MOST_EXPORTED}条，请缩小日期范围后分次导出。`, 'from');
      more = page.next !== undefined;
      cursor = page.next === undefined ? undefined : BigInt(page.next);
    }
    await audit(this.db, { ...trail, action: 'export', target: '审计日志', detail: { from, until, action, rows: rows.length } });
    return csv([
      [`审计日志（${from}至${until}） 导出人：${me.name}（${me.login}） 导出时间：${formatInstant(Date.now())}`],
      ['序号', '时间', '人员', '操作', '操作代码', '对象', '明细', 'IP', '请求号', '链值'],
      ...rows.map((row) => [
        row.id,
        formatInstant(Date.parse(row.at)),
        row.person?.name ?? '',
        auditActions[row.action],
        row.action,
        row.target ?? '',
        JSON.stringify(row.detail),
        row.ip ?? '',
        row.requestId ?? '',
        row.hash,
      ]),
    ]);
  }

  /** Mails by state; bounces are the system administrator's to follow (6.13). */
  @Allow(holding('SA', 'AU'))
  @Get('mails')
  mails(
    @Me() me: Someone,
    @From() trail: Trail,
    @Query() query: unknown,
  ): Promise<Page<InspectedMail & { caseId: string | null }>> {
    return listMails(this.db, MailQuery.parse(query), holding('SA')(me.viewer), trail);
  }
}
