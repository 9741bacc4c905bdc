import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { departments, type Principal, type Viewer } from '#domain/organisation/access-matrix.js';
import { allRoles, type Role } from '#domain/organisation/roles.js';
import { openDatabase, type Database, type Prisma } from '#records/database.js';
import { readSomeone } from '#records/people.js';
import { openReader, seenBy } from '#records/reader.js';
import { keysOf, objectOfProcess, readableCases } from '#records/scope.js';
import { addOffices, chuxiong, fits, idOf, offices, shuangbai, wuhua } from '#test/access/offices.js';
import { createDatabase, type TestDatabase } from '#test/harness/database.js';
import { seenByTables } from '#test/oracles/scope.js';

let database: TestDatabase;
let db: Database;
let reader: Database;
const viewers = new Map<string, Viewer>();

/** The same choices every time. */
let seed = 20261126;
const below = (n: number) => (seed = (seed * 48271) % 2147483647) % n;
const one = <T>(of: readonly T[]): T => of[below(of.length)]!;

const units = Object.keys(offices);
const places = [
  [chuxiong, '532300'],
  [shuangbai, '532300'],
  [wuhua, '530100'],
  [null, '532300'],
  [null, null],
] as const;
/** A draft, each stage of a formation before the lead files, and under way. */
const statuses = (process: string) =>
  process === 'consortium-formation'
    ? ['field_set', 'lead_selection', 'inviting', 'signing', 'signed', 'review']
    : ['draft', 'review'];
const kinds = ['decide', 'sign', 'advise', 'vote'];

async function addCases(): Promise<void> {
  const now = new Date();
  const row = { version: 1, title: '', revision: 0, state: {}, headHash: '', since: now, createdAt: now, updatedAt: now };
  const cases: Prisma.CaseCreateManyInput[] = [];
  for (const process of Object.keys(objectOfProcess))
    for (const status of statuses(process))
      for (const department of departments)
        for (const [countyCode, prefectureCode] of places)
          cases.push({
            ...{ ...row, id: randomUUID(), process, status, department, countyCode, prefectureCode },
            unitId: one([null, idOf('firm'), idOf('member'), idOf('pending'), idOf('province-sti')]),
          });
  await db.case.createMany({ data: cases });
  await db.caseParticipant.createMany({
    data: cases.filter(() => below(4) === 0).map(({ id }) => ({ caseId: id!, unitId: idOf(one(units)) })),
  });
  const tasks = cases.flatMap(({ id, process }) => Array.from({ length: below(3) }, (_, n) => task(id!, process, `${n}`)));
  await db.task.createMany({ data: tasks });
}

/** A desk: held or waiting, open or closed, of an office or a person's alone. */
function task(caseId: string, process: string, id: string): Prisma.TaskCreateManyInput {
  const holderId = one([null, null, ...people]);
  const office = holderId && below(3) === 0 ? {} : { unitId: idOf(one(units)), role: one(allRoles) };
  const closedAt = one([null, new Date()]);
  return { caseId, id, process, stage: 's', kind: one(kinds), label: '', openedAt: new Date(), holderId, ...office, closedAt };
}

const people: string[] = [];
async function person(posts: [Role, string][]): Promise<string> {
  const id = randomUUID();
  people.push(id);
  const create = posts.map(([role, unit]) => ({ unitId: idOf(unit), role }));
  await db.person.create({ data: { id, name: id, login: id, posts: { create } } });
  return id;
}

const viewerOf = async (id: string): Promise<Viewer> => (await readSomeone(db, id))!.viewer;

