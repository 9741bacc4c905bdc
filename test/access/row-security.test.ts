import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { allRoles } from '#domain/organisation/roles.js';
import { openDatabase, type Database } from '#records/database.js';
import { listCases } from '#records/cases.js';
import { readSomeone } from '#records/people.js';
import { registerProgrammes } from '#records/programmes/index.js';
import * as scope from '#records/scope.js';
import { seenBy } from '#records/viewing.js';
import { createDatabase, type TestDatabase } from '#test/harness/database.js';
import { Programme } from '#test/harness/programme.js';
import { migrate } from '../../apps/local/services/migrate.js';
import { addCases, caseNames, expected, person } from './cases.js';
import { addOffices, fits, idOf, offices } from './offices.js';

/** The application's own scoping is taken out: what is left is the database's. */
vi.mock('#records/scope.js', async (original) => ({
  ...(await original<typeof scope>()),
  readableCases: () => ({}),
  isReadable: () => Promise.resolve(true),
}));

let database: TestDatabase;
let db: Database;

beforeAll(async () => {
  registerProgrammes();
  database = await createDatabase();
  db = openDatabase(database.url, { max: 1 });
  await addOffices(db);
  await addCases(db);
});
afterAll(async () => {
  await db.$disconnect();
  await database.drop();
});

const viewerOf = async (personId: string) => (await readSomeone(db, personId))!.viewer;
const firm = async () => viewerOf(await person(db, 'EA', 'firm'));
const rival = async () => viewerOf(await person(db, 'EA', 'neighbour'));

describe('S3 with application scoping out of the way, PostgreSQL alone shows every role in every office its cases and no other', () => {
  it('the application really asks for everything', () => {
    expect(scope.readableCases({ personId: '', posts: [] })).toEqual({});
  });

  it.each(allRoles)('%s', async (role) => {
    for (const [office, [level]] of Object.entries(offices)) {
      if (!fits(role, level)) continue;
      const listed = new Set((await listCases(db, await viewerOf(await person(db, role, office)), {})).rows.map(({ id }) => id));
      const wanted = caseNames.filter((name) => expected(name, role, office));
      expect(
        caseNames.filter((name) => listed.has(idOf(name))),
        `${role} ${office}`,
      ).toEqual(wanted);
    }
  });

  const children = [
    'case_event',
    'task',
    'document_version',
    'attachment',
    'workbook_reading',
    'monthly_report',
    'case_participant',
  ];
  it.each(['"case"', ...children])(
    '%s: a raw query without a WHERE yields only what belongs to the viewer’s cases',
    async (table) => {
      const rows = (viewer: Awaited<ReturnType<typeof firm>>) =>
        seenBy(db, viewer, (tx) => tx.$queryRawUnsafe<Record<string, string>[]>(`select * from ${table}`));
      const project = idOf('project');
      const column = table === '"case"' ? 'id' : 'case_id';
      const everything = await db.$queryRawUnsafe<Record<string, string>[]>(`select * from ${table}`);
      expect(everything.length).toBeGreaterThan(0);
      if (table !== 'case_participant') expect((await rows(await firm())).map((row) => row[column])).toContain(project);
      expect((await rows(await rival())).map((row) => row[column])).not.toContain(project);
    },
  );

  it('who is nobody sees nothing; a reader that was not told who looks sees nothing', async () => {
    const nobody = { personId: idOf('nobody'), posts: [] };
    expect(await seenBy(db, nobody, (tx) => tx.case.count())).toBe(0);
    const silent = await db.$transaction(async (tx) => {
      await tx.$executeRaw`set local role duban_reader`;
      return tx.case.count();
    });
    expect(silent).toBe(0);
  });

  it('a reader cannot write, nor read what opens accounts', async () => {
    const viewer = await firm();
    for (const sql of [
      `update "case" set status = 'listed'`,
      'delete from task',
      `insert into case_participant values ('${idOf('project')}', '${idOf('neighbour')}')`,
      'select password_hash from person',
      'select * from session',
      'select * from mail',
      'select * from audit_entry',
      'select * from ledger_entry',
    ])
      await expect(
        seenBy(db, viewer, (tx) => tx.$executeRawUnsafe(sql)),
        sql,
      ).rejects.toThrow(/permission denied|row-level security/);
  });
});

