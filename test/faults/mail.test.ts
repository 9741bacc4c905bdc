import { once } from 'node:events';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { MailRelay } from '#apps/worker/mail-relay.js';
import { atTime } from '#domain/calendar/instant.js';
import { openDatabase, type Database } from '#records/database.js';
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
  const project = await programme.openProject({ name: '邮件中断' });
  await programme.must(project, 'submit', 'ea');
  await programme.must(project, 'approve', 'ua');
  expect(await waiting()).toBeGreaterThan(1);
});
afterEach(async () => {
  smtp.kept = () => undefined;
  smtp.answer = 'accept';
  await deliverAll();
  // Nobody gets a mail twice without a crash between; what comes twice is recognised as one.
  expect(await mailViolations(database.url, smtp.received, 2)).toEqual([]);
  expect(await violations(database.url)).toEqual([]);
});

const waiting = () => db.mail.count({ where: { status: 'queued' } });
/** The pause before the next attempt is over. */
const later = () => db.$executeRaw`update mail set claimed_until = null where status = 'queued'`;
const copies = () => smtp.received.length - new Set(smtp.received.map(({ messageId }) => messageId)).size;

async function sendOnce(): Promise<void> {
  await later();
  const relay = new MailRelay(db, smtp.url);
  await relay.sendBatch();
  await relay.stop();
}
async function deliverAll(): Promise<void> {
  await later();
  const relay = new MailRelay(db, smtp.url);
  while ((await relay.sendBatch()) > 0);
  await relay.stop();
}

it('F11 I7 a server that says 421 and then is gone: nothing bounces, and everything arrives once it is back', async () => {
  const [queued, before] = [await waiting(), copies()];
  smtp.answer = 421;
  await sendOnce();
  const { received } = smtp;
  const port = Number(new URL(smtp.url).port);
  await smtp.stop();
  await sendOnce();
  expect(await waiting()).toBe(queued);
  expect(await db.mail.count({ where: { status: 'queued', attempts: 2, error: { not: null } } })).toBe(queued);
  smtp = await startSmtp(port);
  smtp.received.push(...received);
  await deliverAll();
  expect(await waiting()).toBe(0);
  expect(copies()).toBe(before);
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
  smtp.answer = 'accept';
  await deliverAll();
  expect(copies()).toBe(already + 1);
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

it('F6 I7 the program is killed between the server’s acceptance and its own record: one mail twice, none lost', async () => {
  const already = copies();
  await later();
  // Without an engine the worker sends mail all the same.
  const program = () =>
    spawnProgram('worker', { DATABASE_URL: database.url, SMTP_URL: smtp.url, TEMPORAL_ADDRESS: '127.0.0.1:1' });
  const first = program();
  smtp.kept = () => first.kill('SIGKILL');
  smtp.answer = 'hang';
  await once(first, 'exit');
  expect(first.signalCode).toBe('SIGKILL');
  smtp.kept = () => undefined;
  smtp.answer = 'accept';
  await later();
  const second = program();
  await eventually(async () => (await waiting()) === 0);
  second.kill('SIGKILL');
  await once(second, 'exit');
  expect(copies()).toBe(already + 1);
});
