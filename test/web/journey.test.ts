import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Browser, Page } from 'playwright-core';
import { build } from 'vite';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createApi } from '#apps/api/app.js';
import { servePage } from '#apps/api/page.js';
import { root } from '#apps/local/services/migrate.js';
import { hashPassword } from '#apps/api/session/password.js';
import { atTime } from '#domain/calendar/instant.js';
import { openDatabase, type Database } from '#records/database.js';
import { accessibilityViolations, launchBrowser } from '#test/harness/browser.js';
import { createDatabase, type TestDatabase } from '#test/harness/database.js';
import { Programme } from '#test/harness/programme.js';

let database: TestDatabase;
let db: Database;
let app: NestFastifyApplication;
const browsers: Browser[] = [];
let programme: Programme;
let url: string;

beforeAll(async () => {
  await build({ root: join(root, 'apps/web'), logLevel: 'error' });
  expect(existsSync(join(root, 'dist/web/index.html'))).toBe(true);
  database = await createDatabase();
  db = openDatabase(database.url);
  programme = new Programme(db);
  await programme.prepare(atTime('2026-12-01', '09:00'));
  await db.person.updateMany({ data: { passwordHash: await hashPassword('Duban-2026') } });
  await db.unit.update({ where: { id: programme.units.county }, data: { regionCode: '532301' } });
  await programme.openCall();
  app = await createApi({ databaseUrl: database.url, port: 0, publicUrl: 'http://localhost', temporalNamespace: 'default' }, db);
  servePage(app, join(root, 'dist/web'));
  await app.listen(0, '127.0.0.1');
  url = await app.getUrl();
});
afterAll(async () => {
  for (const browser of browsers) await browser.close();
  await app?.close();
  await db.$disconnect();
  await database.drop();
});

/** A browser of their own for each person: the npm Chromium shares cookies between contexts. */
async function signedIn(login: string): Promise<Page> {
  const browser = await launchBrowser();
  browsers.push(browser);
  const page = await (
    await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'zh-CN', bypassCSP: true })
  ).newPage();
  await page.goto(url);
  await page.getByLabel('账号').fill(login);
  await page.getByLabel('密码').fill('Duban-2026');
  await page.keyboard.press('Enter');
  await page.getByRole('tab', { name: /待办/ }).waitFor();
  return page;
}

it('S28 a firm submits and seals, the county finds it, ticks the check-list and recommends, all in a real browser', async () => {
  const project = await programme.openProject();
  const firm = await signedIn('ea');
  await firm.getByText('没有待办事项').waitFor();
  expect(await accessibilityViolations(firm)).toEqual([]);
  await firm.goto(`${url}/cases/${project}`);
  await firm.getByText('填报内容符合申报条件').waitFor();
  await firm.getByRole('button', { name: /^提\s*交$/ }).click();
  await firm.getByRole('button', { name: /^确\s*定$/ }).click();
  await firm.getByText('等待办理：单位审核。').waitFor();
  await programme.must(project, 'approve', 'ua');

  const county = await signedIn('co');
  await county.getByRole('link', { name: /绿色铝精深加工/ }).click();
  await county.getByRole('button', { name: /^推\s*荐$/ }).click();
  await county.getByRole('button', { name: /^确\s*定$/ }).click();
  await county.getByText('请填写「核实清单」').first().waitFor();
  for (const tick of await county.getByRole('dialog').getByRole('checkbox').all()) await tick.check();
  await county.getByRole('button', { name: /^确\s*定$/ }).click();
  await county.getByText('等待办理：州市审核。').waitFor();
  expect(await programme.statusOf(project)).toBe('prefecture');
});
