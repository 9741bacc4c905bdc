import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTemporal } from '#apps/local/services/temporal.js';
import { atTime } from '#domain/calendar/instant.js';
import { moveClock } from '#records/clock.js';
import { openDatabase, type Database } from '#records/database.js';
import { markAllUndelivered } from '#records/undelivered.js';
import { workflowId } from '#workflows/contracts.js';
import { createDatabase, type TestDatabase } from '#test/harness/database.js';
import { Programme } from '#test/harness/programme.js';
import { eventually, startEngine } from '#test/harness/temporal.js';
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

const logged = (caseId: string, on: string) => eventually(async () => (await db.caseEvent.count({ where: { caseId, on } })) > 0);

it('F3 I9 Temporal loses its database: people go on deciding, and every workflow starts again from the record', async () => {
  const folders = [mkdtempSync(join(tmpdir(), 'duban-')), mkdtempSync(join(tmpdir(), 'duban-'))] as const;
  const first = await startTemporal({
    directory: folders[0],
    say: () => undefined,
    preferredPort: 0,
    file: join(folders[0], 'temporal.db'),
  });
  const engine = await startEngine(db, { address: first.address });
  const project = await programme.openAtCounty();
  await eventually(async () => (await db.case.findUniqueOrThrow({ where: { id: project } })).delivered === 2);

  await engine.close();
  await first.stop();
  await programme.must(project, 'claim', 'co');

  const second = await startTemporal({
    directory: folders[1],
    say: () => undefined,
    preferredPort: 0,
    file: join(folders[1], 'temporal.db'),
  });
  expect(await markAllUndelivered(db)).toBe(2);
  const rebuilt = await startEngine(db, { address: second.address });
  await moveClock(db, { to: atTime('2026-12-09', '09:00') });
  await logged(project, 'overdue');
  expect(await programme.statusOf(project)).toBe('county');
  expect(await rebuilt.close()).toBe(2);
  await second.stop();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  expect(await violations(database.url)).toEqual([]);
});

it('F1 the worker is down for three stages: when it comes back it needs only the last facts', async () => {
  const engine = await startEngine(db);
  const project = await programme.openProject({ name: '停机期间项目' });
  await eventually(async () => (await db.case.findUniqueOrThrow({ where: { id: project } })).undelivered === false);
  await engine.stopWorker();
  await programme.toTransmittable(project);
  const sent = await programme.transmit([project]);
  expect(await programme.statusOf(project)).toBe('province');
  await engine.startWorker();
  await moveClock(db, { to: atTime('2026-12-24', '09:00') });
  await logged(project, 'overdue');
  expect(await db.caseEvent.count({ where: { caseId: project, on: 'overdue' } })).toBe(1);
  await eventually(async () => !(await db.case.findUniqueOrThrow({ where: { id: sent } })).undelivered);
  await programme.must(sent, 'receive-paper', 'vo', { payload: { date: '2026-12-24' } });
  expect(await engine.client.workflow.getHandle(workflowId('transmittal', sent)).result()).toBe('received');
  await engine.close();
  expect(await violations(database.url)).toEqual([]);
});
