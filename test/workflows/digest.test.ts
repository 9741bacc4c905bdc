import { afterAll, beforeAll, expect, it } from 'vitest';
import { MailRelay } from '#apps/worker/mail-relay.js';
import { atTime, endOfDay } from '#domain/calendar/instant.js';
import { moveClock } from '#records/clock.js';
import { openDatabase, type Database } from '#records/database.js';
import { openDailyDigest } from '#records/programmes/daily-digest.js';
import { createDatabase, type TestDatabase } from '#test/harness/database.js';
import { Programme } from '#test/harness/programme.js';
import { startSmtp, type TestSmtp } from '#test/harness/smtp.js';
import { eventually, startEngine, type Engine } from '#test/harness/temporal.js';
import { violations } from '#test/oracles/invariants.js';

let database: TestDatabase;
let db: Database;
let engine: Engine;
let programme: Programme;
let smtp: TestSmtp;
let mail: MailRelay;

beforeAll(async () => {
  database = await createDatabase();
  db = openDatabase(database.url);
  programme = new Programme(db);
  await programme.prepare(atTime('2026-11-27', '18:00'));
  engine = await startEngine(db);
  smtp = await startSmtp();
  mail = new MailRelay(db, smtp.url);
  mail.start();
});
afterAll(async () => {
  await mail.stop();
  await smtp.stop();
  await db.$disconnect();
  await database.drop();
});

const to = (at: number) => moveClock(db, { to: at });
const logged = (caseId: string, on: string, times = 1) =>
  eventually(async () => (await db.caseEvent.count({ where: { caseId, on } })) >= times);
const digests = (address: string) => db.mail.findMany({ where: { template: 'digest', address }, orderBy: { createdAt: 'asc' } });
const lines = (body: string) => body.split('\n\n')[0]!.split('\n');

it('6.13 R1 reminders wait for 08:30 of the next working day and reach each recipient as one mail; those of a closing come at their own hour', async () => {
  await programme.openCall();
  const projects = [await programme.openProject({ name: '甲项目' }), await programme.openProject({ name: '乙项目' })];
  for (const project of projects) {
    await programme.toCounty(project);
  }
  // Two workers start at the same moment; there is one digest all the same.
  const [one, other] = await Promise.all([openDailyDigest(db), openDailyDigest(db)]);
  expect(one).toEqual(other);

  // Sealed on Friday evening: the weekend has no digest; half of the five working days is over on Tuesday at nine, when D-30 comes too, and at once.
  await to(atTime('2026-11-29', '09:00'));
  for (const [morning, times] of [
    ['2026-11-30', 1],
    ['2026-12-01', 2],
  ] as const) {
    await to(atTime(morning, '08:30'));
    await logged(one.id, 'digest', times);
  }
  await to(atTime('2026-12-01', '09:00'));
  for (const project of projects) await logged(project, 'half-time');
  await logged(programme.callId, 'remind');
  expect(await db.digestLine.count({ where: { mailId: null } })).toBe(2);
  expect(await digests('po@example.test')).toMatchObject([
    { subject: '【云南省科技项目系统】汇总：1项事项', usefulUntil: new Date(endOfDay('2026-12-31')) },
  ]);
  expect(await digests('co@example.test')).toEqual([]);

  await to(atTime('2026-12-02', '08:30') - 1);
  expect(await digests('co@example.test')).toEqual([]);
  await to(atTime('2026-12-02', '08:30'));
  await logged(one.id, 'digest', 3);
  const [digest, ...more] = await digests('co@example.test');
  expect(more).toEqual([]);
  const [first, firstPath, second, secondPath] = lines(digest!.body);
  for (const line of [first, second]) expect(line).toMatch(/^县级审核办理时限过半 202701ZD\d{6}$/);
  expect([firstPath, secondPath].sort()).toEqual(projects.map((project) => `/cases/${project}`).sort());
  expect(await digests('po@example.test')).toHaveLength(1);

  expect(await db.case.findUniqueOrThrow({ where: { id: one.id } })).toMatchObject({
    nextInstant: 'digest',
    nextInstantAt: new Date(atTime('2026-12-03', '08:30')),
  });
  await eventually(async () => smtp.received.filter(({ messageId }) => messageId.startsWith('<digest.')).length === 2);
});

it('R1 6.13 at the closing every firm hears at once, in one mail', async () => {
  const open = await db.case.count({ where: { process: 'key-project', ended: false } });
  await to(endOfDay('2026-12-31'));
  await eventually(async () => (await db.case.count({ where: { status: 'not_transmitted' } })) === open);
  const [digest, ...more] = await eventually(async () => {
    const found = await digests('ea@example.test');
    return found.length > 0 && found;
  });
  expect(more).toEqual([]);
  expect(lines(digest!.body)).toHaveLength(2 * open);
  await eventually(async () => smtp.received.some((received) => received.messageId === digest!.messageId));
  expect(await violations(database.url)).toEqual([]);
  await engine.close();
});
