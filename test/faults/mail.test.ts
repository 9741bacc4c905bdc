import { once } from 'node:events';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { MailRelay } from '#apps/worker/mail-relay.js';
import { atTime } from '#domain/calendar/instant.js';
import { moveClock } from '#records/clock.js';
import { openDatabase, type Database } from '#records/database.js';
import { resendMail } from '#records/inspector-case.js';
import { listMails } from '#records/mail-log.js';
import { queueMail } from '#records/mail.js';
import { mailLink } from '#records/one-time-links.js';
import { createDatabase, type TestDatabase } from '#test/harness/database.js';
import { buildPrograms, spawnProgram } from '#test/harness/machine.js';
import { Programme } from '#test/harness/programme.js';
import { startSmtp, type TestSmtp } from '#test/harness/smtp.js';
import { eventually } from '#test/harness/temporal.js';
import { violations } from '#test/oracles/invariants.js';
import { mailViolations } from '#test/oracles/mails.js';

let database: TestDatabase;
let db: Database;
let programme: Programme;
let smtp: TestSmtp;

beforeAll(async () => {
  buildPrograms();
  database = await createDatabase();
  db = openDatabase(database.url);
  programme = new Programme(db);
  await programme.prepare(atTime('2026-12-01', '09:00'));
  await programme.openCall();
  smtp = await startSmtp();
});
afterAll(async () => {
  await smtp.stop();
  await db.$disconnect();
  await database.drop();
});

beforeEach(async () => {
  // Two mails at least: the seal that is asked for, and the county's turn.
  await programme.openAtCounty({ name: '邮件中断' });
  expect(await waiting()).toBeGreaterThan(1);
});
afterEach(async () => {
  smtp.kept = () => undefined;
  smtp.answer = 'accept';
  smtp.answers.clear();
  smtp.refused.clear();
  await deliverAll();
  // Nobody gets a mail twice without a crash between; what comes twice is recognised as one.
  expect(await mailViolations(database.url, smtp.received, 2)).toEqual([]);
  expect(await violations(database.url)).toEqual([]);
});

const waiting = () => db.mail.count({ where: { status: 'queued' } });
/** The pause before the next attempt is over, and so much real time has passed. */
const later = (hours = 0) =>
  db.$executeRaw`update mail set claimed_until = null, first_tried_at = first_tried_at - ${hours}::int * interval '1 hour' where status = 'queued'`;
const copies = () => smtp.received.length - new Set(smtp.received.map(({ messageId }) => messageId)).size;
const arrived = (messageId: string) => smtp.received.some((received) => received.messageId === messageId);

async function sendOnce(url = smtp.url): Promise<void> {
  const relay = new MailRelay(db, url);
  while ((await relay.sendBatch()) > 0);
  await relay.stop();
}
async function deliverAll(): Promise<void> {
  await later();
  await sendOnce();
}
/** The server goes away, and comes back at the same address with what it had. */
async function away(): Promise<() => Promise<void>> {
  const { received } = smtp;
  const port = Number(new URL(smtp.url).port);
  await smtp.stop();
  return async () => {
    smtp = await startSmtp(port);
    smtp.received.push(...received);
  };
}

it('F11 I7 a server that says 421 and then is gone: nothing bounces, and everything arrives once it is back', async () => {
  const [queued, before] = [await waiting(), copies()];
  smtp.answer = 421;
  await sendOnce();
  expect(await db.mail.count({ where: { status: 'queued', attempts: 1, error: { contains: '421' } } })).toBe(queued);
  const comeBack = await away();
  await later();
  await sendOnce();
  // What no server was offered counts as no attempt.
  expect(await db.mail.count({ where: { status: 'queued', attempts: 1 } })).toBe(queued);
  await comeBack();
  await deliverAll();
  expect(await waiting()).toBe(0);
  expect(copies()).toBe(before);
});

