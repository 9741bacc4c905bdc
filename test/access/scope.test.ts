import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allRoles, type Role } from '#domain/organisation/roles.js';
import { defineProcess } from '#domain/process/define.js';
import { advance } from '#records/advance.js';
import { listCases, type CaseFilter } from '#records/cases.js';
import { openDatabase, type Database } from '#records/database.js';
import { openCase } from '#records/open-case.js';
import { readSomeone } from '#records/people.js';
import { openReader, seenBy } from '#records/reader.js';
import { register, registeredNames } from '#records/processes.js';
import { registerProgrammes } from '#records/programmes/index.js';
import { objectOfProcess } from '#records/scope.js';
import { addOffices, chuxiong, fits, idOf, offices } from '#test/access/offices.js';
import { createDatabase, type TestDatabase } from '#test/harness/database.js';

let database: TestDatabase;
let db: Database;
let reader: Database;

beforeAll(async () => {
  registerProgrammes();
  database = await createDatabase();
  db = openDatabase(database.url);
  reader = openReader(database.url);
  await addOffices(db);
  for (const [id, { participants = [], status = 'county', ...one }] of Object.entries(cases)) {
    const now = new Date();
    const row = { version: 1, title: id, revision: 0, state: {}, headHash: '', since: now, createdAt: now, updatedAt: now };
    const { unit, ...place } = one;
    await db.case.create({ data: { ...row, ...place, id: idOf(id), status, unitId: idOf(unit) } });
    await db.caseParticipant.createMany({ data: participants.map((name) => ({ caseId: idOf(id), unitId: idOf(name) })) });
  }
});
afterAll(async () => {
  await reader.$disconnect();
  await db.$disconnect();
  await database.drop();
});

const place = { unit: 'firm', countyCode: chuxiong, prefectureCode: '532300' };
const cases: Record<
  string,
  {
    process: string;
    department: string;
    unit: string;
    countyCode?: string;
    prefectureCode?: string;
    status?: string;
    participants?: string[];
  }
> = {
  project: { process: 'key-project', department: 'miit', ...place },
  draft: { process: 'key-project', department: 'miit', ...place, status: 'draft' },
  'draft call': { process: 'call', department: 'miit', unit: 'province-miit', status: 'draft' },
  call: { process: 'call', department: 'miit', unit: 'province-miit', status: 'published' },
  transmittal: { process: 'transmittal', department: 'miit', unit: 'prefecture-miit', prefectureCode: '532300' },
  plan: { process: 'disbursement', department: 'sti', unit: 'firm', prefectureCode: '532300', participants: ['member'] },
  order: { process: 'payment-order', department: 'finance', unit: 'province-finance' },
};

/** Specification 5 read by hand: who sees what. Whoever is not named does not. */
const sees: Record<string, string> = {
  project: `EA firm, UA firm, CO county-miit, CO county-both, PO prefecture-miit, PO prefecture-both, VO province-miit, VD province-miit, VL province-miit, AU *`,
  draft: 'EA firm, UA firm, AU *',
  'draft call': 'VO province-miit, VD province-miit, VL province-miit, FN province-miit',
  call: 'EA *, UA *, LD *, MB *, FI *, CO county-miit, CO county-sti, CO county-both, CO sibling-county, CO other-county, PO prefecture-miit, PO prefecture-sti, PO prefecture-both, PO other-prefecture, RU prefecture-miit, RU prefecture-sti, RU prefecture-both, RU other-prefecture, VO province-miit, VD province-miit, VL province-miit, FN province-miit, AU *',
  transmittal: 'PO prefecture-miit, PO prefecture-both, VO province-miit, VD province-miit, VL province-miit, AU *',
  plan: 'UA firm, LD firm, MB firm, FI firm, UA member, LD member, MB member, FI member, RU prefecture-sti, RU prefecture-both, VO province-sti, VD province-sti, VL province-sti, FN province-sti, FN province-finance, VO province-finance, VD province-finance, VL province-finance, AU *',
  order: 'VO province-finance, VD province-finance, VL province-finance, FN province-finance, AU *',
};

function expected(id: string, role: Role, unit: string): boolean {
  return sees[id]!.split(', ').some((cell) => cell === `${role} ${unit}` || cell === `${role} *`);
}

async function person(role: Role, unit: string): Promise<string> {
  const id = randomUUID();
  await db.person.create({ data: { id, name: role, login: id, posts: { create: { unitId: idOf(unit), role } } } });
  return id;
}

async function listed(personId: string, filter: CaseFilter = {}): Promise<string[]> {
  const { viewer } = (await readSomeone(db, personId))!;
  const { rows } = await seenBy(viewer, () => listCases(reader, viewer, filter));
  return rows.map((row) => row.id);
}

async function visible(personId: string): Promise<string[]> {
  const ids = await listed(personId);
  return Object.keys(cases).filter((id) => ids.includes(idOf(id)));
}

describe('S1 every role in every office sees the cases of specification 5 and no other', () => {
  it.each(allRoles)('%s', async (role) => {
    for (const [unit, [level]] of Object.entries(offices)) {
      if (!fits(role, level)) continue;
      const wanted = Object.keys(cases).filter((id) => expected(id, role, unit));
      expect(await visible(await person(role, unit)), `${role} ${unit}`).toEqual(wanted);
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
    const [lead, member, stranger] = [await person('LD', 'firm'), await person('MB', 'member'), await person('MB', 'neighbour')];
    const clubs = (personId: string) => listed(personId, { process: 'club' });
    const say = (on: string) => advance(db, id, { id: randomUUID(), on, by, payload: { units: data.units } });

    expect([await clubs(lead), await clubs(member)]).toEqual([[id], []]);
    await say('participants');
    expect((await say('participants')).outcome).toBe('done');
    expect(await clubs(member)).toEqual([id]);
    await say('open-child');
    expect((await clubs(member)).sort()).toEqual([id, child].sort());
    await say('participants-left');
    expect(await clubs(member)).toEqual([child]);
    expect(await clubs(stranger)).toEqual([]);
  });
});
