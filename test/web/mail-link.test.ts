import { simpleParser } from 'mailparser';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { MailRelay } from '#apps/worker/mail-relay.js';
import { atTime } from '#domain/calendar/instant.js';
import { flushDigests } from '#records/digests.js';
import { inTransaction } from '#records/database.js';
import { moveClock } from '#records/clock.js';
import { testPassword } from '#test/harness/api.js';
import { accessibilityViolations } from '#test/harness/browser.js';
import { Site } from '#test/harness/site.js';
import { startSmtp, type TestSmtp } from '#test/harness/smtp.js';

/** A mail is read on the desk or on the way; one press leads to the work. */
let site: Site;
let smtp: TestSmtp;
let relay: MailRelay;
beforeAll(async () => {
  site = await Site.open(atTime('2026-12-01', '09:00'));
  smtp = await startSmtp();
  relay = new MailRelay(site.db, smtp.url, { publicUrl: site.url });
});
afterAll(async () => {
  await relay?.stop();
  await smtp?.stop();
  await site?.close();
});

/** The text of the last mail that reached the address. */
async function lastMailTo(login: string): Promise<string> {
  while ((await relay.sendBatch()) > 0);
  const { source } = smtp.received.filter(({ to }) => to === `${login}@example.test`).at(-1)!;
  return (await simpleParser(source)).text!;
}

it('6.13 the mail of a task leads to the task: who is not signed in signs in first and is there', async () => {
  site.tellOnFailure();
  const project = await site.programme.openAtCounty({ name: '邮件直达项目' });
  const text = await lastMailTo('co');
  expect(text).toMatch(/事项：邮件直达项目（202701ZD\d{6}）[\s\S]*办理时限：2026年12月8日24:00\(星期二\)/);
  const link = /^办理链接：(\S+)$/m.exec(text)![1]!;
  expect(link).toBe(`${site.url}/cases/${project}`);

  const page = await site.visit(new URL(link).pathname);
  await page.getByLabel('账号').fill('co');
  await page.getByLabel('密码').fill(testPassword);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: /邮件直达项目/ }).waitFor();
  await page.getByRole('button', { name: /^推\s*荐$/ }).waitFor();
  expect(page.url()).toBe(link);
  await site.shot(page, 'mail-link');
  expect(await accessibilityViolations(page)).toEqual([]);
});

it('6.13 each line of a digest has its own link', async () => {
  site.tellOnFailure();
  await moveClock(site.db, { to: atTime('2026-12-02', '09:00') });
  const { db, programme } = site;
  const [one] = await db.case.findMany({ where: { process: 'key-project' } });
  await db.digestLine.createMany({
    data: ['第一项', '第二项'].map((line) => ({
      ...{ personId: programme.who('po').personId!, address: 'po@example.test', digest: 'half-time', caseId: one!.id },
      ...{ line, createdAt: new Date(atTime('2026-12-02', '09:00')) },
    })),
  });
  await inTransaction(db, (tx) => flushDigests(tx));
  const link = `${site.url}/cases/${one!.id}`;
  expect((await lastMailTo('po')).split('\n').slice(0, 4)).toEqual(['第一项', link, '第二项', link]);
});
