import { activityInfo, getClient } from '@temporalio/activity';
import type { Database } from '#records/database.js';
import { calendarVersion } from '#records/calendar.js';
import { rewriteProvisional } from '#records/provisional.js';
import { casesToldOf, reconcile, type OpenCase, type Reconciled } from '#records/reconcile.js';
import { registeredNames } from '#records/processes.js';
import { parseWorkflowId, workflowId } from '#workflows/contracts.js';
import { beating } from '../beating.js';

export interface ReconcileActivities {
  /**
   * Compares every live case with the workflows that run on this task queue, and repairs what differs. After a year's holidays are
   * published it also finishes the rewriting of 预计 dates, should whoever published have died over it.
   */
  reconcile(): Promise<Reconciled & { rewritten: number }>;
}

export function reconcileActivities(db: Database): ReconcileActivities {
  let rewrittenFor = 0;
  return {
    reconcile: () =>
      beating(async () => {
        const told = await casesToldOf(db);
        const running = await openWorkflows();
        const found = await reconcile(db, told, running);
        const unknown = new Set(found.unknown);
        for (const { process, caseId } of running.filter((one) => unknown.has(one.caseId)))
          await getClient().workflow.getHandle(workflowId(process, caseId)).terminate('记录中没有此事项');
        const version = await calendarVersion(db);
        const rewritten = version === rewrittenFor ? 0 : await rewriteProvisional(db);
        rewrittenFor = version;
        return { ...found, rewritten };
      }),
  };
}

/** Workflows of cases only: the type of each is the name of its process. */
async function openWorkflows(): Promise<OpenCase[]> {
  const types = registeredNames().map((name) => `'${name}'`);
  const query = `TaskQueue = '${activityInfo().taskQueue}' AND ExecutionStatus = 'Running' AND WorkflowType IN (${types.join(', ')})`;
  const open: OpenCase[] = [];
  for await (const { workflowId: id } of getClient().workflow.list({ query, pageSize: 1_000 })) {
    const parsed = parseWorkflowId(id);
    if (parsed) open.push(parsed);
  }
  return open;
}
