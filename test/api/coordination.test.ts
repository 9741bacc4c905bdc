import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { CoordinationRow } from '#apps/api/contract.js';
import { atTime } from '#domain/calendar/instant.js';
import { moveClock } from '#records/clock.js';
import { openDatabase, type Database } from '#records/database.js';
import { Api } from '#test/harness/api.js';
import { because } from '#apps/local/demo/consortia/script.js';
import { ConsortiumWorld } from '#test/harness/consortium.js';
import { createDatabase, type TestDatabase } from '#test/harness/database.js';

let database: TestDatabase;
let db: Database;
let world: ConsortiumWorld;
let api: Api;
let id: string;

beforeAll(async () => {
  database = await createDatabase();
  db = openDatabase(database.url);
  world = new ConsortiumWorld(db);
  await world.prepare(atTime('2026-03-02', '10:00'));
  id = await world.open('2026-03-02', 36);
  api = await Api.start(db, database.url);
  await api.signIn('ld', 'ld2', 'ru', 'ru2', 'vo', 'mb-uni');
});
afterAll(async () => {
  await api.stop();
  await db.$disconnect();
  await database.drop();
});

const act = (who: string, caseId: string, on: string, payload = {}) =>
  api.call(who, 'POST', `/cases/${caseId}/acts`, { id: randomUUID(), on, payload, opinion: because });

it('2.11 a unit raises an item over HTTP; its bureau keeps it; strangers find nothing', async () => {
  const item = randomUUID();
  const body = { id: item, title: '银行授信额度', detail: '需协调授信额度2000万元', department: 'sti' };
  expect((await api.call('ru', 'POST', '/coordination-items', body)).status).toBe(403);
  expect((await api.call('ld2', 'POST', '/coordination-items', { ...body, detail: '短' })).status).toBe(400);
  expect((await api.call('ld2', 'POST', '/coordination-items', body)).status).toBe(201);
  expect((await api.call('ru', 'GET', `/cases/${item}`)).status).toBe(404);
  expect(await act('ru2', item, 'keep')).toMatchObject({ status: 200, body: { status: 'assigned' } });
});

it('2.11 the list shows each reader what is in scope: whose desk, until when, overdue, and page by page', async () => {
  const list = async (who: string, query = '') =>
    (await api.call(who, 'GET', `/coordination-items?${query}`)).body as {
      rows: CoordinationRow[];
      total: number;
      next?: string;
    };
  const second = { id: randomUUID(), title: '人才公寓', detail: '需协调人才公寓10套', department: 'sti' };
  await moveClock(db, { to: atTime('2026-03-02', '11:00') });
  await api.call('ld2', 'POST', '/coordination-items', second);
  expect(await list('ru2', 'status=assigned')).toMatchObject({
    total: 1,
    rows: [{ title: '银行授信额度', desk: 'bureau2（示例） 推荐单位负责人', overdue: false, satisfaction: null, notes: 0 }],
  });
  expect((await list('ru')).total).toBe(0);
  const first = await list('ld2', 'limit=1');
  expect(first).toMatchObject({ total: 2, rows: [{ title: '人才公寓' }] });
  expect(await list('ld2', `limit=1&cursor=${first.next}`)).toMatchObject({ rows: [{ title: '银行授信额度' }] });
  expect((await list('vo', 'overdue=yes')).total).toBe(0);
  await moveClock(db, { to: atTime('2026-03-10', '10:00') });
  expect(await list('vo', 'overdue=yes')).toMatchObject({ total: 1, rows: [{ title: '人才公寓', overdue: true }] });
  expect((await list('vo', `text=${encodeURIComponent('授信')}&prefecture=530300`)).total).toBe(1);
});

it('6.14 the list goes out as Excel as it is filtered and no further than the reader sees', async () => {
  const sheet = await api.sheet('ru2', '/coordination-items/list.xlsx?status=assigned');
  const line = [1, 5, 6].map((column) => sheet.getCell(3, column).text);
  expect(line).toEqual(['银行授信额度', 'bureau2（示例） 推荐单位负责人', '办理中']);
  expect((await api.sheet('ru', '/coordination-items/list.xlsx')).getCell(3, 1).text).toBe('');
});

it('B27 dissolution with a running project: 409, the projects listed', async () => {
  const project = {
    name: '短流程专项',
    projectNo: 'YN-1',
    level: 'provincial',
    mode: 'selected',
    startsOn: '2026-04-01',
    endsOn: '2028-03-31',
  };
  expect(await act('vo', id, 'establish-project', { ...project, fiscal: '500', selfRaised: '1000' })).toMatchObject({
    status: 200,
  });
  expect(await act('ld', id, 'request-dissolution', { ground: 'completed', detail: '任务完成' })).toMatchObject({
    status: 409,
    body: { code: 'projects_running', clause: 'B27', details: [{ message: '短流程专项' }] },
  });
});

it('2.6 the supplementary agreement is the lead’s to write while it is drafted, and every signer’s to read', async () => {
  expect(await act('ld', id, 'propose-change', { kind: 'goal', reason: '技术路线调整', goal: '再生铝' })).toMatchObject({
    status: 200,
  });
  const change = world.child(id, 'change');
  const content = { fields: { changes: '调整目标', duties: '不变', exit: '无' }, tables: {} };
  const path = `/cases/${change}/documents/agreement`;
  expect((await api.call('mb-uni', 'PUT', path, { content })).status).toBe(403);
  expect((await api.call('ld', 'PUT', path, { content })).status).toBe(200);
  expect((await api.call('mb-uni', 'GET', path)).body).toMatchObject({ draft: { content } });
  expect(await act('ld', change, 'submit')).toMatchObject({ status: 200, body: { status: 'signing' } });
  expect((await api.call('ld', 'PUT', path, { content })).status).toBe(403);
});

it('2.3 what lives under a consortium is a list of its own; the page knows what each may do and what is to come', async () => {
  const children = await api.call('ld', 'GET', `/cases?parentId=${id}`);
  expect(children.body.rows.map((row: { process: string }) => row.process).sort()).toEqual(['consortium-change', 'project-task']);
  const { body } = await api.call('ld', 'GET', `/cases/${id}`);
  const available = body.explanation.actions
    .filter(({ available: can }: { available: boolean }) => can)
    .map(({ on }: { on: string }) => on);
  expect(available).toEqual(expect.arrayContaining(['update-lists', 'raise-matter']));
  expect(available).not.toContain('supervise');
  expect(body.forecast.map(({ name }: { name: string }) => name)).toEqual(
    expect.arrayContaining(['ends-180', 'report-2028-due', 'final-evaluation']),
  );
  expect((await api.call('mb-uni', 'GET', `/cases/${world.child(id, 'project')}`)).status).toBe(200);
});
