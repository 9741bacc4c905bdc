import { Connection } from '@temporalio/client';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { atTime, endOfDay } from '#domain/calendar/instant.js';
import { moveClock, readClock } from '#records/clock.js';
import { openDatabase, type Database } from '#records/database.js';
import { differences } from '#test/harness/agreement.js';
import { giveTestPassword } from '#test/harness/api.js';
import { Clients } from '#test/harness/client.js';
import { Machine } from '#test/harness/machine.js';
import { Programme, ticked } from '#test/harness/programme.js';
import { startSmtp, type TestSmtp } from '#test/harness/smtp.js';
import { eventually } from '#test/harness/temporal.js';
import { violations } from '#test/oracles/invariants.js';
import { Journal } from '#test/oracles/journal.js';
import { mailViolations } from '#test/oracles/mails.js';

/** Open cases of each closing: drafts, and others on the county's desk. */
const DRAFTS = 50;
const AT_COUNTY = 25;
/** So long before the closing the clock begins to run, and the first of them sets out. */
const BEFORE_MS = 8_000;
const FIRST_MS = 3_000;
/** One act every so often: three in five come in time. */
const APART_MS = 50;

let machine: Machine;
let db: Database;
let programme: Programme;
let smtp: TestSmtp;
let temporal: Connection;
const journal = new Journal();
const people = new Clients(() => machine.url, journal);

beforeAll(async () => {
  smtp = await startSmtp();
  machine = await Machine.start(async (databaseUrl) => {
    db = openDatabase(databaseUrl);
    programme = new Programme(db);
    await programme.prepare(atTime('2026-12-01', '09:00'));
    await giveTestPassword(db);
  }, smtp.url);
  temporal = await Connection.connect({ address: machine.temporalAddress });
  await people.signIn('ea', 'co');
});
afterAll(async () => {
  await temporal?.close();
  await db?.$disconnect();
  await machine?.stop();
  await smtp?.stop();
});

const until = (instant: number) => new Promise((resolve) => setTimeout(resolve, instant - Date.now()));

/** A call of its own, all of whose closings are the end of the day, with its open cases. */
async function population(closingDate: string): Promise<{ drafts: string[]; atCounty: string[] }> {
  const closing = endOfDay(closingDate);
  const prefecture = { unitId: programme.units.prefecture, ownerClosing: closing, countyClosing: closing };
  await programme.openCall(2027, { closingDate, prefectures: { '532300': prefecture } }, `云工信〔2026〕${closingDate}号`);
  const open = async (count: number, name: string) => {
    const ids: string[] = [];
    for (let n = 0; n < count; n += 1) ids.push(await programme.openProject({ name: `${name}${closingDate}${n}` }));
    return ids;
  };
  const [drafts, atCounty] = await Promise.all([open(DRAFTS, '草稿'), open(AT_COUNTY, '待审')]);
  for (const id of atCounty) {
    await programme.toCounty(id);
  }
  return { drafts, atCounty };
}

/** The server dies with every connection, and comes back at its address with what it had. */
async function smtpDies(): Promise<() => Promise<void>> {
  const { received, url } = smtp;
  await smtp.stop();
  return async () => {
    smtp = await startSmtp(Number(new URL(url).port));
    smtp.received.push(...received);
  };
}

async function dies(part: 'worker' | 'temporal' | 'postgres' | 'smtp'): Promise<() => Promise<void>> {
  if (part === 'smtp') return smtpDies();
  await machine.kill(part, 'SIGKILL');
  return () => machine.run(part);
}

const killed = [
  ['worker', '2026-12-28'],
  ['temporal', '2026-12-29'],
  ['smtp', '2026-12-30'],
  ['postgres', '2026-12-31'],
] as const;
it.each(killed)(
  'F15 I6 I7 %s killed 0.2 s after a closing of 75 open cases, with submissions and decisions coming in: each expires once, none is decided after it, each firm is told once',
  async (part, closingDate) => {
    const { drafts, atCounty } = await population(closingDate);
    const closing = endOfDay(closingDate);
    await moveClock(db, { to: closing - BEFORE_MS, speed: 1 });
    const { realEpoch, businessEpoch } = await readClock(db);
    const instant = realEpoch + (closing - businessEpoch);

    const acts = drafts.flatMap((id, n) => [
      () => people.act('ea', id, 'submit'),
      ...(n < AT_COUNTY ? [() => people.act('co', atCounty[n]!, 'recommend', { payload: ticked })] : []),
    ]);
    const storm = Promise.all(
      acts.map(async (act, n) => {
        await until(instant - FIRST_MS + n * APART_MS);
        return act();
      }),
    );
    await until(instant + 200);
    const comeBack = await dies(part);
    await comeBack();
    const answers = await storm;

    const ids = [...drafts, ...atCounty];
    const where = { id: { in: ids } };
    await eventually(async () => (await db.case.count({ where: { ...where, ended: false } })) === 0, 60_000);
    await moveClock(db, { speed: 0 });
    const accepted = answers.filter((answer) => ['unit_review', 'prefecture'].includes(answer));
    expect(accepted.length).toBeGreaterThan(10);
    expect(accepted.length).toBeLessThan(acts.length);
    expect(await db.case.count({ where: { ...where, status: 'not_transmitted' } })).toBe(ids.length);
    const log = { caseId: { in: ids } };
    expect(await db.caseEvent.count({ where: { ...log, on: 'deadline-passed' } })).toBe(ids.length);
    expect(await db.caseEvent.count({ where: { ...log, personId: { not: null }, at: { gte: new Date(closing) } } })).toBe(0);

    // Told when the sweep is through, which a dead worker's successor repeats; what a dead sender held in its hands is offered again.
    await eventually(
      async () => (await db.digestLine.count({ where: { ...log, digest: 'not-transmitted', mailId: null } })) === 0,
      90_000,
    );
    await eventually(async () => {
      await db.$executeRaw`update mail set claimed_until = null where status = 'queued' and claimed_until < clock_timestamp() + interval '14 minutes 50 seconds'`;
      return (await db.mail.count({ where: { status: 'queued' } })) === 0;
    }, 60_000);
    const lines = await db.digestLine.findMany({ where: { ...log, digest: 'not-transmitted' } });
    expect(new Set(lines.map(({ caseId, personId }) => `${caseId} ${personId}`)).size).toBe(lines.length);
    expect(new Set(lines.map(({ caseId }) => caseId)).size).toBe(ids.length);
    expect(new Set(lines.map(({ mailId }) => mailId)).size).toBe(new Set(lines.map(({ personId }) => personId)).size);
    expect(await mailViolations(machine.databaseUrl, smtp.received, 2)).toEqual([]);
    expect(await journal.violations(machine.databaseUrl)).toEqual([]);
    expect(await violations(machine.databaseUrl)).toEqual([]);
    expect(await differences(db, temporal)).toEqual([]);
  },
);
