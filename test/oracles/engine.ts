import type { Client } from '@temporalio/client';
import pg from 'pg';
import { processes } from '#domain/programmes.js';

/**
 * I9: exactly the live cases have a running workflow, and everything was told. I11: no workflow task failed, no activity is stuck, and no live
 * case waits for nothing: it has a task, an instant, a child, or its state says what it waits for. Asked until it holds by the caller: the engine follows.
 */
export async function engineViolations(url: string, client: Client, taskQueue: string): Promise<string[]> {
  const live = await liveCases(url);
  const running = new Set<string>();
  const found: string[] = [];
  for await (const { workflowId, type } of client.workflow.list({
    query: `TaskQueue = '${taskQueue}' AND ExecutionStatus = 'Running'`,
  })) {
    if (!(type in processes)) continue;
    running.add(workflowId);
    const { raw } = await client.workflow.getHandle(workflowId).describe();
    if ((raw.pendingWorkflowTask?.attempt ?? 1) > 1) found.push(`I11 failed workflow task ${workflowId}`);
    for (const activity of raw.pendingActivities ?? [])
      if ((activity.attempt ?? 1) > 3) found.push(`I11 ${activity.activityType?.name} is tried again and again in ${workflowId}`);
    if (!live.some((row) => row.workflow === workflowId)) found.push(`I9 ${workflowId} runs without a live case`);
  }
  for (const row of live) {
    if (!running.has(row.workflow)) found.push(`I9 ${row.workflow} has no workflow`);
    if (row.undelivered) found.push(`I9 ${row.workflow} has not been told`);
    const stage = processes[row.process]!.states[row.status]!;
    if (row.idle && !stage.waitsFor && !stage.standing) found.push(`I11 ${row.workflow} waits for nothing in ${row.status}`);
  }
  return found;
}

interface Live {
  workflow: string;
  process: string;
  status: string;
  undelivered: boolean;
  idle: boolean;
}

async function liveCases(url: string): Promise<Live[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<Live>(`
      select process || ':' || id as workflow, process, status, undelivered,
        not exists (select from task t where t.case_id = c.id and t.closed_at is null) and jsonb_array_length(state->'instants') = 0
          and not exists (select from "case" k where k.parent_id = c.id and not k.ended) as idle
      from "case" c where not ended`);
    return rows;
  } finally {
    await client.end();
  }
}
