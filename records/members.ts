import type { Viewer } from '#domain/organisation/access-matrix.js';
import type { KeyProjectData } from '#domain/key-project/data.js';
import type { CaseState } from '#domain/process/types.js';
import { caseRow, type CaseRow } from './cases.js';
import { shownData } from './concealment.js';
import { RecordError, type Database, type Prisma } from './database.js';
import { registeredProcess } from './processes.js';
import { readableCases } from './scope.js';

/** A project as a line of a transmittal or a selection list. */
export interface ListedProject extends CaseRow {
  /** 6.2 the panel's score. */
  score: number | null;
  /** 6.5 objections that wait for the province's word. */
  objections: number;
}

/** A call's transmittal 报送 or selection list 遴选名单, as lists show it. */
export interface ProjectList extends CaseRow {
  projects: number;
  selected: number | null;
  /** A transmittal's document number, a list's minutes number. */
  documentNo: string | null;
  /** Number of the published plan. */
  planNo: string | null;
  paperSent: string | null;
  paperReceived: string | null;
}

export const listProcesses = ['transmittal', 'selection-list'] as const;
export type ListProcess = (typeof listProcesses)[number];

const unit = { unit: { select: { name: true } } } as const;

/** The projects of a transmittal or a selection list, as far as the viewer may read them. Throws 'not_found'. */
export async function listMembers(db: Database, viewer: Viewer, listId: string): Promise<ListedProject[]> {
  const list = await db.case.findFirst({
    where: { AND: [{ id: listId, process: { in: [...listProcesses] } }, readableCases(viewer)] },
    select: { state: true },
  });
  if (!list) throw new RecordError('not_found', '名单不存在或不在您的权限范围内。');
  const { projects } = (list.state as unknown as CaseState<{ projects: string[] }>).data;
  return listedProjects(db, viewer, { id: { in: projects } });
}

/** Projects as lines of a list, in the order of their numbers, as far as the viewer may read them. */
export async function listedProjects(db: Database, viewer: Viewer, where: Prisma.CaseWhereInput): Promise<ListedProject[]> {
  const found = await db.case.findMany({
    where: { AND: [where, { process: 'key-project' }, readableCases(viewer)] },
    include: unit,
    orderBy: [{ number: 'asc' }, { id: 'asc' }],
  });
  const { process } = registeredProcess('key-project');
  return found.map((project) => {
    const data = shownData(process, project.state as unknown as CaseState, viewer) as unknown as Partial<KeyProjectData>;
    return { ...caseRow(project), score: data.score ?? null, objections: data.objections?.length ?? 0 };
  });
}

/** A call's transmittals or selection lists in the viewer's scope, newest first; on a standing clock, by when they were truly recorded. */
export async function listLists(db: Database, viewer: Viewer, callId: string, process: ListProcess): Promise<ProjectList[]> {
  const found = await db.case.findMany({
    where: { AND: [{ callId, process }, readableCases(viewer)] },
    include: { ...unit, events: { where: { revision: 0 }, select: { recordedAt: true } } },
  });
  const opened = (list: (typeof found)[number]) => list.events[0]!.recordedAt.getTime();
  found.sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime() || opened(b) - opened(a));
  return found.map((list) => {
    const { data } = list.state as unknown as CaseState<{
      projects: string[];
      selected?: string[];
      documentNo?: string;
      minutesNo?: string;
      planNo?: string;
      paperSent?: string;
      paperReceived?: string;
    }>;
    return {
      ...caseRow(list),
      projects: data.projects.length,
      selected: data.selected?.length ?? null,
      documentNo: data.documentNo ?? data.minutesNo ?? null,
      planNo: data.planNo ?? null,
      paperSent: data.paperSent ?? null,
      paperReceived: data.paperReceived ?? null,
    };
  });
}
