import { randomUUID } from 'node:crypto';
import { Client, Connection } from '@temporalio/client';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { atTime } from '#domain/calendar/instant.js';
import { moveClock } from '#records/clock.js';
import { openDatabase, type Database } from '#records/database.js';
import { openPaymentOrder } from '#records/programmes/payment/order.js';
import type { Reconciled } from '#records/reconcile.js';
import { RECONCILE, TASK_QUEUE } from '#workflows/contracts.js';
import { documentNo, Finance } from '#test/harness/finance.js';
import { Machine } from '#test/harness/machine.js';
import { Programme, ticked } from '#test/harness/programme.js';
import { commandsUnder, runAsWritten } from '#test/harness/runbook.js';
import { eventually } from '#test/harness/temporal.js';
import { engineViolations } from '#test/oracles/engine.js';
import { violations } from '#test/oracles/invariants.js';
import { moneyViolations } from '#test/oracles/money.js';

let machine: Machine;
let db: Database;
let programme: Programme;
let finance: Finance;
let temporal: Connection;

beforeAll(async () => {
  machine = await Machine.start(async (databaseUrl) => {
    db = openDatabase(databaseUrl);
    programme = new Programme(db);
    finance = new Finance(db);
    await programme.prepare(atTime('2026-12-01', '09:00'));
    await finance.join();
    await programme.openCall();
  });
  temporal = await Connection.connect({ address: machine.temporalAddress });
  // Not the five minutes' comparison, which does not ask: what it repairs would be missing from the report.
  const schedule = new Client({ connection: temporal }).schedule.getHandle(RECONCILE);
  await eventually(() =>
    schedule.pause().then(
      () => true,
      () => false,
    ),
  );
});
afterAll(async () => {
  await temporal?.close();
  await db?.$disconnect();
  await machine?.stop();
});

/** A case that a relay had taken when its program or its database went is offered again after half a minute. */
const PATIENCE_MS = 75_000;
/** Record and engine have nothing more to tell each other. */
async function agreed(): Promise<void> {
  const differ = () =>
    engineViolations(db, new Client({ connection: temporal }), TASK_QUEUE).catch((away: unknown) => [String(away)]);
  await eventually(async () => (await differ()).length === 0, PATIENCE_MS).catch(async () => expect(await differ()).toEqual([]));
}
/** The programs are there again; whatever is undelivered has been told. */
const told = () =>
  eventually(async () => (await db.case.count({ where: { undelivered: true } }).catch(() => 1)) === 0, PATIENCE_MS);

interface Stand {
  revision: number;
  ended: boolean;
}
const stands = async (): Promise<Map<string, Stand>> =>
  new Map((await db.case.findMany()).map(({ id, revision, ended }) => [id, { revision, ended }]));
/** Of those that stood there at one moment, who was found otherwise at another. */
const whoever = (then: Map<string, Stand>, now: Map<string, Stand>, differs: (then: Stand, now?: Stand) => boolean) =>
  [...then].filter(([id, stand]) => !stand.ended && differs(stand, now.get(id))).map(([id]) => id);

async function atCounty(count: number, name: string): Promise<string[]> {
  const ids: string[] = [];
  for (let n = 0; n < count; n += 1) {
    const id = await programme.openAtCounty({ name: `${name}${n}` });
    ids.push(id);
  }
  return ids;
}

/** What people decide after the backup: two recommended, one ended, one opened. */
async function decide([first, second, third]: string[]): Promise<void> {
  for (const id of [first!, second!]) await programme.must(id, 'recommend', 'co', { payload: ticked });
  await programme.must(third!, 'withdraw', 'ea', { opinion: '企业撤回本年度申报' });
  await atCounty(1, '备份之后');
}

async function compareAsTheRunbookSays(): Promise<Reconciled> {
  await runAsWritten(machine, commandsUnder('Record and engine are of different moments'));
  return new Client({ connection: temporal }).workflow.getHandle('restored').result() as Promise<Reconciled>;
}

