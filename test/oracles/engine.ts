import type { Client } from '@temporalio/client';
import { processes } from '#domain/programmes.js';
import type { Database, Transaction } from '#records/database.js';

/**
 * I9: exactly the live cases have a running workflow, and everything was told. I11: no workflow task failed, no activity is stuck, and no live
 * case waits for nothing: it has a task, an instant, a child, or its state says what it waits for. Asked until it holds by the caller: the engine follows.
 */
export async function engineViolations(db: Database, client: Client, taskQueue: string): Promise<string[]> {
  const live = await liveCases(db);
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
    if (!live.has(workflowId)) found.push(`I9 ${workflowId} runs without a live case`);
  }
  for (const row of live.values()) {
    if (!running.has(row.workflow)) found.push(`I9 ${row.workflow} has no workflow`);
    if (row.undelivered) found.push(`I9 ${row.workflow} has not been told`);
    if (waitsForNothing(row)) found.push(`I11 ${row.workflow} waits for nothing in ${row.status}`);
  }
  return found;
}

export interface Run {
  workflowId: string;
  events: HistoryEvent[];
}
type HistoryEvent = NonNullable<
  Awaited<ReturnType<ReturnType<Client['workflow']['getHandle']>['fetchHistory']>>['events']
>[number];

/**
 * I11 in the histories themselves, after relay and worker have stopped: no workflow task failed and no run did; and a run that is open has a timer, an
 * activity or a task under way, or its case on the record has an inbox task, a child, or says what it waits for. An instant on the record that can come by
 * itself wants a timer.
 */
export async function historyViolations(db: Transaction, runs: Run[]): Promise<string[]> {
  const live = await liveCases(db);
  return runs.flatMap(({ workflowId, events }) => {
    const failed = events.filter(isFailure).map(({ eventId }) => `I11 failed at event ${String(eventId)} of ${workflowId}`);
    const row = live.get(workflowId);
    if (events.some(closes) || underWay(events) || row?.undelivered) return failed;
    if (!row) return [...failed, `I11 ${workflowId} stays open and its case is not live`];
    if (row.comes) return [...failed, `I11 ${workflowId} has no timer for an instant on the record`];
    return waitsForNothing(row) ? [...failed, `I11 ${workflowId} waits for nothing in ${row.status}`] : failed;
  });
}

/** The protocol, not a fault: a signal that arrives while a run ends (UNHANDLED_COMMAND), and a task under way when its run is terminated (FORCE_CLOSE_COMMAND). */
const byProtocol = [1, 17];

const isFailure = (event: HistoryEvent): boolean =>
  Boolean(event.workflowExecutionFailedEventAttributes) ||
  (Boolean(event.workflowTaskFailedEventAttributes) &&
    !byProtocol.includes(Number(event.workflowTaskFailedEventAttributes!.cause)));

const closes = (event: HistoryEvent): boolean =>
  has(event, /^workflowExecution(Completed|Failed|TimedOut|Canceled|Terminated|ContinuedAsNew)EventAttributes$/);

const begins = /^(timerStarted|activityTaskScheduled|workflowTaskScheduled|startChildWorkflowExecutionInitiated)EventAttributes$/;
const ends =
  /^(timer(Fired|Canceled)|(activity|workflow)Task(Completed|Failed|TimedOut|Canceled)|(startChildWorkflowExecutionFailed|childWorkflowExecutionStarted))EventAttributes$/;

const underWay = (events: HistoryEvent[]): boolean =>
  events.filter((event) => has(event, begins)).length > events.filter((event) => has(event, ends)).length;

const has = (event: HistoryEvent, attributes: RegExp): boolean =>
  Object.entries(event).some(([key, value]) => value !== null && value !== undefined && attributes.test(key));

interface Live {
  workflow: string;
  process: string;
  status: string;
  undelivered: boolean;
  /** Neither inbox task nor instant nor live child. */
  idle: boolean;
  /** An instant that wants a knock is due, or will be without anybody moving the clock. */
  comes: boolean;
}

function waitsForNothing({ process, status, idle }: Live): boolean {
  const stage = processes[process]!.states[status]!;
  return idle && !stage.waitsFor && !stage.standing;
}

async function liveCases(db: Transaction): Promise<Map<string, Live>> {
  const rows = await db.$queryRawUnsafe<Live[]>(`
    select process || ':' || id as workflow, process, status, undelivered,
      not exists (select from task t where t.case_id = c.id and t.closed_at is null) and jsonb_array_length(state->'instants') = 0
        and not exists (select from "case" k where k.parent_id = c.id and not k.ended) as idle,
      not state ? 'pause' and exists (select from jsonb_array_elements(state->'instants') i, business_clock k where i->>'kind' <> 'closing'
        and (k.speed > 0 or (i->>'at')::double precision <= extract(epoch from business_now()) * 1000)) as comes
    from "case" c where not ended`);
  return new Map(rows.map((row) => [row.workflow, row]));
}
