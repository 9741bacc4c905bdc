import ExcelJS from 'exceljs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { atTime } from '#domain/calendar/instant.js';
import { parseWanYuan } from '#domain/money/fen.js';
import { accessibilityViolations } from '#test/harness/browser.js';
import { press, Site } from '#test/harness/site.js';
import { Subsidies } from '#test/harness/subsidy.js';

let site: Site;
let subsidies: Subsidies;
beforeAll(async () => {
  site = await Site.open(atTime('2026-12-01', '09:00'), {
    join: async (db) => {
      subsidies = new Subsidies(db);
      await subsidies.join();
      await subsidies.registers();
      await subsidies.call(2026, '2026-01-01', '2026-12-31');
    },
  });
});
afterAll(() => site?.close());

const dialog = (page: Page) => page.getByRole('dialog');
async function looksRight(page: Page, name: string): Promise<void> {
  await site.shot(page, name);
  expect(await accessibilityViolations(page), name).toEqual([]);
}
async function choose(page: Page, label: string, option: string, text = option) {
  await page.getByRole('combobox', { name: label }).click();
  await page.keyboard.type(text);
  await page.getByTitle(new RegExp(option)).last().click();
}
async function open(page: Page, name: '名册' | '补助试算') {
  await page.getByRole('link', { name: '科技金融补助' }).click();
  await page.getByRole('navigation', { name: '科技金融补助' }).getByRole('link', { name }).click();
}
async function chooseRegister(page: Page, name: string) {
  await page.getByRole('combobox', { name: '名册' }).click();
  await page.getByTitle(name, { exact: true }).click();
}