it('F11 a mail that is put off, by 451 or greylisting, is offered again for days, ever more seldom; then the administrator sees it as failed', async () => {
  smtp.refused.set('ua@example.test', 451);
  await sendOnce();
  const where = { address: 'ua@example.test', status: 'queued' } as const;
  const { id } = await db.mail.findFirstOrThrow({ where: { ...where, attempts: 1 }, orderBy: { place: 'asc' } });
  const mail = () => db.mail.findUniqueOrThrow({ where: { id } });
  expect(await waiting()).toBe(await db.mail.count({ where }));
  const minutes = [];
  for (let hours = 0; hours < 119; hours += 1) {
    minutes.push(((await mail()).claimedUntil!.getTime() - Date.now()) / 60_000);
    await later(1);
    await sendOnce();
    expect(await mail()).toMatchObject({ status: 'queued', error: expect.stringContaining('451') });
  }
  expect(minutes[0]).toBeLessThan(1.1);
  expect(Math.max(...minutes)).toBeGreaterThan(15);
  expect(Math.max(...minutes)).toBeLessThan(30.1);
  await later(2);
  await sendOnce();
  expect((await mail()).status).toBe('failed');

  smtp.refused.clear();
  await resendMail(db, id, '对方邮件服务器已恢复', {});
  await deliverAll();
  expect(await mail()).toMatchObject({ status: 'sent', attempts: 1 });
});

it('F11 6.13 550: an unknown address bounces at once and is seen in the mail log; the others go out, and it goes to the corrected address', async () => {
  smtp.refused.set('co@example.test', 550);
  await sendOnce();
  expect(await waiting()).toBe(0);
  const { rows } = await listMails(db, { status: 'bounced' }, true, {});
  expect(rows).toMatchObject([
    { address: 'co@example.test', attempts: 1, error: expect.stringContaining('550'), nextAttempt: null },
  ]);
  await db.person.updateMany({ where: { email: 'co@example.test' }, data: { email: 'co.new@example.test' } });
  await resendMail(db, rows[0]!.id, '地址已更正', {});
  await deliverAll();
  expect(smtp.received.at(-1)!.to).toBe('co.new@example.test');
});

it('F11 a server that refuses our own sign-in has said nothing of the mail: none bounces', async () => {
  const queued = await waiting();
  await sendOnce(smtp.url.replace('//', '//duban:wrong@'));
  expect(await db.mail.count({ where: { status: 'queued', attempts: 0, error: { not: null } } })).toBeGreaterThan(0);
  expect(await waiting()).toBe(queued);
});

it('F11 one connection that hangs holds up its own mail and no other', async () => {
  smtp.answers.set('ua@example.test', 'hang');
  const relay = new MailRelay(db, smtp.url);
  relay.start();
  await eventually(async () => (await db.mail.count({ where: { status: 'queued', address: { not: 'ua@example.test' } } })) === 0);
  const personId = programme.who('ea').personId!;
  for (let n = 0; n < 20; n++)
    await db.$transaction((tx) =>
      queueMail(tx, { personId, address: `x${n}@example.test`, template: 'test', subject: `${n}`, body: '' }),
    );
  await eventually(async () => smtp.received.some(({ to }) => to === 'x19@example.test'));
  expect(await db.mail.count({ where: { status: 'queued', address: 'ua@example.test' } })).toBeGreaterThan(0);
  await relay.stop();
});

it('F11 I7 a server that hangs after the final dot: people go on, the program can end, and the mail goes out again under the same Message-ID', async () => {
  const [{ length: before }, already] = [smtp.received, copies()];
  smtp.answer = 'hang';
  const relay = new MailRelay(db, smtp.url);
  relay.start();
  await eventually(async () => smtp.received.length > before);
  const project = await programme.openProject({ name: '邮件服务器无应答' });
  expect(await programme.must(project, 'submit', 'ea')).toBe('unit_review');
  await relay.stop();
  expect(await db.mail.count({ where: { messageId: smtp.received[before]!.messageId, status: 'queued' } })).toBe(1);
  const hung = smtp.received.length - before;
  smtp.answer = 'accept';
  await deliverAll();
  expect(copies()).toBe(already + hung);
});

