import { businessNow } from './clock.js';
import { RecordError, type Database, type Prisma } from './database.js';

export interface PublicPage {
  id: string;
  kind: string;
  title: string;
  documentNo: string | null;
  publishedAt: string;
  closesAt: string | null;
  /** A notice in its period: objections may come. */
  open: boolean;
  body: Record<string, unknown>;
}

const kinds = ['call', 'notice', 'list', 'policy'];

/** Pages without sign-in: open calls, notices, published lists, policy texts; newest first. */
export async function listPages(db: Database, kind?: string): Promise<Omit<PublicPage, 'body'>[]> {
  const now = new Date(await businessNow(db));
  const pages = await db.publication.findMany({
    where: { kind: kind ? kind : { in: kinds }, publishedAt: { lte: now } },
    orderBy: [{ publishedAt: 'desc' }, { id: 'desc' }],
    take: 200,
  });
  return pages.map((page) => {
    const { body: _body, ...head } = shown(page, now);
    return head;
  });
}

/** Throws RecordError 'not_found'. */
export async function readPage(db: Database, id: string): Promise<PublicPage> {
  const page = await db.publication.findUnique({ where: { id } });
  if (!page) throw new RecordError('not_found', '页面不存在或已撤下。');
  return shown(page, new Date(await businessNow(db)));
}

/** Whether the project stands on the notice: an objection is to one of its rows. */
export async function isOnNotice(db: Database, noticeId: string, projectId: string): Promise<boolean> {
  const page = await db.publication.findFirst({ where: { id: noticeId, kind: 'notice' } });
  const projects = (page?.body as { projects?: { id: string }[] } | undefined)?.projects ?? [];
  return projects.some((project) => project.id === projectId);
}

const shown = (page: Prisma.PublicationGetPayload<object>, now: Date): PublicPage => ({
  id: page.id,
  kind: page.kind,
  title: page.title,
  documentNo: page.documentNo,
  publishedAt: page.publishedAt.toISOString(),
  closesAt: page.closesAt?.toISOString() ?? null,
  open: page.kind === 'notice' && page.closesAt !== null && now < page.closesAt,
  body: page.body as Record<string, unknown>,
});
