import type { Instant } from '#domain/calendar/instant.js';
import { timeLeft, type TimeLeft } from '#domain/calendar/time-left.js';
import type { WorkingCalendar } from '#domain/calendar/working-days.js';
import { closingOf, closingsIn } from '#domain/call/closings.js';
import type { CallData } from '#domain/call/data.js';
import type { KeyProjectData } from '#domain/key-project/data.js';
import type { CaseState } from '#domain/process/types.js';
import { closesAt } from '#domain/subsidy/call/process.js';
import { readCalendar } from './calendar.js';
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
  /** Until then, while it is open. */
  left: TimeLeft | null;
  /** A notice in its period: objections may come. A call that takes applications. */
  open: boolean;
  /** Frozen when it was published: PublishedCall, PublishedList or PublishedPolicy, by kind. */
  body: Record<string, unknown>;
  /** Of a call: when each prefecture closes, by its code (R1). */
  closings?: Record<string, { owner: string; county: string; prefecture: string }>;
  /** Of a list: the projects removed from it since 调出计划, each with the document that says so. */
  removed?: Record<string, string>;
}

const kinds = ['call', 'notice', 'list', 'policy'] as const;
const MOST = 200;

/** Pages without sign-in: open calls, notices, published lists, policy texts; newest first. */
export async function listPages(
  db: Database,
  kind?: PublicPage['kind'],
): Promise<Omit<PublicPage, 'body' | 'closings' | 'removed'>[]> {
  const now = await businessNow(db);
  const pages = await db.publication.findMany({
    where: { kind: kind ?? { in: [...kinds] }, publishedAt: { lte: new Date(now) } },
    orderBy: [{ publishedAt: 'desc' }, { id: 'desc' }],
    take: MOST,
  });
  const [calls, calendar] = await Promise.all([callsOf(db, pages), readCalendar(db)]);
  return pages.map((page) => {
    const { body: _body, closings: _closings, ...head } = shown(page, { now, calendar }, calls.get(page.caseId ?? ''));
    return head;
  });
}

/** Throws RecordError 'not_found'. */
export async function readPage(db: Database, id: string): Promise<PublicPage> {
  const now = await businessNow(db);
  const page = await db.publication.findFirst({ where: { id, publishedAt: { lte: new Date(now) } } });
  if (!page) throw notThere();
  const [calls, calendar, removed] = await Promise.all([callsOf(db, [page]), readCalendar(db), removedFrom(db, page)]);
  return { ...shown(page, { now, calendar }, calls.get(page.caseId ?? '')), ...(page.kind === 'list' ? { removed } : {}) };
}

/** 2.1 what was published stays as it was; what has been taken out of the plan since is said beside it. */
async function removedFrom(db: Database, { kind, body }: Row): Promise<Record<string, string>> {
  const { projects = [] } = body as { projects?: { id: string }[] };
  if (kind !== 'list' || projects.length === 0) return {};
  const where = { id: { in: projects.map(({ id }) => id) }, process: 'key-project', status: 'removed' };
  const found = await db.case.findMany({ where, select: { id: true, state: true } });
  return Object.fromEntries(
    found.map(({ id, state }) => [id, (state as unknown as CaseState<KeyProjectData>).data.removed!.documentNo]),
  );
}

/** The cases on a public notice, and whether it takes objections now. Throws RecordError 'not_found'. */
export async function readNotice(db: Database, id: string): Promise<{ open: boolean; projects: string[] }> {
  const page = await readPage(db, id);
  if (page.kind !== 'notice') throw notThere();
  const { projects = [] } = page.body as { projects?: { id: string }[] };
  return { open: page.open, projects: projects.map((project) => project.id) };
}

type Row = Prisma.PublicationGetPayload<object>;

/** What a call says of its closings now; those of programme A close by prefecture. */
interface Call {
  published: boolean;
  closesAt: Instant;
  closings?: Record<string, ReturnType<typeof closingsIn>>;
}

async function callsOf(db: Database, pages: Row[]): Promise<Map<string, Call>> {
  const ids = pages.flatMap((page) => (page.kind === 'call' && page.caseId ? [page.caseId] : []));
  const found = await db.case.findMany({
    where: { id: { in: ids } },
    select: { id: true, process: true, status: true, state: true },
  });
  return new Map(
    found.map(({ id, process, status, state }) => {
      const { data } = state as unknown as CaseState<any>;
      const published = status === 'published';
      return [id, process === 'claim-call' ? { published, closesAt: closesAt(data) } : { published, ...closingsOf(data) }];
    }),
  );
}

function closingsOf(data: CallData): Omit<Call, 'published'> {
  const closings = Object.fromEntries(Object.keys(data.prefectures).map((code) => [code, closingsIn(data, code)]));
  return { closings, closesAt: Math.max(closingOf(data), ...Object.values(closings).map(({ closing }) => closing)) };
}

function shown(page: Row, { now, calendar }: { now: Instant; calendar: WorkingCalendar }, call: Call | undefined): PublicPage {
  const closes = call?.closesAt ?? page.closesAt?.getTime();
  const open = closes !== undefined && now < closes && (page.kind === 'notice' || call?.published === true);
  const iso = (at: Instant) => new Date(at).toISOString();
  return {
    id: page.id,
    kind: page.kind as PublicPage['kind'],
    title: page.title,
    documentNo: page.documentNo,
    publishedAt: page.publishedAt.toISOString(),
    closesAt: closes === undefined ? null : iso(closes),
    left: open ? timeLeft(calendar, now, closes) : null,
    open,
    body: page.body as Record<string, unknown>,
    ...(call?.closings && {
      closings: Object.fromEntries(
        Object.entries(call.closings).map(([code, of]) => [
          code,
          { owner: iso(of['owner-closing']), county: iso(of['county-closing']), prefecture: iso(of.closing) },
        ]),
      ),
    }),
  };
}

const notThere = () => new RecordError('not_found', '页面不存在或已撤下。');
