import { Connection } from '@temporalio/client';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { atTime, endOfDay } from '#domain/calendar/instant.js';
import type { CaseState } from '#domain/process/types.js';
import { moveClock } from '#records/clock.js';
import { openDatabase, type Database } from '#records/database.js';
import { differences } from '#test/harness/agreement.js';
import { giveTestPassword, testPassword } from '#test/harness/api.js';
import { Clients } from '#test/harness/client.js';
import { Machine } from '#test/harness/machine.js';
import { Programme, ticked } from '#test/harness/programme.js';
import { startSmtp, type TestSmtp } from '#test/harness/smtp.js';
import { eventually } from '#test/harness/temporal.js';
import { violations } from '#test/oracles/invariants.js';
import { Journal } from '#test/oracles/journal.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** So long before an instant the business clock begins to run, for the engine's own timers to meet it. */
const BEFORE_MS = 1_500;

let machine: Machine;
let db: Database;
let programme: Programme;
let smtp: TestSmtp;
let temporal: Connection;
const journal = new Journal();
const people = new Clients(() => machine.url, journal);

/** The api's host is off by so much, the worker's as much the other way. */
function hosts(apiMs: number): void {
  machine.setClocks({ api: apiMs, worker: -apiMs });
}

beforeAll(async () => {
  smtp = await startSmtp();
  machine = await Machine.start(
    async (databaseUrl) => {
      db = openDatabase(databaseUrl);
      programme = new Programme(db);
      await programme.prepare(atTime('2026-12-01', '09:00'));
      await giveTestPassword(db);
    },
    smtp.url,
    true,
  );
  temporal = await Connection.connect({ address: machine.temporalAddress });
});
afterAll(async () => {
  await temporal?.close();
  await db?.$disconnect();
  await machine?.stop();
  await smtp?.stop();
});

const instantOf = async (caseId: string, name: string): Promise<number> => {
  const { state } = await db.case.findUniqueOrThrow({ where: { id: caseId }, select: { state: true } });
  return (state as unknown as CaseState).instants.find((instant) => instant.name === name)!.at;
};
const logged = (caseId: string, on: string) => db.caseEvent.findMany({ where: { caseId, on }, select: { at: true } });
const said = async (caseId: string, on: string) => eventually(async () => (await logged(caseId, on))[0]?.at.getTime());
/** The clock comes to the instant by itself. */
const runTo = (at: number) => moveClock(db, { to: at - BEFORE_MS, speed: 1 });

const skews = [
  ['an hour ahead', HOUR_MS, '2026-12-11'],
  ['an hour behind', -HOUR_MS, '2026-12-21'],
  ['a day ahead', DAY_MS, '2026-12-31'],
] as const;
it.each(skews)(
  'F13 I6 the api %s, the worker as much the other way, and both leaping over the closing: people act until it and not after, reminders and the end come at their instants, once',
  async (_how, apiMs, closingDate) => {
    const closing = endOfDay(closingDate);
    const prefecture = { unitId: programme.units.prefecture, ownerClosing: closing, countyClosing: closing };
    await programme.openCall(2027, { closingDate, prefectures: { '532300': prefecture } }, `云工信〔2026〕${closingDate}号`);
    hosts(apiMs);
    // Signed in under this clock, and at home under the other.
    await people.signIn('ea', 'co');
    const [atDesk, decided] = [
      await programme.openAtCounty({ name: `待审${closingDate}` }),
      await programme.openAtCounty({ name: `已审${closingDate}` }),
    ];
    const [early, late] = [
      await programme.openProject({ name: `早${closingDate}` }),
      await programme.openProject({ name: `晚${closingDate}` }),
    ];

    const halfTime = await instantOf(atDesk, 'half-time');
    await runTo(halfTime);
    expect(await said(atDesk, 'half-time')).toBeGreaterThanOrEqual(halfTime);

    await moveClock(db, { to: closing - BEFORE_MS, speed: 0 });
    expect(await people.act('ea', early, 'submit')).toBe('unit_review');
    expect(await people.act('co', decided, 'recommend', { payload: ticked })).toBe('prefecture');
    await moveClock(db, { speed: 1 });
    hosts(-apiMs);
    for (const id of [early, late, atDesk]) expect(await said(id, 'deadline-passed')).toBeGreaterThanOrEqual(closing);
    await moveClock(db, { speed: 0 });
    expect(await people.act('ea', late, 'submit')).toBe('ended');
    expect(await people.act('co', atDesk, 'recommend', { payload: ticked })).toBe('ended');

    for (const on of ['half-time', 'deadline-passed']) expect(await logged(atDesk, on)).toHaveLength(1);
    const since = { at: { gte: new Date(closing) }, personId: { not: null } };
    expect(await db.caseEvent.count({ where: { caseId: { in: [early, late, atDesk, decided] }, ...since } })).toBe(0);
    expect(await journal.violations(machine.databaseUrl)).toEqual([]);
    expect(await violations(machine.databaseUrl)).toEqual([]);
    expect(await differences(db, temporal)).toEqual([]);
  },
);

it('F13 from an api a day behind the link for a forgotten password opens, who signs in stays in when its clock is put right, and a mail bears the true hour', async () => {
  hosts(-DAY_MS);
  const post = (path: string, body: unknown) =>
    fetch(`${machine.url}/api/password/${path}`, {
      method: 'POST',
      headers: { 'x-duban': '1', 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  // Once it has left, the mail log keeps no link.
  smtp.answers.set('ua@example.test', 451);
  expect((await post('forgot', { account: 'ua' })).status).toBe(202);
  const { body, messageId } = await db.mail.findFirstOrThrow({ where: { template: 'password-reset' } });
  const token = /set-password#(\S+)/.exec(body)![1];
  smtp.answers.clear();
  expect((await post('link', { token })).status).toBe(200);
  expect((await post('reset', { token, password: testPassword })).status).toBe(204);
  await people.signIn('ua');
  hosts(0);
  expect(await people.act('ua', programme.callId, 'approve')).toBe('not_possible_now');

  const { source } = await eventually(async () => {
    await db.$executeRaw`update mail set claimed_until = null where status = 'queued' and claimed_until < clock_timestamp() + interval '10 minutes'`;
    return smtp.received.find((mail) => mail.messageId === messageId);
  });
  const { at } = await db.auditEntry.findFirstOrThrow({ where: { action: 'password.forgotten' } });
  expect(Math.abs(Date.parse(/^Date: (.*)$/m.exec(source)![1]!) - at.getTime())).toBeLessThan(HOUR_MS);
});
