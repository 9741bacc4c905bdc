import { addDays, endOfDay, localDate } from '#domain/calendar/instant.js';
import { roleName, type Role } from '#domain/organisation/roles.js';
import type { CaseState } from '#domain/process/types.js';
import { businessNow } from './clock.js';
import { Prisma, type Database } from './database.js';
import { decodeCursor, encodeCursor } from './keyset.js';
import { registeredProcess } from './processes.js';

/** What lies open on a case, in words. */
export interface OpenTask {
  id: string;
  label: string;
  /** Who holds it, or the office whose people may take it. */
  at: string;
  openedAt: string;
  due: string | null;
  provisional: boolean;
  overdue: boolean;
}

/** A line of 流程监控: where a case stands, in business words first and the engine's last. No content of its form. */
export interface InspectorRow {
  id: string;
  process: string;
  processLabel: string;
  number: string | null;
  title: string;
  unit: string | null;
  status: string;
  label: string;
  tone: string;
  /** 等人 | 等时间 | 暂停 | 结束 */
  running: 'people' | 'time' | 'paused' | 'ended';
  prefectureCode: string | null;
  since: string;
  tasks: OpenTask[];
  next: { label: string; at: string; provisional: boolean } | null;
  delivery: 'delivered' | 'waiting' | 'failed';
  deliveryError: string | null;
  revision: number;
  updatedAt: string;
}

/** System views 系统视图; `live` is every case not ended. */
export const inspectorViews = [
  'live',
  'overdue',
  'soon',
  'unattended',
  'paused',
  'waiting',
  'failed',
  'mail',
  'provisional',
  'ended',
] as const;
export type InspectorView = (typeof inspectorViews)[number];

export interface InspectorFilter {
  view?: InspectorView;
  process?: string;
  status?: string;
  prefectureCode?: string;
  text?: string;
  cursor?: string;
  limit?: number;
}

const shown = { unit: { select: { name: true } }, tasks: { where: { closedAt: null }, orderBy: { openedAt: 'asc' } } } as const;
export type InspectedCase = Prisma.CaseGetPayload<{ include: typeof shown }>;
export { shown as inspectedFields };

/** Cases of every unit and department, newest change first, keyset-paged: for those who keep the system, not its business. */
export async function inspectCases(
  db: Database,
  filter: InspectorFilter,
): Promise<{ rows: InspectorRow[]; total: number; next?: string }> {
  const now = await businessNow(db);
  const limit = filter.limit ?? 50;
  const where: Prisma.CaseWhereInput = {
    AND: [
      await whereOfView(db, filter.view ?? 'live', now),
      {
        ...(filter.process ? { process: filter.process } : {}),
        ...(filter.status ? { status: filter.status } : {}),
        ...(filter.prefectureCode ? { prefectureCode: filter.prefectureCode } : {}),
      },
      filter.text
        ? {
            OR: [
              { title: { contains: filter.text } },
              { number: { contains: filter.text } },
              { unit: { name: { contains: filter.text } } },
            ],
          }
        : {},
    ],
  };
  const after = filter.cursor ? decodeCursor(filter.cursor) : undefined;
  const [found, total] = await Promise.all([
    db.case.findMany({
      where: after
        ? { AND: [where, { OR: [{ updatedAt: { lt: after.at } }, { updatedAt: after.at, id: { lt: after.id } }] }] }
        : where,
      include: shown,
      orderBy: [{ updatedAt: 'desc' }, { id: 'desc' }],
      take: limit + 1,
    }),
    db.case.count({ where }),
  ]);
  const page = found.slice(0, limit);
  const last = page.at(-1);
  return {
    rows: await inspectorRows(db, page, now),
    total,
    ...(found.length > limit && last ? { next: encodeCursor(last.updatedAt, last.id) } : {}),
  };
}

/** How many cases each system view holds. */
export async function countInspectorViews(db: Database): Promise<Record<InspectorView, number>> {
  const now = await businessNow(db);
  const counts = await Promise.all(
    inspectorViews.map(async (view) => [view, await db.case.count({ where: await whereOfView(db, view, now) })] as const),
  );
  return Object.fromEntries(counts) as Record<InspectorView, number>;
}

