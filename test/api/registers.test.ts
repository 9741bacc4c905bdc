import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { atTime } from '#domain/calendar/instant.js';
import { openDatabase, type Database } from '#records/database.js';
import { openCase } from '#records/open-case.js';
import { Api } from '#test/harness/api.js';
import { createDatabase, type TestDatabase } from '#test/harness/database.js';
import { Subsidies } from '#test/harness/subsidy.js';

let database: TestDatabase;
let db: Database;
let subsidies: Subsidies;
let api: Api;
const filesRoot = mkdtempSync(join(tmpdir(), 'duban-registers-'));

beforeAll(async () => {
  database = await createDatabase();
  db = openDatabase(database.url);
  subsidies = new Subsidies(db);
  await subsidies.prepare(atTime('2026-03-02', '09:00'));
  await subsidies.claimant('firm', randomUUID(), 'other');
  api = await Api.start(db, database.url, { filesRoot });
  await api.signIn('officer', 'director', 'bank', 'firm', 'other', 'recommender', 'maker');
});
afterAll(async () => {
  await api.stop();
  await db.$disconnect();
  await database.drop();
  rmSync(filesRoot, { recursive: true });
});

const save = (who: string, register: string, body: Record<string, unknown>, id: string = randomUUID()) =>
  api.call(who, 'PUT', `/registers/${register}/entries/${id}`, body);
const list = async (who: string, register: string, query = '') => {
  const { status, body } = await api.call(who, 'GET', `/registers/${register}${query}`);
  return status === 200 ? (body as { rows: any[]; total: number; next?: string }) : { rows: [], total: -status };
};
const unit = (name: 'bank' | 'firm') => subsidies.claimants[name];