describe('S3 nothing of a viewer stays on the connection (one connection for all)', () => {
  const standing = () =>
    db.$queryRaw<
      { role: string; viewer: string | null }[]
    >`select current_user::text as role, current_setting('duban.viewer', true) as viewer`;

  it('after reading, after a fault, and between two viewers', async () => {
    const [before] = await standing();
    await seenBy(db, await firm(), (tx) => tx.case.count());
    await seenBy(db, await firm(), () => Promise.reject(new Error('broken'))).catch(() => undefined);
    await seenBy(db, await firm(), (tx) => tx.$queryRaw`select 1/0`).catch(() => undefined);
    const [after] = await standing();
    expect(after!.role).toBe(before!.role);
    expect(after!.role).not.toBe('duban_reader');
    expect(after!.viewer ?? '').toBe('');
    expect(await db.case.count()).toBe(caseNames.length);
    const ids = async (who: typeof firm) =>
      seenBy(db, await who(), async (tx) => (await tx.case.findMany({ select: { id: true } })).map(({ id }) => id));
    expect(await ids(firm)).toContain(idOf('project'));
    expect(await ids(rival)).not.toContain(idOf('project'));
    expect(await ids(firm)).toContain(idOf('project'));
  });

  it('the reader owns nothing and bypasses nothing, and every table of a case is forced', async () => {
    const [role] = await db.$queryRaw<{ super: boolean; bypass: boolean; login: boolean; owns: number }[]>`
      select rolsuper as super, rolbypassrls as bypass, rolcanlogin as login,
        (select count(*)::int from pg_class where relowner = r.oid) as owns from pg_roles r where rolname = 'duban_reader'`;
    expect(role).toEqual({ super: false, bypass: false, login: false, owns: 0 });
    // Whatever table has a case's id later: either it is guarded, or the reader has no right on it at all.
    const open = await db.$queryRaw<{ name: string }[]>`
      select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'case_id' and not a.attisdropped
      where c.relkind = 'r' and has_table_privilege('duban_reader', c.oid, 'select') and not (c.relrowsecurity and c.relforcerowsecurity)`;
    expect(open.map(({ name }) => name).sort()).toEqual(['carry_over', 'publication']);
  });
});

describe('S3 on a server, where the owner of the tables is no superuser', () => {
  it('migrates, moves a case through the door and lets each viewer see the own', async () => {
    const name = `owner_${randomUUID().replaceAll('-', '').slice(0, 12)}`;
    await db.$executeRawUnsafe(`create role ${name} login nosuperuser nobypassrls nocreaterole password 'x'`);
    await db.$executeRawUnsafe(`grant duban_reader to ${name}`);
    await db.$executeRawUnsafe(`create database ${name} owner ${name}`);
    const url = new URL(database.url);
    Object.assign(url, { username: name, password: 'x', pathname: `/${name}` });
    await migrate(url.toString());
    const server = openDatabase(url.toString());
    const programme = new Programme(server);
    await programme.prepare(Date.UTC(2026, 10, 23, 1));
    await programme.openCall();
    const id = await programme.openProject();
    expect(await programme.must(id, 'submit', 'ea')).toBe('unit_review');
    const sees = async (who: string) => {
      const { viewer } = (await readSomeone(server, programme.who(who).personId!))!;
      return seenBy(server, viewer, (tx) => tx.case.count({ where: { id } }));
    };
    expect([await sees('ea'), await sees('co'), await sees('vo'), await sees('ru')]).toEqual([1, 1, 1, 0]);
    await server.$disconnect();
    await db.$executeRawUnsafe(`drop database ${name} with (force)`);
    await db.$executeRawUnsafe(`revoke duban_reader from ${name}`);
    await db.$executeRawUnsafe(`drop role ${name}`);
  });
});
