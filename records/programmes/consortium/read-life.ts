import type { AnnualReportData } from '#domain/consortium/annual-report/data.js';
import type { ChangeData } from '#domain/consortium/change/data.js';
import type { DisqualificationData } from '#domain/consortium/disqualification/data.js';
import type { DissolutionData } from '#domain/consortium/dissolution/data.js';
import type { EvaluationData } from '#domain/consortium/evaluation/data.js';
import type { ProjectTaskData } from '#domain/consortium/project-task/data.js';
import type { CoordinationData } from '#domain/coordination/data.js';
import type { Viewer } from '#domain/organisation/access-matrix.js';
import type { CaseState } from '#domain/process/types.js';
import { caseRow, type CaseRow } from '../../cases.js';
import { shownData } from '../../concealment.js';
import { RecordError, type Database } from '../../database.js';
import { registeredProcess } from '../../processes.js';
import { isReadable, readableCases } from '../../scope.js';

/** Of each process under a consortium, the facts its page shows in a line. */
export interface ChildFacts {
  'annual-report': Pick<AnnualReportData, 'year' | 'kind'> & Partial<AnnualReportData>;
  evaluation: Pick<EvaluationData, 'kind'> & Partial<EvaluationData>;
  'consortium-change': Pick<ChangeData, 'kind'> & Partial<ChangeData>;
  'project-task': Pick<ProjectTaskData, 'name' | 'level' | 'startsOn' | 'endsOn' | 'fiscalFen' | 'selfRaisedFen'> &
    Partial<ProjectTaskData>;
  dissolution: Pick<DissolutionData, 'ground'>;
  disqualification: Pick<DisqualificationData, 'ground'>;
  coordination: Pick<CoordinationData, 'source'> & Partial<CoordinationData>;
}
export type ChildProcess = keyof ChildFacts;

const shown: { [P in ChildProcess]: readonly (keyof ChildFacts[P] & string)[] } = {
  'annual-report': ['year', 'kind', 'opensAt', 'dueAt', 'optional', 'submittedAt', 'late', 'accepted', 'urge', 'funds', 'raised'],
  evaluation: ['kind', 'reason', 'period', 'score', 'grade', 'decision'],
  'consortium-change': ['kind', 'reason', 'need', 'effectiveOn', 'documentNo', 'joining', 'leaving', 'newLead', 'months'],
  'project-task': ['name', 'projectNo', 'level', 'mode', 'startsOn', 'endsOn', 'fiscalFen', 'selfRaisedFen', 'taskBookNo'],
  dissolution: ['ground'],
  disqualification: ['ground'],
  coordination: ['source', 'days', 'satisfaction', 'reopened', 'notes'],
};
const isShown = (process: string): process is ChildProcess => Object.hasOwn(shown, process);

/** A case under a consortium: its row, and the facts of its process. */
export interface LifeChild<P extends ChildProcess = ChildProcess> extends CaseRow {
  process: P;
  openedAt: string;
  facts: ChildFacts[P];
}

/** Whatever lives or lived under the consortium and the viewer may read, oldest first. Throws RecordError 'not_found'. */
export async function readLife(db: Database, viewer: Viewer, caseId: string): Promise<LifeChild[]> {
  if (!(await isReadable(db, viewer, caseId))) throw new RecordError('not_found', '事项不存在或不在您的权限范围内。');
  const children = await db.case.findMany({
    where: { AND: [{ parentId: caseId }, readableCases(viewer)] },
    include: { unit: { select: { name: true } } },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  });
  return children.flatMap((child) => {
    const { process } = child;
    if (!isShown(process)) return [];
    const data = shownData(registeredProcess(process).process, child.state as unknown as CaseState, viewer);
    const facts = Object.fromEntries(shown[process].map((key) => [key, data[key]]).filter(([, value]) => value !== undefined));
    return [{ ...caseRow(child), process, openedAt: child.createdAt.toISOString(), facts } as LifeChild];
  });
}