describe('C9.1 C10.1 C11.1 C12.1 registers over HTTP', () => {
  it('each finds the registers that concern them', async () => {
    const keys = async (who: string) =>
      (await api.call(who, 'GET', '/registers')).body.map(({ key, keeps }: any) => `${key} ${keeps}`);
    expect(await keys('officer')).toHaveLength(11);
    expect((await keys('officer')).every((key: string) => key.endsWith(' any'))).toBe(true);
    expect(await keys('firm')).toEqual(
      expect.arrayContaining(['pilot-bank none', 'listed-reserve none', 'financing-demand own']),
    );
    expect(await keys('bank')).toContain('financing-demand none');
    expect(await keys('recommender')).not.toContain('listed-reserve none');
  });

  it('C11.1 an entry is entered, found by any of its words, changed under its revision, and audited with both contents', async () => {
    const id = randomUUID();
    const entry = {
      unitId: unit('bank'),
      number: 'CP-2026-01',
      from: '2026-01-01',
      values: { name: '科创首贷通', kind: '首贷', terms: '成立五年内的科技型企业' },
    };
    expect((await save('officer', 'finance-product', entry, id)).status).toBe(204);
    // The answer was lost and the browser sends it again.
    expect((await save('officer', 'finance-product', entry, id)).status).toBe(204);
    for (const text of ['CP-2026', '彩云银行', '首贷通', '五年内'])
      expect(await list('firm', 'finance-product', `?text=${encodeURIComponent(text)}`), text).toMatchObject({ total: 1 });
    expect(await list('firm', 'finance-product', '?text=%25')).toMatchObject({ total: 0 });
    const ended = { ...entry, until: '2026-02-28', revision: 1 };
    expect((await save('officer', 'finance-product', ended, id)).status).toBe(204);
    expect(await save('officer', 'finance-product', ended, id)).toMatchObject({ status: 409, body: { code: 'stale' } });
    expect(await list('firm', 'finance-product')).toMatchObject({
      total: 1,
      rows: [{ inForce: false, unit: '彩云银行(示例)', revision: 2 }],
    });
    expect(await list('firm', 'finance-product', '?state=in-force')).toMatchObject({ total: 0 });
    const audited = await db.auditEntry.findMany({ where: { action: { startsWith: 'register.' } }, orderBy: { id: 'asc' } });
    expect(audited.map(({ action, target }) => [action, target])).toEqual([
      ['register.entered', '科技金融产品 CP-2026-01'],
      ['register.changed', '科技金融产品 CP-2026-01'],
    ]);
    expect(audited[1]!.detail).toMatchObject({ before: { from: '2026-01-01' }, after: { until: '2026-02-28' } });
  });

  it('C9.1 C11.1 what is wrong is refused at its field; the same unit and number from the same day stand once', async () => {
    const entry = { unitId: unit('firm'), from: '2026-01-01', values: { pool: '金种子企业库', board: '科创板' } };
    expect(await save('officer', 'listed-reserve', { ...entry, values: { pool: '金种子企业库' } })).toMatchObject({
      status: 422,
      body: { code: 'entry_invalid', field: 'board' },
    });
    expect(await save('officer', 'listed-reserve', { ...entry, unitId: randomUUID() })).toMatchObject({
      status: 422,
      body: { code: 'unit_unknown', field: 'unitId' },
    });
    expect((await save('officer', 'listed-reserve', entry)).status).toBe(204);
    expect(await save('officer', 'listed-reserve', entry)).toMatchObject({ status: 422, body: { code: 'entry_taken' } });
    const statistics = (year: string) => ({
      unitId: unit('bank'),
      number: 'CP-2026-01',
      values: { kind: '首贷', year, balance: '3200.50', borrowers: '41' },
    });
    for (const year of ['2024', '2025']) expect((await save('officer', 'product-statistics', statistics(year))).status).toBe(204);
    expect(await save('officer', 'product-statistics', statistics('2025'))).toMatchObject({ body: { code: 'entry_taken' } });
    expect((await list('bank', 'product-statistics')).rows.map(({ from }) => from)).toEqual(['2025-12-31', '2024-12-31']);
    expect(await list('firm', 'product-statistics')).toMatchObject({ total: 0 });
    expect(await list('maker', 'product-statistics')).toMatchObject({ total: -404 });
  });

  it('C12.1 a firm keeps its own demands, another’s do not exist for it; a bank sees those agreed to, while they stand', async () => {
    const values = { amount: '800', kind: '知识产权质押', neededBy: '2026-09-01', purpose: '扩产' };
    const [open, closed] = [randomUUID(), randomUUID()];
    const entry = { unitId: unit('firm'), from: '2026-03-01', until: '2026-09-30', values: { ...values, consent: true } };
    expect((await save('firm', 'financing-demand', entry, open)).status).toBe(204);
    expect((await save('firm', 'financing-demand', { ...entry, from: '2026-03-02', values }, closed)).status).toBe(204);
    expect((await list('firm', 'financing-demand')).total).toBe(2);
    expect((await list('other', 'financing-demand')).total).toBe(0);
    expect((await list('bank', 'financing-demand')).rows.map(({ id }) => id)).toEqual([open]);
    expect((await list('director', 'financing-demand')).total).toBe(2);

    const stolen = { ...entry, revision: 1 };
    expect(await save('other', 'financing-demand', stolen, open)).toMatchObject({ status: 404 });
    expect(await save('other', 'financing-demand', { ...entry, from: '2026-03-03' })).toMatchObject({ status: 404 });
    expect(await save('bank', 'financing-demand', stolen, open)).toMatchObject({ status: 403, body: { code: 'not_keeper' } });
    expect(
      await save('firm', 'pilot-bank', { unitId: unit('bank'), from: '2026-01-01', values: { documentNo: '云科金〔2026〕1号' } }),
    ).toMatchObject({
      status: 403,
      body: { code: 'not_keeper' },
    });

    // Withdrawn, or past its last day: closed to the bank again.
    expect((await save('firm', 'financing-demand', { ...entry, values, revision: 1 }, open)).status).toBe(204);
    expect((await list('bank', 'financing-demand')).total).toBe(0);
    const past = { ...entry, until: '2026-03-01', revision: 2 };
    expect((await save('firm', 'financing-demand', past, open)).status).toBe(204);
    expect((await list('bank', 'financing-demand')).total).toBe(0);
  });

  it('C9.1 a flagged unit leads to its project application, for whoever may read both', async () => {
    const project = randomUUID();
    await openCase(db, {
      ...{ process: 'coordination', id: project, title: '科研项目', department: 'sti', unitId: unit('firm') },
      data: {},
      by: subsidies.who('firm'),
    });
    await db.case.update({ where: { id: project }, data: { number: '202601AS070099' } });
    const values = { pool: '金种子企业库', board: '科创板', project: ' 202601AS070099 ' };
    const entry = { unitId: unit('firm'), from: '2025-06-01', until: '2025-12-31', values };
    expect((await save('officer', 'listed-reserve', entry)).status).toBe(204);
    expect(
      (
        await save('officer', 'listed-reserve', {
          ...entry,
          from: '2024-06-01',
          until: '2024-12-31',
          values: { ...values, project: '没有的编号' },
        })
      ).status,
    ).toBe(204);
    const shown = async (who: string) => (await list(who, 'listed-reserve')).rows.map(({ caseId }) => caseId);
    for (const who of ['officer', 'firm']) expect((await shown(who)).filter((one) => one)).toEqual([project]);
    expect(await shown('other')).toEqual([]);
  });

  it('C12.1 pages of fifty, with how many there are in all', async () => {
    for (let at = 1; at <= 51; at += 1) {
      const values = { kind: '服务', name: `服务${at}`, content: '知识产权质押评估' };
      await save('officer', 'platform-catalogue', { number: `ML-${at}`, from: '2026-01-01', values });
    }
    const first = await list('firm', 'platform-catalogue');
    expect([first.rows.length, first.total, first.next]).toEqual([50, 51, '2']);
    const second = await list('firm', 'platform-catalogue', '?cursor=2');
    expect([second.rows.length, second.total, second.next]).toEqual([1, 51, undefined]);
    expect(await list('firm', 'platform-catalogue', '?cursor=x')).toMatchObject({ total: -400 });
  });
});