it('S28 C9.1 C10.2 C11.1 C12.1 the department keeps its registers, a firm its demand, a bank sees what was agreed to, and a reviewer the tags', async () => {
  site.tellOnFailure();
  const officer = await site.signedIn('officer');
  await open(officer, '名册');
  await officer.getByText('放款时在名单内的银行可以申报科技贷款风险补偿').waitFor();
  await officer.getByRole('cell', { name: '彩云银行(示例)', exact: true }).waitFor();
  await looksRight(officer, 'register-pilot-bank');

  // An empty form says at each field what is missing; filled in, the line stands in the list.
  await chooseRegister(officer, '金种子企业与上市后备企业');
  await officer.getByText('点击“登记”添加第一条').waitFor();
  await press(officer, '登记');
  await press(officer, '保存');
  await dialog(officer).getByText('请选择企业').waitFor();
  await dialog(officer).getByText('请填写「拟上市板块」').waitFor();
  expect(await officer.evaluate(() => document.activeElement?.id)).toBe('unitId');
  await looksRight(officer, 'register-entry-faults');
  await choose(officer, '企业', '昆明锗业科技');
  await dialog(officer).getByText('请选择企业').waitFor({ state: 'hidden' });
  await choose(officer, '库别', '金种子企业库');
  await choose(officer, '拟上市板块', '科创板');
  await dialog(officer).getByLabel('入库日期').fill('2026-03-01');
  await press(officer, '保存');
  await dialog(officer).waitFor({ state: 'hidden' });
  await officer.getByRole('cell', { name: '科创板' }).waitFor();
  await officer.getByText('共 1 条').waitFor();

  // A list comes in from Excel, one bad cell and it does not.
  await chooseRegister(officer, '创业投资基金联合体投资与储备');
  await press(officer, '导入Excel');
  const workbook = new ExcelJS.Workbook();
  const sheet = workbook.addWorksheet('名册');
  sheet.addRow([
    '单位名称或统一社会信用代码',
    '投资基金',
    '状态',
    '投资金额（万元）',
    '投资轮次',
    '入库（投资）日期',
    '优先截止日期',
  ]);
  sheet.addRow(['昆明锗业科技(示例)', '云岭基金', '已投', '1,200', 'A轮', '2026-02-03', '2028-02-02']);
  const bring = async () =>
    officer.getByLabel('选择名册文件').setInputFiles({
      name: '名册.xlsx',
      mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      buffer: Buffer.from(await workbook.xlsx.writeBuffer()),
    });
  await bring();
  await dialog(officer)
    .getByText(/C2.*“已投”不在可选范围内/)
    .first()
    .waitFor();
  sheet.getCell('C2').value = '已投资';
  await bring();
  await dialog(officer).getByText('导入完成：新增 1 条').waitFor();
  await looksRight(officer, 'register-import');
  await officer.keyboard.press('Escape');
  await officer.getByRole('cell', { name: '1,200.00' }).waitFor();
  const file = officer.waitForEvent('download');
  await press(officer, '导出Excel');
  expect((await file).suggestedFilename()).toBe('创业投资基金联合体投资与储备.xlsx');

  // The firm's demand, agreed to be shown; a bank finds it.
  const firm = await site.signedIn('firm');
  await open(firm, '名册');
  await chooseRegister(firm, '企业融资需求');
  await press(firm, '填报');
  await dialog(firm).getByLabel('需求金额').fill('800');
  await choose(firm, '意向产品类别', '知识产权质押');
  await dialog(firm).getByLabel('需求时间').fill('2027-03-01');
  await dialog(firm).getByLabel('用途').fill('高纯锗单晶扩产');
  await dialog(firm).getByText('同意向金融机构开放以上信息').click();
  await looksRight(firm, 'register-demand');
  await press(firm, '保存');
  await firm.getByRole('cell', { name: '高纯锗单晶扩产' }).waitFor();
  const bank = await site.signedIn('bank');
  await open(bank, '名册');
  await chooseRegister(bank, '企业融资需求');
  await bank.getByRole('cell', { name: '高纯锗单晶扩产' }).waitFor();
  expect(await bank.getByRole('button', { name: '填报' }).count()).toBe(0);
  await looksRight(bank, 'register-demand-bank');

  // Tags on the head of a claim: for who reviews, not for who applies.
  const claim = await subsidies.file('C6.2');
  await officer.goto(`${site.url}/cases/${claim}`);
  await officer.getByText('金种子/上市后备').waitFor();
  await officer.getByRole('link', { name: '金种子/上市后备' }).click();
  await officer.getByRole('cell', { name: '科创板' }).waitFor();
  await officer.goBack();
  await officer.getByText('基金联合体获投，优先').waitFor();
  await looksRight(officer, 'claim-flags');
  await firm.goto(`${site.url}/cases/${claim}`);
  await firm.getByRole('heading', { name: /知识产权质押贷款贴息/ }).waitFor();
  expect(await firm.getByText('金种子/上市后备').count()).toBe(0);
});

