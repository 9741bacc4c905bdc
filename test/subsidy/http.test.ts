import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { atTime } from '#domain/calendar/instant.js';
import { exampleFacts } from '#domain/subsidy/examples.js';
import { contentOfFacts } from '#domain/subsidy/form.js';
import { measureCodes, measures } from '#domain/subsidy/measures.js';
import { moveClock } from '#records/clock.js';
import { openDatabase, type Database } from '#records/database.js';
import { Api, testPassword } from '#test/harness/api.js';
import { createDatabase, type TestDatabase } from '#test/harness/database.js';
import { opinion } from '#test/harness/finance.js';
import { Subsidies } from '#test/harness/subsidy.js';
import { capViolations } from '#test/oracles/caps.js';
import { moneyViolations } from '#test/oracles/money.js';

let database: TestDatabase;
let db: Database;
let api: Api;
let subsidies: Subsidies;
const filesRoot = mkdtempSync(join(tmpdir(), 'duban-subsidy-'));

beforeAll(async () => {
  database = await createDatabase();
  db = openDatabase(database.url);
  subsidies = new Subsidies(db);
  await subsidies.prepare(atTime('2026-01-05', '09:00'));
  await subsidies.registers();
  api = await Api.start(db, database.url, { filesRoot });
  await api.signIn('officer', 'leader', 'recommender', 'firm', 'bank', 'checker');
});
afterEach(async () => {
  expect(await moneyViolations(database.url)).toEqual([]);
  expect(await capViolations(database.url)).toEqual([]);
});
afterAll(async () => {
  await api.stop();
  await db.$disconnect();
  await database.drop();
  rmSync(filesRoot, { recursive: true });
});

const act = (by: string, caseId: string, on: string, more: Record<string, unknown> = {}) =>
  api.call(by, 'POST', `/cases/${caseId}/acts`, { id: randomUUID(), on, ...more });
const account = { name: '昆明锗业科技(示例)', bank: '彩云银行昆明支行', number: '6222020200001234567' };

async function attach(who: string, caseId: string, purpose: string) {
  const form = new FormData();
  form.set('file', new Blob([Buffer.from('%PDF-1.4\n%%EOF')], { type: 'application/pdf' }), `${purpose}.pdf`);
  const response = await fetch(`${api.url}/api/cases/${caseId}/attachments?id=${randomUUID()}&purpose=${purpose}`, {
    method: 'POST',
    headers: { cookie: api.cookieOf(who), 'x-duban': '1' },
    body: form,
  });
  return response.status;
}

