import { consortium } from '#domain/consortium/life/process.js';
import type { Child, ConsortiumKnown } from '#domain/consortium/life/data.js';
import type { Transaction } from '../../database.js';
import type { Registered } from '../../processes.js';
import { writeCredit } from './credit.js';
import { each } from './each.js';
import { unitFacts } from './units.js';

/** The live cases under a consortium, oldest first. */
export async function childrenOf(tx: Transaction, caseId: string): Promise<Child[]> {
  const children = await tx.case.findMany({
    where: { parentId: caseId, ended: false },
    select: { id: true, process: true, status: true, title: true },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  });
  return children.map(({ id, ...child }) => ({ caseId: id, ...child }));
}

/** The units an act on the consortium names. */
function named(payload: Record<string, unknown> = {}): string[] {
  const joining = Array.isArray(payload.joining) ? (payload.joining as { unitId?: unknown }[]) : [];
  return [payload.lead, ...joining.map((row) => row?.unitId)].filter((id) => typeof id === 'string');
}

/** What the door knows of a consortium: what lives under it, its projects, and the units a change names. */
export const consortiumRecords: Registered = {
  process: consortium,
  known: each(async (tx, { caseId, event }): Promise<ConsortiumKnown> => ({
    children: await childrenOf(tx, caseId),
    projects: await tx.case.count({ where: { parentId: caseId, process: 'project-task' } }),
    units: await unitFacts(tx, named(event.payload)),
  })),
  registers: {
    credit: writeCredit,
    /** 牵头变更: the consortium and its open cases are the new lead's. */
    owner: async (tx, { caseId, row }) => {
      const { lead, recommender } = row as { lead: string; recommender: string };
      const theirs = {
        OR: [{ id: caseId }, { parentId: caseId, ended: false, process: { notIn: ['disqualification', 'coordination'] } }],
      };
      await tx.case.updateMany({ where: theirs, data: { unitId: lead } });
      const cases = await tx.case.findMany({ where: theirs, select: { id: true } });
      await tx.caseParticipant.createMany({
        data: cases.map(({ id }) => ({ caseId: id, unitId: recommender })),
        skipDuplicates: true,
      });
    },
  },
};
