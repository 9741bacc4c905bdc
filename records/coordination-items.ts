import type { Viewer } from '#domain/organisation/access-matrix.js';
import { roleName } from '#domain/organisation/roles.js';
import type { CoordinationData } from '#domain/coordination/data.js';
import type { CaseState, Office } from '#domain/process/types.js';
import { namesOf } from './case-desk.js';
import { caseRow, casesLike, pageOfCases, type CaseRow } from './cases.js';
import { businessNow } from './clock.js';
import type { Database, Prisma } from './database.js';
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

/** 协调事项 the viewer may read, newest change first, keyset-paged (2.11). */
export async function listCoordination(
  db: Database,
  viewer: Viewer,
  { satisfaction, overdue, cursor, limit, ...like }: CoordinationFilter,
): Promise<{ rows: CoordinationRow[]; total: number; next?: string }> {
  const now = new Date(await businessNow(db));
  const where: Prisma.CaseWhereInput = {
    AND: [
      readableCases(viewer),
      casesLike({ process: 'coordination', ...like }),
      satisfaction ? { state: { path: ['data', 'satisfaction'], equals: satisfaction } } : {},
      overdue ? { tasks: { some: { closedAt: null, due: { lt: now } } } } : {},
    ],
  };
  const { found, ...page } = await pageOfCases(db, where, { ...(cursor ? { cursor } : {}), ...(limit ? { limit } : {}) });
  const items = found.map((one) => ({ one, data: (one.state as unknown as CaseState<CoordinationData>).data }));
  const [tasks, names] = await Promise.all([
    db.task.findMany({
      where: { caseId: { in: found.map(({ id }) => id) }, closedAt: null, due: { not: null } },
      select: { caseId: true, due: true },
      orderBy: { due: 'asc' },
    }),
    namesOf(
      db,
      items.map(({ data }) => deskOf(data).unitId),
    ),
  ]);
  return {
    rows: items.map(({ one, data }) => {
      const { unitId, role } = deskOf(data);
      const due = tasks.find(({ caseId }) => caseId === one.id)?.due;
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
    ...page,
  };
}

const deskOf = ({ handler, triage }: CoordinationData): Office => handler ?? triage;
