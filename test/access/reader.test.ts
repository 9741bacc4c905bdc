import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { atTime } from '#domain/calendar/instant.js';
import { openDatabase, type Database } from '#records/database.js';
import { readSomeone } from '#records/people.js';
import { openReader, seenBy } from '#records/reader.js';
import { createDatabase, type TestDatabase } from '#test/harness/database.js';
import { Programme } from '#test/harness/programme.js';
import { migrate } from '../../apps/local/services/migrate.js';

let database: TestDatabase;
let db: Database;
/** One connection for all: whatever a viewer left on it, the next would find. */
let reader: Database;
let programme: Programme;
let project: string;

beforeAll(async () => {
  database = await createDatabase();
  db = openDatabase(database.url);
  reader = openReader(database.url, { max: 1 });
  programme = new Programme(db);
  await programme.prepare(atTime('2026-12-01', '09:00'));
  await programme.openCall();
  project = await programme.openProject();
  await programme.must(project, 'submit', 'ea');
});
afterAll(async () => {
  await reader.$disconnect();
  await db.$disconnect();
  await database.drop();
});

/** What the person sees of the project, with everything that belongs to it. */
async function sees(login: string): Promise<number> {
  const { viewer } = (await readSomeone(db, programme.who(login).personId!))!;
  return seenBy(viewer, () => reader.case.count({ where: { id: project } }));
}

describe('S3 nothing of a viewer stays on the connection', () => {
  it('after reading, after a fault, among many at once, and inside a transaction', async () => {
    expect([await sees('ea'), await reader.case.count(), await sees('ru'), await sees('ea')]).toEqual([1, 0, 0, 1]);
    const { viewer } = (await readSomeone(db, programme.who('ea').personId!))!;
    await expect(seenBy(viewer, () => reader.$queryRaw`select 1 / 0 from "case"`)).rejects.toThrow(/division by zero/);
    expect(await reader.case.count()).toBe(0);
    const crowd = Array.from({ length: 60 }, (_, n) => ['ea', 'ru', 'co'][n % 3]!);
    const seen = await Promise.all(crowd.map(sees));
    expect(seen).toEqual(crowd.map((login) => (login === 'ru' ? 0 : 1)));
    expect(await sees('ea')).toBe(1);
    const left = reader.$transaction(async (tx) => [
      await tx.case.count(),
      await tx.$queryRaw`select current_setting('duban.viewer_keys', true) as keys`,
    ]);
    expect(await left).toEqual([0, [{ keys: '' }]]);
    expect(await seenBy(viewer, () => reader.$transaction((tx) => tx.case.count()))).toBe(0);
  });

  it('a question that Prisma might answer together with another viewer’s is not asked', async () => {
    await expect(sees('ea')).resolves.toBe(1);
    await expect(reader.case.findUnique({ where: { id: project } })).rejects.toThrow('findFirst');
    await expect(reader.task.findUniqueOrThrow({ where: { caseId_id: { caseId: project, id: '1' } } })).rejects.toThrow(
      'findFirst',
    );
  });
});

describe('S3 the reader owns nothing, bypasses nothing, and writes nothing', () => {
  it('as what it is', async () => {
    const [role] = await reader.$queryRaw<unknown[]>`
      select r.rolname as name, r.rolsuper as super, r.rolbypassrls as bypasses, r.rolcreaterole or r.rolcreatedb as creates,
        (select count(*)::int from pg_class where relowner = r.oid) as owns from pg_roles r where r.rolname = current_user`;
    expect(role).toEqual({ name: 'duban_reader', super: false, bypasses: false, creates: false, owns: 0 });
  });

  it('every table that has a case is guarded, or closed to it', async () => {
    const open = await db.$queryRaw<{ name: string }[]>`
      select c.relname as name from pg_class c
      where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and has_table_privilege('duban_reader', c.oid, 'select') and not c.relrowsecurity order by 1`;
    // Who is where, the calendar and the clock; what was carried over has no case until it is filed, and a scope of its own (A23).
    const names = ['business_clock', 'calendar_publication', 'calendar_year', 'carry_over', 'post', 'unit'];
    expect(open.map(({ name }) => name)).toEqual(names);
  });

  it.each([
    `update "case" set status = 'listed'`,
    'delete from task',
    `insert into case_key select id, 'case', 'key-project all' from "case"`,
    'select password_hash from person',
    'select email from person',
    'select 1 from session',
    'select 1 from mail',
    'select 1 from audit_entry',
    'select 1 from ledger_entry',
  ])('%s', async (sql) => {
    await expect(reader.$queryRawUnsafe(sql)).rejects.toThrow(/permission denied/);
  });
});

describe('S3 on a server, where the owner is no superuser and the reader signs in', () => {
  it('migrates, moves a case through the door and lets each see the own', async () => {
    const name = `owner_${randomUUID().replaceAll('-', '')}`;
    for (const sql of [
      `create role ${name} login nosuperuser nobypassrls nocreaterole password 'x'`,
      `create database ${name} owner ${name}`,
      `revoke connect, temporary on database ${name} from public`,
      `grant connect on database ${name} to duban_reader`,
      `alter role duban_reader login password 'y'`,
    ])
      await db.$executeRawUnsafe(sql);
    const address = (username: string, password: string) =>
      Object.assign(new URL(database.url), { username, password, pathname: `/${name}` }).toString();
    await migrate(address(name, 'x'));
    const [owner, signedIn] = [openDatabase(address(name, 'x')), openReader(address('duban_reader', 'y'))];
    const there = new Programme(owner);
    await there.prepare(atTime('2026-12-01', '09:00'));
    await there.openCall();
    const id = await there.openProject();
    expect(await there.must(id, 'submit', 'ea')).toBe('unit_review');
    const seen = async (login: string) => {
      const { viewer } = (await readSomeone(owner, there.who(login).personId!))!;
      return seenBy(viewer, () => signedIn.case.count({ where: { id } }));
    };
    expect([await seen('ea'), await seen('co'), await seen('ru'), await signedIn.case.count()]).toEqual([1, 1, 0, 0]);
    expect(await signedIn.$queryRaw`select session_user::text as name`).toEqual([{ name: 'duban_reader' }]);
    await Promise.all([owner.$disconnect(), signedIn.$disconnect()]);
    await db.$executeRawUnsafe(`drop database ${name} with (force)`);
    await db.$executeRawUnsafe(`drop role ${name}`);
  });
});
