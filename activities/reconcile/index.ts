import { activityInfo, getClient } from '@temporalio/activity';
import { WorkflowNotFoundError } from '@temporalio/common';
import type { Facts } from '#domain/process/facts.js';
import type { Database } from '#records/database.js';
import { calendarVersion } from '#records/calendar.js';
import { rewriteProvisional } from '#records/provisional.js';
import { casesToldOf, compare, repair, type OpenCase, type Reconciled } from '#records/reconcile.js';
import { registeredNames } from '#records/processes.js';
import { FACTS_QUERY, parseWorkflowId, workflowId } from '#workflows/contracts.js';
import { beating } from '../beating.js';

export interface ReconcileActivities {
  /**
   * Compares every live case with the workflows that run on this task queue, and repairs what differs; `asking`, also with what each workflow knows. After a
   * year's holidays are published it also finishes the rewriting of 预计 dates, should whoever published have died over it.
   */
  reconcile(how?: { asking?: boolean }): Promise<Reconciled & { rewritten: number }>;
}

export function reconcileActivities(db: Database): ReconcileActivities {
  let rewrittenFor = 0;
  return {
    reconcile: ({ asking = false } = {}) =>
      beating(async () => {
        const told = await casesToldOf(db);
        const running = asking ? await asked(await openWorkflows()) : await openWorkflows();
        const found = await compare(db, told, running);
        for (const one of [...found.unknown, ...found.ahead]) await end(one);
        const report = await repair(db, told.length, running.length, found);
        const version = await calendarVersion(db);
        const rewritten = version === rewrittenFor ? 0 : await rewriteProvisional(db);
        rewrittenFor = version;
        return { ...report, rewritten };
      }),
  };
}

const handleOf = ({ process, caseId }: OpenCase) => getClient().workflow.getHandle(workflowId(process, caseId));

async function end(one: OpenCase): Promise<void> {
  await handleOf(one)
    .terminate('记录中没有此事项，或没有其后来的经过')
    .catch((error: unknown) => {
      if (!(error instanceof WorkflowNotFoundError)) throw error;
    });
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

/** Asked at once: a worker replays a sleeping workflow to let it answer. */
const AT_ONCE = 10;

/** What each of them knows; null where it cannot say. */
async function asked(open: OpenCase[]): Promise<OpenCase[]> {
  const waiting = [...open];
  const ask = async (): Promise<OpenCase[]> => {
    const one = waiting.pop();
    if (!one) return [];
    const knows = await handleOf(one)
      .query<Facts>(FACTS_QUERY)
      .catch(() => null);
    return [{ ...one, knows }, ...(await ask())];
  };
  return (await Promise.all(Array.from({ length: AT_ONCE }, ask))).flat();
}
