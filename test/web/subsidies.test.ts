import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { Page } from 'playwright-core';
import { atTime } from '#domain/calendar/instant.js';
import { exampleFacts } from '#domain/subsidy/examples.js';
import { measures } from '#domain/subsidy/measures.js';
import { advance } from '#records/advance.js';
import { moveClock } from '#records/clock.js';
import { accessibilityViolations } from '#test/harness/browser.js';
import { opinion } from '#test/harness/finance.js';
import { press, Site } from '#test/harness/site.js';
import { Subsidies } from '#test/harness/subsidy.js';

const PATIENCE = { timeout: 30_000, interval: 100 };
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

async function looksRight(page: Page, name: string): Promise<void> {
  await site.shot(page, name);
  expect(await accessibilityViolations(page), name).toEqual([]);
}
const reaches = (id: string, status: string) =>
  vi.waitFor(async () => expect(await subsidies.statusOf(id)).toBe(status), PATIENCE);

it('S28 C6.1 a firm claims in a browser, its bureau recommends, the department reckons, finance verifies, the meeting decides, the notice ends, the board and the yearly table tell', async () => {
  site.tellOnFailure();
  const firm = await site.signedIn('firm');
  await firm.getByRole('link', { name: '科技金融补助' }).click();
  await firm.getByRole('button', { name: '申报：科技创新融资评价体系贷款贴息' }).waitFor();
  await looksRight(firm, 'subsidy-offers');
  await firm.getByRole('button', { name: '申报：科技创新融资评价体系贷款贴息' }).click();
  await firm.getByLabel('贷款合同编号').fill('LD-2026-001');
  await firm.getByLabel('放款日期').fill('2026-01-20');
  await firm.getByLabel('产品备案号').fill('CP-001');
  await firm
    .getByRole('button', { name: /添加|增加/ })
    .first()
    .click();
  await firm.getByLabel(/已付利息/).fill('43.50');
  await firm.getByLabel(/合同年利率/).fill('4.35');
  await firm.getByLabel(/付息日期/).fill('2026-11-20');
  await firm.getByLabel('开户银行').fill('彩云银行昆明支行');
  await firm.getByLabel('账号', { exact: true }).fill('6222020200001234567');
  await firm.getByLabel(/本单位承诺申报材料真实/).check();
  await press(firm, '保存草稿');
  await looksRight(firm, 'claim-form');
  const claim = (await site.db.case.findFirstOrThrow({ where: { process: 'claim' } })).id;
  await firm.getByRole('tab', { name: /证明材料/ }).click();
  await firm.getByText('还需上传').waitFor();
  for (const { label } of measures['C6.1'].evidence) {
    await firm.getByLabel('附件类别').click();
    await firm.getByTitle(label, { exact: true }).last().click();
    await firm.getByLabel('选择附件').setInputFiles({
      name: `${label}.pdf`,
      mimeType: 'application/pdf',
      buffer: Buffer.from('%PDF-1.4\n%%EOF'),
    });
    await firm.getByText(`${label}.pdf`).waitFor();
  }
  await looksRight(firm, 'claim-evidence');
  await press(firm, '提交单位审核');
  await press(firm, '确定');
  await reaches(claim, 'unit_review');
  await firm.goto(`${site.url}/cases/${claim}`);
  await press(firm, '审核并签章');
  await firm.getByLabel(/承诺申报材料真实/).check();
  await firm.getByLabel(/已加盖单位公章/).check();
  await firm.getByLabel('登录密码').fill('Duban-2026');
  await press(firm, '确定');
  await reaches(claim, 'recommender');

  const bureau = await site.signedIn('recommender');
  await bureau.getByRole('link', { name: /科技创新融资评价体系贷款贴息/ }).click();
  await press(bureau, '推荐');
  await bureau.getByLabel(/已加盖推荐单位公章/).check();
  await bureau.getByLabel('办理意见').fill(opinion);
  await press(bureau, '确定');
  await reaches(claim, 'form_check');

  const officer = await site.signedIn('officer');
  await officer.getByRole('link', { name: /科技创新融资评价体系贷款贴息/ }).click();
  await press(officer, '受理并核算');
  await press(officer, '确定');
  await reaches(claim, 'calculating');
  await officer.goto(`${site.url}/cases/${claim}`);
  await officer.getByText('核定金额').first().waitFor();
  await officer.getByText('30.45 万元').first().waitFor();
  await looksRight(officer, 'claim-trace');
  await press(officer, '确认核算金额');
  await press(officer, '确定');
  await reaches(claim, 'verifying');

  const finance = await site.signedIn('checker');
  await finance.getByRole('link', { name: /科技创新融资评价体系贷款贴息/ }).click();
  await press(finance, '核查通过');
  await press(finance, '确定');
  await reaches(claim, 'meeting');

  // A second claim waits too, which the meeting does not approve.
  const other = await subsidies.file('C6.2', {
    ...exampleFacts['C6.2'],
    periods: [{ paid: '36.00', penalty: '', rate: '4.5', paidOn: '2026-11-20' }],
  });
  await subsidies.reckon(other);
  await officer.goto(`${site.url}/subsidies/meeting`);
  await officer.getByText('共 2 件，核算金额 48.45 万元').waitFor();
  await looksRight(officer, 'claim-meeting');
  await officer.getByRole('button', { name: '生成上会名单（2 件）' }).click();
  await officer.waitForURL(/\/cases\//);
  const list = (await site.db.case.findFirstOrThrow({ where: { process: 'claim-list' } })).id;

  const leader = await site.signedIn('leader');
  await leader.getByRole('link', { name: /2026年科技金融补助（/ }).click();
  await leader.getByRole('checkbox', { name: /同意：KJJR-2026-C62/ }).uncheck();
  await leader.getByText('已同意 1 件，30.45 万元').waitFor();
  await looksRight(leader, 'claim-list');
  await press(leader, '审议决定');
  await leader.getByLabel('会议纪要号').fill('厅务会〔2026〕12号');
  await press(leader, '确定');
  await reaches(list, 'decided');
  await reaches(other, 'refused');
  await officer.goto(`${site.url}/cases/${list}`);
  await press(officer, '发布公示');
  await press(officer, '确定');
  await reaches(list, 'publicity');
  const { nextInstantAt } = await site.db.case.findUniqueOrThrow({ where: { id: list } });
  await moveClock(site.db, { to: nextInstantAt!.getTime(), speed: 0 });
  await advance(site.db, list, { id: `${list}/notice`, on: 'notice-closes', by: { kind: 'time' } });
  await reaches(claim, 'approved');

  await firm.goto(`${site.url}/cases/${claim}`);
  await firm.getByRole('tab', { name: '核定与支付' }).click();
  await firm.getByText('云科补〔2026〕1号').waitFor();
  await looksRight(firm, 'claim-award');
  await officer.goto(`${site.url}/subsidies/caps`);
  await officer.getByText('昆明锗业科技(示例)').first().waitFor();
  await looksRight(officer, 'caps');
  await officer.goto(`${site.url}/subsidies/rollup`);
  await officer
    .getByRole('row', { name: /科技创新融资评价体系贷款贴息/ })
    .getByRole('link')
    .first()
    .click();
  await officer.getByText('KJJR-2026-C61-0001').waitFor();
  await officer.goto(`${site.url}/subsidies/rollup`);
  await officer.getByText('合计').waitFor();
  await looksRight(officer, 'rollup');
  await officer.goto(`${site.url}/subsidies/rules`);
  await officer.getByText('财政实际贴息的利率').waitFor();
  await looksRight(officer, 'rules');
  await officer.goto(`${site.url}/subsidies/calls`);
  await officer.getByRole('link', { name: '2026年科技金融补助申报' }).click();
  await officer.getByText('科技金融处').first().waitFor();
  await looksRight(officer, 'claim-call');
});
