import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { templateWorkbook } from '#activities/documents/workbook.js';
import { hashPassword } from '#apps/api/session/password.js';
import { atTime } from '#domain/calendar/instant.js';
import { openDatabase, type Database } from '#records/database.js';
import { addPerson, Api, testPassword } from '#test/harness/api.js';
import { createDatabase, type TestDatabase } from '#test/harness/database.js';
import { Programme, ticked } from '#test/harness/programme.js';

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
  api = await Api.start(db, database.url);
  await api.signIn('ea', 'ua', 'co', 'po', 'vo');
});
afterAll(async () => {
  await api.stop();
  await db.$disconnect();
  await database.drop();
});

const get = async (who: string, path: string) => (await api.call(who, 'GET', path)).body;
const act = (by: string, caseId: string, on: string, more: Record<string, unknown> = {}) =>
  api.call(by, 'POST', `/cases/${caseId}/acts`, { id: randomUUID(), on, ...more });

describe('the applicant’s desk 我的申报', () => {
  it('lists the own cases with what each waits for, on whose desk, until when; and the calls open now', async () => {
    const id = await programme.openAtCounty();
    const [mine] = await get('ea', '/applications');
    expect(mine).toMatchObject({ id, waitsFor: '等待办理：县级审核。', desks: ['county 县级经办'], returned: null });
    expect(mine.deadline).toMatchObject({ closing: false, label: '县级审核办理时限' });
    await programme.must(id, 'return', 'co', {
      payload: { target: 'owner', sections: ['investment'], fixBy: '2026-12-05' },
      opinion: '请核对投资数据',
    });
    expect((await get('ea', '/applications'))[0]).toMatchObject({
      returned: { reason: '请核对投资数据', by: '', sections: ['investment'] },
      deadline: { label: '修改期限' },
    });
    await programme.toCounty(id);
    await programme.must(id, 'refuse', 'co', { opinion: '不符合产业政策' });
    expect((await get('ea', '/applications'))[0].deadline).toMatchObject({ closing: true, label: '申诉截止' });
    const draft = await programme.openProject();
    const drafts = (await get('ea', '/applications')) as { id: string; deadline: unknown }[];
    expect(drafts.find((one) => one.id === draft)!.deadline).toMatchObject({ closing: true, label: '申报单位填报截止' });
    expect(await get('ea', '/applications/calls')).toMatchObject([{ id: programme.callId, year: 2027 }]);
    expect(await get('co', '/applications')).toEqual([]);
  });

  it('A17 an Excel is previewed row by row, and nothing is kept', async () => {
    const bytes = await templateWorkbook(2027, 'new');
    const body = new FormData();
    body.set('file', new Blob([new Uint8Array(bytes)]), '申报表.xlsx');
    const before = await db.case.count();
    const answer = await fetch(`${api.url}/api/calls/${programme.callId}/import/preview`, {
      method: 'POST',
      headers: { 'x-duban': '1', cookie: api.cookieOf('ea') },
      body,
    });
    expect(answer.status).toBe(422);
    expect(((await answer.json()) as { code: string }).code).toBe('no_rows');
    expect(await db.case.count()).toBe(before);
  });
});

