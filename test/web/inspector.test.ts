import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { atTime } from '#domain/calendar/instant.js';
import { moveClock } from '#records/clock.js';
import { addPerson } from '#test/harness/api.js';
import { accessibilityViolations } from '#test/harness/browser.js';
import { tab } from '#test/harness/desk.js';
import { Site } from '#test/harness/site.js';
import { eventually, startEngine, type Engine } from '#test/harness/temporal.js';

/** 流程监控: the administrator sees where each workflow stands, why, and what happens next. */
let site: Site;
let engine: Engine;
let project: string;
beforeAll(async () => {
  site = await Site.open(atTime('2026-12-01', '09:00'), {
    temporalAddress: inject('temporalAddress'),
    join: async (db, programme) => {
      await addPerson(db, 'sa', programme.units.province, 'SA');
      await addPerson(db, 'au', programme.units.province, 'AU');
    },
  });
  project = await site.programme.openAtCounty({ name: '监控项目' });
  engine = await startEngine(site.db);
  await eventually(async () => (await site.db.case.count({ where: { undelivered: true } })) === 0);
});
afterAll(async () => {
  await engine?.close();
  await site?.close();
});

it('流程监控: from the list to the case, its way so far, what comes, the picture, and what the engine knows', async () => {
  site.tellOnFailure();
  const page = await site.signedIn('sa');
  const looksRight = async (name: string) => {
    await site.shot(page, name);
    expect(await accessibilityViolations(page), name).toEqual([]);
  };
  await page.goto(`${site.url}/inspector`);
  await page.getByPlaceholder('编号、标题或单位').fill('监控');
  await page.keyboard.press('Enter');
  // A period of five working days from 1 December ends with 8 December, not on the 9th.
  const line = page.getByRole('row', {
    name: /县级审核.*监控项目.*county 县级经办 2026年12月8日24:00\(星期二\)截止.*2026-12-01 起/,
  });
  await line.waitFor();
  await page.getByText('共 1 条').waitFor();
  await looksRight('inspector-list');

  await line.getByRole('link', { name: '监控项目' }).click();
  await page.getByText('正在等待county 县级经办办理“县级审核”。').waitFor();
  await page.getByText('已逐条核验，3 条记录完整').waitFor();
  await tab(page, /^流转记录/);
  await page.getByRole('row', { name: /审核并签章.*单位审核 → 县级审核/ }).waitFor();
  await tab(page, /^接下来/);
  await page.getByRole('row', { name: /2026年12月31日24:00\(星期四\).*州市报送截止.*截止.*已记录在案/ }).waitFor();
  await looksRight('inspector-forecast');
  await tab(page, '流程图');
  await page.getByRole('img', { name: '重点项目申报流程图，当前环节：县级审核' }).locator('svg').waitFor();
  await page
    .getByRole('img', { name: /流程图/ })
    .getByText('推荐')
    .first()
    .waitFor();
  await looksRight('inspector-diagram');
  await page.getByText('完整流程').click();
  await page
    .getByRole('img', { name: /流程图/ })
    .getByText('实施')
    .first()
    .waitFor();
  await looksRight('inspector-whole');
  await tab(page, '运行状态');
  await page.getByText('运行中', { exact: true }).waitFor();
  await page.getByText(new RegExp(project)).first().waitFor();
  await looksRight('inspector-engine');
});

it('流程监控: what is overdue is in its own view, by one press', async () => {
  site.tellOnFailure();
  await moveClock(site.db, { to: atTime('2026-12-09', '09:00') });
  const page = await site.signedIn('sa');
  await page.goto(`${site.url}/inspector`);
  await page
    .getByRole('button', { name: /^已逾期 1$/ })
    .or(page.getByText(/^已逾期 1$/))
    .first()
    .click();
  await page.getByRole('row', { name: /监控项目.*超期/ }).waitFor();
  await site.shot(page, 'inspector-overdue');
});

it('the auditor, who sees everything, finds every entry of the menu whole and inside its bar', async () => {
  site.tellOnFailure();
  const page = await site.signedIn('au');
  await page.setViewportSize({ width: 1000, height: 768 });
  const bar = (await page.getByRole('banner').boundingBox())!;
  const entries = await page.getByRole('navigation', { name: '主导航' }).getByRole('link').all();
  expect(entries.length).toBeGreaterThan(8);
  for (const entry of entries) {
    const { y, height } = (await entry.boundingBox())!;
    expect([await entry.innerText(), height < 30, y >= bar.y, y + height <= bar.y + bar.height]).toEqual([
      await entry.innerText(),
      ...[true, true, true],
    ]);
  }
  await site.shot(page, 'auditor-menu');
});
