import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { atTime } from '#domain/calendar/instant.js';
import { openDatabase, type Database } from '#records/database.js';
import { Api, testPassword } from '#test/harness/api.js';
import { createDatabase, type TestDatabase } from '#test/harness/database.js';
import { documentNo, Finance, opinion } from '#test/harness/finance.js';
import { moneyViolations } from '#test/oracles/money.js';

let database: TestDatabase;
let db: Database;
let api: Api;
let finance: Finance;
const filesRoot = mkdtempSync(join(tmpdir(), 'duban-payments-'));

beforeAll(async () => {
  database = await createDatabase();
  db = openDatabase(database.url);
  finance = new Finance(db);
  await finance.prepare(atTime('2026-03-02', '09:00'));
  api = await Api.start(db, database.url, { filesRoot });
  await api.signIn('maker', 'checker', 'approver', 'officer', 'director', 'ld');
});
afterAll(async () => {
  expect(await moneyViolations(database.url)).toEqual([]);
  await api.stop();
  await db.$disconnect();
  await database.drop();
  rmSync(filesRoot, { recursive: true });
});

const password = testPassword;
const act = (by: string, caseId: string, on: string, more: Record<string, unknown> = {}) =>
  api.call(by, 'POST', `/cases/${caseId}/acts`, { id: randomUUID(), on, ...more });

async function download(who: string, path: string): Promise<ExcelJS.Worksheet> {
  const response = await fetch(`${api.url}/api${path}`, { headers: { cookie: api.cookieOf(who) } });
  expect(response.status).toBe(200);
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(await response.arrayBuffer());
  return workbook.worksheets[0]!;
}

async function upload(who: string, sheet: ExcelJS.Worksheet) {
  const form = new FormData();
  form.set('file', new Blob([new Uint8Array(await sheet.workbook.xlsx.writeBuffer())]), '回单.xlsx');
  const response = await fetch(`${api.url}/api/receipts`, {
    method: 'POST',
    headers: { cookie: api.cookieOf(who), 'x-duban': '1' },
    body: form,
  });
  return { status: response.status, body: (await response.json()) as any };
}

