import type { Viewer } from '#domain/organisation/access-matrix.js';
import { caseRow, type CaseRow } from './cases.js';
import type { Database, Prisma } from './database.js';
import { businessNow } from './clock.js';

export interface InboxItem {
  taskId: string;
  task: string;
  kind: string;
  openedAt: string;
  due: string | null;
  dueProvisional: boolean;
  overdue: boolean;
  holder: boolean;
  read: boolean;
  case: CaseRow;
}

export type InboxTab = 'todo' | 'overdue' | 'done';

/** 待办: what lies on the viewer's desk or in the viewer's offices; overdue first, then by due date, then by arrival. */
export async function readInbox(db: Database, viewer: Viewer, tab: InboxTab): Promise<InboxItem[]> {
  const now = new Date(await businessNow(db));
  const where: Prisma.TaskWhereInput =
    tab === 'done' ? { closedBy: viewer.personId } : { ...mine(viewer), ...(tab === 'overdue' ? { due: { lt: now } } : {}) };
  const tasks = await db.task.findMany({
    where,
    include: { case: { include: { unit: { select: { name: true } } } } },
    orderBy: tab === 'done' ? [{ closedAt: 'desc' }] : [{ due: { sort: 'asc', nulls: 'last' } }, { openedAt: 'asc' }],
    take: 200,
  });
  return tasks.map((task) => ({
    taskId: task.id,
    task: task.label,
    kind: task.kind,
    openedAt: task.openedAt.toISOString(),
    due: task.due?.toISOString() ?? null,
    dueProvisional: task.dueProvisional,
    overdue: task.closedAt === null && task.due !== null && task.due < now,
    holder: task.holderId === viewer.personId,
    read: task.readAt !== null,
    case: caseRow(task.case),
  }));
}

export async function countInbox(db: Database, viewer: Viewer): Promise<Record<InboxTab, number>> {
  const now = new Date(await businessNow(db));
  const [todo, overdue, done] = await Promise.all([
    db.task.count({ where: mine(viewer) }),
    db.task.count({ where: { ...mine(viewer), due: { lt: now } } }),
    db.task.count({ where: { closedBy: viewer.personId } }),
  ]);
  return { todo, overdue, done };
}

function mine(viewer: Viewer): Prisma.TaskWhereInput {
  return {
    closedAt: null,
    OR: [{ holderId: viewer.personId }, ...viewer.posts.map(({ unitId, role }) => ({ holderId: null, unitId, role }))],
  };
}
