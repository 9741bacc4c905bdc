import type { Principal, Viewer } from '#domain/organisation/access-matrix.js';
import { covers } from '#domain/organisation/deputy.js';
import { businessNow } from './clock.js';
import { caseRow, casesLike, type CaseFilter, type CaseRow } from './cases.js';
import type { Database, Prisma } from './database.js';
import { onDeskOf, readableCases } from './scope.js';

export interface InboxItem {
  /** Absent where the line is a case and no task: 我上报, 抄送. */
  taskId: string | null;
  task: string;
  kind: string;
  openedAt: string;
  due: string | null;
  dueProvisional: boolean;
  overdue: boolean;
  paused: boolean;
  holder: boolean;
  /** 委托人, for whom it would be handled. */
  principal: string | null;
  read: boolean;
  /** 第 n 次提交. */
  round: number;
  case: CaseRow;
}

/** 待办 · 待签收 · 受托代办 · 已逾期 · 已暂停 · 已办 · 我上报 · 抄送. */
export const inboxTabs = ['todo', 'unclaimed', 'entrusted', 'overdue', 'paused', 'done', 'sent', 'copied'] as const;
export type InboxTab = (typeof inboxTabs)[number];
export type InboxCounts = Record<InboxTab, number>;

export interface InboxFilter extends Omit<CaseFilter, 'cursor' | 'limit'> {
  /** From 1. */
  page?: number;
}

const PAGE = 50;
const unit = { unit: { select: { name: true } } } as const;

/** One tab of the viewer's desk: overdue first, then by due date, then by arrival; what is done, latest first. */
export async function readInbox(
  db: Database,
  viewer: Viewer,
  tab: InboxTab,
  { page = 1, ...filter }: InboxFilter = {},
): Promise<{ rows: InboxItem[]; total: number }> {
  const now = new Date(await businessNow(db));
  const paging = { skip: (page - 1) * PAGE, take: PAGE };
  if (tab === 'sent' || tab === 'copied') {
    const where = { AND: [readableCases(viewer), casesLike(filter), { id: { in: await involved(db, viewer, tab) } }] };
    const [total, cases] = await Promise.all([
      db.case.count({ where }),
      db.case.findMany({ where, include: unit, orderBy: [{ updatedAt: 'desc' }, { id: 'desc' }], ...paging }),
    ]);
    return { rows: cases.map(caseItem), total };
  }
  const where: Prisma.TaskWhereInput = { AND: [tasksOf(viewer, tab, now), { case: casesLike(filter) }] };
  const [total, tasks] = await Promise.all([
    db.task.count({ where }),
    db.task.findMany({
      where,
      include: { case: { include: unit } },
      orderBy:
        tab === 'done'
          ? [{ closedAt: 'desc' }, { caseId: 'asc' }]
          : [{ due: { sort: 'asc', nulls: 'last' } }, { openedAt: 'asc' }, { caseId: 'asc' }],
      ...paging,
    }),
  ]);
  const rows = tasks.map((task) => ({
    ...caseItem(task.case),
    taskId: task.id,
    task: task.label,
    kind: task.kind,
    openedAt: (tab === 'done' ? (task.closedAt ?? task.openedAt) : task.openedAt).toISOString(),
    due: task.due?.toISOString() ?? null,
    dueProvisional: task.dueProvisional,
    overdue: task.closedAt === null && task.due !== null && task.due < now,
    holder: task.holderId === viewer.personId,
    principal: tab === 'entrusted' ? principalOf(viewer, task) : null,
    read: task.readAt !== null,
  }));
  return { rows, total };
}

/** How much lies in every tab. */
export async function countInbox(db: Database, viewer: Viewer): Promise<InboxCounts> {
  const now = new Date(await businessNow(db));
  const counts = await Promise.all(
    inboxTabs.map(async (tab) => {
      if (tab !== 'sent' && tab !== 'copied') return db.task.count({ where: tasksOf(viewer, tab, now) });
      const ids = await involved(db, viewer, tab);
      return ids.length && db.case.count({ where: { AND: [readableCases(viewer), { id: { in: ids } }] } });
    }),
  );
  return Object.fromEntries(inboxTabs.map((tab, index) => [tab, counts[index]!])) as InboxCounts;
}

function tasksOf(viewer: Viewer, tab: Exclude<InboxTab, 'sent' | 'copied'>, now: Date): Prisma.TaskWhereInput {
  const offices = viewer.posts.map(({ unitId, role }) => ({ holderId: null, unitId, role }));
  const mine = { closedAt: null, OR: [{ holderId: viewer.personId }, ...offices] };
  switch (tab) {
    case 'todo':
      return mine;
    case 'unclaimed':
      return { closedAt: null, OR: [{ caseId: { in: [] } }, ...offices] };
    case 'entrusted':
      return { closedAt: null, OR: [{ caseId: { in: [] } }, ...(viewer.principals ?? []).map((one) => deskOf(viewer, one))] };
    case 'overdue':
      return { ...mine, due: { lt: now } };
    case 'paused':
      return { ...mine, case: { paused: true } };
    case 'done':
      return { closedBy: viewer.personId };
  }
}

/** The principal's desk: what is held there, and what waits in offices that are not the deputy's own anyway. */
const deskOf = (viewer: Viewer, principal: Principal): Prisma.TaskWhereInput => ({
  ...(principal.processes.length > 0 ? { process: { in: principal.processes } } : {}),
  OR: [
    onDeskOf(principal.personId),
    ...officesOf(viewer, principal).map(({ unitId, role }) => ({ holderId: null, unitId, role })),
  ],
});

const officesOf = (viewer: Viewer, principal: Principal) =>
  principal.posts.filter(({ unitId, role }) => !viewer.posts.some((own) => own.unitId === unitId && own.role === role));

function principalOf(
  viewer: Viewer,
  task: { process: string; holderId: string | null; unitId: string | null; role: string | null },
) {
  const found = viewer.principals?.find(
    (one) =>
      covers(one.processes, task.process) &&
      (task.holderId
        ? task.holderId === one.personId
        : officesOf(viewer, one).some(({ unitId, role }) => unitId === task.unitId && role === task.role)),
  );
  return found?.name ?? null;
}

const MOST = 2_000;

/** Cases the viewer submitted, or was sent a copy of; the latest of them. */
async function involved(db: Database, viewer: Viewer, tab: 'sent' | 'copied'): Promise<string[]> {
  const events = await db.caseEvent.findMany({
    where:
      tab === 'sent'
        ? { personId: viewer.personId, on: 'submit' }
        : { on: 'cc', payload: { path: ['personIds'], array_contains: viewer.personId } },
    distinct: ['caseId'],
    orderBy: { at: 'desc' },
    select: { caseId: true },
    take: MOST,
  });
  return events.map((event) => event.caseId);
}

function caseItem(found: Parameters<typeof caseRow>[0]): InboxItem {
  const row = caseRow(found);
  return {
    taskId: null,
    task: row.label,
    kind: 'case',
    openedAt: row.updatedAt,
    due: null,
    dueProvisional: false,
    overdue: false,
    paused: found.paused,
    holder: false,
    principal: null,
    read: true,
    round: found.round,
    case: row,
  };
}
