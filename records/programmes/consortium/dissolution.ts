import { dissolution } from '#domain/consortium/dissolution/process.js';
import type { DissolutionData, DissolutionKnown } from '#domain/consortium/dissolution/data.js';
import { checkDissolution } from '#domain/consortium/dissolution/form.js';
import { runningProjects } from '#domain/consortium/life/guards.js';
import type { Transaction } from '../../database.js';
import type { Registered } from '../../processes.js';
import { draftContent } from './drafts.js';
import { asksFor, each } from './each.js';
import { childrenOf } from './life.js';
import { unitFacts } from './units.js';

/** How far the newest final report of the consortium is. */
async function finalReport(tx: Transaction, consortiumId: string): Promise<string | undefined> {
  const found = await tx.case.findFirst({
    where: { parentId: consortiumId, process: 'annual-report', state: { path: ['data', 'kind'], equals: 'final' } },
    orderBy: [{ createdAt: 'desc' }, { id: 'asc' }],
    select: { status: true },
  });
  return found?.status;
}

/** What the door knows of a dissolution: running projects (B27), the final report, and the text when it is filed. */
export const dissolutionRecords: Registered = {
  process: dissolution,
  known: each(async (tx, asked): Promise<DissolutionKnown> => {
    const { caseId, state } = asked;
    const { consortiumId, members } = state.data as unknown as DissolutionData;
    const filed = await finalReport(tx, consortiumId);
    return {
      units: await unitFacts(
        tx,
        members.map(({ unitId }) => unitId),
      ),
      bans: [],
      running: runningProjects({ children: await childrenOf(tx, consortiumId) }),
      ...(filed ? { finalReport: filed } : {}),
      agreement: asksFor(asked, 'submit-agreement') ? checkDissolution(await draftContent(tx, caseId, 'agreement')) : [],
    };
  }),
};