describe('payments over HTTP', () => {
  let budget: string;
  let order: string;
  let instalment: string;

  it('6.7 finance keeps the budgets; the department looks, the lead does not', async () => {
    const opened = await api.call('maker', 'POST', '/budgets', { line: 'major-project', year: 2026, label: '重大科技专项' });
    expect(opened.status).toBe(201);
    budget = opened.body.id;
    expect((await act('maker', budget, 'propose', { payload: { amount: '350', ...documentNo } })).status).toBe(200);
    expect((await act('maker', budget, 'confirm', { password })).body).toMatchObject({ code: 'same_person', message: /三人/ });
    expect((await act('checker', budget, 'confirm', { password })).status).toBe(200);
    expect((await api.call('officer', 'GET', '/budgets')).body).toMatchObject([
      { setFen: '350000000', leftFen: '350000000', waiting: [] },
    ]);
    expect((await api.call('ld', 'GET', '/budgets')).status).toBe(403);
    expect((await api.call('officer', 'POST', '/budgets', { line: 'C1', year: 2026, label: 'x' })).status).toBe(403);
    expect((await api.call('ld', 'GET', `/cases/${budget}`)).status).toBe(404);
  });

  it('2.9 an order from what is payable; its list goes to the treasury, the answers come back as a file and move the money', async () => {
    const { instalments } = await finance.plan(500_000_000n, '70/30');
    instalment = instalments[0]!;
    await finance.approveInstalment(instalment, '1000');
    expect((await api.call('maker', 'GET', '/budgets')).body[0].waiting).toMatchObject([
      { caseId: instalment, status: 'approved' },
    ]);
    expect((await act('maker', budget, 'allocate')).status).toBe(200);
    expect((await api.call('maker', 'GET', '/payables')).body).toMatchObject([{ caseId: instalment, fen: '350000000' }]);
    expect((await api.call('officer', 'POST', '/payment-orders', { id: randomUUID() })).status).toBe(403);
    const id = randomUUID();
    expect((await api.call('maker', 'POST', '/payment-orders', { id, cases: [instalment] })).status).toBe(201);
    // The same intent again is the same order.
    expect((await api.call('maker', 'POST', '/payment-orders', { id, cases: [instalment] })).body).toEqual({ id });
    order = id;
    expect((await act('checker', order, 'check', { password })).status).toBe(200);
    expect((await act('approver', order, 'approve', { password, payload: documentNo })).status).toBe(200);

    const sheet = await download('maker', `/payment-orders/${order}/list.xlsx`);
    expect(sheet.getCell('F3').text).toBe('人民币叁佰伍拾万元整');
    sheet.getCell('H3').value = '支付成功';
    sheet.getCell('I3').value = 'HD20260302001';
    expect((await upload('officer', sheet)).status).toBe(403);
    expect((await upload('maker', sheet)).body).toEqual({ settled: 1, repeated: 0, refused: [] });
    expect((await upload('maker', sheet)).body).toEqual({ settled: 0, repeated: 1, refused: [] });
    sheet.getCell('I3').value = 'HD20260302002';
    expect((await upload('maker', sheet)).body.refused).toMatchObject([{ ref: 'HD20260302002', code: 'ended' }]);
    expect((await api.call('maker', 'GET', '/reconciliation')).body.discrepancies).toMatchObject([{ ref: 'HD20260302002' }]);
    sheet.getCell('H3').value = '好的';
    expect((await upload('maker', sheet)).body).toMatchObject({ code: 'bad_cells', details: [{ field: 'H3' }] });
    expect(await finance.statusOf(instalment)).toBe('paid');
    expect((await download('maker', `/payment-orders/${order}/list.xlsx`)).getCell('H3').text).toBe('支付成功');
  });

  it('the ledger adds up to nothing and opens to its entries', async () => {
    const { body } = await api.call('director', 'GET', '/ledger');
    expect(body).toMatchObject({ sumFen: '0', differing: [], debitFen: '350000000', creditFen: '350000000' });
    const entries = await api.call('checker', 'GET', `/ledger/entries?account=${encodeURIComponent('paid/major-project/2026')}`);
    expect(entries.body).toMatchObject([{ what: '支付成功', fen: '350000000', against: 'transit/major-project/2026' }]);
    expect((await api.call('ld', 'GET', '/ledger')).status).toBe(403);
  });

  it('2.9 the department proposes a recovery, in a case the debtor sees', async () => {
    const given = { id: randomUUID(), ground: '核查发现到位凭证虚假', due: [{ on: '2026-04-01', amount: '350' }] };
    expect((await api.call('maker', 'POST', `/cases/${instalment}/recovery`, given)).status).toBe(403);
    expect((await api.call('officer', 'POST', `/cases/${randomUUID()}/recovery`, given)).status).toBe(404);
    const much = { ...given, due: [{ on: '2026-04-01', amount: '350.01' }] };
    expect((await api.call('officer', 'POST', `/cases/${instalment}/recovery`, much)).body).toMatchObject({
      code: 'more_than_paid',
    });
    const three = { ...given, due: [{ on: '2026-04-01', amount: '1.005' }] };
    expect((await api.call('officer', 'POST', `/cases/${instalment}/recovery`, three)).body).toMatchObject({
      code: 'money_decimals',
    });
    expect((await api.call('officer', 'POST', `/cases/${instalment}/recovery`, given)).status).toBe(201);
    expect((await act('director', given.id, 'decide', { opinion, payload: { decisionNo: '云科追〔2026〕1号' } })).status).toBe(
      200,
    );
    expect((await api.call('ld', 'GET', `/cases/${given.id}`)).body).toMatchObject({ status: 'collecting' });
  });
});
