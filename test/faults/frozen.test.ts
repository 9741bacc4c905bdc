import { randomUUID } from 'node:crypto';
import { Connection } from '@temporalio/client';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { atTime } from '#domain/calendar/instant.js';
import { moveClock } from '#records/clock.js';
import { openDatabase, type Database } from '#records/database.js';
import { differences } from '#test/harness/agreement.js';
import { giveTestPassword, testPassword } from '#test/harness/api.js';
import { Clients } from '#test/harness/client.js';
import { Finance } from '#test/harness/finance.js';
import { Machine } from '#test/harness/machine.js';
import { Programme, ticked } from '#test/harness/programme.js';
import { startSmtp, type TestSmtp } from '#test/harness/smtp.js';
import { eventually } from '#test/harness/temporal.js';
import { violations } from '#test/oracles/invariants.js';
import { Journal } from '#test/oracles/journal.js';
import { mailViolations } from '#test/oracles/mails.js';
import { moneyViolations } from '#test/oracles/money.js';

let machine: Machine;
let db: Database;
let programme: Programme;
let finance: Finance;
let instalment: string;
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
    await programme.openCall();
    finance = new Finance(db);
    await finance.join();
    const budget = await finance.budget('major-project', 2026, '100');
    instalment = (await finance.plan(1_000_000_00n, '70/30')).instalments[0]!;
    await finance.approveInstalment(instalment, '2000000');
    await finance.must(budget, 'allocate', 'maker');
    await giveTestPassword(db);
  }, smtp.url);
  temporal = await Connection.connect({ address: machine.temporalAddress });
  await people.signIn('ea', 'ua', 'co', 'po');
});
afterAll(async () => {
  await temporal?.close();
  await db?.$disconnect();
  await machine?.stop();
  await smtp.stop();
});

afterEach(async () => {
  frozen.forEach(thaw);
  expect(await journal.violations(machine.databaseUrl)).toEqual([]);
  expect(await violations(machine.databaseUrl)).toEqual([]);
  expect(await moneyViolations(machine.databaseUrl)).toEqual([]);
  expect(await differences(db, temporal)).toEqual([]);
  // What was sent while the record could not be told comes again when its claim is over; what was put off, when its pause is.
  await db.$executeRaw`update mail set claimed_until = null where status = 'queued'`;
  await eventually(async () => {
    await db.$executeRaw`update mail set claimed_until = null where status = 'queued' and claimed_until < clock_timestamp() + interval '10 minutes'`;
    return (await db.mail.count({ where: { status: 'queued' } })) === 0;
  });
  expect(await mailViolations(machine.databaseUrl, smtp.received, 3)).toEqual([]);
});

const frozen = new Set<number>();
/** Frozen until it is thawed, by the end of the test at the latest. */
function freeze(pid: number): () => void {
  process.kill(pid, 'SIGSTOP');
  frozen.add(pid);
  return () => thaw(pid);
}
function thaw(pid: number): void {
  if (frozen.delete(pid)) process.kill(pid, 'SIGCONT');
}
const logged = (ids: string[], on: string) => db.caseEvent.count({ where: { caseId: { in: ids }, on } });

async function atCounty(count: number, name: string): Promise<string[]> {
  const ids = await Promise.all(Array.from({ length: count }, (_, n) => programme.openProject({ name: `${name}${n}` })));
  for (const id of ids) {
    await people.act('ea', id, 'submit');
    expect(await people.act('ua', id, 'approve', { password: testPassword })).toBe('county');
  }
  await eventually(async () => (await db.case.count({ where: { id: { in: ids }, undelivered: true } })) === 0);
  return ids;
}
const recommend = (id: string) => people.act('co', id, 'recommend', { payload: ticked });

/** A table held, so that whoever comes to it stands still in the middle of what it does. */
class Held {
  private readonly client = new pg.Client({ connectionString: machine.databaseUrl });

  private constructor(private readonly table: string) {}

  static async take(table: string, mode: 'share' | 'access exclusive'): Promise<Held> {
    const held = new Held(table);
    await held.client.connect();
    await held.client.query(`begin; lock table ${table} in ${mode} mode`);
    return held;
  }

  /** The backends that stand before it, once there are so many. */
  standing(count: number): Promise<number[]> {
    return eventually(async () => {
      const { rows } = await this.client.query<{ pid: number }>(
        `select pid from pg_locks where not granted and relation = '${this.table}'::regclass`,
      );
      return rows.length >= count && rows.map(({ pid }) => pid);
    });
  }

  async letGo(): Promise<void> {
    await this.client.query('rollback');
    await this.client.end();
  }
}