/** Every role in every office that gives it; several posts, none, one in a unit still to be verified; deputies of one process, two and all. */
async function addViewers(): Promise<void> {
  for (const role of allRoles)
    for (const [unit, [level]] of Object.entries(offices))
      if (fits(role, level)) viewers.set(`${role} ${unit}`, await viewerOf(await person([[role, unit]])));
  const further: Record<string, [Role, string][]> = {
    nobody: [],
    registering: [['UA', 'pending']],
    'expert and officer': [
      ['XP', 'firm'],
      ['CO', 'county-miit'],
    ],
    'firm of two': [
      ['EA', 'firm'],
      ['MB', 'member'],
    ],
  };
  for (const [name, posts] of Object.entries(further)) viewers.set(name, await viewerOf(await person(posts)));
  const entrusts: Record<string, string[]> = {
    'CO county-miit': [],
    'PO prefecture-both': ['key-project'],
    'VO province-sti': ['consortium-formation', 'claim'],
    'FN province-finance': ['payment-order', 'disbursement'],
    'UA firm': [],
  };
  for (const [name, processes] of Object.entries(entrusts)) {
    const { personId, posts } = viewers.get(name)!;
    const principals: Principal[] = [{ personId, name, posts, processes }];
    viewers.set(`deputy of ${name}`, { ...(await viewerOf(await person([['EA', 'neighbour']]))), principals });
  }
}

beforeAll(async () => {
  database = await createDatabase();
  db = openDatabase(database.url);
  reader = openReader(database.url);
  await addOffices(db);
  await db.unit.create({ data: { id: idOf('pending'), name: 'pending', kind: 'enterprise', status: 'pending' } });
  await addViewers();
  await addCases();
});
afterAll(async () => {
  await reader.$disconnect();
  await db.$disconnect();
  await database.drop();
});

async function idsOf(where: Prisma.CaseWhereInput, from = db): Promise<string[]> {
  return (await from.case.findMany({ where, select: { id: true }, orderBy: { id: 'asc' } })).map(({ id }) => id);
}

async function expectTheSame(): Promise<void> {
  for (const [name, viewer] of viewers) {
    const seen = await idsOf(seenByTables(viewer));
    expect(await idsOf(readableCases(viewer)), name).toEqual(seen);
    expect(await seenBy(viewer, () => idsOf({}, reader)), `${name}, by PostgreSQL alone`).toEqual(seen);
  }
}

describe('S1 S3 the keys show every viewer exactly the cases that specification 5, asked of the tables themselves, shows', () => {
  it('of every process, before and after it is handed on, wherever it lies', expectTheSame);

  it('by a key of every kind, and nobody sees everything', async () => {
    const held = new Set([...viewers.values()].flatMap(keysOf));
    const borne = (await db.caseKey.groupBy({ by: ['key'] })).map(({ key }) => key);
    const kindOf = (key: string) => key.split(' ').find((word) => !(word in objectOfProcess))!;
    const opening = new Set(borne.filter((key) => held.has(key)).map(kindOf));
    const kinds = [
      'all',
      'county',
      'department',
      'desk',
      'done',
      'office',
      'open',
      'prefecture',
      'published',
      'unit',
      'verifier',
    ];
    expect([...opening].sort()).toEqual(kinds);
    const total = await db.case.count();
    for (const [name, viewer] of viewers) expect((await idsOf(readableCases(viewer))).length, name).toBeLessThan(total);
  });

  it('whatever moves: submitted, filed, given to another, claimed, handed over, closed, taken back, joined and left', async () => {
    const cases = await db.case.findMany({ select: { id: true, process: true } });
    const tasks = await db.task.findMany({ select: { caseId: true, id: true } });
    for (let n = 0; n < 400; n++) {
      const { id, process } = one(cases);
      const where = { caseId_id: one(tasks) };
      const moves = [
        () => db.case.update({ where: { id }, data: { status: one(statuses(process)) } }),
        () => db.case.update({ where: { id }, data: { unitId: idOf(one(units)) } }),
        () => db.case.update({ where: { id }, data: { countyCode: one([null, chuxiong, wuhua]), prefectureCode: '532300' } }),
        () => db.caseParticipant.deleteMany({ where: { caseId: id } }),
        () => db.caseParticipant.createMany({ data: [{ caseId: id, unitId: idOf(one(units)) }], skipDuplicates: true }),
        () => db.task.create({ data: task(id, process, `later ${n}`) }),
        () => db.task.update({ where, data: { holderId: one([null, ...people]) } }),
        () => db.task.update({ where, data: { closedAt: one([null, new Date()]) } }),
        () => db.task.update({ where, data: { unitId: idOf(one(units)), role: one(allRoles) } }),
      ];
      await one(moves)();
    }
    await expectTheSame();
  });
});
