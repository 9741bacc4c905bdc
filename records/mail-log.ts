import { appendAudit, type Trail } from './audit.js';
import { inTransaction, type Database, type Prisma } from './database.js';
import { inspectedMail, type InspectedMail } from './inspector-case.js';
import { decodeCursor, encodeCursor } from './keyset.js';

export interface MailFilter {
  status?: string;
  text?: string;
  cursor?: string;
  limit?: number;
}

/** 邮件日志, newest first: never a body; addresses in full only for who corrects them. */
export async function listMails(
  db: Database,
  filter: MailFilter,
  full: boolean,
  by: Trail,
): Promise<{ rows: (InspectedMail & { caseId: string | null })[]; total: number; next?: string }> {
  const limit = filter.limit ?? 50;
  const where: Prisma.MailWhereInput = {
    ...(filter.status ? { status: filter.status } : {}),
    ...(filter.text
      ? { OR: [{ subject: { contains: filter.text } }, ...(full ? [{ address: { contains: filter.text } }] : [])] }
      : {}),
  };
  const after = filter.cursor ? decodeCursor(filter.cursor) : undefined;
  const [found, total] = await Promise.all([
    db.mail.findMany({
      where: after
        ? { AND: [where, { OR: [{ createdAt: { lt: after.at } }, { createdAt: after.at, id: { lt: after.id } }] }] }
        : where,
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      take: limit + 1,
    }),
    db.mail.count({ where }),
  ]);
  const page = found.slice(0, limit);
  const last = page.at(-1);
  if (!filter.cursor) await inTransaction(db, (tx) => appendAudit(tx, { ...by, action: 'mails.listed', detail: { total } }));
  return {
    rows: page.map((mail) => ({ ...inspectedMail(mail, full), caseId: mail.caseId })),
    total,
    ...(found.length > limit && last ? { next: encodeCursor(last.createdAt, last.id) } : {}),
  };
}
