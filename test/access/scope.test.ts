import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allRoles } from '#domain/organisation/roles.js';
import { defineProcess } from '#domain/process/define.js';
import { advance } from '#records/advance.js';
import { listCases } from '#records/cases.js';
import { openDatabase, type Database } from '#records/database.js';
import { openCase } from '#records/open-case.js';
import { readSomeone } from '#records/people.js';
import { register, registeredNames } from '#records/processes.js';
import { registerProgrammes } from '#records/programmes/index.js';
import { objectOfProcess } from '#records/scope.js';
import { addCases, caseNames, expected, person } from './cases.js';
import { addOffices, fits, idOf, offices } from '#test/access/offices.js';
import { createDatabase, type TestDatabase } from '#test/harness/database.js';

let database: TestDatabase;
let db: Database;

beforeAll(async () => {
  registerProgrammes();
  database = await createDatabase();
  db = openDatabase(database.url);
  await addOffices(db);
  await addCases(db);
});
afterAll(async () => {
  await db.$disconnect();
  await database.drop();
});

async function visible(personId: string): Promise<string[]> {
  const { viewer } = (await readSomeone(db, personId))!;
  const listed = new Set((await listCases(db, viewer, {})).rows.map((row) => row.id));
  return caseNames.filter((id) => listed.has(idOf(id)));
}

describe('S1 every role in every office sees the cases of specification 5 and no other', () => {
  it.each(allRoles)('%s', async (role) => {
    for (const [unit, [level]] of Object.entries(offices)) {
      if (!fits(role, level)) continue;
      const wanted = caseNames.filter((id) => expected(id, role, unit));
      expect(await visible(await person(db, role, unit)), `${role} ${unit}`).toEqual(wanted);
    }
  });

  it('a process without a row of the matrix is nobody’s, and only the daily digest, which holds no business, has none', () => {
    expect(registeredNames().filter((name) => !(name in objectOfProcess))).toEqual(['daily-digest']);
  });
});

describe('participants of a case', () => {
  /** A consortium that opens a child for named units, and lets units in and out. */
  const club = defineProcess<{ owner: string; units: string[]; child: string }>({
    name: 'club',
    version: 1,
    label: '联合体样例',
    initial: 'open',
    ownerUnit: (data) => data.owner,
    states: { open: { label: '运行', tone: 'running', standing: true } },
    rows: [
      ...(['participants', 'participants-left'] as const).map((register) => ({
        from: 'open',
        on: register,
        to: '=',
        by: { kind: 'system' } as const,
        then: [({ event }: any) => [{ kind: 'record' as const, register, row: { units: event.payload.units } }]],
      })),
      {
        from: 'open',
        on: 'open-child',
        to: '=',
        by: { kind: 'system' },
        then: [
          ({ state: { data } }) => [
            { kind: 'open-case', process: 'club', id: data.child, title: '子', data: { ...data }, participants: data.units },
          ],
        ],
      },
    ],
  });

  it('read it from the invitation on, with a child opened for them, until they leave; their neighbours never do', async () => {
    register({ process: club });
    objectOfProcess.club = 'consortium-application';
    const [id, child] = [randomUUID(), randomUUID()];
    const data = { owner: idOf('firm'), units: [idOf('member')], child };
    const by = { kind: 'system' } as const;
    await openCase(db, { process: 'club', id, title: '联合体', department: 'sti', unitId: idOf('firm'), data, by });
    const [lead, member, stranger] = [
      await person(db, 'LD', 'firm'),
      await person(db, 'MB', 'member'),
      await person(db, 'MB', 'neighbour'),
    ];
    const listed = async (personId: string) =>
      (await listCases(db, (await readSomeone(db, personId))!.viewer, { process: 'club' })).rows.map((row) => row.id);
    const say = (on: string) => advance(db, id, { id: randomUUID(), on, by, payload: { units: data.units } });

    expect([await listed(lead), await listed(member)]).toEqual([[id], []]);
    await say('participants');
    expect((await say('participants')).outcome).toBe('done');
    expect(await listed(member)).toEqual([id]);
    await say('open-child');
    expect((await listed(member)).sort()).toEqual([id, child].sort());
    await say('participants-left');
    expect(await listed(member)).toEqual([child]);
    expect(await listed(stranger)).toEqual([]);
  });
});
