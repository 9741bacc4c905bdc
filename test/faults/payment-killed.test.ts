import pg from 'pg';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { atTime } from '#domain/calendar/instant.js';
import { openDatabase, type Database } from '#records/database.js';
import { Finance } from '#test/harness/finance.js';
import { Machine } from '#test/harness/machine.js';
import { eventually } from '#test/harness/temporal.js';
import { violations } from '#test/oracles/invariants.js';
import { moneyViolations } from '#test/oracles/money.js';

let machine: Machine;
let db: Database;
let finance: Finance;
/** Two instalments each: what an order pays. */
const pairs: string[][] = [];

beforeAll(async () => {
  machine = await Machine.start(async (databaseUrl) => {
    db = openDatabase(databaseUrl);
    finance = new Finance(db);
    await finance.prepare(atTime('2026-12-01', '09:00'));
    const budget = await finance.budget('major-project', 2026, '1000');
    for (let n = 0; n < 4; n += 1) {
      const plans = [await finance.plan(1_000_000_00n, '70/30'), await finance.plan(1_000_000_00n, '70/30')];
      pairs.push(plans.map(({ instalments }) => instalments[0]!));
    }
    for (const id of pairs.flat()) await finance.approveInstalment(id, '2000000');
    await finance.must(budget, 'allocate', 'maker');
  });
});
afterAll(async () => {
  await db?.$disconnect();
  await machine?.stop();
});
afterEach(async () => {
  expect(await violations(machine.databaseUrl)).toEqual([]);
  expect(await moneyViolations(machine.databaseUrl)).toEqual([]);
});

/** Holds what the statements take, so that whoever comes to it stands still in the middle of what it does. */
async function hold(statements: string, values: unknown[]): Promise<() => Promise<void>> {
  const client = new pg.Client({ connectionString: machine.databaseUrl });
  await client.connect();
  await client.query('begin');
  await client.query(statements, values);
  return async () => {
    await client.query('rollback');
    await client.end();
  };
}
const keyOf = (id: string) => `${id}/1`;
/** The treasury takes no payment under the key. */
const holdSending = (id: string) =>
  hold(
    `insert into treasury_simulator.payment (key, payee, account, fen, received_at, ref) values ($1, '', '{}', 1, now(), $1)`,
    [keyOf(id)],
  );
const holdCase = (id: string) => hold(`select from "case" where id = $1 for update`, [id]);

const atTreasury = (ids: string[]) =>
  db.$queryRaw<{ key: string }[]>`
    select key from treasury_simulator.payment where key = any (${ids.map(keyOf)}::text[]) order by position`;
const receipts = (order: string) => db.caseEvent.count({ where: { caseId: order, on: 'receipt' } });
const standing = async (count: number) => {
  const waiting = await db.$queryRaw<object[]>`
    select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and pid <> pg_backend_pid()`;
  return waiting.length === count;
};

it('F6 I1 I3 the worker killed with one order before it is sent, one half sent, one sent and unanswered, one with half its receipts: each payment is made once and booked once', async () => {
  const [unsent, halfSent, unanswered, halfAnswered] = pairs as [string[], string[], string[], string[]];
  // Each exchange stands before its first payment; the order in which it sends is that of its intents.
  const doors = await Promise.all(pairs.flat().map(holdSending));
  const orders: string[] = [];
  for (const pair of pairs) orders.push(await finance.order(pair));
  await eventually(() => standing(4));
  const intents = async (of: number) =>
    (await db.paymentIntent.findMany({ where: { orderId: orders[of]! } })).map(({ caseId }) => caseId);
  const open = (id: string) => doors[pairs.flat().indexOf(id)]!();

  const [first] = await intents(1);
  await open(first!);
  const releases = [await holdCase(orders[2]!)];
  for (const id of unanswered) await open(id);
  // Receipts come newest first: that of the payment sent first is held up.
  const [sentFirst] = await intents(3);
  releases.push(await holdCase(sentFirst!));
  for (const id of halfAnswered) await open(id);
  await eventually(async () => (await receipts(orders[3]!)) === 1 && (await standing(4)));
  expect((await Promise.all(pairs.map(atTreasury))).map((paid) => paid.length)).toEqual([0, 1, 2, 2]);

  await machine.kill('worker');
  for (const release of releases) await release();
  for (const id of [...unsent, ...halfSent.filter((one) => one !== first)]) await open(id);
  await eventually(() => standing(0));
  expect(await Promise.all(orders.map(receipts))).toEqual([0, 0, 0, 1]);
  await machine.run('worker');
  await eventually(
    async () => (await Promise.all(orders.map((id) => finance.statusOf(id)))).every((at) => at === 'settled'),
    60_000,
  );

  for (const [index, pair] of pairs.entries()) {
    expect((await atTreasury(pair)).map(({ key }) => key).sort()).toEqual(pair.map(keyOf).sort());
    expect(await receipts(orders[index]!)).toBe(2);
    expect(await Promise.all(pair.map((id) => finance.statusOf(id)))).toEqual(['paid', 'paid']);
  }
  expect(await db.paymentDiscrepancy.count()).toBe(0);
});