describe('the inbox 工作台', () => {
  it('6.12 counts its tabs and filters on the server: 待签收, 我上报, 抄送, 已暂停, by region and text', async () => {
    const id = await programme.openAtCounty({ name: '石林光伏组件项目' });
    const inbox = (query: string, who = 'co') => get(who, `/inbox?${query}`);
    expect((await inbox('tab=unclaimed')).total).toBe(1);
    expect((await inbox('text=石林')).rows[0]).toMatchObject({ case: { id }, holder: false, round: 1 });
    expect((await inbox('county=530126')).total).toBe(0);
    expect((await inbox('county=532301&kind=new&status=county')).total).toBe(1);
    expect((await inbox('tab=sent', 'ea')).rows.map((row: { case: { id: string } }) => row.case.id)).toContain(id);
    expect((await act('co', id, 'claim')).status).toBe(200);
    expect(await get('co', '/inbox/counts')).toMatchObject({ todo: 1, unclaimed: 0, paused: 0, copied: 0 });
    const reader = await addPerson(db, 'co2', programme.units.county, 'CO');
    await db.person.update({ where: { id: reader }, data: { passwordHash: await hashPassword(testPassword) } });
    await programme.must(id, 'pause', 'co', { opinion: '等待环评批复原件' });
    expect((await inbox('tab=paused')).rows[0]).toMatchObject({ paused: true });
    await programme.must(id, 'resume', 'co');
    await programme.must(id, 'recommend', 'co', { payload: ticked });
    await programme.must(id, 'cc', 'co', { payload: { personIds: [reader] } });
    await api.signIn('co2');
    expect((await inbox('tab=copied', 'co2')).rows[0]).toMatchObject({ taskId: null, case: { id } });
  });

  it('shows on a case whose desk its tasks are on, and names the people its data speaks of', async () => {
    const id = await programme.openAtCounty();
    const seen = await get('co', `/cases/${id}`);
    expect(seen.tasks).toMatchObject([{ label: '县级审核', desk: 'county 县级经办', held: false, mine: true, unread: true }]);
    expect(seen.names[programme.units.prefecture]).toBe('prefecture');
    await act('co', id, 'read', { taskId: seen.tasks[0].id });
    expect((await get('co', `/cases/${id}`)).tasks[0].unread).toBe(false);
    const list = await get('co', `/cases?unitId=${programme.units.firm}&limit=1`);
    expect(list.rows).toHaveLength(1);
    expect(list.total).toBeGreaterThan(1);
  });
});

describe('批量办理', () => {
  it('A19 6.12 every case is its own decision: one refused holds up no other, out of scope does not exist, the same ids decide once', async () => {
    const [ready, unticked, hidden] = [
      await programme.openProject(),
      await programme.openProject(),
      await programme.openProject(),
    ];
    for (const id of [ready, unticked]) {
      await programme.toCounty(id);
    }
    await programme.must(ready, 'tick', 'co', { payload: ticked });
    const cases = await Promise.all(
      [ready, unticked, hidden].map(async (caseId) => ({
        caseId,
        id: randomUUID(),
        revision: (await db.case.findUniqueOrThrow({ where: { id: caseId } })).revision,
      })),
    );
    const send = () => api.call('co', 'POST', '/acts', { on: 'recommend', opinion: '材料齐全', cases });
    expect((await send()).body).toMatchObject([
      { caseId: ready, outcome: 'done', label: '推荐' },
      { caseId: unticked, outcome: 'refused', message: expect.stringContaining('请核实并勾选') },
      { caseId: hidden, outcome: 'refused', message: expect.stringContaining('不在您的权限范围内') },
    ]);
    expect((await send()).body[0]).toMatchObject({ outcome: 'repeated' });
    expect(await programme.statusOf(unticked)).toBe('county');
    const many = Array.from({ length: 101 }, () => ({ caseId: ready, id: randomUUID(), revision: 1 }));
    expect((await api.call('co', 'POST', '/acts', { on: 'claim', cases: many })).status).toBe(400);
  });

  it('6.9 many are sealed with one password, and none without or with a wrong one', async () => {
    const ids = [await programme.openProject(), await programme.openProject()];
    for (const id of ids) await programme.must(id, 'submit', 'ea');
    const seal = async (more: object) => {
      const rows = await db.case.findMany({ where: { id: { in: ids } }, select: { id: true, revision: true } });
      const cases = rows.map(({ id: caseId, revision }) => ({ caseId, id: randomUUID(), revision }));
      return api.call('ua', 'POST', '/acts', { on: 'approve', cases, ...more });
    };
    const outcomes = ({ body }: { body: { outcome: string }[] }) => body.map((line) => line.outcome);
    expect(outcomes(await seal({}))).toEqual(['refused', 'refused']);
    expect(await seal({ password: 'not-it' })).toMatchObject({ body: { field: 'password' } });
    expect(outcomes(await seal({ password: testPassword }))).toEqual(['done', 'done']);
    expect(await Promise.all(ids.map((id) => programme.statusOf(id)))).toEqual(['county', 'county']);
  });

  it('S2 monthly reports are as far to be read as their case; units are found by name', async () => {
    const id = await programme.openProject();
    expect(await get('ea', `/cases/${id}/monthly-reports`)).toEqual([]);
    expect((await api.call('co', 'GET', `/cases/${id}/monthly-reports`)).status).toBe(404);
    expect(await get('ea', '/units?text=prefec')).toMatchObject([{ name: 'prefecture' }]);
    expect((await api.call('ea', 'GET', '/units?text=')).status).toBe(400);
  });
});
