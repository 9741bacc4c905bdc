import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { atTime, endOfDay, startOfDay } from '#domain/calendar/instant.js';
import { openDatabase, type Database } from '#records/database.js';
import { addPerson, Api } from '#test/harness/api.js';
import { ConsortiumWorld } from '#test/harness/consortium.js';
import { createDatabase, type TestDatabase } from '#test/harness/database.js';

let database: TestDatabase;
let db: Database;
let world: ConsortiumWorld;
let api: Api;

beforeAll(async () => {
  database = await createDatabase();
  db = openDatabase(database.url);
  world = new ConsortiumWorld(db);
  await world.prepare(atTime('2026-03-02', '10:00'));
  const id = await world.open('2026-03-02', 36);
  await world.must(id, 'report-clue', 'ru', { ground: 'breach', fact: '成员未按协议投入' });
  const ban = (unitId: string, from: string, to: string, caseId: string | null, kind = 'consortium-ban') => ({
    ...{ id: randomUUID(), unitId, kind, caseId, fact: '被取消资格', decisionNo: '云科联取〔2026〕1号' },
    ...{ from: new Date(startOfDay(from)), until: new Date(endOfDay(to)) },
  });
  await db.creditRecord.createMany({
    data: [
      ban(world.units.lead, '2026-03-01', '2029-03-01', world.child(id, 'disqualification')),
      ban(world.units.silicon, '2023-03-01', '2026-03-01', null),
      ban(world.units.lead, '2026-03-01', '2029-03-01', null, 'remind'),
    ],
  });
  const miit = randomUUID();
  await db.unit.create({
    data: { id: miit, name: '省工信厅', kind: 'government', level: 'province', departments: ['miit'] },
  });
  await addPerson(db, 'miit', miit, 'VO');
  api = await Api.start(db, database.url);
  await api.signIn('vo', 'ld', 'ru', 'ru2', 'mb-uni', 'miit');
});
afterAll(async () => {
  await api.stop();
  await db.$disconnect();
  await database.drop();
});

const listed = async (who: string, query = '') =>
  ((await api.call(who, 'GET', `/bans?${query}`)).body as { unit: string }[]).map(({ unit }) => unit);
const [lead, silicon] = ['lead（示例）', 'silicon（示例）'];

it('B32 R10 the register: the province reads all, a bureau its own prefecture, a unit itself; other departments and reminders stay out', async () => {
  expect(await listed('vo')).toEqual([lead, silicon]);
  expect(await listed('ru')).toEqual([lead]);
  expect(await listed('ru2')).toEqual([silicon]);
  expect(await listed('ld')).toEqual([lead]);
  expect(await listed('mb-uni')).toEqual([]);
  expect(await listed('miit')).toEqual([]);
});

it('R10 by state and name; the first and the last day; the case is named only to whom it is open', async () => {
  expect(await listed('vo', 'state=standing')).toEqual([lead]);
  expect(await listed('vo', 'state=over')).toEqual([silicon]);
  expect(await listed('vo', `text=${encodeURIComponent('silicon')}`)).toEqual([silicon]);
  expect((await api.call('vo', 'GET', '/bans?state=unknown')).status).toBe(400);
  const [own] = (await api.call('ld', 'GET', '/bans')).body as Record<string, unknown>[];
  // Before the notice the lead does not know of the case.
  expect(own).toMatchObject({ firstDay: '2026-03-01', lastDay: '2029-03-01', standing: true, caseId: null });
  const [seen] = (await api.call('vo', 'GET', '/bans?state=standing')).body as { caseId: string }[];
  expect((await api.call('vo', 'GET', `/cases/${seen!.caseId}`)).status).toBe(200);
});

it('6.14 the register goes out as Excel as it is filtered and no further than the reader sees', async () => {
  const whole = await api.sheet('vo', '/bans/list.xlsx');
  expect([whole.getCell(3, 1).text, whole.getCell(4, 1).text]).toEqual([lead, silicon]);
  expect(whole.getCell(3, 7).text).toBe('2029年3月1日');
  expect(whole.getCell(6, 1).text).toMatch(/^导出人：vo；导出时间：.*；共2条$/);
  const own = await api.sheet('ru', '/bans/list.xlsx?state=standing');
  expect([own.getCell(3, 1).text, own.getCell(3, 8).text, own.getCell(4, 1).text]).toEqual([lead, '禁入期内', '']);
  expect(await db.auditEntry.count({ where: { action: 'export', target: '取消申报资格名单' } })).toBe(2);
});
