import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Browser, Page } from 'playwright-core';
import { build } from 'vite';
import { onTestFailed } from 'vitest';
import { createApi } from '#apps/api/app.js';
import { servePage } from '#apps/api/page.js';
import { root } from '#apps/local/services/migrate.js';
import { openDatabase, type Database } from '#records/database.js';
import { giveTestPassword, testPassword } from './api.js';
import { launchBrowser } from './browser.js';
import { createDatabase, type TestDatabase } from './database.js';
import { Programme } from './programme.js';

/** The whole site for a journey: a fresh database with 楚雄's offices and the 2027 call, the api, the built page, and real browsers. */
export class Site {
  private readonly visits: { login: string; browser: Browser; page: Page; said: string[] }[] = [];

  private constructor(
    private readonly database: TestDatabase,
    private readonly app: NestFastifyApplication,
    readonly db: Database,
    readonly programme: Programme,
    private readonly folders: readonly string[],
    readonly url: string,
  ) {}

  /** `from`: where the business clock stands. `join`: further people, who sign in like everybody. `temporalAddress`: of the engine that the site tells. */
  static async open(
    from: number,
    {
      expertRound = false,
      join: joined,
      temporalAddress,
    }: { expertRound?: boolean; join?: (db: Database, programme: Programme) => Promise<void>; temporalAddress?: string } = {},
  ): Promise<Site> {
    const page = await buildPage();
    const database = await createDatabase();
    const db = openDatabase(database.url);
    const programme = new Programme(db);
    await programme.prepare(from);
    await joined?.(db, programme);
    await giveTestPassword(db);
    await programme.openCall(2027, { expertRound });
    const filesRoot = mkdtempSync(join(tmpdir(), 'duban-site-'));
    const app = await createApi(
      {
        ...{ databaseUrl: database.url, port: 0, publicUrl: 'http://localhost', filesRoot },
        ...{ temporalNamespace: 'default', ...(temporalAddress ? { temporalAddress } : {}) },
      },
      db,
    );
    servePage(app, page);
    await app.listen(0, '127.0.0.1');
    return new Site(database, app, db, programme, [page, filesRoot], await app.getUrl());
  }

  /** For the oracles, which look at the record themselves. */
  get databaseUrl(): string {
    return this.database.url;
  }

  /** A page without sign-in. A browser of their own for each visitor: the npm Chromium shares cookies between contexts. */
  async visit(path = '/', login = '访客'): Promise<Page> {
    const browser = await launchBrowser();
    const context = await browser.newContext({
      viewport: { width: 1366, height: 768 },
      locale: 'zh-CN',
      bypassCSP: true,
      reducedMotion: 'reduce',
    });
    const page = await context.newPage();
    const said: string[] = [];
    page.on('console', (line) => (line.type() === 'error' ? said.push(line.text()) : undefined));
    page.on('response', (response) =>
      response.status() >= 400 ? said.push(`${response.status()} ${response.url()}`) : undefined,
    );
    this.visits.push({ login, browser, page, said });
    await page.goto(this.url + path);
    return page;
  }

  /** A person of the Programme, signed in, on their desk. */
  async signedIn(login: string): Promise<Page> {
    const page = await this.visit('/', login);
    await page.getByLabel('账号').fill(login);
    await page.getByLabel('密码').fill(testPassword);
    await page.keyboard.press('Enter');
    await page.getByRole('navigation', { name: '主导航' }).waitFor();
    return page;
  }

  /** For the eye: with SHOTS=<folder> in the environment, a picture of the page as it stands. */
  async shot(page: Page, name: string): Promise<void> {
    if (process.env.SHOTS) await page.screenshot({ path: join(process.env.SHOTS, `${name}.png`) });
  }

  /** In a failing test, prints what every visitor saw last. Called at the start of the test. */
  tellOnFailure(): void {
    onTestFailed(async () => {
      for (const { login, page, said } of this.visits) {
        const text = await page
          .locator('body')
          .innerText()
          .catch(() => '(closed)');
        console.log(`--- ${login} at ${page.url()}\n${text.slice(0, 3_000)}\n${said.join('\n')}`);
      }
    });
  }

  async close(): Promise<void> {
    for (const { browser } of this.visits) await browser.close();
    await this.app.close();
    await this.db.$disconnect();
    await this.database.drop();
    for (const folder of this.folders) rmSync(folder, { recursive: true, force: true });
  }
}

/** The page as it ships: under vitest's own NODE_ENV every id antd makes is 'test-id', and Escape closes no dialog opened from a menu. */
async function buildPage(): Promise<string> {
  // A folder of its own: another test's build would write over the files while this one reads them.
  const page = mkdtempSync(join(tmpdir(), 'duban-page-'));
  const { NODE_ENV } = process.env;
  process.env.NODE_ENV = 'production';
  await build({ root: join(root, 'apps/web'), logLevel: 'error', build: { outDir: page, emptyOutDir: true } }).finally(() => {
    process.env.NODE_ENV = NODE_ENV;
  });
  if (!existsSync(join(page, 'index.html'))) throw new Error('the page was not built');
  return page;
}

/** Presses the act's button, fills nothing, confirms. Names are matched as antd writes them: two characters with a space between. */
export async function press(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: new RegExp(`^${[...name].join('\\s*')}$`) }).click();
}
