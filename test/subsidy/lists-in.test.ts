import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CellValue } from 'exceljs';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { atTime } from '#domain/calendar/instant.js';
import { exampleFacts } from '#domain/subsidy/examples.js';
import type { Measure } from '#domain/subsidy/measures.js';
import { openDatabase, type Database } from '#records/database.js';
import type { ClaimLine } from '#records/programmes/subsidy/import-claims.js';
import { Api } from '#test/harness/api.js';
import { createDatabase, type TestDatabase } from '#test/harness/database.js';
import { Subsidies } from '#test/harness/subsidy.js';
import { capViolations } from '#test/oracles/caps.js';
import { moneyViolations } from '#test/oracles/money.js';

let database: TestDatabase;
let db: Database;
let api: Api;
let subsidies: Subsidies;
const filesRoot = mkdtempSync(join(tmpdir(), 'duban-lists-'));

beforeAll(async () => {
  database = await createDatabase();
  db = openDatabase(database.url);
  subsidies = new Subsidies(db);
  await subsidies.prepare(atTime('2026-03-02', '09:00'));
  await subsidies.registers();
  await subsidies.call(2026, '2026-01-01', '2026-12-31');
  await subsidies.claimant('bank', crypto.randomUUID(), 'other-bank');
  for (const branch of ['branch-a', 'branch-b']) {
    const id = crypto.randomUUID();
    await subsidies.claimant('bank', id, branch);
    await db.unit.update({ where: { id }, data: { parentId: subsidies.claimants.bank } });
  }
  api = await Api.start(db, database.url, { filesRoot });
  await api.signIn('bank', 'other-bank', 'branch-a', 'branch-b', 'firm', 'officer');
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

/** The measure's own template, its lines filled in from the third row on by the columns' labels. */
async function filled(who: string, measure: Measure, lines: Record<string, string | number | object>[]): Promise<Buffer> {
  const sheet = await api.sheet(who, `/claims/template.xlsx?measure=${measure}`);
  const labels = (sheet.getRow(2).values as (string | undefined)[]).slice(1);
  lines.forEach((line, index) =>
    labels.forEach((label, column) => {
      const value = line[label!];
      if (value !== undefined) sheet.getCell(3 + index, column + 1).value = value as CellValue;
    }),
  );
  return Buffer.from(await sheet.workbook.xlsx.writeBuffer());
}

async function send(who: string, measure: Measure, bytes: Buffer, path = 'import') {
  const form = new FormData();
  form.set('file', new Blob([new Uint8Array(bytes)]), '清单.xlsx');
  const response = await fetch(`${api.url}/api/claim-calls/${subsidies.callId}/${path}?measure=${measure}`, {
    method: 'POST',
    headers: { cookie: api.cookieOf(who), 'x-duban': '1' },
    body: form,
  });
  return { status: response.status, body: await response.json() };
}
const outcomes = (lines: ClaimLine[]) => Object.fromEntries(lines.map(({ row, outcome }) => [row, outcome]));
const loan = (no: string) => ({
  ...{ 贷款合同编号: no, 借款人名称: '昆明锗业科技(示例)', 借款人类型: '高新技术企业', 放款日期: '2024-03-01' },
  ...{ '本金损失（万元）': 120.5, 开户银行: '彩云银行昆明支行', 账号: '6222020200001234567' },
});
const drafts = () => db.case.count({ where: { process: 'claim' } });

it('C1 2.9 two hundred loans come in by one workbook; the same file again, also twice at once, changes nothing', async () => {
  const lines = Array.from({ length: 200 }, (_, index) => loan(`DK-${index}`));
  const bytes = await filled('bank', 'C1', lines);
  const preview = await send('bank', 'C1', bytes, 'import/preview');
  expect(preview.status).toBe(200);
  expect(preview.body).toHaveLength(200);
  expect(await drafts()).toBe(0);
  // Who waits too long for the other is told to try again, and does.
  const untilTaken = async () => {
    for (;;) {
      const { status, body } = await send('bank', 'C1', bytes);
      if (status !== 503) return status;
      expect(body.message).toMatch(/稍后重试/);
    }
  };
  expect(await Promise.all([untilTaken(), untilTaken()])).toEqual([200, 200]);
  expect(await drafts()).toBe(200);
  const before = await db.documentVersion.findMany({ orderBy: { caseId: 'asc' } });
  const again: ClaimLine[] = (await send('bank', 'C1', bytes)).body;
  expect(again.every(({ outcome, message }) => outcome === 'present' && message?.startsWith('已有草稿'))).toBe(true);
  expect(await db.documentVersion.findMany({ orderBy: { caseId: 'asc' } })).toEqual(before);
  const one = await db.documentVersion.findFirstOrThrow({ where: { caseId: again[7]!.caseId! } });
  expect(one.content).toMatchObject({
    fields: {
      loanNo: 'DK-7',
      borrower: 'high-tech',
      loss: '120.50',
      accountName: '彩云银行(示例)',
      accountNumber: '6222020200001234567',
    },
  });
});

it('R19 a contract twice in the sheet, in a claim of another bank, or in an own one is said at its line; the others become drafts', async () => {
  const filedElsewhere = await subsidies.file('C1', { ...exampleFacts.C1, loanNo: 'DK-OTHER' }, 'bank');
  const { number } = await db.case.findUniqueOrThrow({ where: { id: filedElsewhere } });
  const bytes = await filled('other-bank', 'C1', [loan('NEW-1'), loan(' new-1 '), loan('DK-OTHER'), loan('NEW-2')]);
  const count = await drafts();
  const { body } = await send('other-bank', 'C1', bytes);
  expect(outcomes(body)).toEqual({ 3: 'new', 4: 'refused', 5: 'refused', 6: 'new' });
  expect(body[1].message).toBe('与第3行重复：同一事项只能申报一次，请删除其中一行。');
  expect(body[2].message).toMatch(new RegExp(`^贷款合同 DK-OTHER 已在${number}中申报`));
  expect(await drafts()).toBe(count + 2);
  const own = await send('bank', 'C1', await filled('bank', 'C1', [loan('DK-OTHER')]));
  expect(own.body).toMatchObject([{ outcome: 'present', caseId: filedElsewhere, message: expect.stringContaining(number!) }]);
});

it('every bad cell is named by its address and what to do; nothing of the file is taken', async () => {
  const count = await drafts();
  const bytes = await filled('bank', 'C1', [
    loan('OK-1'),
    { ...loan('BAD-1'), '本金损失（万元）': '1e21', 借款人类型: '商店' },
    { ...loan('BAD-2'), 放款日期: '2024-03', 贷款合同编号: 1234567890123456 },
    { ...loan('BAD-3'), '本金损失（万元）': { formula: '1+1' } },
  ]);
  const { status, body } = await send('bank', 'C1', bytes);
  expect([status, body.code]).toEqual([422, 'bad_cells']);
  const said = body.details.map(({ field, message }: { field: string; message: string }) => `${field} ${message}`);
  expect(said.join('\n')).toMatch(/C4.*请填：[^]*F4[^]*A5 .*数字超过15位[^]*F6 .*不接受公式/);
  expect(await drafts()).toBe(count);
  const month = await filled('bank', 'C1', [{ ...loan('M-1'), 放款日期: '2024-03' }]);
  expect((await send('bank', 'C1', month)).body.details).toMatchObject([
    { field: 'D3', message: expect.stringContaining('请填写有效日期，如 2026-03-01') },
  ]);
  expect((await send('bank', 'C1', Buffer.from('no workbook'))).status).toBe(422);
});

it('C2.1 the year’s loans are one claim; another kind of unit, a foreign measure and an official are refused', async () => {
  const [first] = exampleFacts['C2.1'].loans as Record<string, string>[];
  const line = (no: string) => ({
    ...{ 贷款合同编号: no, 借款人统一社会信用代码: String(first!.borrower), 产品备案号: 'CP-001' },
    ...{ 放款日期: '2026-02-01', '放款金额（万元）': 500, 续贷: '否' },
  });
  const bytes = await filled('bank', 'C2.1', [line('N-1'), line('N-2')]);
  const { body } = await send('bank', 'C2.1', bytes);
  expect(body).toMatchObject([{ row: 3, outcome: 'new', label: '清单共2项' }]);
  const draft = await db.documentVersion.findFirstOrThrow({ where: { caseId: body[0].caseId } });
  expect(draft.content).toMatchObject({
    tables: {
      loans: [
        { no: 'N-1', amount: '500.00' },
        { no: 'N-2', renewal: false },
      ],
    },
  });
  expect((await send('bank', 'C2.1', bytes)).body).toMatchObject([{ outcome: 'present' }]);
  const twice = await filled('other-bank', 'C2.1', [line('T-1'), line('T-1')]);
  expect((await send('other-bank', 'C2.1', twice)).body[0].message).toMatch(/T-1 出现了两次/);
  expect((await send('firm', 'C1', bytes)).body).toMatchObject({ code: 'wrong_claimant' });
  expect((await send('officer', 'C1', bytes)).status).toBe(403);
});

it('C2.1 R11 two branches claim under their head office: one limit of 150 for both, and the second is cut to what the first left', async () => {
  const awards: bigint[] = [];
  for (const [login, amount] of [
    ['branch-a', '5000'],
    ['branch-b', '4000'],
  ] as const) {
    const [loan] = exampleFacts['C2.1'].loans as object[];
    const claim = await subsidies.file('C2.1', { loans: [{ ...loan, no: `FH-${login}`, amount }] }, login);
    await subsidies.must(claim, 'accept', 'officer');
    awards.push((await subsidies.awardOf(claim))!);
  }
  // 2% of 5000 is 100; 2% of 4000 would be 80, of which 150 leave 50.
  expect(awards).toEqual([100_000_000n, 50_000_000n]);
  const board = (await api.call('officer', 'GET', '/caps?clause=C2.1')).body;
  expect(board).toMatchObject({
    total: 1,
    rows: [{ institution: '彩云银行(示例)', limitFen: '150000000', reservedFen: '150000000', usedFen: '0' }],
  });
  // The matter of another branch is the institution's too.
  const again = await filled('branch-b', 'C2.1', [
    {
      ...{ 贷款合同编号: 'FH-branch-a', 借款人统一社会信用代码: '91530100MA6TEXT053', 产品备案号: 'CP-001' },
      ...{ 放款日期: '2026-02-01', '放款金额（万元）': 500, 续贷: '否' },
    },
  ]);
  expect((await send('branch-b', 'C2.1', again)).body).toMatchObject([{ outcome: 'refused' }]);
});

it('R19 two branches of one bank file the same contract in the same moment: one claim stands, the other is told its number', async () => {
  const [loan] = exampleFacts['C2.1'].loans as object[];
  const facts = { loans: [{ ...loan, no: 'FH-TWICE', amount: '100' }] };
  const branches = ['branch-a', 'branch-b'];
  const claims = await Promise.all(branches.map((login) => subsidies.draft('C2.1', facts, login)));
  const answers = await Promise.all(
    branches.map((login, index) =>
      api.call(login, 'POST', `/cases/${claims[index]}/acts`, { id: crypto.randomUUID(), on: 'submit', payload: {} }),
    ),
  );
  const first = answers.findIndex(({ status }) => status < 300);
  const { number } = await db.case.findUniqueOrThrow({ where: { id: claims[first]! } });
  expect(answers[1 - first]!.body).toMatchObject({
    code: 'matter_taken',
    message: expect.stringContaining(`FH-TWICE 已在${number}中申报`),
  });
  expect(await subsidies.statusOf(claims[1 - first]!)).toBe('draft');
});
