import type { AuditAction } from '#domain/organisation/audit-actions.js';
import { GENESIS, link } from './chain.js';
import { realNow } from './clock.js';
import { inTransaction, type Database, type Transaction } from './database.js';

/** What is not a step of a case: sign-in, account and role changes, reads of personal data, exports, refused attempts (6.14). */
export interface AuditRecord {
  personId?: string;
  action: AuditAction;
  target?: string;
  caseId?: string;
  detail?: Record<string, unknown>;
  ip?: string;
  requestId?: string;
}

/** Who looked or changed, as every entry of a request carries it. */
export type Trail = Pick<AuditRecord, 'personId' | 'ip' | 'requestId'>;

/** Writers queue here, so that the chain never forks. */
const CHAIN_LOCK = 4_204_202_611;

/** Adds the next link of the audit log 审计日志, in real time. Inside a transaction it stands or falls with it. */
export async function appendAudit(tx: Transaction, record: AuditRecord): Promise<void> {
  await tx.$queryRaw`select pg_advisory_xact_lock(${CHAIN_LOCK}::bigint)::text`;
  const last = await tx.auditEntry.findFirst({ orderBy: { id: 'desc' }, select: { hash: true } });
  const previousHash = last?.hash ?? GENESIS;
  const entry = { ...record, detail: record.detail ?? {}, at: await realNow(tx) };
  await tx.auditEntry.create({
    data: { ...entry, detail: entry.detail as object, previousHash, hash: link(previousHash, linked(entry)) },
  });
}

/** As `appendAudit`, in a transaction of its own. */
export function audit(db: Database, record: AuditRecord): Promise<void> {
  return inTransaction(db, (tx) => appendAudit(tx, record));
}

const PAGE = 1_000;

/** Recomputes every link from the first entry. Returns the id of the first that does not hold, undefined when all do (I8). */
export async function verifyAudit(db: Transaction): Promise<bigint | undefined> {
  let previous = GENESIS;
  for (let after = 0n; ;) {
    const entries = await db.auditEntry.findMany({ where: { id: { gt: after } }, orderBy: { id: 'asc' }, take: PAGE });
    for (const entry of entries) {
      if (entry.previousHash !== previous || entry.hash !== link(previous, linked(entry))) return entry.id;
      previous = entry.hash;
    }
    if (entries.length < PAGE) return undefined;
    after = entries.at(-1)!.id;
  }
}

type Linked = { [K in keyof AuditRecord]?: unknown } & { at: Date };

/** The fields a link covers; an absent one and a null one are the same. */
function linked(entry: Linked): Record<string, unknown> {
  const { personId, action, target, caseId, detail, ip, requestId, at } = entry;
  const fields = Object.entries({ personId, action, target, caseId, detail, ip, requestId, at: at.toISOString() });
  return Object.fromEntries(fields.filter(([, value]) => value !== undefined && value !== null));
}
