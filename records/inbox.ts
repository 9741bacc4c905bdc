import type { Viewer } from '#domain/organisation/access-matrix.js';
import { businessNow } from './clock.js';
import { caseRow, casesLike, type CaseFilter, type CaseRow } from './cases.js';
import type { Database, Prisma, Transaction } from './database.js';
import { readableCases } from './scope.js';
import { seenBy } from './viewing.js';

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
  read: boolean;
  /** 第 n 次提交. */
  round: number;
  case: CaseRow;
}

/** 待办 · 待签收 · 已逾期 · 已暂停 · 已办 · 我上报 · 抄送. */
export const inboxTabs = ['todo', 'unclaimed', 'overdue', 'paused', 'done', 'sent', 'copied'] as const;
export type InboxTab = (typeof inboxTabs)[number];
export type InboxCounts = Record<InboxTab, number>;

export interface InboxFilter extends Omit<CaseFilter, 'cursor' | 'limit'> {
  /** From 1. */
  page?: number;
}

const PAGE = 50;
const unit = { unit: { select: { name: true } } } as const;

/** One tab of the viewer's desk: overdue first, then by due date, then by arrival; what is done, latest first. */
export function readInbox(
  db: Database,
  viewer: Viewer,
  tab: InboxTab,
  { page = 1, ...filter }: InboxFilter = {},
): Promise<{ rows: InboxItem[]; total: number }> {
  return seenBy(db, viewer, async (tx) => {
    const now = new Date(await businessNow(tx));
    const paging = { skip: (page - 1) * PAGE, take: PAGE };
    if (tab === 'sent' || tab === 'copied') {
      const where = { AND: [readableCases(viewer), casesLike(filter), { id: { in: await involved(tx, viewer, tab) } }] };
      const total = await tx.case.count({ where });
      const cases = await tx.case.findMany({ where, include: unit, orderBy: [{ updatedAt: 'desc' }, { id: 'desc' }], ...paging });
      return { rows: cases.map(caseItem), total };
    }
    const where: Prisma.TaskWhereInput = { AND: [tasksOf(viewer, tab, now), { case: casesLike(filter) }] };
    const total = await tx.task.count({ where });
    const tasks = await tx.task.findMany({
      where,
      include: { case: { include: unit } },
      orderBy:
        tab === 'done'
          ? [{ closedAt: 'desc' }, { caseId: 'asc' }]
          : [{ due: { sort: 'asc', nulls: 'last' } }, { openedAt: 'asc' }, { caseId: 'asc' }],
      ...paging,
    });
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
      read: task.readAt !== null,
    }));
    return { rows, total };
  });
}

/** How much lies in every tab. */
export function countInbox(db: Database, viewer: Viewer): Promise<InboxCounts> {
  return seenBy(db, viewer, async (tx) => {
    const now = new Date(await businessNow(tx));
    const counts: Partial<InboxCounts> = {};
    for (const tab of inboxTabs) counts[tab] = await countTab(tx, viewer, tab, now);
    return counts as InboxCounts;
  });
}

async function countTab(tx: Transaction, viewer: Viewer, tab: InboxTab, now: Date): Promise<number> {
  if (tab !== 'sent' && tab !== 'copied') return tx.task.count({ where: tasksOf(viewer, tab, now) });
  const ids = await involved(tx, viewer, tab);
  return ids.length && tx.case.count({ where: { AND: [readableCases(viewer), { id: { in: ids } }] } });
}

function tasksOf(viewer: Viewer, tab: Exclude<InboxTab, 'sent' | 'copied'>, now: Date): Prisma.TaskWhereInput {
  const offices = viewer.posts.map(({ unitId, role }) => ({ holderId: null, unitId, role }));
  const mine = { closedAt: null, OR: [{ holderId: viewer.personId }, ...offices] };
  switch (tab) {
    case 'todo':
      return mine;
    case 'unclaimed':
      return { closedAt: null, OR: [{ caseId: { in: [] } }, ...offices] };
    case 'overdue':
      return { ...mine, due: { lt: now } };
    case 'paused':
      return { ...mine, case: { paused: true } };
    case 'done':
      return { closedBy: viewer.personId };
  }
}

const MOST = 2_000;

/** Cases the viewer submitted, or was sent a copy of; the latest of them. */
async function involved(db: Transaction, viewer: Viewer, tab: 'sent' | 'copied'): Promise<string[]> {
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
    read: true,
    round: found.round,
    case: row,
  };
}
