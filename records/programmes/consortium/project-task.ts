import { projectTask } from '#domain/consortium/project-task/process.js';
import type { ProjectTaskData, ProjectTaskKnown } from '#domain/consortium/project-task/data.js';
import { checkTaskBook } from '#domain/consortium/project-task/form.js';
import type { DisbursementData } from '#domain/disbursement/data.js';
import { awaitedTriggers } from '#domain/disbursement/process.js';
import type { CaseState } from '#domain/process/types.js';
import type { Transaction } from '../../database.js';
import type { Registered } from '../../processes.js';
import { instalmentsOf } from '../payment/instalments.js';
import { writeCredit } from './credit.js';
import { draftContent } from './drafts.js';
import { asksFor, each } from './each.js';
import { panelKnown } from './panel.js';

/** Its 拨付计划, and what that waits for. */
async function planOf(tx: Transaction, { planId }: ProjectTaskData): Promise<Pick<ProjectTaskKnown, 'plan'>> {
  const found = planId && (await tx.case.findFirst({ where: { id: planId, process: 'disbursement' }, select: { state: true } }));
  if (!found) return {};
  const state = found.state as unknown as CaseState<DisbursementData>;
  const instalments = await instalmentsOf(tx, state.data);
  return { plan: { caseId: planId, status: state.status, awaits: awaitedTriggers(state, { instalments }) } };
}

/** What the door knows of a project task: its 任务书 when it is filed, the pool when experts are drawn. */
export const projectTaskRecords: Registered = {
  process: projectTask,
  known: each(async (tx, asked): Promise<ProjectTaskKnown> => ({
    findings: asksFor(asked, 'submit') ? checkTaskBook(await draftContent(tx, asked.caseId, 'form')) : [],
    ...(await planOf(tx, asked.state.data as unknown as ProjectTaskData)),
    ...(await panelKnown(tx, asked, 'acceptance')),
  })),
  registers: { credit: writeCredit },
};
