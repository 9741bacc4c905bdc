import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recordWorkbook } from '#activities/documents/workbook.js';
import { readDirectory, reader } from '#activities/documents/zip.js';
import { atTime } from '#domain/calendar/instant.js';
import type { FormValues } from '#domain/form/definition.js';
import { validExample } from '#domain/key-project/examples.js';
import type { ProjectType } from '#domain/key-project/form.js';
import { openDatabase, type Database } from '#records/database.js';
import { Api } from '#test/harness/api.js';
import { createDatabase, type TestDatabase } from '#test/harness/database.js';
import { Programme, ticked } from '#test/harness/programme.js';
import { sheetXml, workbookParts, zip } from './hostile.js';

let database: TestDatabase;
let db: Database;
let api: Api;
let programme: Programme;
const filesRoot = mkdtempSync(join(tmpdir(), 'duban-documents-'));

beforeAll(async () => {
  database = await createDatabase();
  db = openDatabase(database.url);
  programme = new Programme(db);
  await programme.prepare(atTime('2026-12-01', '09:00'));
  await programme.openCall();
  const other = randomUUID();
  await db.unit.create({ data: { id: other, name: '另一企业', kind: 'enterprise' } });
  await db.person.create({
    data: { id: randomUUID(), name: 'stranger', login: 'stranger', posts: { create: { unitId: other, role: 'EA' } } },
  });
  api = await Api.start(db, database.url, { filesRoot });
  await api.signIn('ea', 'ua', 'co', 'po', 'vo', 'stranger');
});
afterAll(async () => {
  await api.stop();
  await db.$disconnect();
  await database.drop();
  rmSync(filesRoot, { recursive: true });
});

async function get(who: string, path: string): Promise<{ status: number; headers: Headers; bytes: Buffer }> {
  const response = await fetch(`${api.url}/api${path}`, { headers: { cookie: api.cookieOf(who) } });
  return { status: response.status, headers: response.headers, bytes: Buffer.from(await response.arrayBuffer()) };
}

async function upload(who: string, path: string, fileName: string, bytes: Uint8Array, id: string = randomUUID()) {
  const form = new FormData();
  form.set('file', new Blob([new Uint8Array(bytes)]), fileName);
  const response = await fetch(`${api.url}/api${path}${path.includes('?') ? '&' : '?'}id=${id}`, {
    method: 'POST',
    headers: { cookie: api.cookieOf(who), 'x-duban': '1' },
    body: form,
  });
  return { status: response.status, body: (await response.json()) as any };
}

/** All that lies in the file store. */
const stored = () =>
  existsSync(filesRoot)
    ? readdirSync(filesRoot, { recursive: true, withFileTypes: true }).filter((one) => one.isFile()).length
    : 0;
const pdf = (text: string) => Buffer.from(`%PDF-1.7\n${text}`);
const facts = { owner: 'firm', uscc: '', prefecture: '楚雄彝族自治州' };
const excel = (type: ProjectType, ...forms: FormValues[]) =>
  recordWorkbook(
    2027,
    forms.map((form) => ({ type, form, facts })),
  );