async function whereOfView(db: Database, view: InspectorView, now: number): Promise<Prisma.CaseWhereInput> {
  const live = { ended: false };
  switch (view) {
    case 'live':
      return live;
    case 'ended':
      return { ended: true };
    case 'paused':
      return { ...live, paused: true };
    case 'overdue':
      return { ...live, tasks: { some: { closedAt: null, due: { lte: new Date(now) } } } };
    case 'soon': {
      const until = new Date(endOfDay(addDays(localDate(now), 7)));
      return { ...live, tasks: { some: { closedAt: null, due: { gt: new Date(now), lte: until } } } };
    }
    case 'provisional':
      return { ...live, tasks: { some: { closedAt: null, dueProvisional: true } } };
    case 'waiting':
      return { undelivered: true };
    case 'failed':
      return { undelivered: true, deliveryError: { not: null } };
    case 'unattended':
      return { id: { in: await unattended(db) } };
    case 'mail':
      return { id: { in: await withMailNotDelivered(db) } };
  }
}

/** 无办理人: an open task nobody holds, in an office where nobody can take it. */
async function unattended(db: Database): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    select distinct t.case_id as id from task t
    where t.closed_at is null and t.holder_id is null and not exists (
      select from post o join person p on p.id = o.person_id and p.status = 'active' join unit u on u.id = o.unit_id and u.status = 'verified'
      where o.unit_id = t.unit_id and o.role = t.role)`;
  return rows.map((row) => row.id);
}

async function withMailNotDelivered(db: Database): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    select distinct case_id as id from mail where status in ('failed', 'bounced') and case_id is not null`;
  return rows.map((row) => row.id);
}

/** The rows as shown; names of offices and holders are read once for all of them. */
export async function inspectorRows(db: Database, found: InspectedCase[], now: number): Promise<InspectorRow[]> {
  const tasks = found.flatMap((one) => one.tasks);
  const ids = (values: (string | null)[]) => [...new Set(values.filter((value) => value !== null))];
  const [units, people] = await Promise.all([
    db.unit.findMany({ where: { id: { in: ids(tasks.map((task) => task.unitId)) } }, select: { id: true, name: true } }),
    db.person.findMany({ where: { id: { in: ids(tasks.map((task) => task.holderId)) } }, select: { id: true, name: true } }),
  ]);
  const names = new Map([...units, ...people].map(({ id, name }) => [id, name]));
  return found.map((one) => {
    const { process } = registeredProcess(one.process);
    const state = one.state as unknown as CaseState;
    const stage = process.states[one.status];
    const instant = state.instants[0];
    return {
      id: one.id,
      process: one.process,
      processLabel: process.label,
      number: one.number,
      title: one.title,
      unit: one.unit?.name ?? null,
      status: one.status,
      label: stage?.label ?? one.status,
      tone: stage?.tone ?? 'draft',
      running: one.ended ? 'ended' : one.paused ? 'paused' : one.tasks.length > 0 ? 'people' : 'time',
      prefectureCode: one.prefectureCode,
      since: one.since.toISOString(),
      tasks: one.tasks.map((task) => ({
        id: task.id,
        label: task.label,
        at: task.holderId ? (names.get(task.holderId) ?? '已停用的人员') : officeName(names.get(task.unitId ?? ''), task.role),
        openedAt: task.openedAt.toISOString(),
        due: task.due?.toISOString() ?? null,
        provisional: task.dueProvisional,
        overdue: task.due !== null && task.due.getTime() <= now,
      })),
      next: instant
        ? {
            label: instant.label ?? instant.name,
            at: new Date(instant.at).toISOString(),
            provisional: instant.provisional === true,
          }
        : null,
      delivery: one.undelivered ? (one.deliveryError ? 'failed' : 'waiting') : 'delivered',
      deliveryError: one.deliveryError,
      revision: one.revision,
      updatedAt: one.updatedAt.toISOString(),
    };
  });
}

function officeName(unit: string | undefined, role: string | null): string {
  return `${unit ?? '未明确单位'}${role ? ` ${roleName(role as Role)}` : ''}`;
}
