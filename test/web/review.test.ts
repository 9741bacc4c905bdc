import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import ExcelJS from 'exceljs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { hashPassword } from '#apps/api/session/password.js';
import { FIRST_ROW } from '#activities/documents/workbook.js';
import { atTime } from '#domain/calendar/instant.js';
import { cellText } from '#domain/form/cell.js';
import { validExample } from '#domain/key-project/examples.js';
import { sheetLayout } from '#domain/key-project/sheet.js';
import { regionName } from '#domain/organisation/regions.js';
import { addPerson, testPassword } from '#test/harness/api.js';
import { accessibilityViolations } from '#test/harness/browser.js';
import { ticked } from '#test/harness/programme.js';
import { press, Site } from '#test/harness/site.js';

let site: Site;
beforeAll(async () => {
  site = await Site.open(atTime('2026-12-01', '09:00'), { expertRound: true });
});
afterAll(() => site?.close());

/** Fills the first row of an official template by hand, as a firm would in Excel. */
async function fillTemplate(path: string, change: Record<string, string> = {}): Promise<Buffer> {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(readFileSync(path) as unknown as ArrayBuffer);
  const form = { ...validExample('new', 2027), ...change };
  const facts: Record<string, string> = { owner: 'firm', prefecture: regionName('532300')! };
  sheetLayout(2027, 'new').columns.forEach((column, index) => {
    const text = column.field ? cellText(column.field, form[column.key]) : facts[column.key];
    if (text) workbook.worksheets[0]!.getCell(FIRST_ROW, index + 1).value = text;
  });
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

const xlsx = (buffer: Buffer, name = '申报表.xlsx') => ({
  name,
  mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  buffer,
});

async function tickAll(page: Page): Promise<void> {
  for (const tick of await page.getByRole('dialog').getByRole('checkbox').all()) await tick.check();
}

it('A14 A17 the template is filled in Excel, previewed, imported; a copy that differs blocks the county until the record and the Excel agree', async () => {
  site.tellOnFailure();
  const firm = await site.signedIn('ea');
  await firm.getByRole('button', { name: '下载Excel模板' }).click();
  const [template] = await Promise.all([firm.waitForEvent('download'), firm.getByText('新开工模板').click()]);
  const path = await template.path();

  await firm.getByRole('button', { name: '导入Excel' }).click();
  const file = firm.getByRole('dialog').getByLabel('选择已填写的Excel');
  await file.setInputFiles(xlsx(await fillTemplate(path, { total: '一亿元', jobs: '许多' })));
  await firm.getByText(/文件有 2 处填写不正确/).waitFor();
  await site.shot(firm, 'import-refused');
  await file.setInputFiles(xlsx(await fillTemplate(path, { name: '表格导入项目' })));
  await firm.getByRole('dialog').getByText('表格导入项目').waitFor();
  await firm.getByText('符合条件').waitFor();
  expect(await accessibilityViolations(firm)).toEqual([]);
  await site.shot(firm, 'import-preview');
  await firm.getByRole('button', { name: '导入 1 个草稿' }).click();
  await firm.getByText('已导入 1 个草稿').waitFor();
  await press(firm, '完成');
  await firm.getByRole('link', { name: '表格导入项目' }).click();
  await firm.getByText('填报内容符合申报条件').waitFor();

  // An Excel into the open draft: first its differences, then the draft.
  await firm.getByLabel('选择已填写的Excel').setInputFiles(xlsx(await fillTemplate(path, { name: '表格导入项目', jobs: '150' })));
  await firm.getByRole('dialog').getByText('150').waitFor();
  await site.shot(firm, 'fill-from-excel');
  await press(firm, '填入草稿');
  await expect.poll(() => firm.locator('#field-jobs').inputValue()).toBe('150');
  await press(firm, '提交');
  await press(firm, '确定');
  await firm.getByText('等待办理：单位审核。').waitFor();
  const project = firm.url().split('/').at(-1)!;
  await site.programme.must(project, 'approve', 'ua');

  const county = await site.signedIn('co');
  await county.getByRole('link', { name: /表格导入项目/ }).click();
  await county.getByRole('tab', { name: 'Excel与打印' }).click();
  await county.getByLabel('选择手填Excel').setInputFiles(xlsx(await fillTemplate(path, { name: '表格导入项目', jobs: '180' })));
  await county.getByText('有 1 处不一致').waitFor();
  await county.getByRole('table', { name: '比对差异' }).or(county.getByLabel('比对差异')).getByText('180').waitFor();
  expect(await accessibilityViolations(county)).toEqual([]);
  await site.shot(county, 'excel-differs');
  const recommend = county.getByRole('button', { name: /^推\s*荐$/ });
  await recommend.focus();
  await county.getByText('线下Excel与线上信息有 1 处不一致').first().waitFor();
  await county.getByLabel('选择手填Excel').setInputFiles(xlsx(await fillTemplate(path, { name: '表格导入项目', jobs: '150' })));
  await county.getByText('逐格比对一致').waitFor();
  await expect.poll(() => recommend.getAttribute('aria-disabled')).toBeNull();
  await press(county, '推荐');
  await tickAll(county);
  await press(county, '确定');
  await county.getByText('等待办理：州市审核。').waitFor();
  expect(await site.programme.statusOf(project)).toBe('prefecture');
});

it('A19 6.12 the county keeps its ticks, recommends what is ticked together and is told why the rest stays; keys move through the list', async () => {
  site.tellOnFailure();
  const projects: string[] = [];
  for (const name of ['批量甲项目', '批量乙项目', '批量丙项目']) {
    const id = await site.programme.openAtCounty({ name });
    projects.push(id);
  }
  const county = await site.signedIn('co');
  await county.getByRole('link', { name: /批量甲项目/ }).click();
  const list = county.getByRole('group', { name: '核实清单' });
  await list.waitFor();
  for (const tick of await list.getByRole('checkbox').all()) await tick.check();
  await county.getByRole('button', { name: '保存核实情况' }).click();
  await county.getByText('已保存核实情况').waitFor();
  await site.programme.must(projects[1]!, 'tick', 'co', { payload: ticked });

  await county.goto(`${site.url}/?text=批量`);
  await county.getByRole('link', { name: /批量丙项目/ }).waitFor();
  expect(await accessibilityViolations(county)).toEqual([]);
  await county.locator('body').press('j');
  await county.locator('body').press('x');
  await county.getByRole('button', { name: '批量办理（1）' }).waitFor();
  for (const box of await county.getByRole('checkbox', { name: /^选择 / }).all()) await box.check();
  await site.shot(county, 'inbox');
  await county.getByRole('button', { name: '批量办理（3）' }).click();
  await county.getByLabel('办理方式').click();
  await county.locator('.ant-select-item-option:visible', { hasText: '推荐' }).click();
  await county.getByText('核实清单还有 5 项未核实').waitFor();
  await county.getByRole('button', { name: '办理 2 件' }).click();
  await county.getByText('成功 2 件，未成功 0 件').waitFor();
  expect(await accessibilityViolations(county)).toEqual([]);
  await site.shot(county, 'bulk');
  await press(county, '完成');
  expect(await Promise.all(projects.map((id) => site.programme.statusOf(id)))).toEqual(['prefecture', 'prefecture', 'county']);

  // 转办 to a colleague who is searched by name.
  await addPerson(site.db, '刘同事', site.programme.units.county, 'CO');
  await county.goto(`${site.url}/cases/${projects[2]}`);
  // What is ticked on the page, kept or not, goes along with the act.
  await list.waitFor();
  for (const tick of await list.getByRole('checkbox').all()) await tick.check();
  await press(county, '推荐');
  const asked = county.getByRole('dialog').getByRole('checkbox');
  await expect.poll(() => asked.count()).toBe(5);
  for (const tick of await asked.all()) expect(await tick.isChecked()).toBe(true);
  await county.keyboard.press('Escape');
  await county.getByRole('dialog').waitFor({ state: 'hidden' });
  await press(county, '转办');
  await county.getByLabel('转办给').fill('刘');
  await county.locator('.ant-select-item-option:visible', { hasText: '刘同事' }).click();
  await press(county, '确定');
  await county.getByText('刘同事（已签收）').waitFor();
});

it('6.2 the province draws the panel; experts promise, see only what is theirs, score with a comment; one recuses and is replaced', async () => {
  site.tellOnFailure();
  const { programme, db } = site;
  const passwordHash = await hashPassword(testPassword);
  for (let n = 1; n <= 7; n += 1) {
    const unitId = randomUUID();
    await db.unit.create({ data: { id: unitId, name: `研究院${n}`, kind: 'institute' } });
    const personId = await addPerson(db, `专家${n}`, unitId, 'XP');
    await db.person.update({ where: { id: personId }, data: { passwordHash } });
    await db.expert.create({ data: { personId, employer: `研究院${n}`, unitId, fields: ['绿色铝'] } });
  }
  const project = await programme.openProject({ name: '专家评审项目' });
  await programme.toTransmittable(project);
  await programme.transmit([project]);
  await programme.must(project, 'form-pass', 'vo');

  const province = await site.signedIn('vo');
  await province.getByRole('link', { name: /专家评审项目/ }).click();
  await press(province, '抽取专家');
  await press(province, '确定');
  await province.getByRole('tab', { name: '专家评审' }).click();
  await province.getByText('抽取记录（1次）').waitFor();
  await province.locator('details.draw summary').first().click();
  await province.getByText('随机种子').waitFor();
  expect(await accessibilityViolations(province)).toEqual([]);
  await site.shot(province, 'expert-panel');

  const drawn = async () =>
    (await db.task.findMany({ where: { caseId: project, closedAt: null }, select: { holderId: true } })).map(
      (task) => task.holderId!,
    );
  const loginOf = async (personId: string) => (await db.person.findUniqueOrThrow({ where: { id: personId } })).login;
  const [first, second] = await drawn();
  const leaving = await site.signedIn(await loginOf(second!));
  await leaving.getByRole('link', { name: /专家评审项目/ }).click();
  await press(leaving, '申请回避');
  await leaving.getByRole('dialog').getByLabel('办理意见').fill('与申报单位有合作项目');
  await press(leaving, '确定');
  await expect.poll(async () => (await drawn()).includes(second!)).toBe(false);

  const expert = await site.signedIn(await loginOf(first!));
  await expert.getByRole('link', { name: /专家评审项目/ }).click();
  await expert.getByText('请先签署评审承诺').first().waitFor();
  expect(await expert.getByText('铸轧一体化短流程工艺').count()).toBe(0);
  expect(await accessibilityViolations(expert)).toEqual([]);
  // Nor by another way: no files, no printed form, no whole record before the promise; and the applicant exports no panel.
  const status = (page: Page, path: string) =>
    page.evaluate(async (url) => (await fetch(url)).status, `/api/cases/${project}${path}`);
  expect(await status(expert, '/print.docx')).toBe(404);
  expect(await status(expert, '/export')).toBe(403);
  const firm = await site.signedIn('ea');
  expect(await status(firm, '/export')).toBe(403);
  expect(await firm.evaluate(async (url) => (await fetch(url)).text(), `/api/cases/${project}`)).not.toContain(first);
  await press(expert, '签署评审承诺');
  await expert.getByRole('dialog').getByRole('checkbox').check();
  await press(expert, '确定');
  await expert.getByText('铸轧一体化短流程工艺').waitFor();
  expect(await expert.getByRole('tab', { name: '专家评审' }).count()).toBe(0);
  await press(expert, '提交评分');
  await expert.getByLabel('评分（0-100）').fill('88');
  await expert.getByRole('dialog').getByLabel('评语').fill('工艺先进，投资合理');
  await site.shot(expert, 'score');
  await press(expert, '确定');
  await expert.getByText('待办已全部办完').waitFor();

  for (const id of await drawn()) {
    const by = await loginOf(id);
    programme.persons.set(by, { kind: 'person', personId: id, name: by });
    await programme.must(project, 'promise', by, { payload: { promise: true } });
    await programme.must(project, 'score', by, { payload: { score: 60, comment: '总体可行，投资合理' } });
  }
  await province.reload();
  await province.getByRole('tab', { name: '专家评审' }).click();
  await province.getByText('评审组得分 65.6 分（5 名专家）').waitFor();
  await province.getByText('偏离均分').waitFor();
  await province.getByText('抽取记录（2次）').waitFor();
  await site.shot(province, 'expert-scores');
});

it('A26 2.1 the firm reports its months, a stop and the completion; the county confirms with photos of its site check', async () => {
  site.tellOnFailure();
  const { programme, db } = site;
  // Without the expert round: the call's setting is per project once opened.
  const project = await programme.openProject({ name: '月度调度项目' });
  await programme.toTransmittable(project);
  await db.$executeRaw`update "case" set state = jsonb_set(state, '{data,expertRound}', 'false') where id = ${project}::uuid`;
  await programme.toExecution([project]);
  expect(await programme.statusOf(project)).toBe('exec');
  // The first due is January's 5th, by which nothing of the plan's year can be owed.
  for (let month = 1; month <= 2; month += 1) await programme.knock(project, 'month-due');

  const firm = await site.signedIn('ea');
  await firm.getByText('待填报1月月度进展').waitFor();
  await site.shot(firm, 'desk-month-owed');
  await firm.getByRole('link', { name: '月度调度项目' }).first().click();
  await firm.getByText('待填报 1 个月：1月').waitFor();
  await press(firm, '填报月度进展');
  expect(await firm.getByLabel('月份').inputValue()).toBe('2027-01');
  await firm.getByLabel('当月完成投资（万元）').fill('-5');
  await firm.getByLabel('累计完成投资（万元）').fill('260.5');
  await firm.getByLabel('形象进度').fill('厂房基础完成六成');
  await press(firm, '确定');
  await firm.getByText('「当月完成投资（万元）」格式不正确或过长。').first().waitFor();
  await firm.getByLabel('当月完成投资（万元）').fill('260.5');
  await press(firm, '确定');
  await firm.getByRole('cell', { name: '厂房基础完成六成' }).waitFor();
  await firm.getByText('已完成 260.50 万元（13.0%）').waitFor();
  expect(await accessibilityViolations(firm)).toEqual([]);
  await site.shot(firm, 'execution');

  const confirm = async (page: Page, name: string) => {
    await page.goto(site.url);
    await page.getByRole('link', { name: /月度调度项目/ }).click();
    await press(page, name);
  };
  await press(firm, '报告停工/缓建');
  await firm.getByRole('dialog').getByLabel('原因').fill('设备到货延迟，暂停施工');
  await press(firm, '确定');
  await firm.getByText('申报单位报告停工/缓建').waitFor();
  const county = await site.signedIn('co');
  await confirm(county, '确认停缓建');
  await press(county, '确定');
  await expect.poll(() => programme.statusOf(project)).toBe('paused');
  await programme.must(project, 'report-resume', 'ea', { payload: { reason: '设备已到货', date: '2027-02-05' } });
  await confirm(county, '确认复工');
  await press(county, '确定');
  await expect.poll(() => programme.statusOf(project)).toBe('exec');
  await programme.must(project, 'report-completed', 'ea', { payload: { reason: '已建成投产', date: '2027-02-05' } });
  await confirm(county, '现场核查确认竣工');
  await county.getByRole('dialog').getByLabel('现场核查情况').fill('设备已安装，产线已投料');
  const png = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  );
  await county.getByRole('dialog').getByLabel('现场照片').setInputFiles({ name: '产线.png', mimeType: 'image/png', buffer: png });
  await county.getByRole('dialog').getByText('产线.png').waitFor();
  expect(await accessibilityViolations(county)).toEqual([]);
  await site.shot(county, 'completion');
  await press(county, '确定');
  await expect.poll(() => programme.statusOf(project)).toBe('done');
});