async function byHand(bytes: Buffer, values: Record<string, ExcelJS.CellValue>): Promise<Buffer> {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(bytes as unknown as ArrayBuffer);
  for (const [address, value] of Object.entries(values)) workbook.worksheets[0]!.getCell(address).value = value;
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

/** Where a lower header stands in the first sheet's first row of data. */
async function cellUnder(bytes: Buffer, label: string): Promise<string> {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(bytes as unknown as ArrayBuffer);
  let found = '';
  workbook.worksheets[0]!.getRow(4).eachCell((cell) => (found ||= cell.text === label ? cell.address.replace('4', '5') : ''));
  return found;
}

describe('the Excel of a project', () => {
  it('A14 A17 the official workbook comes back equal; a hand-filled one that differs blocks county and prefecture until it is resolved', async () => {
    const id = await programme.openAtCounty();
    const official = await get('co', `/cases/${id}/workbook.xlsx`);
    expect(official.headers.get('content-disposition')).toMatch(/^attachment; .*\.xlsx$/);
    expect((await upload('co', `/cases/${id}/workbook`, '申报表.xlsx', official.bytes)).body.comparison.differences).toEqual([]);

    const total = await cellUnder(official.bytes, '合计');
    const differing = await upload(
      'ea',
      `/cases/${id}/workbook`,
      '手工填报.xlsx',
      await byHand(official.bytes, { [total]: '5,000.01' }),
    );
    const difference = { address: total, label: '总投资：合计', excel: '5000.01', online: '5000.00' };
    expect(differing.body.comparison).toMatchObject({ fileName: '手工填报.xlsx', differences: [difference] });
    expect((await api.call('po', 'GET', `/cases/${id}/workbook`)).body.comparison.differences).toMatchObject([difference]);
    expect(await programme.act(id, 'recommend', 'co', { payload: ticked })).toMatchObject({
      outcome: 'refused',
      refusal: { code: 'excel_differs', clause: 'A14', message: expect.stringContaining('1 处') },
    });

    await upload('co', `/cases/${id}/workbook`, '申报表.xlsx', official.bytes);
    expect(await programme.must(id, 'recommend', 'co', { payload: ticked })).toBe('prefecture');
    await upload('po', `/cases/${id}/workbook`, '手工填报.xlsx', await byHand(official.bytes, { [total]: 1 }));
    expect(await programme.act(id, 'approve', 'po', { payload: ticked })).toMatchObject({ refusal: { code: 'excel_differs' } });
    await programme.must(id, 'return', 'po', {
      opinion: '请统一线上线下信息',
      payload: { target: 'owner', fixBy: '2026-12-10' },
    });
    const { body } = await api.call('ea', 'GET', `/cases/${id}`);
    await api.call('ea', 'PUT', `/cases/${id}/draft`, {
      content: { ...body.draft.content, total: '1' },
      basedOn: body.draft.savedAt,
    });
    expect((await api.call('ea', 'GET', `/cases/${id}/workbook`)).body.comparison.differences).toEqual([]);
  });

  it('A14 the workbook of another project, type or year is refused and changes nothing', async () => {
    const id = await programme.openAtCounty();
    const form = validExample('new', 2027);
    const post = (bytes: Buffer) => upload('co', `/cases/${id}/workbook`, 'x.xlsx', bytes);
    expect(await post(await excel('completed', validExample('completed', 2027)))).toMatchObject({
      status: 422,
      body: { code: 'wrong_type' },
    });
    expect(await post(await recordWorkbook(2026, [{ type: 'new', form, facts }]))).toMatchObject({
      body: { code: 'wrong_title' },
    });
    expect(await post(await excel('new', { ...form, name: '甲' }, { ...form, name: '乙' }))).toMatchObject({
      body: { code: 'row_not_found' },
    });
    expect(await post(await byHand(await excel('new', form), { B5: { formula: 'A1' } }))).toMatchObject({
      status: 422,
      body: { code: 'bad_cells', details: [{ field: 'B5', message: '项目名称：不接受公式，请填写数值或文字。' }] },
    });
    expect((await api.call('co', 'GET', `/cases/${id}/workbook`)).body).toEqual({ comparison: null });
    expect((await api.call('co', 'GET', `/cases/${id}/attachments`)).body).toEqual([]);
  });

  it('A17 the template of each type, for whoever sees the call', async () => {
    for (const [type, name] of [
      ['new', '新开工'],
      ['continued', '续建'],
      ['completed', '竣工投产'],
    ]) {
      const { status, bytes, headers } = await get('ea', `/calls/${programme.callId}/template.xlsx?type=${type}`);
      const workbook = new ExcelJS.Workbook();
      await workbook.xlsx.load(bytes as unknown as ArrayBuffer);
      expect([status, workbook.worksheets.map((sheet) => sheet.name)]).toEqual([200, [name]]);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
    }
    expect((await get('ea', `/calls/${programme.callId}/template.xlsx?type=other`)).status).toBe(400);
    expect((await get('ea', `/calls/${randomUUID()}/template.xlsx?type=new`)).status).toBe(404);
  });

  it('A18 a transmittal gives the Excel of all its projects', async () => {
    const ids = [await programme.openProject({ name: '甲' }), await programme.openProject({ name: '乙' })];
    for (const id of ids) await programme.toTransmittable(id);
    const transmittal = await programme.transmit(ids);
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.load((await get('vo', `/cases/${transmittal}/workbook.xlsx`)).bytes as unknown as ArrayBuffer);
    expect(workbook.worksheets[0]!.headerFooter.oddFooter).toMatch(/^&L导出人：vo；导出时间：2026-/);
    expect([5, 6].map((row) => workbook.worksheets[0]!.getCell(row, 2).value)).toEqual(['甲', '乙']);
    expect((await get('ea', `/cases/${transmittal}/workbook.xlsx`)).status).toBe(404);
  });
});

describe('import of an Excel into drafts', () => {
  const path = () => `/calls/${programme.callId}/import`;
  const drafts = () => db.case.count({ where: { process: 'key-project' } });

  it('A17 every row becomes a draft that equals its row; the same import again gives the same drafts', async () => {
    const form = validExample('continued', 2027);
    const bytes = await excel('continued', { ...form, name: '导入甲' }, { ...form, name: '导入乙', total: '1,234,567.8' });
    const id = randomUUID();
    const [first, again] = [
      await upload('ea', path(), '申报表.xlsx', bytes, id),
      await upload('ea', path(), '申报表.xlsx', bytes, id),
    ];
    expect(first).toMatchObject({ status: 200, body: { outcome: 'done', projects: [{ title: '导入甲' }, { title: '导入乙' }] } });
    expect(again.body).toEqual({ ...first.body, outcome: 'repeated' });
    const { body } = await api.call('ea', 'GET', `/cases/${first.body.projects[1].id}`);
    expect(body).toMatchObject({
      status: 'draft',
      title: '导入乙',
      kind: 'continued',
      draft: { content: { ...form, name: '导入乙', total: '1234567.80' } },
    });
    expect(await programme.must(first.body.projects[0].id, 'submit', 'ea').catch(String)).toMatch(/unit_review|form_invalid/);
  });

  it('A17 one bad row, a foreign owner, or a county without an office: nothing is imported', async () => {
    const form = validExample('new', 2027);
    const before = await drafts();
    const post = (bytes: Buffer) => upload('ea', path(), 'x.xlsx', bytes);
    expect(await post(await excel('new', form, { ...form, name: undefined, county: undefined }))).toMatchObject({
      status: 422,
      body: { code: 'bad_cells', details: [{ field: 'B6' }, { field: 'F6' }] },
    });
    expect(await post(await recordWorkbook(2027, [{ type: 'new', form, facts: { ...facts, owner: '他人公司' } }]))).toMatchObject(
      { body: { details: [{ field: 'C5' }] } },
    );
    expect(await post(await excel('new', form, { ...form, county: '530102' }))).toMatchObject({
      body: { code: 'no_office', field: 'B6' },
    });
    expect([await drafts(), stored() > 0]).toEqual([before, true]);
  });

  it('A17 only an applicant imports, and only into a call that is published', async () => {
    const bytes = await excel('new', validExample('new', 2027));
    expect((await upload('co', path(), 'x.xlsx', bytes)).status).toBe(403);
    expect((await upload('ea', `/calls/${randomUUID()}/import`, 'x.xlsx', bytes)).status).toBe(404);
  });

  it('S13 a zip bomb is refused in Chinese, nothing is kept, and the api answers meanwhile', async () => {
    const [before, kept] = [await drafts(), stored()];
    const bomb = zip(workbookParts(sheetXml('<row/>'.repeat(1_500_000))));
    const [refused, alive] = await Promise.all([
      upload('ea', path(), 'x.xlsx', bomb),
      api.call(undefined, 'GET', '/health/ready'),
    ]);
    expect(refused).toMatchObject({
      status: 422,
      body: { code: 'workbook_bomb', message: expect.stringContaining('解压后过大') },
    });
    expect(alive.status).toBe(200);
    expect([await drafts(), stored()]).toEqual([before, kept]);
  });
});

describe('attachments', () => {
  it('6.12 are kept by content, listed, downloaded as files, and removed by their owner while the form is a draft', async () => {
    const id = await programme.openProject();
    const sent = randomUUID();
    const bytes = pdf(randomUUID());
    const first = await upload('ea', `/cases/${id}/attachments?purpose=filing`, '备案"证.pdf', bytes, sent);
    expect(first).toMatchObject({
      status: 201,
      body: {
        id: sent,
        purpose: 'filing',
        fileName: '备案_证.pdf',
        mediaType: 'application/pdf',
        size: bytes.length,
        removable: true,
      },
    });
    const kept = stored();
    await upload('ea', `/cases/${id}/attachments?purpose=filing`, '备案证.pdf', bytes, sent);
    expect((await api.call('ea', 'GET', `/cases/${id}/attachments`)).body).toHaveLength(1);
    expect(stored()).toBe(kept);
    const file = await get('ea', `/attachments/${sent}`);
    expect(file.bytes).toEqual(bytes);
    expect(file.headers.get('content-disposition')).toMatch(/^attachment; /);
    expect(file.headers.get('x-content-type-options')).toBe('nosniff');
    expect((await api.call('ea', 'DELETE', `/attachments/${sent}`)).status).toBe(204);
    expect((await api.call('ea', 'GET', `/cases/${id}/attachments`)).body).toEqual([]);
    expect((await get('ea', `/attachments/${sent}`)).status).toBe(404);
  });

  it('S2 6.12 belong to the scope of their case, and stay once it is submitted', async () => {
    const id = await programme.openProject();
    const { body } = await upload('ea', `/cases/${id}/attachments`, '批复.pdf', pdf('x'));
    for (const who of ['co', 'stranger']) {
      expect((await get(who, `/attachments/${body.id}`)).status).toBe(404);
      expect((await api.call(who, 'GET', `/cases/${id}/attachments`)).status).toBe(404);
      expect((await upload(who, `/cases/${id}/attachments`, '批复.pdf', pdf('y'))).status).toBe(404);
      expect((await api.call(who, 'DELETE', `/attachments/${body.id}`)).status).toBe(404);
    }
    await programme.toCounty(id);
    expect((await get('co', `/attachments/${body.id}`)).status).toBe(200);
    expect((await api.call('ea', 'DELETE', `/attachments/${body.id}`)).body.code).toBe('forbidden');
    expect((await upload('ea', `/cases/${id}/attachments`, '批复.pdf', pdf('z'))).body.code).toBe('forbidden');
    expect((await upload('co', `/cases/${id}/attachments`, '现场核实.pdf', pdf('z'))).status).toBe(201);
  });

  it('6.12 a 60 MB attachment is refused in Chinese and leaves nothing behind', async () => {
    const id = await programme.openProject();
    const kept = stored();
    const large = Buffer.concat([pdf('x'), randomBytes(60 * 1024 * 1024)]);
    expect(await upload('ea', `/cases/${id}/attachments`, '大文件.pdf', large)).toMatchObject({
      status: 413,
      body: { code: 'too_large', message: '单个附件不得超过50MB，请压缩或拆分后再上传。' },
    });
    expect([stored(), await db.attachment.count({ where: { caseId: id } })]).toEqual([kept, 0]);
    expect((await upload('ea', `/cases/${id}/attachments`, '刚好.pdf', large.subarray(0, 50 * 1024 * 1024))).status).toBe(201);
  });

  it('6.12 a file that is not what its name says is refused and not kept', async () => {
    const id = await programme.openProject();
    const kept = stored();
    for (const [name, bytes] of [
      ['x.pdf', Buffer.from('MZ')],
      ['x.html', Buffer.from('<script>')],
      ['x.png', pdf('x')],
    ] as const)
      expect(await upload('ea', `/cases/${id}/attachments`, name, bytes)).toMatchObject({
        status: 415,
        body: { code: 'type_not_allowed' },
      });
    expect((await api.call('ea', 'POST', `/cases/${id}/attachments?id=${randomUUID()}`, {})).body.code).toBe('file_missing');
    expect(stored()).toBe(kept);
  });
});

describe('papers', () => {
  it('6.12 the printed form carries version and opinions of the levels; 6.12a the export is complete', async () => {
    const id = await programme.openProject();
    await upload('ea', `/cases/${id}/attachments`, '备案证.pdf', pdf('x'));
    await programme.toTransmittable(id);
    const print = await get('po', `/cases/${id}/print.docx`);
    expect([
      print.status,
      readDirectory(print.bytes.length, reader(print.bytes)).some((entry) => entry.name === 'word/document.xml'),
    ]).toEqual([200, true]);
    const exported = await get('po', `/cases/${id}/export`);
    const names = readDirectory(exported.bytes.length, reader(exported.bytes)).map((entry) => entry.name);
    expect(names).toEqual(['记录.json', '附件/1 备案证.pdf']);
    expect(await db.auditEntry.count({ where: { caseId: id, action: 'export' } })).toBe(2);
    for (const path of ['print.docx', 'export', 'workbook.xlsx', 'workbook'])
      expect((await get('stranger', `/cases/${id}/${path}`)).status).toBe(404);
  });
});
