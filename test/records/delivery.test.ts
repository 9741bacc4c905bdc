import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { atTime } from '#domain/calendar/instant.js';
import { openDatabase, type Database } from '#records/database.js';
import { readFacts } from '#records/facts.js';
import { markDelivered } from '#records/undelivered.js';
import { createDatabase, type TestDatabase } from '#test/harness/database.js';
import { Programme } from '#test/harness/programme.js';
import { eventually } from '#test/harness/temporal.js';

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

const undelivered = async (id: string) => (await db.case.findUniqueOrThrow({ where: { id } })).undelivered;

it('I9 what was told before the clock moved does not count as told after it, though the move is not over when that is noted', async () => {
  const facts = await readFacts(db, programme.callId);
  const mover = new pg.Client({ connectionString: database.url });
  await mover.connect();
  await mover.query('begin');
  await mover.query('select from business_clock where id = 1 for update');
  await mover.query(
    `update business_clock set business_epoch = business_epoch + interval '1 day', real_epoch = clock_timestamp()`,
  );
  await mover.query('update "case" set undelivered = true, deliver_after = null where not ended');
  const noted = markDelivered(db, facts);
  await eventually(async () => {
    const waiting = `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
    return (await mover.query(waiting)).rowCount;
  });
  await mover.query('commit');
  await mover.end();
  await noted;
  expect(await undelivered(programme.callId)).toBe(true);
  await markDelivered(db, await readFacts(db, programme.callId));
  expect(await undelivered(programme.callId)).toBe(false);
});
