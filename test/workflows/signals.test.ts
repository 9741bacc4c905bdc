import { afterAll, beforeAll, expect, it } from 'vitest';
import { atTime } from '#domain/calendar/instant.js';
import { advance } from '#records/advance.js';
import { moveClock } from '#records/clock.js';
import { openDatabase, type Database } from '#records/database.js';
import { readFacts } from '#records/facts.js';
import { openCase } from '#records/open-case.js';
import { FACTS_SIGNAL, workflowId, type Facts } from '#workflows/contracts.js';
import { createDatabase, type TestDatabase } from '#test/harness/database.js';
import { Programme } from '#test/harness/programme.js';
import { eventually, startEngine, type Engine } from '#test/harness/temporal.js';
import { violations } from '#test/oracles/invariants.js';

let database: TestDatabase;
let db: Database;
let programme: Programme;

beforeAll(async () => {
  database = await createDatabase();
  db = openDatabase(database.url);
  programme = new Programme(db);
  await programme.prepare(atTime('2026-12-01', '09:00'));
  await programme.openCall();
});
afterAll(async () => {
  await db.$disconnect();
  await database.drop();
});

const delivered = (id: string) => eventually(async () => !(await db.case.findUniqueOrThrow({ where: { id } })).undelivered);
const times = (caseId: string, on: string) => db.caseEvent.count({ where: { caseId, on } });
const handleOf = (engine: Engine, caseId: string) => engine.client.workflow.getHandle(workflowId('key-project', caseId));
/** The stage its workflow knows of. */
const knows = async (engine: Engine, caseId: string) =>
  (await handleOf(engine, caseId).query<{ currentDetails: string }>('__temporal_workflow_metadata')).currentDetails.split(' ')[0];

it('design 5: a lost signal is made good by the next one, whatever it is', async () => {
  const engine = await startEngine(db);
  const project = await programme.openProject({ name: '失联项目' });
  await delivered(project);
  await engine.relay.stop();
  await programme.toCounty(project);
  // The engine said it had them, and has them no more.
  await db.$executeRaw`update "case" set undelivered = false, delivered = revision where id = ${project}::uuid`;
  engine.relay.start();
  expect(await knows(engine, project)).toBe('draft');

  await programme.must(project, 'read', 'co');
  await eventually(async () => (await knows(engine, project)) === 'county');
  await moveClock(db, { to: atTime('2026-12-09', '09:00') });
  await eventually(async () => (await times(project, 'overdue')) === 1);
  await engine.close();
  expect(await violations(database.url)).toEqual([]);
});

it('design 5: duplicate, late and reordered signals change nothing; an instant knocked at twice happens once', async () => {
  const engine = await startEngine(db);
  const project = await programme.openProject({ name: '乱序项目' });
  const told: Facts[] = [await readFacts(db, project)];
  for (const [on, who] of [
    ['submit', 'ea'],
    ['approve', 'ua'],
    ['read', 'co'],
    ['claim', 'co'],
  ] as const) {
    await programme.must(project, on, who);
    told.push(await readFacts(db, project));
  }
  await delivered(project);
  for (const facts of [told[4]!, told[0]!, told[2]!, told[2]!, told[1]!, told[3]!, told[0]!, told[4]!])
    await handleOf(engine, project).signal(FACTS_SIGNAL, facts);
  expect(await knows(engine, project)).toBe('county');

  const overdue = told[4]!.instants.find(({ name }) => name === 'overdue')!;
  await moveClock(db, { to: overdue.at });
  await eventually(async () => (await times(project, 'overdue')) === 1);
  // The first facts once more, with the clock of that time; and a worker that died after its knock knocks again.
  await handleOf(engine, project).signal(FACTS_SIGNAL, told[0]!);
  const again = { id: `instant:overdue:${overdue.at}`, on: 'overdue', by: { kind: 'time' as const } };
  expect(await advance(db, project, again)).toMatchObject({ outcome: 'repeated' });
  expect(await knows(engine, project)).toBe('county');
  for (const on of ['half-time', 'day-before', 'overdue']) expect(await times(project, on)).toBe(1);
  await engine.close();
  expect(await violations(database.url)).toEqual([]);
});

it('design 5: continue-as-new after every second knock loses no signal and no instant', async () => {
  const engine = await startEngine(db, { testContinueAfter: 2 });
  // Not the system's one digest: its fixed id is its workflow's, and another test file may have that running on the same server.
  const { id } = await openCase(db, {
    process: 'daily-digest',
    title: '每日汇总',
    data: {},
    department: 'miit',
    by: { kind: 'system' },
  });
  await delivered(id);
  const days = ['2026-12-17', '2026-12-18', '2026-12-21', '2026-12-22', '2026-12-23', '2026-12-24', '2026-12-25'];
  for (const [n, day] of days.entries()) {
    await moveClock(db, { to: atTime(day, '08:30') });
    await eventually(async () => (await times(id, 'digest')) === n + 1);
  }
  const query = `WorkflowId = '${workflowId('daily-digest', id)}' AND TaskQueue = '${engine.taskQueue}' AND ExecutionStatus = 'ContinuedAsNew'`;
  await eventually(async () => (await engine.client.workflow.count(query)).count >= 3);
  expect(await engine.close()).toBeGreaterThanOrEqual(4);
  expect(await violations(database.url)).toEqual([]);
});