function expectExactly(report: Reconciled, wanted: Partial<Reconciled>): void {
  for (const kind of ['missing', 'surplus', 'unknown', 'ahead', 'behind'] as const)
    expect([kind, ...report[kind].toSorted()]).toEqual([kind, ...(wanted[kind] ?? []).toSorted()]);
}

/** Record and engine agree, and keep time again: each project on the county's desk is overdue once. */
async function mustGoOn(at: number): Promise<void> {
  await agreed();
  const ids = (await db.case.findMany({ where: { process: 'key-project', status: 'county' } })).map(({ id }) => id);
  expect(ids.length).toBeGreaterThan(0);
  await moveClock(db, { to: at });
  const overdue = () => db.caseEvent.count({ where: { caseId: { in: ids }, on: 'overdue' } });
  await eventually(async () => (await overdue()) === ids.length, PATIENCE_MS);
  expect(await violations(machine.databaseUrl)).toEqual([]);
  expect(await moneyViolations(machine.databaseUrl)).toEqual([]);
}

/** An instalment that waits for its order. */
async function payable(): Promise<string> {
  const { instalments } = await finance.plan(100_000_000n, '70/30');
  await finance.approveInstalment(instalments[0]!, '200');
  return instalments[0]!;
}
const paid = (ids: string[]) =>
  eventually(async () => (await db.case.count({ where: { id: { in: ids }, status: 'paid' } })) === ids.length, PATIENCE_MS);
const journal = () => db.$queryRaw<object[]>`select * from treasury_simulator.payment order by position`;

it('F21 I3 I9 the record restored to a point behind the engine: whatever differs is found and begun again; what the treasury has paid meanwhile is found and not paid again', async () => {
  const projects = await atCounty(4, '先备份');
  const [unordered, approving] = [await payable(), await payable()];
  await finance.must(await finance.budget('major-project', 2026, '140'), 'allocate', 'maker');
  const order = (
    await openPaymentOrder(db, { id: randomUUID(), finance: finance.units.finance, cases: [approving], by: finance.who('maker') })
  ).id;
  await finance.must(order, 'check', 'checker');
  await agreed();
  await machine.backUp('postgres');
  await told();

  await decide(projects);
  await finance.must(order, 'approve', 'approver', { payload: documentNo });
  await finance.order([unordered]);
  await paid([unordered, approving]);
  await agreed();
  const [then, theirs] = [await stands(), await journal()];
  expect(theirs).toHaveLength(2);
  await machine.restore('postgres');
  await told();
  // The treasury is another house: no restore of ours touches its journal.
  await db.$executeRaw`insert into treasury_simulator.payment overriding system value
    select * from jsonb_populate_recordset(null::treasury_simulator.payment, ${JSON.stringify(theirs, (_, value: unknown) => (typeof value === 'bigint' ? Number(value) : value))}::jsonb)`;

  const now = await stands();
  expectExactly(await compareAsTheRunbookSays(), {
    ahead: whoever(then, now, (before, after) => after !== undefined && after.revision < before.revision),
    unknown: whoever(then, now, (_, after) => after === undefined),
    missing: whoever(now, then, (_, before) => before!.ended),
  });
  expect(await db.auditEntry.count({ where: { action: 'workflows.reconciled' } })).toBe(1);

  await finance.must(order, 'approve', 'approver', { payload: documentNo });
  await finance.order([unordered]);
  await paid([unordered, approving]);
  expect(await journal()).toEqual(theirs);
  await mustGoOn(atTime('2026-12-09', '09:00'));
});

it('F21 I9 the engine restored to a point behind the record: whatever it has not heard of is found and told', async () => {
  const projects = await atCounty(4, '后备份');
  await agreed();
  const then = await stands();
  await machine.backUp('temporal');
  await decide(projects);
  await agreed();
  await machine.restore('temporal');

  const now = await stands();
  expectExactly(await compareAsTheRunbookSays(), {
    behind: whoever(then, now, (before, after) => !after!.ended && after!.revision > before.revision),
    surplus: whoever(then, now, (_, after) => after!.ended),
    missing: whoever(now, then, (_, before) => before === undefined),
  });
  await mustGoOn(atTime('2026-12-17', '09:00'));
});
