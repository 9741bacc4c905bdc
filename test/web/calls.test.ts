import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { tableWorkbook } from '#activities/documents/table-workbook.js';
import { XLSX } from '#activities/documents/workbook.js';
import { atTime } from '#domain/calendar/instant.js';
import { prefectures } from '#domain/organisation/regions.js';
import { moveClock } from '#records/clock.js';
import { testPassword } from '#test/harness/api.js';
import { accessibilityViolations } from '#test/harness/browser.js';
import { ticked } from '#test/harness/programme.js';
import { press, Site } from '#test/harness/site.js';

let site: Site;
beforeAll(async () => {
  site = await Site.open(atTime('2026-12-01', '09:00'));
  await site.db.unit.createMany({
    data: prefectures
      .filter(({ code }) => code !== '532300')
      .map(({ code, name }) => ({
        id: randomUUID(),
        name: `${name}工业和信息化局`,
        kind: 'government',
        level: 'prefecture',
        departments: ['miit'],
        regionCode: code,
      })),
  });
});
afterAll(() => site?.close());

async function looksRight(page: Page, name: string): Promise<void> {
  await site.shot(page, name);
  expect(await accessibilityViolations(page)).toEqual([]);
}

const dialog = (page: Page) => page.getByRole('dialog');

it('A1 A24 R1 R2 the province drafts a call, its leader publishes it, a prefecture forwards it with its own closings and names its office', async () => {
  site.tellOnFailure();
  const officer = await site.signedIn('vo');
  await officer.getByRole('link', { name: '申报批次' }).click();
  await looksRight(officer, 'calls');
  await press(officer, '起草申报批次');
  await dialog(officer).getByLabel('计划年度').fill('2027');
  await officer.getByText('该年度已有申报批次').waitFor();
  await dialog(officer).getByLabel('计划年度').fill('2028');
  await press(officer, '起草');
  await officer.getByRole('heading', { name: '2028年工业和信息化高质量发展重点项目申报' }).waitFor();
  await officer.getByText('16 个州（市）工业和信息化局').waitFor();
  await press(officer, '修改');
  await dialog(officer).getByLabel('传真').fill('0871-63500009');
  await dialog(officer).getByLabel('组织专家评审').check();
  await dialog(officer).getByLabel('电子邮箱').fill('');
  await press(officer, '确定');
  await dialog(officer).getByText('「电子邮箱」不能为空').first().waitFor();
  await dialog(officer).getByLabel('电子邮箱').fill('zdxm2028@example.test');
  await press(officer, '确定');
  await officer.getByText('0871-63500009').waitFor();
  await looksRight(officer, 'call-draft');
  const call = officer.url();

  const leader = await site.signedIn('vl');
  await leader.goto(call);
  await press(leader, '发布');
  await dialog(leader).getByLabel('文号').fill('云工信〔2026〕301号');
  await looksRight(leader, 'call-publish');
  await press(leader, '确定');
  await leader.getByText('申报中').first().waitFor();

  const prefecture = await site.signedIn('po');
  await prefecture.goto(call);
  await press(prefecture, '转发并设定截止时间');
  const owner = dialog(prefecture).getByLabel('申报单位填报截止日');
  expect(await owner.inputValue()).toBe('2027-12-16');
  await owner.fill('2027-12-11');
  await prefecture.getByText('2027-12-11：截止日为周末，截止时间不顺延').waitFor();
  await dialog(prefecture).getByLabel('县级审核截止日').fill('2027-12-01');
  await press(prefecture, '确定');
  await dialog(prefecture).getByText('县级审核截止日不得早于申报单位填报截止日').first().waitFor();
  await dialog(prefecture).getByLabel('县级审核截止日').fill('2027-12-20');
  await looksRight(prefecture, 'call-forward');
  await press(prefecture, '确定');
  const closings = prefecture.getByRole('table', { name: '各州（市）截止时间与责任科室' });
  await prefecture.getByText('2027-12-20').first().waitFor();
  await press(prefecture, '明确负责科（处）室和责任人');
  await dialog(prefecture).getByLabel('负责科（处）室').fill('投资规划科');
  await dialog(prefecture).getByLabel('责任人').fill('李科长、王副科长');
  await press(prefecture, '确定');
  await prefecture.getByText('投资规划科（李科长、王副科长）').waitFor();
  await looksRight(prefecture, 'call-prefecture');
  expect(await closings.count()).toBeLessThanOrEqual(1);

  await leader.reload();
  await leader.getByText('投资规划科（李科长、王副科长）').waitFor();
  await leader.getByRole('button', { name: '为楚雄彝族自治州延期' }).click();
  await dialog(leader).getByLabel('文号').fill('云工信〔2026〕310号');
  await dialog(leader).getByLabel('延期至').fill('2028-01-10');
  await dialog(leader).getByLabel('办理意见').fill('因系统故障同意延期');
  await press(leader, '确定');
  await leader.getByText('2028-01-10').first().waitFor();
  await looksRight(leader, 'call-overview');
});

