import type { AuditAction } from '#domain/organisation/audit-actions.js';
import type { Database } from './database.js';
import { verifyAudit } from './audit.js';

export interface AuditFilter {
  personId?: string;
  action?: string;
  caseId?: string;
  from?: Date;
  until?: Date;
  /** Id of the last row of the page before. */
  cursor?: bigint;
  limit?: number;
}

export interface AuditRow {
  id: string;
  at: string;
  person: { id: string; name: string; login: string } | null;
  action: AuditAction;
  target: string | null;
  caseId: string | null;
  detail: Record<string, unknown>;
  ip: string | null;
  requestId: string | null;
  hash: string;
}

/** 审计日志, newest first, keyset-paged. Whose entries may be read is the caller's to say in `personId`. */
export async function readAudit(db: Database, filter: AuditFilter): Promise<{ rows: AuditRow[]; total: number; next?: string }> {
  const limit = Math.min(filter.limit ?? 50, 200);
  const { personId, action, caseId, from, until, cursor } = filter;
  const where = { personId, action, caseId, at: { gte: from, lt: until } };
  const [found, total] = await Promise.all([
    db.auditEntry.findMany({ where: { ...where, id: { lt: cursor } }, orderBy: { id: 'desc' }, take: limit + 1 }),
    db.auditEntry.count({ where }),
  ]);
  const page = found.slice(0, limit);
  const ids = [...new Set(page.flatMap((entry) => entry.personId ?? []))];
  const persons = await db.person.findMany({ where: { id: { in: ids } }, select: { id: true, name: true, login: true } });
  const byId = new Map(persons.map((person) => [person.id, person]));
  const rows = page.map((entry) => ({
    id: entry.id.toString(),
    at: entry.at.toISOString(),
    person: byId.get(entry.personId ?? '') ?? null,
    action: entry.action as AuditAction,
    target: entry.target,
    caseId: entry.caseId,
    detail: entry.detail as Record<string, unknown>,
    ip: entry.ip,
    requestId: entry.requestId,
    hash: entry.hash,
  }));
  return { rows, total, ...(found.length > limit ? { next: rows.at(-1)!.id } : {}) };
}

export interface AuditVerification {
  /** Every link recomputed and right. */
  whole: boolean;
  entries: number;
  /** Id of the first entry that does not hold. */
  firstBroken: string | null;
}

export async function verifyWholeAudit(db: Database): Promise<AuditVerification> {
  const [broken, entries] = await Promise.all([verifyAudit(db), db.auditEntry.count()]);
  return { whole: broken === undefined, entries, firstBroken: broken?.toString() ?? null };
}
