import type { Viewer } from '#domain/organisation/access-matrix.js';
import type { CaseState } from '#domain/process/types.js';
import { caseRow, type CaseRow } from './cases.js';
import { RecordError, type Database } from './database.js';
import { readableCases } from './scope.js';

/** The projects of a transmittal or a selection list, as far as the viewer may read them. Throws 'not_found'. */
export async function listMembers(db: Database, viewer: Viewer, listId: string): Promise<CaseRow[]> {
  const list = await db.case.findFirst({
    where: { AND: [{ id: listId, process: { in: ['transmittal', 'selection-list'] } }, readableCases(viewer)] },
    select: { state: true },
  });
  if (!list) throw new RecordError('not_found', '名单不存在或不在您的权限范围内。');
  const { projects } = (list.state as unknown as CaseState<{ projects: string[] }>).data;
  const found = await db.case.findMany({
    where: { AND: [{ id: { in: projects } }, readableCases(viewer)] },
    include: { unit: { select: { name: true } } },
    orderBy: { number: 'asc' },
  });
  return found.map(caseRow);
}
