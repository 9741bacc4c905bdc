import { Connection } from '@temporalio/client';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { atTime } from '#domain/calendar/instant.js';
import { moveClock } from '#records/clock.js';
import { openDatabase, type Database } from '#records/database.js';
import { differences } from '#test/harness/agreement.js';
import { giveTestPassword, testPassword } from '#test/harness/api.js';
import { Clients } from '#test/harness/client.js';
import { Machine } from '#test/harness/machine.js';
import { Programme, ticked } from '#test/harness/programme.js';
import { eventually } from '#test/harness/temporal.js';
import { violations } from '#test/oracles/invariants.js';
import { Journal } from '#test/oracles/journal.js';

let machine: Machine;
let db: Database;
let programme: Programme;
let temporal: Connection;
const journal = new Journal();
const people = new Clients(() => machine.url, journal);

beforeAll(async () => {
  machine = await Machine.start(async (databaseUrl) => {
    db = openDatabase(databaseUrl);
    programme = new Programme(db);
    await programme.prepare(atTime('2026-12-01', '09:00'));
    await programme.openCall();
    await giveTestPassword(db);
  });
  temporal = await Connection.connect({ address: machine.temporalAddress });
  await people.signIn('ea', 'ua', 'co', 'po');
});
afterAll(async () => {
  await temporal?.close();
  await db?.$disconnect();
  await machine?.stop();
});

afterEach(async () => {
  expect(await journal.violations(machine.databaseUrl)).toEqual([]);
  expect(await violations(machine.databaseUrl)).toEqual([]);
  expect(await differences(db, temporal)).toEqual([]);
});

const drafts = (count: number, name: string) =>
  Promise.all(Array.from({ length: count }, (_, n) => programme.openProject({ name: `${name}${n}` })));
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** The firm's two acts, and one by the wrong hand, which is refused however often it is asked. */
async function toCounty(caseId: string): Promise<string> {
  await people.act('co', caseId, 'submit');
  await people.act('ea', caseId, 'submit');
  return people.act('ua', caseId, 'approve', { password: testPassword });
}

it('F2 I5 api killed in the middle of decisions: whoever asks again with the same id gets one decision and its answer', async () => {
  const ids = await drafts(10, '接口中断');
  // One decision hangs inside its transaction when the api dies under it.
  const blocker = new pg.Client({ connectionString: machine.databaseUrl });
  await blocker.connect();
  await blocker.query('begin');
  await blocker.query(`select from "case" where id = $1 for update`, [ids[0]]);
  const decided = Promise.all(ids.map(toCounty));
  await eventually(async () => {
    const waiting = `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
    return (await blocker.query(waiting)).rowCount;
  });
  await machine.kill('api');
  expect(await db.caseEvent.count({ where: { caseId: ids[0]!, on: 'submit' } })).toBe(0);
  await blocker.query('rollback');
  await blocker.end();
  await machine.run('api');

  expect(await decided).toEqual(ids.map(() => 'county'));
  expect(journal.unanswered).toBeGreaterThan(0);
  for (const on of ['submit', 'approve'])
    expect(await db.caseEvent.count({ where: { caseId: { in: ids }, on } })).toBe(ids.length);
});

it('F1 worker killed while thirty periods come due at once: each is recorded once, nothing stays undone', async () => {
  const ids = (await db.case.findMany({ where: { status: 'county' }, select: { id: true } })).map(({ id }) => id);
  const logged = (on: string) => db.caseEvent.count({ where: { caseId: { in: ids }, on } });
  await moveClock(db, { to: atTime('2026-12-09', '00:00') });
  await eventually(async () => (await logged('half-time')) > 0);
  await machine.kill('worker');
  await machine.run('worker');
  // What the dead worker held in its hands is given out again when its heartbeats have been missed.
  await eventually(async () => (await logged('overdue')) === ids.length, 60_000);
  for (const on of ['half-time', 'day-before', 'overdue']) expect(await logged(on)).toBe(ids.length);
});

it('F3 Temporal killed: people go on deciding, and the backlog drains when it is back', async () => {
  await machine.kill('temporal');
  const ids = await drafts(4, '引擎中断');
  for (const id of ids) {
    expect(await toCounty(id)).toBe('county');
    expect(await people.act('co', id, 'recommend', { payload: ticked })).toBe('prefecture');
  }
  expect(await db.case.count({ where: { id: { in: ids }, undelivered: true } })).toBe(ids.length);
  await machine.run('temporal');
  await db.$executeRaw`update "case" set deliver_after = null`;
});

const ends = [
  ['stopped at once', 'SIGQUIT'],
  ['killed', 'SIGKILL'],
] as const;
it.each(ends)('F4 I5 PostgreSQL %s in the middle of decisions: none that was acknowledged is lost', async (how, signal) => {
  const ids = await drafts(8, `数据库中断${how}`);
  const before = journal.unanswered;
  const decided = Promise.all(ids.map(toCounty));
  await eventually(async () => journal.acknowledged.some(({ caseId }) => ids.includes(caseId)));
  await machine.kill('postgres', signal);
  await pause(200);
  await machine.run('postgres');
  expect(await decided).toEqual(ids.map(() => 'county'));
  expect(journal.unanswered).toBeGreaterThan(before);
  for (const on of ['submit', 'approve'])
    expect(await db.caseEvent.count({ where: { caseId: { in: ids }, on } })).toBe(ids.length);
});
