import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { atTime } from '#domain/calendar/instant.js';
import { exampleFacts } from '#domain/subsidy/examples.js';
import { moveClock } from '#records/clock.js';
import { openDatabase, type Database } from '#records/database.js';
import { openPaymentOrder } from '#records/programmes/payment/order.js';
import { giveTestPassword, testPassword } from '#test/harness/api.js';
import { Clients } from '#test/harness/client.js';
import { documentNo, opinion } from '#test/harness/finance.js';
import { Machine } from '#test/harness/machine.js';
import { Subsidies } from '#test/harness/subsidy.js';
import { eventually } from '#test/harness/temporal.js';
import { capViolations } from '#test/oracles/caps.js';
import { violations } from '#test/oracles/invariants.js';
import { Journal } from '#test/oracles/journal.js';
import { moneyViolations } from '#test/oracles/money.js';

const wan = (amount: number) => BigInt(amount) * 1_000_000n;
const officers = Array.from({ length: 64 }, (_, n) => `officer-${n}`);
const firms = ['firm-0', 'firm-1', 'firm-2', 'firm-3'];

let machine: Machine;
let db: Database;
let subsidies: Subsidies;
let killer: pg.Client;
/** One for each officer, in the order in which they are filed. */
const claims: string[] = [];
const journal = new Journal();
const people = new Clients(() => machine.url, journal);

beforeAll(async () => {
  machine = await Machine.start(async (databaseUrl) => {
    db = openDatabase(databaseUrl);
    subsidies = new Subsidies(db);
    await subsidies.prepare(atTime('2026-01-05', '09:00'));
    await subsidies.registers();
    await subsidies.call(2026, '2026-01-01', '2026-12-31');
    await moveClock(db, { to: atTime('2026-12-01', '09:00'), speed: 0 });
    for (const login of officers) await subsidies.person(login, subsidies.units.province, 'VO');
    await subsidies.person('rival', subsidies.units.finance, 'FN');
    await subsidies.claimant('bank', randomUUID(), 'limited');
    const { unitId } = subsidies.who('limited');
    await subsidies.enter('pilot-bank', { unitId: unitId! }, { documentNo: '云科金〔2024〕2号', yearLimit: '2000' });
    await file();
    await giveTestPassword(db);
  });
  killer = new pg.Client({ connectionString: machine.databaseUrl });
  await killer.connect();
  await people.signIn(...officers, 'checker', 'approver', 'rival');
});
afterAll(async () => {
  await killer?.end();
  await db?.$disconnect();
  await machine?.stop();
});
afterEach(async () => {
  expect(await journal.violations(machine.databaseUrl)).toEqual([]);
  expect(await capViolations(machine.databaseUrl)).toEqual([]);
  expect(await moneyViolations(machine.databaseUrl)).toEqual([]);
  expect(await violations(machine.databaseUrl)).toEqual([]);
});

/** More than every limit bears: losses of two banks under the province's pool of 10000, one of them under its own 2000 too, and the interest of firms under 120 each. */
async function file(): Promise<void> {
  for (const n of officers.keys()) {
    const loss = { ...exampleFacts.C1, loanNo: `DK-${n}`, loss: '800' };
    const periods = [{ paid: '150', penalty: '', rate: '6', paidOn: '2026-11-20' }];
    const [measure, facts, login] =
      n % 16 < 8
        ? (['C1', loss, 'bank'] as const)
        : n % 16 < 11
          ? (['C1', loss, 'limited'] as const)
          : (['C6.1', { ...exampleFacts['C6.1'], loanNo: `LD-${n}`, periods }, firms[n % 4]!] as const);
    if (measure === 'C6.1' && !subsidies.persons.has(login)) await certifiedFirm(login);
    claims.push(await subsidies.file(measure, facts, login));
  }
}

async function certifiedFirm(login: string): Promise<void> {
  await subsidies.claimant('firm', randomUUID(), login);
  const { unitId } = subsidies.who(login);
  await subsidies.enter('tech-certificate', { unitId: unitId!, number: `GR-${login}` }, { kind: '高新技术企业' });
}

/** Whatever is in the middle of a transaction loses its connection to the database, by chance and again and again, and once the api dies; no commit meanwhile passes a limit. */
async function underFire<T>(strikes: number, work: Promise<T>): Promise<T> {
  let over = false;
  const done = work.finally(() => (over = true));
  for (let struck = 0; !over;) {
    if (struck < strikes) struck += (await killer.query(strike)).rowCount!;
    if (struck === Math.floor(strikes / 2)) {
      await machine.kill('api');
      await machine.run('api');
      struck += 1;
    }
    expect(await capViolations(machine.databaseUrl)).toEqual([]);
  }
  return done;
}
const strike = `select pg_terminate_backend(pid) from pg_stat_activity
  where datname = current_database() and backend_type = 'client backend' and xact_start is not null and pid <> pg_backend_pid() order by random() limit 1`;

