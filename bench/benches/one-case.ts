import { Client, Connection, type WorkflowClient } from '@temporalio/client';
import type { CaseEvent } from '#domain/process/types.js';
import type { Advanced } from '#records/decide.js';
import { openDatabase } from '#records/database.js';
import { Programme } from '#test/harness/programme.js';
import { workflowId } from '#workflows/contracts.js';
import { BARE_QUEUE } from '../bare/queue.js';
import { eventsOf, handled } from '../history.js';
import { ask, countCases, until } from '../record.js';
import type { Measure } from '../report.js';
import type { Stage } from '../stage.js';

const MORNING = Date.UTC(2026, 10, 30, 1);

/** A programme whose people wait after each act until the engine has caught up: no two steps share a signal. */
class Followed extends Programme {
  followed: () => Promise<void> = async () => undefined;

  override async act(caseId: string, on: string, by: string, more: Partial<CaseEvent> = {}): Promise<Advanced> {
    const answer = await super.act(caseId, on, by, more);
    await this.followed();
    return answer;
  }
}

/**
 * What one project from the firm's draft through county, prefecture and province into 实施 writes into its workflow's history, the turn of the year in it, followed step by step; beside a
 * workflow that is signalled as often and does nothing.
 */
export async function oneCase(stage: Stage): Promise<Measure[]> {
  const url = await stage.copy();
  const db = openDatabase(url);
  const programme = new Followed(db);
  await programme.prepare(MORNING);
  await programme.openCall();
  const temporal = await stage.engine();
  const worker = await stage.worker(url, temporal.address);
  const api = await stage.api(url, temporal.address);
  const connection = await Connection.connect({ address: temporal.address });
  const { workflow } = new Client({ connection });

  const project = await programme.openProject();
  const id = workflowId('key-project', project);
  programme.followed = async () => {
    await until(async () => (await countCases(url, 'undelivered')) === 0);
    await handled(workflow, id);
  };
  await programme.followed();
  await programme.toTransmittable(project);
  await programme.toExecution([project]);
  await until(async () => (await programme.statusOf(project)) === 'exec');
  await programme.followed();

  const events = await eventsOf(workflow, id);
  const [log] = await ask<{ steps: string }>(
    url,
    'select count(*) as steps from case_event where case_id = $1 and revision > 0',
    [project],
  );
  const steps = Number(log!.steps);
  for (const program of [api, worker]) await program.stop();
  await db.$disconnect();

  const bareWorker = stage.program('bare', 'bench/bare/worker.ts', { TEMPORAL_ADDRESS: temporal.address });
  const bare = await signalled(workflow, steps);
  await connection.close();
  for (const program of [bareWorker, temporal]) await program.stop();
  return [
    {
      what: `events in the engine of one project through three levels to 实施 (${steps} steps on its log)`,
      ours: { value: events, unit: 'events' },
      baseline: { what: 'a workflow signalled once a step', value: bare, unit: 'events' },
    },
  ];
}

/** Events of a bare workflow that is signalled so often, one after the other. */
async function signalled(workflow: WorkflowClient, times: number): Promise<number> {
  const handle = await workflow.start('bare', { workflowId: 'bare', taskQueue: BARE_QUEUE, args: [times + 1] });
  await handled(workflow, handle.workflowId);
  for (let n = 0; n < times; n += 1) {
    await handle.signal('wake');
    await handled(workflow, handle.workflowId);
  }
  return eventsOf(workflow, handle.workflowId);
}
