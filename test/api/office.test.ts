import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { carryOverWorkbook } from '#activities/documents/carry-over-sheet.js';
import { readGrid } from '#activities/documents/read-grid.js';
import { tableWorkbook } from '#activities/documents/table-workbook.js';
import { atTime, endOfDay } from '#domain/calendar/instant.js';
import { publishYear } from '#records/calendar.js';
import { moveClock } from '#records/clock.js';
import { openDatabase, type Database } from '#records/database.js';
import { addPerson, Api } from '#test/harness/api.js';
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
  await addPerson(db, 'sa', programme.units.province, 'SA');
  api = await Api.start(db, database.url);
  await api.signIn('ea', 'co', 'po', 'vo', 'vd', 'vl', 'sa');
});
afterAll(async () => {
  await api.stop();
  await db.$disconnect();
  await database.drop();
});

const get = async (who: string, path: string) => (await api.call(who, 'GET', path)).body;
const act = (by: string, caseId: string, on: string, more: Record<string, unknown> = {}) =>
  api.call(by, 'POST', `/cases/${caseId}/acts`, { id: randomUUID(), on, ...more });
const post = (by: string, path: string, body: object) => api.call(by, 'POST', path, { callId: programme.callId, ...body });
const ids = (rows: { id: string }[]) => rows.map((row) => row.id).sort();

async function preview(who: string, bytes: Buffer) {
  const form = new FormData();
  form.set('file', new Blob([new Uint8Array(bytes)]), '清单.xlsx');
  const headers = { cookie: api.cookieOf(who), 'x-duban': '1' };
  const path = `${api.url}/api/calls/${programme.callId}/carry-over/preview`;
  const response = await fetch(path, { method: 'POST', headers, body: form });
  return { status: response.status, body: (await response.json()) as any };
}

const sheet = (...rows: string[][]) =>
  tableWorkbook({
    sheet: 'Sheet1',
    title: '2026年“3个100”',
    columns: ['项目名称', '项目业主', '原编号', '县（市、区）', '项目类型'].map((label) => ({ label })),
    rows,
  });

async function xlsx(who: string, path: string): Promise<string[]> {
  const response = await fetch(`${api.url}/api${path}`, { headers: { cookie: api.cookieOf(who), 'x-duban': '1' } });
  expect(response.status).toBe(200);
  const grid = await readGrid(Buffer.from(await response.arrayBuffer()));
  return grid.flatMap((one) => one.cells.map((cell) => cell.text));
}