it('S28 C6.1 R16 a firm tries what a claim would bring: faults at their fields, the trace in words, the limit as a bar, and what if', async () => {
  site.tellOnFailure();
  await site.db.subsidyCap.create({
    data: {
      key: `C6.1/${subsidies.claimants.firm}/2026`,
      ...{ clause: 'C6.1', label: '每户企业年度贴息限额（评价体系贷款）', year: 2026 },
      ...{ limitFen: parseWanYuan('120'), usedFen: parseWanYuan('30'), reservedFen: parseWanYuan('20') },
    },
  });
  const firm = await site.signedIn('firm');
  await open(firm, '补助试算');
  await looksRight(firm, 'estimate-empty');
  await press(firm, '试算');
  await firm.getByText('付息明细至少填写一行').first().waitFor();
  await firm.getByRole('button', { name: '添加付息明细' }).click();
  await firm.getByLabel('第1行已付利息').fill('180');
  await firm.getByLabel('第1行合同年利率（%）').fill('48');
  await firm.getByLabel('第1行付息日期').fill('2026-11-20');
  await firm.getByText('合同年利率须大于0且不超过36%').first().waitFor();
  await firm.getByRole('button', { name: '去修改' }).click();
  await firm.waitForFunction(() => document.activeElement?.id === 'field-periods-0-rate');
  await looksRight(firm, 'estimate-fault');
  await firm.getByLabel('第1行合同年利率（%）').fill('7.2');
  // 180 × 5% ÷ 7.2% = 125, of which the limit leaves 70.
  const result = firm.getByRole('region', { name: '试算结果' });
  await result.getByText('70.00 万元', { exact: true }).waitFor();
  await result.getByText('超出限额的 55.00 万元不再补助').waitFor();
  await result.getByText('措施（六）1').first().waitFor();
  await result.getByText('贴息利率达到上限，向下取整').waitFor();
  await result.getByRole('img', { name: '限额 120.00，已核定 30.00，已预留 20.00，本次 70.00，剩余 0.00，超出 55.00' }).waitFor();
  await looksRight(firm, 'estimate-trace');

  // What if 100 were used: by typing, and by the keyboard on the slider.
  const supposed = result.getByRole('spinbutton', { name: '假设每户企业年度贴息限额（评价体系贷款）已用' });
  await supposed.fill('100');
  await supposed.press('Enter');
  await result.getByText('20.00 万元', { exact: true }).waitFor();
  const slider = result.getByRole('slider', { name: '假设每户企业年度贴息限额（评价体系贷款）已用' });
  await slider.press('Home');
  await result.getByText('120.00 万元', { exact: true }).waitFor();
  await looksRight(firm, 'estimate-supposed');
  await press(firm, '恢复实际');
  await result.getByText('70.00 万元', { exact: true }).waitFor();

  // A filed product that is none is said beforehand.
  await firm.getByLabel('产品备案号').fill('CP-404');
  await firm.getByLabel('放款日期').fill('2026-01-20');
  await result.getByText(/提交时将不能通过：产品备案号“CP-404”/).waitFor();
  await looksRight(firm, 'estimate-warning');

  // An officer tries an example of every kind of claimant.
  const officer = await site.signedIn('officer');
  for (const [measure, award] of [
    ['C4', '50.00'],
    ['C1', '70.00'],
  ] as const) {
    await officer.goto(`${site.url}/subsidies/estimate?measure=${measure}`);
    await press(officer, '填入示例');
    await press(officer, '试算');
    await officer.getByText(`${award} 万元`, { exact: true }).waitFor();
    await looksRight(officer, `estimate-${measure}`);
  }
});

it('C1 R19 a bank brings its losses in by one workbook: what is wrong is said cell by cell, what is there already line by line', async () => {
  const bank = await site.signedIn('bank');
  await bank.getByRole('link', { name: '科技金融补助' }).click();
  await press(bank, '批量导入：科技贷款风险补偿');
  const template = bank.waitForEvent('download');
  await press(bank, '申报清单模板');
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.readFile(await (await template).path());
  const [sheet] = workbook.worksheets;
  const lines = (kind: string) =>
    ['DK-01', 'DK-02', 'DK-02'].map((no) => [no, '昆明锗业科技(示例)', kind, '2024-03-01', 300, 120.5]);
  const choose = async (kind: string) => {
    lines(kind).forEach((line, at) => line.forEach((value, column) => (sheet!.getCell(3 + at, column + 1).value = value)));
    await bank.getByLabel('选择已填写的申报清单').setInputFiles({
      ...{ name: '风险补偿.xlsx', mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' },
      buffer: Buffer.from(await workbook.xlsx.writeBuffer()),
    });
  };
  await choose('商店');
  await dialog(bank).getByText('C4 借款人类型：').waitFor();
  await looksRight(bank, 'claims-import-faults');
  await choose('高新技术企业');
  await dialog(bank).getByText('与第4行重复：同一事项只能申报一次，请删除其中一行。').waitFor();
  await looksRight(bank, 'claims-import-preview');
  await press(bank, '导入 2 份草稿');
  await dialog(bank).getByText('已导入 2 份草稿').waitFor();
  await choose('高新技术企业');
  await dialog(bank).getByText('清单中没有可导入的新申报。').waitFor();
  await looksRight(bank, 'claims-import-again');
  expect(await site.db.case.count({ where: { process: 'claim', kind: 'C1' } })).toBe(2);
});