it('A18 A23 last year’s list is read from Excel, settled by the prefecture, then the approved projects are transmitted and their paper registered', async () => {
  site.tellOnFailure();
  const { programme } = site;
  const projects: string[] = [];
  for (const name of ['铝箔一期', '铝箔二期', '铝箔三期']) projects.push(await programme.openProject({ name }));
  for (const project of projects) await programme.toTransmittable(project);

  const officer = await site.signedIn('vo');
  await officer.goto(`${site.url}/calls/${programme.callId}/carry-over`);
  await officer.getByText('没有结转项目').waitFor();
  await press(officer, '导入清单');
  const buffer = await tableWorkbook({
    sheet: 'Sheet1',
    title: '清单',
    columns: ['项目名称', '项目业主', '县（市、区）', '项目类型'].map((label) => ({ label })),
    rows: [
      ['旧厂改造', 'firm', '楚雄市', '续建'],
      ['冶炼扩能', '未注册公司', '楚雄市', '新开工'],
    ],
  });
  await officer.getByLabel('选择结转项目清单').setInputFiles({ name: '清单.xlsx', mimeType: XLSX, buffer });
  await officer.getByRole('button', { name: '导入 2 个项目' }).waitFor();
  await looksRight(officer, 'carry-over-preview');
  await officer.getByRole('button', { name: '导入 2 个项目' }).click();
  await officer.getByText('尚有 2 个结转项目未处理').waitFor();

  const prefecture = await site.signedIn('po');
  await prefecture.goto(`${site.url}/calls/${programme.callId}/transmittals`);
  await press(prefecture, '新建报送');
  await prefecture.getByText('尚有 2 个结转项目未处理').waitFor();
  await looksRight(prefecture, 'transmittal-new');
  await prefecture.getByRole('link', { name: '去处理' }).click();
  for (const [title, how, reason] of [
    ['旧厂改造', '已竣工投产', '已于十月竣工投产'],
    ['冶炼扩能', '缓建停建', '资金未落实，缓建一年'],
  ] as const) {
    await prefecture.getByRole('button', { name: `处理：${title}` }).click();
    await dialog(prefecture).getByLabel('处理方式').click();
    await prefecture.getByTitle(how, { exact: true }).click();
    await dialog(prefecture).getByLabel('情况说明').fill(reason);
    await press(prefecture, '确定');
    await prefecture.getByRole('button', { name: `处理：${title}` }).waitFor({ state: 'detached' });
  }
  await prefecture.goto(`${site.url}/calls/${programme.callId}/carry-over`);
  await prefecture.getByText('资金未落实，缓建一年').waitFor();
  await looksRight(prefecture, 'carry-over');

  await prefecture.goto(`${site.url}/calls/${programme.callId}/transmittals/new`);
  await prefecture.getByText('可以报送').waitFor();
  await prefecture.getByRole('checkbox', { name: '选择：铝箔三期' }).uncheck();
  await prefecture.getByRole('button', { name: '生成报送稿（2 个）' }).click();
  await press(prefecture, '报送省厅');
  await dialog(prefecture).getByLabel('报送文号').fill('楚工信〔2026〕88号');
  await dialog(prefecture).getByLabel('已加盖公章').check();
  await dialog(prefecture).getByLabel('登录密码').fill(testPassword);
  await looksRight(prefecture, 'transmittal-send');
  await press(prefecture, '确定');
  await prefecture.getByText('楚工信〔2026〕88号').first().waitFor();
  const [bundle] = await Promise.all([prefecture.waitForEvent('download'), press(prefecture, '下载Excel汇总表')]);
  expect(bundle.suggestedFilename()).toBe('2027年重点项目汇总.xlsx');
  await looksRight(prefecture, 'transmittal');
  expect(await Promise.all(projects.map((project) => programme.statusOf(project)))).toEqual([
    'province',
    'province',
    'transmittable',
  ]);

  await officer.goto(`${site.url}/inbox`);
  await officer.getByRole('link', { name: /报送2027年重点项目/ }).click();
  await officer.waitForURL(/\/transmittals\//);
  await press(officer, '登记收讫');
  await press(officer, '确定');
  await expect.poll(() => site.db.case.count({ where: { process: 'transmittal', status: 'received' } })).toBe(1);

  await officer.goto(`${site.url}/calls/${programme.callId}`);
  await officer.getByRole('link', { name: '楚雄彝族自治州省级复审 2' }).click();
  await officer.getByRole('link', { name: '铝箔一期' }).waitFor();
  expect(await officer.getByRole('link', { name: '铝箔三期' }).count()).toBe(0);
});

it('R1 the board says what will be late at the present pace, office by office; how it was reckoned is one press away and every number opens its projects', async () => {
  site.tellOnFailure();
  const { programme } = site;
  const projects: string[] = [];
  for (let index = 1; index <= 9; index += 1) projects.push(await programme.openProject({ name: `硅材料${index}期` }));
  for (const project of projects) {
    await programme.toCounty(project);
  }
  await moveClock(site.db, { to: atTime('2026-12-10', '09:00') });
  for (const project of projects.slice(0, 4)) await programme.must(project, 'recommend', 'co', { payload: ticked });
  await moveClock(site.db, { to: atTime('2026-12-21', '09:00') });

  const county = await site.signedIn('co');
  await county.goto(`${site.url}/calls/${programme.callId}`);
  await county.getByText('按近 10 个工作日的办理速度（每日 0.4 件），截止前还将办结 1 件，约 4 件将逾期。').waitFor();
  expect(await county.getByRole('tab').count()).toBe(1);
  await county.getByRole('button', { name: '楚雄市如何推算' }).click();
  await county.getByText('4 件次 ÷ 10 天 = 每日 0.4 件').waitFor();
  await looksRight(county, 'forecast-county');
  await county.getByRole('link', { name: '楚雄市近期办结 4' }).click();
  await county.getByRole('heading', { name: '楚雄市 · 县级审核 · 近期办结' }).waitFor();
  await county.getByText('共 4 个项目').waitFor();
  await looksRight(county, 'forecast-projects');
  await moveClock(site.db, { to: atTime('2026-12-25', '09:00') });
  await county.getByRole('link', { name: '总览' }).click();
  await county.getByRole('link', { name: '楚雄市已逾期 5' }).waitFor();
  await looksRight(county, 'forecast-overdue');

  const officer = await site.signedIn('vo');
  await officer.goto(`${site.url}/calls/${programme.callId}`);
  await officer.getByRole('tab', { name: '州（市）审核：约 9 件将逾期' }).click();
  await officer.getByRole('link', { name: '楚雄彝族自治州下级在办 5' }).waitFor();
  await officer.getByRole('tab', { name: '省级形式审查' }).click();
  await officer.getByRole('button', { name: '云南省如何推算' }).click();
  await officer.getByText('2027年节假日安排尚未发布').waitFor();
  await looksRight(officer, 'forecast-province');
  await officer.getByRole('tab', { name: /县级审核/ }).click();
  await officer.getByRole('link', { name: '楚雄市在办 5' }).click();
  await officer.getByText('共 5 个项目').waitFor();
});
