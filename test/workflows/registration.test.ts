import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { atTime, endOfDay } from '#domain/calendar/instant.js';
import { moveClock } from '#records/clock.js';
import { openDatabase, type Database } from '#records/database.js';
import { registerUnit } from '#records/registrations.js';
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
  await programme.prepare(atTime('2026-12-01', '09:00'));
  engine = await startEngine(db);
});
afterAll(async () => {
  await db.$disconnect();
  await database.drop();
});

async function register(uscc: string, name: string): Promise<string> {
  const administrator = { name: '王某', phone: '13800000000', email: `${uscc}@example.test` };
  const given = { id: randomUUID(), uscc, name, kind: 'enterprise' as const, county: '532301', legalRepresentative: '王某' };
  return (await registerUnit(db, { ...given, administrator }, { ip: '127.0.0.1' }, 'http://localhost')).id;
}
const logged = (caseId: string, on: string) =>
  eventually(async () => (await db.caseEvent.count({ where: { caseId, on } })) === 1);
const result = (caseId: string) => engine.client.workflow.getHandle(workflowId('registration', caseId)).result();

it('5: three working days remind the bureau and tell the one above; nothing is verified by time, and the workflow ends with the decision', async () => {
  const [late, refused] = [await register('91440101MA5CJQ4N59', '迟办公司'), await register('123502001549897397', '不实公司')];
  await eventually(async () => (await db.case.count({ where: { undelivered: true } })) === 0);
  await programme.must(refused, 'refuse', 'co', { opinion: '证照与所填信息不一致' });
  expect(await result(refused)).toBe('refused');

  for (const [at, on] of [
    [atTime('2026-12-03', '09:00'), 'half-time'],
    [atTime('2026-12-03', '09:01'), 'day-before'],
    [endOfDay('2026-12-04'), 'overdue'],
  ] as const) {
    await moveClock(db, { to: at });
    await logged(late, on);
  }
  expect(await programme.statusOf(late)).toBe('pending');
  expect(await db.mail.count({ where: { caseId: late, template: 'task-overdue', address: 'po@example.test' } })).toBe(1);
  await programme.must(late, 'verify', 'co', { payload: { licence: true } });
  expect(await result(late)).toBe('verified');
  expect(await engine.close()).toBe(2);
  expect(await violations(database.url)).toEqual([]);
});
