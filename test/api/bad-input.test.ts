import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { atTime } from '#domain/calendar/instant.js';
import { validExample } from '#domain/key-project/examples.js';
import { moveClock } from '#records/clock.js';
import { openDatabase, type Database } from '#records/database.js';
import { addPerson, Api, testPassword } from '#test/harness/api.js';
import { createDatabase, type TestDatabase } from '#test/harness/database.js';
import { Programme, ticked } from '#test/harness/programme.js';
import { violations } from '#test/oracles/invariants.js';

// The other cases of bad input stand where their rule does: the closing and 999.99 in api.test.ts, files in test/documents.
let database: TestDatabase;
let db: Database;
let programme: Programme;
let api: Api;

beforeAll(async () => {
  database = await createDatabase();
  db = openDatabase(database.url);
  programme = new Programme(db);
  await programme.prepare(atTime('2026-12-01', '09:00'));
  await programme.openCall();
  await addPerson(db, 'co2', programme.units.county, 'CO');
  const elsewhere = randomUUID();
  await db.unit.create({
    data: {
      id: elsewhere,
      name: '双柏县工信局',
      kind: 'government',
      level: 'county',
      departments: ['miit'],
      regionCode: '532322',
    },
  });
  await addPerson(db, 'co-there', elsewhere, 'CO');
  api = await Api.start(db, database.url);
  await api.signIn('ea', 'ua', 'co', 'co2', 'co-there', 'vl', 'vo');
});
afterAll(async () => {
  expect(await violations(database.url)).toEqual([]);
  await api.stop();
  await db.$disconnect();
  await database.drop();
});

const act = (who: string, id: string, on: string, more: Record<string, unknown> = {}) =>
  api.call(who, 'POST', `/cases/${id}/acts`, { id: randomUUID(), on, ...more });

async function opened(county: string): Promise<string> {
  const id = randomUUID();
  const project = { id, callId: programme.callId, type: 'new', title: '绿色铝项目', county };
  expect((await api.call('ea', 'POST', '/key-projects', project)).status).toBe(201);
  const { body } = await api.call('ea', 'GET', `/cases/${id}`);
  const content = { ...validExample('new', 2027), county };
  const saved = await api.call('ea', 'PUT', `/cases/${id}/draft`, { content, basedOn: body.draft.savedAt });
  expect(saved.status).toBe(200);
  return id;
}
async function atCounty(county = '532301'): Promise<string> {
  const id = await opened(county);
  expect((await act('ea', id, 'submit')).body).toMatchObject({ status: 'unit_review' });
  expect((await act('ua', id, 'approve', { password: testPassword })).body).toMatchObject({ status: 'county' });
  return id;
}
const inbox = async (who: string) =>
  (await api.call(who, 'GET', '/inbox')).body.rows.map((row: { case: { id: string } }) => row.case.id) as string[];

it('A15 project county ≠ registered county: the county where it is built has it on its desk, that of the firm’s seat does not see it', async () => {
  const id = await atCounty('532322');
  expect(await inbox('co-there')).toContain(id);
  expect(await inbox('co')).not.toContain(id);
  expect((await api.call('co', 'GET', `/cases/${id}`)).status).toBe(404);
  expect((await act('co', id, 'recommend', { payload: ticked })).status).toBe(404);
});

it('A15 a form whose county was changed after the project was opened is refused with the field', async () => {
  const id = await opened('532301');
  const { body } = await api.call('ea', 'GET', `/cases/${id}`);
  const content = { ...body.draft.content, county: '532322' };
  await api.call('ea', 'PUT', `/cases/${id}/draft`, { content, basedOn: body.draft.savedAt });
  expect(await act('ea', id, 'submit')).toMatchObject({
    status: 422,
    body: { code: 'project_moved', field: 'county', message: expect.stringContaining('建设地点') },
  });
});

it('F16 two officials deciding the same task in the same millisecond: one decides, the other is told in Chinese who did', async () => {
  for (let n = 0; n < 5; n += 1) {
    const id = await atCounty();
    const { revision } = (await api.call('co', 'GET', `/cases/${id}`)).body;
    const answers = await Promise.all([
      act('co', id, 'recommend', { payload: ticked, revision }),
      act('co2', id, 'refuse', { opinion: '不符合产业政策要求', revision }),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(answers.find(({ status }) => status === 409)!.body).toMatchObject({
      code: 'stale',
      message: expect.stringMatching(/已由county(co|co2)于2026-12-01 09:\d\d办理（(推荐|不予推荐)）/),
    });
    expect(await db.caseEvent.count({ where: { caseId: id, on: { in: ['recommend', 'refuse'] } } })).toBe(1);
  }
});

it('the same decision id twice, also after a year: the first answer again, and nothing is decided anew', async () => {
  const id = await atCounty();
  const decision = { id: randomUUID(), on: 'refuse', opinion: '不符合产业政策要求' };
  const send = () => api.call('co', 'POST', `/cases/${id}/acts`, decision);
  const first = await send();
  expect(first.body).toMatchObject({ outcome: 'done', status: 'rejected' });
  expect((await act('ea', id, 'appeal', { opinion: '产业政策允许该项目建设' })).status).toBe(200);
  await moveClock(db, { to: atTime('2027-12-02', '09:00') });
  const again = await send();
  expect(again).toMatchObject({
    status: 200,
    body: { outcome: 'repeated', status: 'rejected', revision: first.body.revision, label: first.body.label },
  });
  expect(await programme.statusOf(id)).toBe('appealing');
  expect(await db.caseEvent.count({ where: { caseId: id, on: 'refuse' } })).toBe(1);
});