describe('claims over HTTP', () => {
  let callId: string;
  let claim: string;

  it('R17 the province opens the yearly call; it is offered to those it is for once its window opens', async () => {
    const call = {
      ...{ id: randomUUID(), title: '2026年科技金融补助申报', year: 2026, measures: [...measureCodes] },
      ...{ opensOn: '2026-11-01', closesOn: '2026-12-31', office: '科技金融处', phones: ['0871-63130000'] },
    };
    expect((await api.call('firm', 'POST', '/claim-calls', call)).status).toBe(403);
    expect((await api.call('officer', 'POST', '/claim-calls', { ...call, closesOn: '2026-10-01' })).body).toMatchObject({
      field: 'closesOn',
    });
    const opened = await api.call('officer', 'POST', '/claim-calls', call);
    expect(opened.status).toBe(201);
    callId = opened.body.id;
    expect((await api.call('officer', 'POST', '/claim-calls', { ...call, id: randomUUID() })).body).toMatchObject({
      code: 'call_exists',
    });
    expect((await api.call('firm', 'GET', '/claims/offers')).body.calls).toEqual([]);
    expect((await act('leader', callId, 'publish', { payload: { documentNo: '云科金〔2026〕8号' } })).status).toBe(200);
    const offers = (await api.call('firm', 'GET', '/claims/offers')).body;
    expect(offers.calls[0].measures.map(({ code }: { code: string }) => code)).toEqual(['C6.1', 'C6.2', 'C7.1', 'C7.2', 'C8']);
    expect(offers.calls[0].measures[0].closed).toMatch(/尚未开放/);
    expect(offers.recommenders).toMatchObject([{ name: '昆明市科学技术局' }]);
    const early = await api.call('firm', 'POST', '/claims', { id: randomUUID(), callId, measure: 'C6.1' });
    expect(early.body).toMatchObject({ code: 'call_closed' });
    await moveClock(db, { to: atTime('2026-12-01', '09:00'), speed: 0 });
    const [page] = (await api.call(undefined, 'GET', '/public/pages?kind=call')).body;
    expect(page).toMatchObject({ title: call.title, open: true, left: { days: 30, workingDays: 22 } });
    const { body } = await api.call(undefined, 'GET', `/public/pages/${page.id}`);
    expect(body).toMatchObject({ body: { issuer: '云南省科学技术厅', opensOn: '2026-11-01', closesOn: '2026-12-31' } });
    expect(body.closings).toBeUndefined();
  });

  it('a measure for another kind of unit is refused; the right one opens a draft that nobody else sees', async () => {
    expect((await api.call('firm', 'POST', '/claims', { id: randomUUID(), callId, measure: 'C1' })).body).toMatchObject({
      code: 'wrong_claimant',
      field: 'measure',
    });
    const id = randomUUID();
    expect((await api.call('firm', 'POST', '/claims', { id, callId, measure: 'C6.1' })).status).toBe(201);
    // The same intent again is the same claim.
    expect((await api.call('firm', 'POST', '/claims', { id, callId, measure: 'C6.1' })).body).toEqual({ id });
    claim = id;
    for (const other of ['officer', 'recommender', 'bank'])
      expect((await api.call(other, 'GET', `/cases/${id}`)).status).toBe(404);
  });

  it('2.9 the form is saved, what is missing is said point by point with its field, and what is complete goes on', async () => {
    const path = `/cases/${claim}/documents/form`;
    const content = contentOfFacts({ ...exampleFacts['C6.1'], product: 'CP-404' }, { ...account, name: '别人的户名' });
    expect((await api.call('firm', 'PUT', path, { content })).status).toBe(200);
    const refused = await act('firm', claim, 'submit');
    expect(refused.status).toBe(422);
    const said = refused.body.details.map(({ code, field }: { code: string; field?: string }) => [code, field]);
    expect(said).toEqual(
      expect.arrayContaining([
        ['evidence_missing', 'evidence.contract'],
        ['account_name', 'account.name'],
        ['not_filed_product', 'product'],
      ]),
    );
    expect((await api.call('firm', 'PUT', path, { content: contentOfFacts(exampleFacts['C6.1'], account) })).status).toBe(200);
    for (const { key } of measures['C6.1'].evidence) expect(await attach('firm', claim, key)).toBe(201);
    expect((await act('firm', claim, 'submit')).status).toBe(200);
    expect(await attach('firm', claim, 'contract')).toBe(403);
    const seal = { payload: { promise: true, seal: true } };
    expect((await act('firm', claim, 'approve', seal)).body).toMatchObject({ code: 'password_required' });
    expect((await act('firm', claim, 'approve', { ...seal, password: testPassword })).body).toMatchObject({
      status: 'recommender',
    });
    expect((await act('recommender', claim, 'recommend', { opinion, payload: { seal: true } })).status).toBe(200);
    expect((await api.call('bank', 'GET', `/cases/${claim}`)).status).toBe(404);
  });

  it('accepted, the board shows what it holds; finance verifies, the meeting and its notice follow', async () => {
    expect((await act('officer', claim, 'accept')).status).toBe(200);
    const board = (await api.call('officer', 'GET', '/caps?clause=C6.1')).body;
    expect(board).toMatchObject({
      total: 1,
      rows: [{ institution: account.name, reservedFen: '30450000', limitFen: '120000000' }],
    });
    expect((await api.call('firm', 'GET', '/caps')).body.total).toBe(1);
    expect((await api.call('bank', 'GET', '/caps')).body.total).toBe(0);
    expect((await api.call('recommender', 'GET', '/caps')).status).toBe(403);
    await act('officer', claim, 'confirm');
    expect((await act('checker', claim, 'verify')).status).toBe(200);
    expect((await api.call('officer', 'GET', '/claims/for-meeting')).body).toMatchObject([{ id: claim, awardFen: '30450000' }]);
    const list = randomUUID();
    expect((await api.call('officer', 'POST', '/claim-lists', { id: list })).status).toBe(201);
    expect((await api.call('officer', 'POST', '/claim-lists', { id: randomUUID() })).body).toMatchObject({
      code: 'nothing_to_decide',
    });
    const decided = await act('leader', list, 'decide', { payload: { minutesNo: '厅务会〔2026〕12号', selected: [claim] } });
    expect(decided.status).toBe(200);
    expect((await act('officer', list, 'publish-notice', { payload: { days: '5' } })).status).toBe(200);
    const [page] = await db.publication.findMany({ where: { caseId: list } });
    expect(JSON.stringify(page)).toContain('KJJR-2026-C61-0001');
    expect(JSON.stringify(page)).not.toContain(account.number);
  });

  it('the yearly table: every number opens exactly its claims, here and as Excel', async () => {
    const { body: lines } = await api.call('officer', 'GET', '/subsidies/rollup?year=2026');
    expect(lines).toMatchObject([{ prefectureCode: '530100', measure: 'C6.1', filed: 1, open: 1, awarded: 0 }]);
    const opened = await api.call(
      'officer',
      'GET',
      '/cases?process=claim&prefecture=530100&kind=C6.1&year=2026&status=publicity,meeting',
    );
    expect(opened.body).toMatchObject({ total: 1, rows: [{ id: claim }] });
    expect((await api.call('officer', 'GET', '/cases?process=claim&year=2025')).body.total).toBe(0);
    const sheet = await api.sheet('officer', '/subsidies/rollup.xlsx?year=2026');
    expect(sheet.getRow(4).getCell(1).text).toBe('合计');
    expect((await api.call('firm', 'GET', '/subsidies/rollup?year=2026')).status).toBe(403);
  });

  it('R16 the leader publishes a later rule set; a bad value is named', async () => {
    const rules = { version: '2027', from: '2027-01-01', source: '云科规〔2026〕9号' };
    const change = (value: string) => ({ ...rules, password: testPassword, changes: [{ path: 'C6.1.perEnterprise', value }] });
    expect((await api.call('officer', 'POST', '/subsidy-rules', change('150'))).status).toBe(403);
    expect((await api.call('leader', 'POST', '/subsidy-rules', change('1e21'))).body).toMatchObject({
      code: 'rule_invalid',
      field: 'C6.1.perEnterprise',
    });
    expect((await api.call('leader', 'POST', '/subsidy-rules', change('150'))).status).toBe(204);
    expect((await api.call('officer', 'GET', '/subsidy-rules')).body.map(({ version }: { version: string }) => version)).toEqual([
      '2022',
      '2027',
    ]);
  });

  it('C7 an enterprise applies for a voucher, the department issues it', async () => {
    const id = randomUUID();
    expect((await api.call('firm', 'POST', '/vouchers', { id, kind: 'insurance', purpose: '研发费用损失保险' })).status).toBe(
      201,
    );
    const issued = await act('officer', id, 'issue', {
      payload: { amount: '20', validFrom: '2026-12-01', validUntil: '2027-06-30' },
    });
    expect(issued.body).toMatchObject({ status: 'issued' });
    expect((await api.call('firm', 'GET', `/cases/${id}`)).body.number).toMatch(/^KJQ2026\d{6}$/);
    expect((await api.call('bank', 'POST', '/vouchers', { id: randomUUID(), kind: 'insurance', purpose: 'x' })).status).toBe(403);
  });
});
