import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { atTime } from '#domain/calendar/instant.js';
import { openDatabase, type Database } from '#records/database.js';
import { Api } from '#test/harness/api.js';
import { createDatabase, type TestDatabase } from '#test/harness/database.js';
import { Programme } from '#test/harness/programme.js';
import { eventually } from '#test/harness/temporal.js';
import { violations } from '#test/oracles/invariants.js';

/** How many connections the api's own role may have: fewer than its pool. */
const SLOTS = 4;

let database: TestDatabase;
let db: Database;
let behind: Database;
let programme: Programme;
let api: Api;
const role = `narrow_${randomUUID().slice(0, 8)}`;

beforeAll(async () => {
  database = await createDatabase();
  db = openDatabase(database.url);
  programme = new Programme(db);
  await programme.prepare(atTime('2026-12-01', '09:00'));
  await programme.openCall();
  for (const sql of [
    `create role ${role} login superuser password 'narrow'`,
    'create sequence strikes',
    `create table strike (code text not null, times int not null)`,
    `create function strike() returns trigger language plpgsql as $$ declare s record; begin
       select * into s from strike;
       if found and nextval('strikes') <= s.times then raise exception 'injected' using errcode = s.code; end if;
       return new; end $$`,
    'create trigger strike before update on "case" for each row when (old.revision <> new.revision) execute function strike()',
  ])
    await db.$executeRawUnsafe(sql);
  const own = new URL(database.url);
  [own.username, own.password] = [role, 'narrow'];
  behind = openDatabase(own.toString(), { max: 12 });
  api = await Api.start(behind, own.toString(), { temporalAddress: '127.0.0.1:1' });
  await api.signIn('ea');
});
afterAll(async () => {
  await api.stop();
  await behind.$disconnect();
  await db.$executeRawUnsafe(`drop owned by ${role}`);
  await db.$executeRawUnsafe(`drop role ${role}`);
  await db.$disconnect();
  await database.drop();
});
afterEach(async () => {
  expect(await violations(database.url)).toEqual([]);
});

const submit = (id: string, intent = randomUUID()) => api.call('ea', 'POST', `/cases/${id}/acts`, { id: intent, on: 'submit' });
const logged = (ids: string[]) => db.caseEvent.count({ where: { caseId: { in: ids }, on: 'submit' } });
const untouched = async (id: string) => {
  expect(await db.case.findUniqueOrThrow({ where: { id } })).toMatchObject({ status: 'draft', revision: 0 });
  expect(await logged([id])).toBe(0);
  expect(await db.documentVersion.count({ where: { caseId: id, version: { gt: 0 } } })).toBe(0);
};
const away = (answer: { status: number; body: any }) => ({
  status: answer.status,
  code: answer.body.code,
  said: answer.body.message,
});
const inChinese = expect.stringMatching(/本次操作(可能)?没有生效.*请稍后重试/);

describe.each([
  ['a deadlock', '40P01'],
  ['a serialization failure', '40001'],
])('F8 %s', (_what, code) => {
  /** So many tries meet the fault; returns how many were made by the end. */
  async function struck(times: number, work: () => Promise<void>): Promise<number> {
    await db.$executeRaw`select setval('strikes', 1, false)`;
    await db.$executeRaw`insert into strike values (${code}, ${times})`;
    await work();
    await db.$executeRaw`delete from strike`;
    const [row] = await db.$queryRaw<{ tries: bigint }[]>`select last_value as tries from strikes`;
    return Number(row!.tries);
  }

  it('twice: nobody notices, it counts once', async () => {
    const id = await programme.openProject({ name: `冲突${code}` });
    const tries = await struck(2, async () => expect((await submit(id)).body).toMatchObject({ outcome: 'done', revision: 1 }));
    expect(tries).toBe(3);
    expect(await logged([id])).toBe(1);
  });

  it('without end: eight tries, a typed answer, nothing written; the same intent counts once afterwards', async () => {
    const [id, intent] = [await programme.openProject({ name: `久冲突${code}` }), randomUUID()];
    const tries = await struck(1_000, async () =>
      expect(away(await submit(id, intent))).toEqual({ status: 503, code: 'busy', said: inChinese }),
    );
    expect(tries).toBe(8);
    await untouched(id);
    expect((await submit(id, intent)).body).toMatchObject({ outcome: 'done' });
  });
});

it('F8 a row that is not free in time: a typed answer, nothing written, no connection left hanging', async () => {
  const [id, intent] = [await programme.openProject({ name: '锁等待' }), randomUUID()];
  const blocker = new pg.Client({ connectionString: database.url });
  await blocker.connect();
  await blocker.query('begin');
  await blocker.query('select from "case" where id = $1 for update', [id]);
  expect(away(await submit(id, intent))).toEqual({ status: 503, code: 'busy', said: inChinese });
  const open = `select from pg_stat_activity where usename = $1 and xact_start is not null`;
  expect((await blocker.query(open, [role])).rowCount).toBe(0);
  await blocker.query('rollback');
  await blocker.end();
  await untouched(id);
  expect((await submit(id, intent)).body).toMatchObject({ outcome: 'done' });
});

it('F8 a lock that is not free at the commit itself: the same typed answer', async () => {
  const id = await programme.openProject({ name: '提交时锁等待' });
  await db.$executeRawUnsafe(
    `create function late() returns trigger language plpgsql as $$ begin raise 'late' using errcode = '55P03'; end $$`,
  );
  await db.$executeRawUnsafe(
    `create constraint trigger late after insert on case_event deferrable initially deferred for each row execute function late()`,
  );
  const answer = await submit(id);
  await db.$executeRaw`drop function late cascade`;
  expect(away(answer)).toEqual({ status: 503, code: 'busy', said: inChinese });
  await untouched(id);
});

it('F8 no connection is free: whoever finds none is told so and nothing of theirs is done; asking again with the same id, all are done once', async () => {
  const ids = await Promise.all(Array.from({ length: 16 }, (_, n) => programme.openProject({ name: `连接${n}` })));
  // As the owner it sees every row, and as the api it may step down to its reader.
  await db.$executeRawUnsafe(`alter role ${role} nosuperuser bypassrls connection limit ${SLOTS}`);
  await db.$executeRawUnsafe(`grant duban_reader to ${role}`);
  await db.$executeRawUnsafe(`grant all on all tables in schema public to ${role}`);
  await db.$executeRawUnsafe(`grant all on all sequences in schema public to ${role}`);
  await db.$executeRaw`select pg_terminate_backend(pid) from pg_stat_activity where usename = ${role}`;
  const intents = new Map(ids.map((id) => [id, randomUUID()]));
  const left = new Set(ids);
  let refused = 0;
  await eventually(async () => {
    const answers = await Promise.all([...left].map(async (id) => [id, await submit(id, intents.get(id))] as const));
    for (const [id, answer] of answers) {
      if (answer.status < 300) left.delete(id);
      else {
        expect(away(answer)).toEqual({ status: 503, code: 'record_away', said: inChinese });
        refused += 1;
      }
    }
    return left.size === 0;
  });
  expect(refused).toBeGreaterThan(0);
  expect(await logged(ids)).toBe(ids.length);
});