describe('Excel', () => {
  async function sheet(who: string, path: string): Promise<ExcelJS.Worksheet> {
    const response = await fetch(`${api.url}/api${path}`, { headers: { cookie: api.cookieOf(who) } });
    expect(response.status).toBe(200);
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.load(await response.arrayBuffer());
    return workbook.worksheets[0]!;
  }
  async function bring(who: string, register: string, from: ExcelJS.Worksheet) {
    const form = new FormData();
    form.set('file', new Blob([new Uint8Array(await from.workbook.xlsx.writeBuffer())]), '名册.xlsx');
    const response = await fetch(`${api.url}/api/registers/${register}/import`, {
      method: 'POST',
      headers: { cookie: api.cookieOf(who), 'x-duban': '1' },
      body: form,
    });
    return { status: response.status, body: (await response.json()) as any };
  }
  const texts = (of: ExcelJS.Worksheet, row: number) => (of.getRow(row).values as unknown[]).slice(1);

  it('C10.1 the form is filled in and comes in whole; taken out and read in again it changes nothing', async () => {
    const form = await sheet('officer', '/registers/fund-consortium/list.xlsx?template=1');
    expect(texts(form, 2)).toEqual([
      '单位名称或统一社会信用代码',
      '投资基金',
      '状态',
      '投资金额（万元）',
      '投资轮次',
      '入库（投资）日期',
      '优先截止日期',
    ]);
    form.getRow(3).values = ['昆明锗业科技(示例)', '云岭基金', '已投资', '1,200.5', 'A轮', '2026年2月3日'];
    form.getRow(4).values = ['昆明锗业科技(示例)other', '云岭基金', '科研项目储备', null, null, '2026-02-03', '2027-02-02'];
    expect(await bring('officer', 'fund-consortium', form)).toMatchObject({
      status: 200,
      body: { entered: 2, changed: 0, same: 0 },
    });
    const { rows } = await list('officer', 'fund-consortium', '?text=A轮');
    expect(rows).toMatchObject([{ unitId: unit('firm'), from: '2026-02-03', values: { invested: '1200.50', state: '已投资' } }]);

    const out = await sheet('officer', '/registers/fund-consortium/list.xlsx');
    expect(String(out.getCell('A6').value)).toMatch(/^导出人：officer；导出时间：2026/);
    expect(await bring('officer', 'fund-consortium', out)).toMatchObject({ body: { entered: 0, changed: 0, same: 2 } });
    const at = texts(out, 3)[0] === '昆明锗业科技(示例)' ? 3 : 4;
    out.getRow(at).getCell(5).value = 'B轮';
    expect(await bring('officer', 'fund-consortium', out)).toMatchObject({ body: { entered: 0, changed: 1, same: 1 } });
    expect(await list('officer', 'fund-consortium', '?text=B轮')).toMatchObject({ rows: [{ revision: 2 }] });
  });

  it('one bad line and nothing comes in: bad cells by address, unknown units, lines twice', async () => {
    const before = await db.subsidyRegister.count();
    const form = await sheet('officer', '/registers/listed-reserve/list.xlsx?template=1');
    const good = ['昆明锗业科技(示例)', '上市后备库', '北交所', null, null, '2026-03-01'];
    form.getRow(3).values = good;
    form.getRow(4).values = ['昆明锗业科技(示例)', '上市后备', '北交所', null, null, '三月'];
    form.getRow(5).values = ['昆明锗业科技(示例)other', '上市后备库', '北交所', null, null, '2026-03-02', '2026-03-01'];
    const bad = await bring('officer', 'listed-reserve', form);
    expect([bad.status, bad.body.code, bad.body.details.map(({ field }: any) => field)]).toEqual([
      422,
      'bad_cells',
      ['B4', 'F4'],
    ]);
    form.getRow(4).values = [];
    expect((await bring('officer', 'listed-reserve', form)).body.message).toContain('截止日期不得早于起始日期');
    form.getRow(5).values = ['没有这个单位', '上市后备库', '北交所', null, null, '2026-03-02'];
    expect((await bring('officer', 'listed-reserve', form)).body).toMatchObject({
      code: 'unit_unknown',
      message: expect.stringMatching(/^第5行/),
    });
    form.getRow(5).values = good;
    expect((await bring('officer', 'listed-reserve', form)).body).toMatchObject({ code: 'line_repeated' });
    expect(await db.subsidyRegister.count()).toBe(before);
    expect(await bring('firm', 'financing-demand', form)).toMatchObject({ status: 403 });
  });
});
