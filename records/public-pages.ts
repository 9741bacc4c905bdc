import { daysLeft } from '#domain/calendar/days-left.js';
import type { Instant } from '#domain/calendar/instant.js';
import { closingsIn } from '#domain/call/closings.js';
import type { CallData } from '#domain/call/data.js';
import type { CaseState } from '#domain/process/types.js';
import { businessNow } from './clock.js';
import { RecordError, type Database, type Prisma } from './database.js';

export interface PublicPage {
  id: string;
  kind: 'call' | 'notice' | 'list' | 'policy';
  title: string;
  documentNo: string | null;
  publishedAt: string;
  /** End of the notice; of a call its last closing as it stands now, extensions included (R1). */
  closesAt: string | null;
  /** Whole days until then; 0 on the last day. */
  daysLeft: number | null;
  /** A notice in its period: objections may come. A call that takes applications. */
  open: boolean;
  /** Frozen when it was published: PublishedCall, PublishedList or PublishedPolicy, by kind. */
  body: Record<string, unknown>;
  /** Of a call: when each prefecture closes, by its code (R1). */
  closings?: Record<string, { owner: string; county: string; prefecture: string }>;
}

const kinds = ['call', 'notice', 'list', 'policy'] as const;
const MOST = 200;

/** Pages without sign-in: open calls, notices, published lists, policy texts; newest first. */
export async function listPages(db: Database, kind?: PublicPage['kind']): Promise<Omit<PublicPage, 'body' | 'closings'>[]> {
  const now = await businessNow(db);
  const pages = await db.publication.findMany({
    where: { kind: kind ?? { in: [...kinds] }, publishedAt: { lte: new Date(now) } },
    orderBy: [{ publishedAt: 'desc' }, { id: 'desc' }],
    take: MOST,
  });
  const calls = await callsOf(db, pages);
  return pages.map((page) => {
    const { body: _body, closings: _closings, ...head } = shown(page, now, calls.get(page.caseId ?? ''));
    return head;
  });
}

/** Throws RecordError 'not_found'. */
export async function readPage(db: Database, id: string): Promise<PublicPage> {
  const now = await businessNow(db);
  const page = await db.publication.findFirst({ where: { id, publishedAt: { lte: new Date(now) } } });
  if (!page) throw notThere();
  const calls = await callsOf(db, [page]);
  return shown(page, now, calls.get(page.caseId ?? ''));
}

/** The cases on a public notice, and whether it takes objections now. Throws RecordError 'not_found'. */
export async function readNotice(db: Database, id: string): Promise<{ open: boolean; projects: string[] }> {
  const page = await readPage(db, id);
  if (page.kind !== 'notice') throw notThere();
  const { projects = [] } = page.body as { projects?: { id: string }[] };
  return { open: page.open, projects: projects.map((project) => project.id) };
}

type Row = Prisma.PublicationGetPayload<object>;
type Call = { status: string; data: CallData };

async function callsOf(db: Database, pages: Row[]): Promise<Map<string, Call>> {
  const ids = pages.flatMap((page) => (page.kind === 'call' && page.caseId ? [page.caseId] : []));
  const found = await db.case.findMany({ where: { id: { in: ids } }, select: { id: true, status: true, state: true } });
  return new Map(found.map(({ id, status, state }) => [id, { status, data: (state as unknown as CaseState<CallData>).data }]));
}

function shown(page: Row, now: Instant, call: Call | undefined): PublicPage {
  const closings = call && closingsOf(call.data);
  const closesAt = closings
    ? Math.max(...Object.values(closings).map(({ closing }) => closing))
    : (page.closesAt?.getTime() ?? null);
  const open = closesAt !== null && now < closesAt && (page.kind === 'notice' || call?.status === 'published');
  const iso = (at: Instant) => new Date(at).toISOString();
  return {
    id: page.id,
    kind: page.kind as PublicPage['kind'],
    title: page.title,
    documentNo: page.documentNo,
    publishedAt: page.publishedAt.toISOString(),
    closesAt: closesAt === null ? null : iso(closesAt),
    daysLeft: open ? daysLeft(closesAt, now) : null,
    open,
    body: page.body as Record<string, unknown>,
    ...(closings && {
      closings: Object.fromEntries(
        Object.entries(closings).map(([code, of]) => [
          code,
          { owner: iso(of['owner-closing']), county: iso(of['county-closing']), prefecture: iso(of.closing) },
        ]),
      ),
    }),
  };
}

const closingsOf = (data: CallData) =>
  Object.fromEntries(Object.keys(data.prefectures).map((code) => [code, closingsIn(data, code)]));

const notThere = () => new RecordError('not_found', '页面不存在或已撤下。');
