import { closingsIn } from '#domain/call/closings.js';
import type { CallData, CallKnown } from '#domain/call/data.js';
import { beforeTransmission } from '#domain/key-project/application.js';
import type { CaseEvent } from '#domain/process/types.js';
import { advanceIn } from '../../decide.js';
import type { Transaction } from '../../database.js';

/** Where a project can still be told of a new closing; one swept at D returns from there (R1). */
const tellable: string[] = [...beforeTransmission, 'appealing', 'not_transmitted'];

/** What the call's guards look at: whether an extension's project is one of the call's, and a closing still concerns it. */
export async function knownProject(tx: Transaction, callId: string, project: unknown): Promise<CallKnown> {
  if (typeof project !== 'string' || !/^[0-9a-f-]{36}$/.test(project)) return {};
  const where = { id: project, callId, process: 'key-project' };
  const found = await tx.case.findFirst({ where, select: { status: true } });
  return { projectOfCall: found !== null, extensible: found !== null && tellable.includes(found.status) };
}

/** Tells every open project of the prefectures its closings; one already swept returns to where it was (R1). `extension`: by which document, until when. */
export async function spreadClosings(
  tx: Transaction,
  callId: string,
  data: CallData,
  act: Pick<CaseEvent, 'id' | 'opinion'>,
  only: { prefecture?: string; project?: string },
  extension?: { documentNo: string; until: number },
): Promise<void> {
  const projects = await tx.case.findMany({
    where: {
      callId,
      process: 'key-project',
      ...(only.prefecture ? { prefectureCode: only.prefecture } : {}),
      ...(only.project ? { id: only.project } : {}),
      status: { in: tellable },
    },
    select: { id: true, status: true, prefectureCode: true },
  });
  if (projects.length === 0) return;
  await advanceIn(
    tx,
    projects.map(({ id, status, prefectureCode }) => ({
      caseId: id,
      event: {
        id: `${act.id}/${id}`,
        on: status === 'not_transmitted' ? 'reopen' : 'deadlines-changed',
        by: { kind: 'system' },
        opinion: act.opinion,
        payload: {
          closings: closingsIn(data, prefectureCode!),
          ...(extension ? { documentNo: extension.documentNo } : {}),
          ...(extension && only.project ? { extendedTo: extension.until } : {}),
        },
      },
    })),
  );
}
