import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ensureReconciler } from '#apps/worker/schedules.js';
import { atTime } from '#domain/calendar/instant.js';
import type { CaseState } from '#domain/process/types.js';
import { moveClock } from '#records/clock.js';
import { openDatabase, type Database } from '#records/database.js';
import { openCase } from '#records/open-case.js';
import { readFacts } from '#records/facts.js';
import type { Reconciled } from '#records/reconcile.js';
import { workflowId } from '#workflows/contracts.js';
import { createDatabase, type TestDatabase } from '#test/harness/database.js';
import { Programme } from '#test/harness/programme.js';
import { eventually, startEngine, type Engine } from '#test/harness/temporal.js';
import { violations } from '#test/oracles/invariants.js';

let database: TestDatabase;
let db: Database;
let engine: Engine;
let programme: Programme;

beforeAll(async () => {
  database = await createDatabase();
  db = openDatabase(database.url);
  programme = new Programme(db);
  await programme.prepare(atTime('2026-12-01', '08:00'));
  engine = await startEngine(db);
  await programme.openCall();
});
afterAll(async () => {
  await db.$disconnect();
  await database.drop();
});

const delivered = (caseId: string) =>
  eventually(async () => !(await db.case.findUniqueOrThrow({ where: { id: caseId } })).undelivered);
const handleOf = (process: string, caseId: string) => engine.client.workflow.getHandle(workflowId(process, caseId));
const runs = (process: string, caseId: string, status: string) =>
  eventually(async () => {
    const found = await handleOf(process, caseId)
      .describe()
      .catch(() => undefined);
    return found?.status.name === status && found;
  });
const listed = async (id: string, open: boolean) => {
  const query = `WorkflowId = '${id}' AND ExecutionStatus = 'Running'`;
  await eventually(async () => (await engine.client.workflow.count(query)).count > 0 === open);
};

/** No process of the first programme has children yet: a project hung under its call stands for one. */
async function openAsChild(parentId: string): Promise<string> {
  const like = await db.case.findUniqueOrThrow({ where: { id: await programme.openProject({ name: '样本' }) } });
  const draft = await db.documentVersion.findFirstOrThrow({ where: { caseId: like.id } });
  const { id } = await openCase(db, {
    process: 'key-project',
    title: '子事项',
    data: (like.state as unknown as CaseState).data,
    department: 'miit',
    parentId,
    callId: like.callId!,
    by: programme.who('ea'),
    draft: draft.content as Record<string, unknown>,
  });
  return id;
}

it('I9 the reconciler finds a workflow that was ended by hand, one of an ended case and one of no case, and repairs all three', async () => {
  const [lost, ended] = [await programme.openProject(), await programme.openProject({ name: '已撤回项目' })];
  await delivered(lost);
  await delivered(ended);
  await handleOf('key-project', lost).terminate('by hand');
  await programme.must(ended, 'withdraw', 'ea', { opinion: '企业撤回本年度申报' });
  await runs('key-project', ended, 'COMPLETED');
  // As after a restore: the engine still follows what the record calls ended, and a case the record never had.
  const facts = await readFacts(db, lost);
  const stray = randomUUID();
  for (const caseId of [ended, stray])
    await engine.client.workflow.start('key-project', {
      workflowId: workflowId('key-project', caseId),
      taskQueue: engine.taskQueue,
      args: [{ facts: { ...facts, caseId } }],
    });
  await listed(workflowId('key-project', lost), false);
  await listed(workflowId('key-project', ended), true);
  await listed(workflowId('key-project', stray), true);

  const schedule = { scheduleId: `reconcile-${engine.taskQueue}`, taskQueue: engine.taskQueue };
  await ensureReconciler(engine.client, schedule);
  const handle = await ensureReconciler(engine.client, schedule);
  await handle.trigger();
  const report = await eventually(async () => {
    const [action] = (await handle.describe()).info.recentActions;
    if (!action) return undefined;
    return engine.client.workflow.getHandle(action.action.workflow.workflowId).result() as Promise<Reconciled>;
  });
  expect(report).toMatchObject({ missing: [lost], surplus: [ended], unknown: [stray] });
  await runs('key-project', lost, 'RUNNING');
  await runs('key-project', ended, 'COMPLETED');
  await runs('key-project', stray, 'TERMINATED');
  expect(await db.auditEntry.count({ where: { action: 'workflows.reconciled' } })).toBe(1);

  // The repaired workflow keeps time again; and there is nothing left to repair.
  await programme.toCounty(lost);
  await moveClock(db, { to: atTime('2026-12-09', '09:00') });
  await eventually(async () => (await db.caseEvent.count({ where: { caseId: lost, on: 'overdue' } })) === 1);
  await handle.delete();
});

it('design 5: a child case is started by its parent as a child workflow, again after it was lost, and follows its own case', async () => {
  const child = await openAsChild(programme.callId);
  await delivered(child);
  expect((await runs('key-project', child, 'RUNNING')).parentExecution?.workflowId).toBe(workflowId('call', programme.callId));
  expect((await readFacts(db, programme.callId)).children).toEqual([{ caseId: child, process: 'key-project' }]);

  await handleOf('key-project', child).terminate('by hand');
  await programme.toCounty(child);
  await runs('key-project', child, 'RUNNING');
  await moveClock(db, { to: atTime('2026-12-17', '09:00') });
  await eventually(async () => (await db.caseEvent.count({ where: { caseId: child, on: 'overdue' } })) === 1);

  // Temporal's own pages can be read: the stage, and what it waits for.
  const details = () => handleOf('key-project', child).query<{ currentDetails: string }>('__temporal_workflow_metadata');
  await eventually(async () => (await details()).currentDetails === 'county');

  await programme.must(child, 'withdraw', 'ea', { opinion: '企业撤回本年度申报' });
  await runs('key-project', child, 'COMPLETED');
  expect((await readFacts(db, programme.callId)).children).toEqual([]);
  expect(await engine.close()).toBeGreaterThan(5);
  expect(await violations(database.url)).toEqual([]);
});
