import type { Viewer } from '#domain/organisation/access-matrix.js';
import { roleName } from '#domain/organisation/roles.js';
import type { CoordinationData } from '#domain/coordination/data.js';
import type { CaseState, Office } from '#domain/process/types.js';
import { namesOf } from './case-desk.js';
import { caseRow, casesLike, type CaseRow } from './cases.js';
import { businessNow } from './clock.js';
import type { Database, Prisma } from './database.js';
import { decodeCursor, encodeCursor } from './keyset.js';
import { readableCases } from './scope.js';

/** One 协调事项 as a list shows it. */
export interface CoordinationRow extends CaseRow {
  source: string;
  /** 主办 desk in words; while it is not assigned, the desk that triages it. */
  desk: string;
  /** When the open task is due. */
  due: string | null;
  overdue: boolean;
  satisfaction: CoordinationData['satisfaction'] | null;
  reopened: boolean;
  /** 督促指导 so far. */
  notes: number;
}

export interface CoordinationFilter {
  status?: string;
  prefecture?: string;
  satisfaction?: string;
  /** Only those whose open task is past its due date. */
  overdue?: boolean;
  text?: string;
  cursor?: string;
  limit?: number;
}

const shown = {
  unit: { select: { name: true } },
  tasks: { where: { closedAt: null }, select: { due: true, unitId: true, role: true }, orderBy: { due: 'asc' } },
} satisfies Prisma.CaseInclude;

/** 协调事项 the viewer may read, newest change first, keyset-paged (2.11). */
export async function listCoordination(
  db: Database,
  viewer: Viewer,
  filter: CoordinationFilter,
): Promise<{ rows: CoordinationRow[]; total: number; next?: string }> {
  const { satisfaction, overdue, cursor, limit: asked = 50, ...like } = filter;
  const limit = Math.min(asked, 200);
  const now = new Date(await businessNow(db));
  const after = cursor ? decodeCursor(cursor) : undefined;
  const where: Prisma.CaseWhereInput = {
    AND: [
      readableCases(viewer),
      casesLike({ process: 'coordination', ...like }),
      satisfaction ? { state: { path: ['data', 'satisfaction'], equals: satisfaction } } : {},
      overdue ? { tasks: { some: { closedAt: null, due: { lt: now } } } } : {},
    ],
  };
  const [total, found] = await Promise.all([
    db.case.count({ where }),
    db.case.findMany({
      where: after
        ? { AND: [where, { OR: [{ updatedAt: { lt: after.at } }, { updatedAt: after.at, id: { lt: after.id } }] }] }
        : where,
      include: shown,
      orderBy: [{ updatedAt: 'desc' }, { id: 'desc' }],
      take: limit + 1,
    }),
  ]);
  const page = found.slice(0, limit);
  const last = page.at(-1);
  const desks = page.map(({ state }) => deskOf((state as unknown as CaseState<CoordinationData>).data));
  const names = await namesOf(
    db,
    desks.map(({ unitId }) => unitId),
  );
  return {
    rows: page.map((one, index) => {
      const { data } = one.state as unknown as CaseState<CoordinationData>;
      const { unitId, role } = desks[index]!;
      const due = one.tasks[0]?.due;
      return {
        ...caseRow(one),
        source: data.source,
        desk: [names[unitId], roleName(role)].filter(Boolean).join(' '),
        due: due?.toISOString() ?? null,
        overdue: due != null && due < now,
        satisfaction: data.satisfaction ?? null,
        reopened: data.reopened !== undefined,
        notes: data.notes?.length ?? 0,
      };
    }),
    total,
    ...(found.length > limit && last ? { next: encodeCursor(last.updatedAt, last.id) } : {}),
  };
}

const deskOf = ({ handler, triage }: CoordinationData): Office => handler ?? triage;
