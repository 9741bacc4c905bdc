// Takes the pictures of README from a running demo: `npm start` in one window, `node docs/screenshots/take.mjs http://127.0.0.1:3000` in another.
// A Chinese font must be installed (Debian: fonts-noto-cjk).
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import chromium from '@sparticuz/chromium';
import { chromium as playwright } from 'playwright-core';

const base = process.argv[2] ?? 'http://127.0.0.1:3000';
const folder = fileURLToPath(new URL('.', import.meta.url));

/** Who looks at what; `open`: the link or tab to press first. */
const pictures = [
  { name: 'desk', login: 'qiye', path: '/' },
  { name: 'inbox', login: 'xian', path: '/' },
  { name: 'task', login: 'xian', path: '/', open: /县级审核/ },
  { name: 'board', login: 'sheng', path: '/calls', open: /2027年工业和信息化/ },
  { name: 'monthly', login: 'sheng', path: '/reports/monthly' },
  { name: 'inspector', login: 'xitong', path: '/inspector' },
  { name: 'public', path: '/public' },
  {
    name: 'consortium',
    login: 'kejiting',
    path: '/consortia?process=consortium&status=operating',
    open: /创新联合体（|产业创新联合体|创新联合体$/,
    within: 'main',
  },
  { name: 'claim', login: 'kejiting', path: '/subsidies/claims?status=calculating', open: /（四）/ },
  { name: 'caps', login: 'caizheng1', path: '/subsidies/caps' },
];

const executablePath = process.env.CHROMIUM ?? (await chromium.executablePath());
for (const { name, login, path, open, within = 'body' } of pictures) {
  const browser = await playwright.launch({ executablePath, args: chromium.args, headless: true });
  const page = await browser.newPage({ viewport: { width: 1366, height: 768 }, locale: 'zh-CN', reducedMotion: 'reduce' });
  await page.goto(base + (login ? '/' : path));
  if (login) {
    await page.getByLabel('账号').fill(login);
    await page.getByLabel('密码').fill('duban2026');
    await page.keyboard.press('Enter');
    await page.getByRole('navigation', { name: '主导航' }).waitFor();
    await page.goto(base + path);
  }
  await page.waitForLoadState('networkidle');
  if (open) {
    await page.locator(within).getByRole('link', { name: open }).first().click();
    await page.waitForLoadState('networkidle');
  }
  await page.waitForTimeout(500);
  await page.screenshot({ path: join(folder, `${name}.png`) });
  console.log(`${name}.png`);
  await browser.close();
}