/** Claims that got nothing although each of their limits has room. */
const cutUnderNoFullCap = () => db.$queryRaw`
  select id from "case" where process = 'claim' and status = 'exhausted' and not exists (
    select from jsonb_array_elements(state->'data'->'assessment'->'caps') held join subsidy_cap cap on cap.key = held->>'key'
    where cap.reserved_fen = cap.limit_fen)`;

it('F17 I2 64 officers accept, lower, confirm and refuse at once under pool, bank and firm limits while connections and the api are killed: no limit is passed, each is answered once', async () => {
  const before = journal.unanswered;
  const decided = officers.map(async (officer, n) => {
    const id = claims[n]!;
    await people.act(officer, id, 'accept');
    if (n % 7 === 0) return people.act(officer, id, 'lower', { payload: { amount: '10' }, opinion });
    await people.act(officer, id, 'confirm');
    return people.act('checker', id, n % 7 === 1 ? 'reject' : 'verify', { opinion });
  });
  await underFire(40, Promise.all(decided));
  expect(journal.unanswered).toBeGreaterThan(before);
  expect(await db.caseEvent.count({ where: { caseId: { in: claims }, on: 'accept' } })).toBe(claims.length);

  // Those whom a limit had cut and who got what was given back go on like the others.
  await each('calculating', 'confirm', 'officer');
  await each('verifying', 'verify', 'checker');
  expect(await db.subsidyCap.findMany({ where: { clause: { in: ['C1.2', 'C6.1'] } }, orderBy: { key: 'asc' } })).toMatchObject([
    { clause: 'C1.2', reservedFen: wan(10_000) },
    ...firms.map(() => ({ clause: 'C6.1', reservedFen: wan(120) })),
  ]);
  expect(await cutUnderNoFullCap()).toEqual([]);
});

it('F17 I1 I3 two officers of finance approve each order at once under the same fire: the budget bears it to the fen, one of them pays, and the treasury pays once', async () => {
  const awarded = await award();
  for (const [line, amount] of [
    ['C1', '10000'],
    ['C6.1', '480'],
  ] as const)
    await subsidies.must(await subsidies.budget(line, 2026, amount), 'allocate', 'maker');
  expect(awarded.length).toBeGreaterThan(20);
  const orders: string[] = [];
  for (const id of awarded) {
    const order = await openPaymentOrder(db, {
      id: randomUUID(),
      finance: subsidies.units.finance,
      cases: [id],
      by: subsidies.who('maker'),
    });
    await subsidies.must(order.id, 'check', 'checker');
    orders.push(order.id);
  }
  const before = journal.acknowledged.length;
  const approve = (who: string) => (id: string) =>
    people.act(who, id, 'approve', { password: testPassword, payload: documentNo });
  await underFire(30, Promise.all([...orders.map(approve('approver')), ...orders.map(approve('rival'))]));
  expect(journal.acknowledged.length - before).toBe(orders.length);

  await eventually(
    async () => (await db.case.count({ where: { id: { in: awarded }, status: 'paid' } })) === awarded.length,
    60_000,
  );
  expect(
    await db.ledgerBalance.findMany({ where: { account: { startsWith: 'paid/' } }, orderBy: { account: 'asc' } }),
  ).toMatchObject([
    { account: 'paid/C1/2026', fen: wan(10_000) },
    { account: 'paid/C6.1/2026', fen: wan(480) },
  ]);
});

/** The same act on every claim that stands there. */
async function each(status: string, on: string, by: string): Promise<void> {
  for (const { id } of await db.case.findMany({ where: { process: 'claim', status } })) await subsidies.must(id, on, by);
}

/** The meeting takes all that waits, and nobody objects. */
async function award(): Promise<string[]> {
  const waiting = (await db.case.findMany({ where: { process: 'claim', status: 'meeting' } })).map(({ id }) => id);
  const list = await subsidies.decide(waiting);
  const closes = (await db.case.findUniqueOrThrow({ where: { id: list } })).nextInstantAt!;
  await moveClock(db, { to: closes.getTime(), speed: 0 });
  await eventually(async () => (await db.case.count({ where: { id: { in: waiting }, status: 'approved' } })) === waiting.length);
  return waiting;
}
