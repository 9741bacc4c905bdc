import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { atTime } from '#domain/calendar/instant.js';
import { moveClock } from '#records/clock.js';
import { accessibilityViolations } from '#test/harness/browser.js';
import { dialog, tab } from '#test/harness/desk.js';
import { Site } from '#test/harness/site.js';

let site: Site;
beforeAll(async () => {
  site = await Site.open(atTime('2026-12-01', '09:00'));
});
afterAll(() => site?.close());

/** The page as the printer gets it: what can be read on it, and its first sheet in points. */
async function printed(page: Page, name: string): Promise<{ text: string; width: number; height: number; sheets: number }> {
  await page.emulateMedia({ media: 'print' });
  const text = await page.locator('body').innerText();
  const pdf = await page.pdf({ preferCSSPageSize: true });
  if (process.env.SHOTS) writeFileSync(join(process.env.SHOTS, `${name}.pdf`), pdf);
  await page.emulateMedia({ media: 'screen' });
  const sheets = [...pdf.toString('latin1').matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)];
  return { text, width: Math.round(Number(sheets[0]![1])), height: Math.round(Number(sheets[0]![2])), sheets: sheets.length };
}

/** Whether the table keeps within the sheet, its margins taken off, at 96 dots an inch. */
async function fits(page: Page, millimetres: number): Promise<boolean> {
  const before = page.viewportSize()!;
  await page.setViewportSize({ width: Math.floor(((millimetres - 30) / 25.4) * 96), height: 700 });
  await page.emulateMedia({ media: 'print' });
  const within = await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth);
  await page.emulateMedia({ media: 'screen' });
  await page.setViewportSize(before);
  return within;
}

it('6.12 an image is looked at in the page, a PDF beside it; the keyboard comes back to where it was', async () => {
  site.tellOnFailure();
  const project = await site.programme.openProject({ name: '附件项目' });
  const firm = await site.signedIn('ea');
  await firm.goto(`${site.url}/cases/${project}`);
  await tab(firm, /附件/);
  await firm.getByText('尚未上传附件').waitFor();
  const [png, pdf] = [await firm.screenshot(), await firm.pdf()];
  await firm.getByLabel('选择附件').setInputFiles([
    { name: '厂区照片.png', mimeType: 'image/png', buffer: png },
    { name: '备案证.pdf', mimeType: 'application/pdf', buffer: pdf },
  ]);
  const look = firm.getByRole('button', { name: '预览 厂区照片.png' });
  await look.click();
  const image = dialog(firm).getByRole('img', { name: '厂区照片.png' });
  await expect.poll(() => image.evaluate((one) => (one as HTMLImageElement).naturalWidth)).toBe(1366);
  await site.shot(firm, 'preview-image');
  expect(await accessibilityViolations(firm)).toEqual([]);
  await firm.keyboard.press('Escape');
  await dialog(firm).waitFor({ state: 'hidden' });
  expect(await look.evaluate((element) => element === document.activeElement)).toBe(true);

  const [answer] = await Promise.all([
    firm.context().waitForEvent('response', (response) => response.url().endsWith('?inline')),
    firm.getByRole('button', { name: '预览 备案证.pdf' }).click(),
  ]);
  expect([answer.status(), answer.headers()['content-type']]).toEqual([200, 'application/pdf']);
  expect(answer.headers()['content-disposition']).toMatch(/^inline/);
});

it('6.12 6.14 on paper: the form as an official A4 sheet, the monthly table across; neither buttons nor menus, and who printed it', async () => {
  site.tellOnFailure();
  const { programme } = site;
  const project = await programme.openProject({ name: '打印项目' });
  await programme.toTransmittable(project);
  const county = await site.signedIn('co');
  await county.goto(`${site.url}/cases/${project}`);
  await county.getByText('校验码 SHA-256').waitFor();
  const form = await printed(county, 'print-form');
  expect(form).toMatchObject({ width: 595, height: 842, sheets: 2 });
  expect(form.text).toMatch(
    /重点项目申报表 202701ZD\d{6}\s+申报单位：firm\s+基本信息[\s\S]*校验码 SHA-256：\w{64}\s+打印：county co 2026-12-01 09:00$/,
  );
  expect(await fits(county, 210)).toBe(true);

  await programme.toExecution([project]);
  await moveClock(site.db, { to: atTime('2027-02-03', '09:00'), speed: 0 });
  const month = { month: '2027-01', monthInvestment: '120.50', cumulative: '120.50', progress: '主体施工' };
  await programme.must(project, 'report-month', 'ea', { payload: month });
  const director = await site.signedIn('vd');
  await director.getByRole('link', { name: '月度调度' }).click();
  await director.getByRole('table').getByText('楚雄彝族自治州').waitFor();
  const table = await printed(director, 'print-month');
  expect(table).toMatchObject({ width: 842, height: 595, sheets: 1 });
  expect(table.text).toMatch(
    /^2027年重点项目月度调度表（2027年1月）\s+州（市）[\s\S]*合计[\s\S]*打印：province vd 2027-02-03 09:00$/,
  );
  expect(await fits(director, 297)).toBe(true);
});