it('F5 I3 I7 a worker frozen in the middle of knocks, of an exchange with the treasury and of a mail goes on when another has done its work: everything has happened once', async () => {
  smtp.answers.set('co@example.test', 'hang');
  const ids = await atCounty(4, '冻结');
  const treasury = await Held.take('treasury_simulator.payment', 'access exclusive');
  const order = await finance.order([instalment]);
  await treasury.standing(1);
  const log = await Held.take('case_event', 'share');
  await moveClock(db, { to: atTime('2026-12-09', '00:00') });
  await log.standing(3);
  const inHand = await eventually(async () => smtp.received.find(({ to }) => to === 'co@example.test'));
  await treasury.standing(1);
  const zombie = machine.program('worker');
  const goOn = freeze(zombie.pid!);
  await log.letGo();
  await treasury.letGo();
  smtp.hangUp();
  smtp.answers.clear();
  // The quarter of an hour for which the frozen one has claimed its mails is over.
  await db.$executeRaw`update mail set claimed_until = null where status = 'queued'`;

  await machine.run('worker');
  // A person whose case the frozen transaction holds gets in when it has lost it, others at once.
  expect(await recommend(ids[0]!)).toBe('prefecture');
  const rest = ids.slice(1);
  await eventually(async () => (await logged(rest, 'overdue')) === rest.length, 60_000);
  await eventually(async () => (await finance.statusOf(order)) === 'settled', 60_000);
  const mail = () =>
    db.mail.findUniqueOrThrow({ where: { messageId: inHand.messageId }, select: { status: true, attempts: true } });
  await eventually(async () => (await mail()).status === 'sent');

  goOn();
  // Asked to end, it finishes what it had begun.
  zombie.kill('SIGTERM');
  await eventually(async () => zombie.exitCode === 0);
  for (const on of ['half-time', 'day-before', 'overdue']) expect(await logged(rest, on)).toBe(rest.length);
  expect(await logged([order], 'receipt')).toBe(1);
  expect(await db.paymentDiscrepancy.count()).toBe(0);
  expect(await mail()).toEqual({ status: 'sent', attempts: 2 });
});

it('F5 I5 an api frozen in the middle of a decision: the same act sent to another counts once, others go on, and the first learns that its own came to nothing', async () => {
  const [id, other] = [await programme.openProject({ name: '接口冻结' }), (await atCounty(1, '接口冻结旁'))[0]!];
  const act = { id: randomUUID(), on: 'submit' };
  const log = await Held.take('case_event', 'share');
  const first = people.send('ea', id, act);
  await log.standing(1);
  const goOn = freeze(machine.pidOf('api'));
  await log.letGo();
  await machine.run('api');
  expect(await recommend(other)).toBe('prefecture');
  expect(await people.act('ea', id, 'submit', act)).toBe('unit_review');
  goOn();
  expect(await first).toMatchObject({
    status: 503,
    body: { code: 'record_away', message: expect.stringMatching(/可能没有生效.*请稍后重试/) },
  });
  expect(await logged([id], 'submit')).toBe(1);
});

it('F5 I5 a process of PostgreSQL frozen in the middle of a decision, and the one that takes new connections: it is answered in time, others go on, and asked again it counts once', async () => {
  const [id, other] = [await programme.openProject({ name: '数据库冻结' }), (await atCounty(1, '数据库冻结旁'))[0]!];
  const act = { id: randomUUID(), on: 'submit' };
  const log = await Held.take('case_event', 'share');
  const first = people.send('ea', id, act);
  const [backend] = await log.standing(1);
  const goOn = [backend!, machine.pidOf('postgres')].map(freeze);
  await log.letGo();
  expect(await recommend(other)).toBe('prefecture');
  // Whoever comes to the same case is told that it is busy, or that no further connection is to be had.
  for (const answer of [await people.send('ea', id, act), await first])
    expect(answer).toMatchObject({
      status: 503,
      body: { message: expect.stringMatching(/本次操作(可能)?没有生效.*请稍后重试/) },
    });
  for (const each of goOn) each();
  expect(await people.act('ea', id, 'submit', act)).toBe('unit_review');
  expect(await logged([id], 'submit')).toBe(1);
});

it('F5 I9 Temporal frozen for longer than an activity may be silent: people go on, and what was in hand has happened once when it is back', async () => {
  const [other, ...ids] = await atCounty(4, '引擎冻结');
  const log = await Held.take('case_event', 'share');
  await moveClock(db, { to: atTime('2026-12-18', '00:00') });
  await log.standing(3);
  const frozenAt = Date.now();
  const goOn = freeze(machine.pidOf('temporal'));
  await log.letGo();
  expect(await recommend(other!)).toBe('prefecture');
  await eventually(async () => Date.now() > frozenAt + 12_000);
  expect(await people.act('po', other!, 'approve', { payload: ticked })).toBe('transmittable');
  goOn();
  await eventually(async () => (await logged(ids, 'overdue')) === ids.length, 60_000);
  for (const on of ['half-time', 'day-before', 'overdue']) expect(await logged(ids, on)).toBe(ids.length);
});
