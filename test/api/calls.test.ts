import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { atTime, endOfDay } from '#domain/calendar/instant.js';
import { publishYear } from '#records/calendar.js';
import { moveClock } from '#records/clock.js';
import { openDatabase, type Database } from '#records/database.js';
import { Api, testPassword } from '#test/harness/api.js';
import { createDatabase, type TestDatabase } from '#test/harness/database.js';
import { Programme } from '#test/harness/programme.js';

let database: TestDatabase;
let db: Database;
let programme: Programme;
let api: Api;

beforeAll(async () => {
  database = await createDatabase();
  db = openDatabase(database.url);
  programme = new Programme(db);
  await programme.prepare(atTime('2026-11-20', '09:00'));
  await programme.openCall();
  api = await Api.start(db, database.url);
  await api.signIn('ea', 'co', 'po', 'vo', 'vd', 'vl');
});
afterAll(async () => {
  await api.stop();
  await db.$disconnect();
  await database.drop();
});

const act = (by: string, caseId: string, on: string, more: Record<string, unknown> = {}) =>
  api.call(by, 'POST', `/cases/${caseId}/acts`, { id: randomUUID(), on, ...more });

describe('a call over HTTP', () => {
  it('A1 only the province drafts a call; addressees and usual data come by themselves; its notice is public once published', async () => {
    const id = randomUUID();
    expect((await api.call('po', 'POST', '/calls', { id, year: 2028 })).status).toBe(403);
    expect((await api.call('vo', 'POST', '/calls', { id, year: 2028 })).status).toBe(201);
    expect((await api.call('ea', 'GET', `/cases/${id}`)).status).toBe(404);
    expect(
      (await act('vo', id, 'edit', { payload: { phones: ['0871-1'], fax: '0871-2', supervisionPhone: '0871-3' } })).status,
    ).toBe(200);
    const publish = { payload: { documentNo: '云工信〔2026〕301号', issueDate: '2026-11-20' } };
    expect((await act('vo', id, 'publish', publish)).body.code).toBe('not_your_office');
    expect((await act('vl', id, 'publish', publish)).status).toBe(200);
    const pages = await api.call(undefined, 'GET', '/public/pages?kind=call');
    const page = pages.body.find((one: { documentNo: string }) => one.documentNo === '云工信〔2026〕301号');
    const shown = await api.call(undefined, 'GET', `/public/pages/${page.id}`);
    expect(shown.body.body).toMatchObject({
      year: 2028,
      phones: ['0871-1'],
      fax: '0871-2',
      supervisionPhone: '0871-3',
      addressees: ['532300'],
      issueDate: '2026-11-20',
    });
  });

  it('R1 progress shows the province every prefecture, a prefecture its own, a firm none', async () => {
    const lines = await api.call('vo', 'GET', `/calls/${programme.callId}/progress`);
    expect(lines.body).toMatchObject([{ code: '532300', office: '投资规划科', forwardedAt: null }]);
    expect((await api.call('po', 'GET', `/calls/${programme.callId}/progress`)).body).toHaveLength(1);
    expect((await api.call('ea', 'GET', `/calls/${programme.callId}/progress`)).body).toEqual([]);
  });

  it('A23 the owner finds its carried-over project and settles it', async () => {
    const rows = [{ title: '旧项目', unitName: 'firm', county: '532301', type: '续建' }];
    expect((await act('vo', programme.callId, 'load-carry-over', { payload: { rows } })).status).toBe(200);
    const [item] = (await api.call('ea', 'GET', `/calls/${programme.callId}/carry-over`)).body;
    expect(item).toMatchObject({ title: '旧项目', settled: null, countyCode: '532301' });
    const payload = { item: item.id, kind: 'stopped', reason: '市场变化，缓建一年' };
    expect((await act('co', programme.callId, 'resolve-carry-over', { payload })).body.code).toBe('not_your_office');
    expect((await act('ea', programme.callId, 'resolve-carry-over', { payload })).status).toBe(200);
    expect((await api.call('po', 'GET', `/calls/${programme.callId}/carry-over`)).body[0]).toMatchObject({ settled: 'stopped' });
  });

  it('6.5 A26 transmitted, selected, on public notice; an objection holds up one project, not the list; the plan is published with its number', async () => {
    const [clean, disputed] = [await programme.openProject(), await programme.openProject({ name: '有异议项目' })];
    for (const project of [clean, disputed]) await programme.toTransmittable(project);
    const transmittal = randomUUID();
    expect((await api.call('vo', 'POST', '/transmittals', { id: transmittal, callId: programme.callId })).status).toBe(403);
    expect((await api.call('po', 'POST', '/transmittals', { id: transmittal, callId: programme.callId })).status).toBe(201);
    expect((await api.call('po', 'GET', `/lists/${transmittal}/projects`)).body).toHaveLength(2);
    const sent = { payload: { documentNo: '楚工信〔2026〕9号', seal: true, paperSent: '2026-11-21' } };
    expect((await act('po', transmittal, 'send', sent)).body.code).toBe('password_required');
    expect((await act('po', transmittal, 'send', { ...sent, password: testPassword })).status).toBe(200);
    for (const project of [clean, disputed]) await programme.must(project, 'form-pass', 'vo');

    const list = randomUUID();
    expect((await api.call('vo', 'POST', '/selection-lists', { id: list, callId: programme.callId })).status).toBe(201);
    const again = await api.call('vo', 'POST', '/selection-lists', { id: randomUUID(), callId: programme.callId });
    expect(again.body.code).toBe('nothing_to_decide');
    expect((await act('vl', list, 'decide', { payload: { minutesNo: '〔2026〕8次', selected: [clean, disputed] } })).status).toBe(
      200,
    );
    const noticed = await act('vo', list, 'publish-notice', { payload: { days: '5' } });
    expect(noticed.status).toBe(200);

    const [notice] = (await api.call(undefined, 'GET', '/public/pages?kind=notice')).body;
    expect(notice).toMatchObject({ open: true });
    const page = (await api.call(undefined, 'GET', `/public/pages/${notice.id}`)).body;
    expect(page.body.projects).toHaveLength(2);
    expect(Object.keys(page.body.projects[0]).sort()).toEqual([
      'amountFen',
      'countyCode',
      'id',
      'kind',
      'number',
      'title',
      'unit',
    ]);
    expect(page.body.projects[0].amountFen).toMatch(/^\d+$/);

    const object = (body: Record<string, unknown>) =>
      api.call(undefined, 'POST', `/public/pages/${notice.id}/objections`, {
        id: randomUUID(),
        projectId: disputed,
        name: '王某',
        contact: '13800000000',
        evidence: '环评批复编号与公示不符',
        ...body,
      });
    expect((await object({ name: '' })).body).toMatchObject({ code: 'objection_incomplete', field: 'name' });
    expect((await object({ unit: '某公司' })).body).toMatchObject({ code: 'objection_unsealed', field: 'sealed' });
    expect((await object({ projectId: programme.callId })).status).toBe(404);
    expect((await object({})).status).toBe(201);
    expect(JSON.stringify((await api.call('ea', 'GET', `/cases/${disputed}`)).body)).not.toContain('13800000000');
    expect(JSON.stringify((await api.call('ea', 'GET', `/cases/${disputed}/timeline`)).body)).not.toContain('王某');
    expect((await api.call('vo', 'GET', `/cases/${disputed}`)).body.data.objections).toMatchObject([{ contact: '13800000000' }]);

    await publishYear(db, { year: 2027, off: ['2027-01-01'], work: [] });
    const closes = endOfDay('2026-11-26');
    await moveClock(db, { to: closes });
    await programme.act(list, 'notice-closes', 'vo', { id: `instant:notice-closes:${closes}`, by: { kind: 'time' } });
    expect([await programme.statusOf(clean), await programme.statusOf(disputed)]).toEqual(['listed', 'publicity']);
    expect((await object({ projectId: clean })).body.code).not.toBe(undefined);
    const [plan] = (await api.call(undefined, 'GET', '/public/pages?kind=list')).body;
    expect(plan.documentNo).toBe('云工信计划〔2027〕1号');
    expect((await api.call('ea', 'GET', `/cases/${clean}`)).body.data.planNo).toBe('云工信计划〔2027〕1号');
    await programme.must(disputed, 'objection-dismissed', 'vo', { opinion: '经核查，环评批复编号属笔误' });
    expect(await programme.statusOf(disputed)).toBe('listed');

    const monthly = await api.call('vd', 'GET', `/reports/monthly?callId=${programme.callId}&month=2027-01`);
    expect(monthly.body).toMatchObject([{ prefectureCode: '532300', type: 'new', count: 2, reported: 0 }]);
    expect(BigInt(monthly.body[0].planFen) > 0n).toBe(true);
    expect((await api.call('vd', 'GET', `/reports/monthly?callId=${programme.callId}&month=2027-13`)).status).toBe(400);
  });
});
