import { afterAll, beforeAll, expect, it } from 'vitest';
import { atTime } from '#domain/calendar/instant.js';
import { openDatabase, type Database } from '#records/database.js';
import { workflowId } from '#workflows/contracts.js';
import { createDatabase, type TestDatabase } from '#test/harness/database.js';
import { Programme } from '#test/harness/programme.js';
import { eventually, startEngine, type Engine } from '#test/harness/temporal.js';
import { historyViolations } from './engine.js';

let database: TestDatabase;
let db: Database;
let engine: Engine;
let project: string;

beforeAll(async () => {
  database = await createDatabase();
  db = openDatabase(database.url);
  const programme = new Programme(db);
  await programme.prepare(atTime('2026-12-01', '09:00'));
  await programme.openCall();
  engine = await startEngine(db);
  project = await programme.openProject();
  await programme.toCounty(project);
});
afterAll(async () => {
  await engine.close();
  await db.$disconnect();
  await database.drop();
});

const id = () => workflowId('key-project', project);
const fetched = async () => (await engine.client.workflow.getHandle(id()).fetchHistory()).events!;
const found = async (events?: Awaited<ReturnType<typeof fetched>>) =>
  historyViolations(db, [{ workflowId: id(), events: events ?? (await fetched()) }]);
/** The fault is put into the record, looked for, and taken out again. */
async function withFault(sql: string): Promise<string[]> {
  const rollback = new Error('looked');
  let seen: string[] = [];
  const events = await fetched();
  await db
    .$transaction(async (tx) => {
      await tx.$executeRawUnsafe(sql);
      seen = await historyViolations(tx, [{ workflowId: id(), events }]);
      throw rollback;
    })
    .catch((error: unknown) => {
      if (error !== rollback) throw error;
    });
  return seen;
}

it('I11 a run without timer or task, one whose timer was lost, one that outlived its case, and a failed workflow task are found', async () => {
  await eventually(async () => (await db.case.findUniqueOrThrow({ where: { id: project } })).delivered === 2);
  await eventually(async () => (await fetched()).at(-1)!.workflowTaskCompletedEventAttributes);
  expect(await found()).toEqual([]);
  const [events, row] = [await fetched(), `where id = '${project}'`];

  const idle = `update task set closed_at = now() where case_id = '${project}'; update "case" set state = jsonb_set(state, '{instants}', '[]') ${row}`;
  expect(await withFault(`do $$ begin ${idle}; end $$`)).toEqual([`I11 ${id()} waits for nothing in county`]);
  expect(await withFault('update business_clock set speed = 1')).toEqual([
    `I11 ${id()} has no timer for an instant on the record`,
  ]);
  expect(await withFault(`update "case" set ended = true ${row}`)).toEqual([`I11 ${id()} stays open and its case is not live`]);

  const failure = { eventId: events.at(-1)!.eventId, workflowTaskFailedEventAttributes: { cause: 24 } };
  expect(await found([...events, failure])).toEqual([`I11 failed at event ${String(failure.eventId)} of ${id()}`]);
});