it('F6 F11 I7 the connection breaks after the server has kept the mail: it comes again as the same mail', async () => {
  const already = copies();
  smtp.answer = 'drop';
  await sendOnce();
  expect(await waiting()).toBeGreaterThan(0);
  smtp.answer = 'accept';
  await deliverAll();
  expect(copies()).toBeGreaterThan(already);
});

it('F6 I7 the program is killed between the server’s acceptance and its own record: what was under way comes twice, nothing is lost', async () => {
  const [already, before] = [copies(), smtp.received.length];
  // Without an engine the worker sends mail all the same.
  const program = () =>
    spawnProgram('worker', { DATABASE_URL: database.url, SMTP_URL: smtp.url, TEMPORAL_ADDRESS: '127.0.0.1:1' });
  const first = program();
  smtp.kept = () => first.kill('SIGKILL');
  smtp.answer = 'hang';
  await once(first, 'exit');
  const underWay = smtp.received.length - before;
  expect(first.signalCode).toBe('SIGKILL');
  smtp.kept = () => undefined;
  smtp.answer = 'accept';
  await later();
  const second = program();
  await eventually(async () => (await waiting()) === 0);
  second.kill('SIGKILL');
  await once(second, 'exit');
  expect(copies()).toBe(already + underWay);
});

it('F11 6.13 a one-time link that could not be sent while it was good is not sent afterwards, and the log keeps no link', async () => {
  const person = await db.person.findFirstOrThrow({ where: { login: 'po' } });
  const comeBack = await away();
  await db.$transaction((tx) => mailLink(tx, { ...person, email: person.email! }, 'reset', 'http://localhost'));
  const mail = await db.mail.findFirstOrThrow({ where: { template: 'password-reset' } });
  await moveClock(db, { to: mail.createdAt.getTime() + 30 * 60_000 });
  await comeBack();
  await deliverAll();
  expect(arrived(mail.messageId)).toBe(false);
  const kept = await db.mail.findUniqueOrThrow({ where: { id: mail.id } });
  expect(kept.status).toBe('expired');
  expect(kept.body).not.toContain('set-password');
});

it('F11 I7 R1 down for three hours on the day before a closing, reminders arrive late and are still true; past the closing they are not sent, and the record says so', async () => {
  const remind = async (at: number) => {
    await moveClock(db, { to: at });
    await programme.act(programme.callId, 'remind', 'vo', { id: `instant:remind:${at}`, by: { kind: 'time' } });
    return db.mail.findFirstOrThrow({ where: { template: 'digest', address: 'po@example.test' }, orderBy: { place: 'desc' } });
  };
  const hours = async (from: number, until: number) => {
    for (let at = from; at <= until; at += 3_600_000) {
      await moveClock(db, { to: at });
      await later(1);
      await sendOnce();
    }
  };

  let comeBack = await away();
  const early = await remind(atTime('2026-12-30', '09:00'));
  await hours(atTime('2026-12-30', '10:00'), atTime('2026-12-30', '12:00'));
  expect(await waiting()).toBeGreaterThan(1);
  await comeBack();
  await deliverAll();
  expect(await waiting()).toBe(0);
  expect(arrived(early.messageId)).toBe(true);
  expect(early.body).toMatch(/12月31日24:00.*\n\n以上为2026年12月30日09:00/s);

  comeBack = await away();
  const last = await remind(atTime('2026-12-31', '09:00'));
  await hours(atTime('2026-12-31', '22:00'), atTime('2027-01-01', '01:00'));
  await comeBack();
  await deliverAll();
  expect(arrived(last.messageId)).toBe(false);
  const { rows } = await listMails(db, { status: 'expired' }, true, {});
  expect(rows.map(({ id, error }) => [id, error])).toContainEqual([last.id, '所载时限已过，不再发送。']);
});