describe('the officials of programme A over HTTP', () => {
  it('A1 calls by year with their progress; a county officer sees its prefecture’s closings, an administrator of the system nothing', async () => {
    await api.call('vo', 'POST', '/calls', { id: randomUUID(), year: 2028 });
    const calls = await get('vo', '/calls');
    expect(calls.map((call: { year: number }) => call.year)).toEqual([2028, 2027]);
    expect(calls[1]).toMatchObject({ closingDate: '2026-12-31', addressees: 1, forwarded: 0, projects: 0, status: 'published' });
    expect(await get('po', '/calls')).toHaveLength(1);
    expect(await get('sa', '/calls')).toEqual([]);
    expect(await get('co', `/calls/${programme.callId}/progress`)).toMatchObject([{ code: '532300' }]);
  });

  it('A23 an Excel list is read all or nothing, counties by name; loaded twice, a project stands once; the list goes out again', async () => {
    const bad = await preview(
      'vo',
      await sheet(['旧项目甲', 'firm', '', '不存在县', '续建'], ['', 'firm', '', '楚雄市', '续建']),
    );
    expect(bad.status).toBe(422);
    expect(bad.body.details).toHaveLength(2);
    expect((await preview('po', await sheet())).status).toBe(403);
    expect((await preview('vo', await carryOverWorkbook(2027, []))).body.code).toBe('no_rows');

    const rows = ['旧项目甲', '旧项目乙'].map((title) => [title, 'firm', '', '楚雄市', '续建']);
    const read = await preview('vo', await sheet(...rows));
    expect(read.body).toMatchObject([{ title: '旧项目甲', county: '532301', type: 'continued' }, {}]);
    for (const payload of [{ rows: read.body }, { rows: [read.body[0], read.body[0]] }])
      expect((await act('vo', programme.callId, 'load-carry-over', { payload })).status).toBe(200);
    const list = await get('po', `/calls/${programme.callId}/carry-over`);
    expect(list).toMatchObject([{ title: '旧项目乙' }, { title: '旧项目甲' }]);
    expect(ids(await get('vo', `/calls/${programme.callId}/carry-over`))).toEqual(ids(list));
    expect((await api.call('sa', 'GET', `/calls/${programme.callId}/carry-over`)).status).toBe(404);
    expect(await xlsx('po', `/calls/${programme.callId}/carry-over.xlsx`)).toEqual(
      expect.arrayContaining(['旧项目甲', '未处理']),
    );
    expect(await xlsx('vo', `/calls/${programme.callId}/carry-over.xlsx?template=1`)).not.toContain('旧项目甲');
    for (const item of list)
      await act('po', programme.callId, 'resolve-carry-over', {
        payload: { item: item.id, kind: 'completed', reason: '已于十月竣工投产' },
      });
  });

  it('A18 A26 the prefecture sees what it can transmit, the province what it can decide; a dropped list frees its projects; one withdrawn since holds up no meeting', async () => {
    const projects = [];
    for (const name of ['甲', '乙', '丙']) {
      const project = await programme.openProject({ name: `项目${name}` });
      await programme.toTransmittable(project);
      projects.push(project);
    }
    const { callId } = programme;
    expect((await api.call('vo', 'GET', `/calls/${callId}/transmittable`)).status).toBe(403);
    expect(ids(await get('po', `/calls/${callId}/transmittable`))).toEqual([...projects].sort());
    await programme.transmit(projects);
    expect(await get('po', `/calls/${callId}/transmittable`)).toEqual([]);
    expect(await get('vd', `/calls/${callId}/lists?process=transmittal`)).toMatchObject([
      { projects: 3, documentNo: '楚工信〔2026〕88号', paperSent: '2026-12-20', paperReceived: null, status: 'sent' },
    ]);
    for (const project of projects) await programme.must(project, 'form-pass', 'vo');

    expect((await api.call('po', 'GET', `/calls/${callId}/for-meeting`)).status).toBe(403);
    expect(await get('vo', `/calls/${callId}/for-meeting`)).toHaveLength(3);
    const first = randomUUID();
    await post('vo', '/selection-lists', { id: first, projects: projects.slice(0, 2) });
    expect(ids(await get('vo', `/calls/${callId}/for-meeting`))).toEqual([projects[2]]);
    expect((await act('vo', first, 'drop', { opinion: '增补项目后重新上会' })).status).toBe(200);
    const second = randomUUID();
    await post('vo', '/selection-lists', { id: second });
    expect(await get('vl', `/lists/${second}/projects`)).toMatchObject([{ score: null, objections: 0 }, {}, {}]);
    expect((await api.call('po', 'GET', `/lists/${second}/projects`)).status).toBe(404);

    await programme.must(projects[2]!, 'withdraw', 'ea', { opinion: '业主决定不再申报' });
    const payload = { minutesNo: '〔2026〕8次', selected: projects.slice(0, 2) };
    const withdrawn = { payload: { ...payload, selected: projects } };
    expect((await act('vl', second, 'decide', withdrawn)).status).toBe(422);
    expect((await act('vl', second, 'decide', { payload })).status).toBe(200);
    expect(await programme.statusOf(projects[2]!)).toBe('withdrawn');
    expect(await get('vd', `/calls/${callId}/lists?process=selection-list`)).toMatchObject([
      { id: second, projects: 3, selected: 2, documentNo: '〔2026〕8次' },
      { id: first, status: 'dropped' },
    ]);
    expect(await get('po', `/calls/${callId}/lists?process=selection-list`)).toEqual([]);
  });

  it('2.1 every number of the monthly table opens exactly its projects, and their figures add up to it', async () => {
    await publishYear(db, { year: 2027, off: ['2027-01-01'], work: [] });
    const [listed] = await db.case.findMany({
      where: { process: 'key-project', status: 'publicity' },
      orderBy: { title: 'asc' },
    });
    const list = await db.case.findFirstOrThrow({ where: { process: 'selection-list', status: 'decided' } });
    await programme.must(list.id, 'publish-notice', 'vo', { payload: { days: '5' } });
    const closes = endOfDay('2026-11-26');
    await moveClock(db, { to: atTime('2027-02-03', '09:00') });
    await programme.must(list.id, 'notice-closes', 'vo', {
      id: `instant:notice-closes:${closes}`,
      by: { kind: 'time' },
    });
    const begins = (await db.case.findUniqueOrThrow({ where: { id: listed!.id } })).nextInstantAt!.getTime();
    await programme.must(listed!.id, 'begin', 'vo', { id: `instant:begin:${begins}`, by: { kind: 'time' } });
    const month = { month: '2027-01', monthInvestment: '120.50', cumulative: '120.50', progress: '主体施工' };
    await programme.must(listed!.id, 'report-month', 'ea', { payload: month });

    const asked = `callId=${programme.callId}&month=2027-01`;
    const [line] = await get('po', `/reports/monthly?${asked}`);
    expect(line).toMatchObject({ count: 2, reported: 1, monthFen: '120500000', completedFen: '120500000' });
    for (const cell of ['count', 'reported', 'paused', 'done']) {
      const behind = await get('po', `/reports/monthly/projects?${asked}&prefecture=532300&type=new&cell=${cell}`);
      expect(behind).toHaveLength(line[cell]);
      if (cell !== 'count') continue;
      const plan = behind.reduce((sum: bigint, project: { planFen: string }) => sum + BigInt(project.planFen), 0n);
      expect(String(plan)).toBe(line.planFen);
    }
    const [reported] = await get('vd', `/reports/monthly/projects?${asked}&cell=reported`);
    expect(reported).toMatchObject({ id: listed!.id, monthFen: '120500000', progress: '主体施工', unit: 'firm' });
    expect(await get('sa', `/reports/monthly/projects?${asked}`)).toEqual([]);
    expect((await api.call('vd', 'GET', `/reports/monthly/projects?${asked}&cell=other`)).status).toBe(400);
    expect(await xlsx('vd', `/reports/monthly.xlsx?${asked}`)).toEqual(
      expect.arrayContaining(['楚雄彝族自治州', '120.5', '合计', '导出人：vd；导出时间：2027-02-03 09:00']),
    );
  });

  it('2.1 the monthly table shows each month as it ended: paused in March, resumed in May, finished in June; whoever leaves the plan counts until then', async () => {
    const [going, leaving] = await db.case.findMany({
      where: { process: 'key-project', status: { in: ['exec', 'listed'] } },
      orderBy: { status: 'asc' },
    });
    const on = (date: string) => moveClock(db, { to: atTime(date, '09:00') });
    const report = async (kind: string, date: string) => {
      await on(date);
      await programme.must(going!.id, `report-${kind}`, 'ea', { payload: { reason: '资金安排调整', date } });
    };
    const begins = (await db.case.findUniqueOrThrow({ where: { id: leaving!.id } })).nextInstantAt!.getTime();
    await programme.must(leaving!.id, 'begin', 'vo', { id: `instant:begin:${begins}`, by: { kind: 'time' } });

    await report('stop', '2027-03-31');
    await moveClock(db, { to: endOfDay('2027-03-31') - 1 });
    await programme.must(going!.id, 'confirm-stop', 'co');
    await report('resume', '2027-05-01');
    await programme.must(going!.id, 'confirm-resume', 'co');
    await on('2027-05-20');
    await programme.must(leaving!.id, 'remove', 'vd', {
      opinion: '项目不再实施，调出计划',
      payload: { documentNo: '云工信〔2027〕20号' },
    });
    await report('completed', '2027-06-10');
    const photo = await db.attachment.create({
      data: {
        id: randomUUID(),
        caseId: going!.id,
        purpose: 'photos',
        fileName: '现场照片.jpg',
        mediaType: 'image/jpeg',
        size: 1,
        sha256: 'a'.repeat(64),
        uploadedAt: new Date(atTime('2027-06-10', '09:00')),
      },
    });
    await programme.must(going!.id, 'confirm-completed', 'co', { payload: { siteCheck: '已现场核查', photos: [photo.id] } });
    await on('2027-07-03');

    const table = async (month: string) => {
      const [line] = await get('vd', `/reports/monthly?callId=${programme.callId}&month=${month}`);
      return [line.count, line.paused, line.done];
    };
    expect(await Promise.all(['2027-02', '2027-03', '2027-04', '2027-05', '2027-06'].map(table))).toEqual([
      [2, 0, 0],
      [2, 1, 0],
      [2, 1, 0],
      [1, 0, 0],
      [1, 0, 1],
    ]);
    const behind = (month: string, cell: string) =>
      get('vd', `/reports/monthly/projects?callId=${programme.callId}&month=${month}&cell=${cell}`);
    expect(await behind('2027-04', 'paused')).toMatchObject([{ id: going!.id, status: 'paused' }]);
    expect(await behind('2027-05', 'paused')).toEqual([]);
    expect(await behind('2027-05', 'count')).toMatchObject([{ id: going!.id, status: 'exec' }]);
    expect(ids(await behind('2027-04', 'count'))).toEqual([going!.id, leaving!.id].sort());
  });
});
