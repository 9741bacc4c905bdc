import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { atTime, endOfDay } from '#domain/calendar/instant.js';
import { paymentActivities } from '#activities/payments/index.js';
import { treasurySimulator } from '#activities/payments/simulator.js';
import type { Treasury } from '#activities/payments/treasury.js';
import { moveClock } from '#records/clock.js';
import { openDatabase, type Database } from '#records/database.js';
import { trialBalance } from '#records/payment/ledger.js';
import { applyReceipts } from '#records/payment/receipts.js';
import { reconcilePayments } from '#records/payment/reconciliation.js';
import { openPaymentOrder } from '#records/programmes/payment/order.js';
import { openRecovery } from '#records/programmes/payment/recovery.js';
import { refold } from '#records/refold.js';
import { createDatabase, type TestDatabase } from '#test/harness/database.js';
import { documentNo, Finance, opinion } from '#test/harness/finance.js';
import { eventually, startEngine, type Engine } from '#test/harness/temporal.js';
import { violations } from '#test/oracles/invariants.js';
import { moneyViolations } from '#test/oracles/money.js';

const wan = (amount: number) => BigInt(Math.round(amount * 100)) * 10_000n;
const line = 'major-project';
let database: TestDatabase;
let db: Database;
let finance: Finance;

beforeAll(async () => {
  database = await createDatabase();
  db = openDatabase(database.url);
  finance = new Finance(db);
  await finance.prepare(atTime('2026-03-02', '09:00'));
});
afterEach(async () => {
  expect(await moneyViolations(database.url)).toEqual([]);
  expect(await violations(database.url)).toEqual([]);
  expect(await trialBalance(db)).toMatchObject({ sumFen: '0', differing: [] });
});
afterAll(async () => {
  await db.$disconnect();
  await database.drop();
});

/** An instalment that waits for its order. */
async function payable(total: number, ending = '4567'): Promise<string> {
  const { instalments } = await finance.plan(wan(total), '70/30', ending);
  await finance.approveInstalment(instalments[0]!, String(total * 2));
  return instalments[0]!;
}
const exchange = (orderId: string, treasury: Treasury = treasurySimulator(db)) =>
  paymentActivities(db, treasury).exchange({ orderId });

describe('budget, order, receipt', () => {
  let budget: string;

  it('E6 first in, first out: the one that does not fit goes into the next year, and so does everybody behind it', async () => {
    budget = await finance.budget(line, 2026, '100');
    const [first, second, third] = [await payable(100), await payable(100), await payable(10)];
    await finance.must(budget, 'allocate', 'maker');
    expect(await Promise.all([first, second, third].map((id) => finance.statusOf(id)))).toEqual(['payable', 'queued', 'queued']);
    const next = await finance.budget(line, 2027, '80');
    await finance.must(next, 'allocate', 'checker');
    expect(await Promise.all([second, third].map((id) => finance.statusOf(id)))).toEqual(['payable', 'payable']);
  });

  it('6.7 a budget cannot be cut below what is committed, nor overdrawn by raw SQL', async () => {
    await finance.must(budget, 'propose', 'maker', { payload: { amount: '69.99', ...documentNo } });
    expect(await finance.act(budget, 'confirm', 'checker')).toMatchObject({ refusal: { code: 'budget_committed' } });
    await finance.must(budget, 'reject', 'checker', { opinion });
    const id = randomUUID();
    await expect(
      db.$transaction([
        db.ledgerTransfer.create({ data: { id, key: id, caseId: budget, what: '手工', at: new Date() } }),
        db.ledgerEntry.createMany({
          data: [
            { transferId: id, account: `budget/${line}/2026`, fen: -wan(10_000) },
            { transferId: id, account: `paid/${line}/2026`, fen: wan(10_000) },
          ],
        }),
      ]),
    ).rejects.toThrow(/ledger_overdrawn/);
    await expect(
      db.$transaction([
        db.ledgerTransfer.create({ data: { id, key: id, caseId: budget, what: '手工', at: new Date() } }),
        db.ledgerEntry.create({ data: { transferId: id, account: `paid/${line}/2026`, fen: 1n } }),
      ]),
    ).rejects.toThrow(/does not balance/);
  });

  it('2.9 three people; a payable stands on one order; a repeated exchange and a repeated receipt pay once', async () => {
    const { id: made } = await openPaymentOrder(db, {
      id: randomUUID(),
      finance: finance.units.finance,
      by: finance.who('maker'),
    });
    await expect(
      openPaymentOrder(db, { id: randomUUID(), finance: finance.units.finance, by: finance.who('checker') }),
    ).rejects.toMatchObject({ code: 'nothing_to_pay' });
    expect(await finance.act(made, 'check', 'maker')).toMatchObject({ refusal: { code: 'same_person' } });
    await finance.must(made, 'check', 'checker');
    expect(await finance.act(made, 'approve', 'checker', { payload: documentNo })).toMatchObject({
      refusal: { code: 'same_person' },
    });
    await finance.must(made, 'approve', 'approver', { payload: documentNo });

    expect(await exchange(made)).toBe(3);
    expect(await exchange(made)).toBe(0);
    expect(await finance.statusOf(made)).toBe('settled');
    const journal = await treasurySimulator(db).journal();
    const again = await applyReceipts(db, [{ ...journal[0]!, outcome: 'paid' }], { kind: 'system' });
    expect(again).toMatchObject({ settled: 0, repeated: 1, refused: [] });
    expect(await reconcilePayments(db, journal)).toEqual([]);
  });

  it('a receipt for an unknown payment, or a second one for a paid one, moves nothing and is kept for people', async () => {
    const [paid] = await db.paymentIntent.findMany({ where: { outcome: 'paid' }, take: 1 });
    const strange = { key: 'nobody/knows', outcome: 'paid' as const, fen: '100', ref: 'CZ-X' };
    const twice = { key: paid!.key, outcome: 'paid' as const, fen: paid!.fen.toString(), ref: 'CZ-Y' };
    const applied = await applyReceipts(db, [strange, twice], { kind: 'system' });
    expect(applied.refused.map(({ code }) => code)).toEqual(['unknown_payment', 'ended']);
    expect(await db.paymentDiscrepancy.count()).toBe(2);
  });

  it('F12 bounced: it waits again, its account is put right, and a new order pays it once', async () => {
    const id = await payable(20, '0000');
    await finance.must(await finance.budget(line, 2028, '14'), 'allocate', 'maker');
    const order = await finance.order([id]);
    await exchange(order);
    expect(await finance.statusOf(id)).toBe('payable');
    expect(await finance.statusOf(order)).toBe('settled');
    const { state } = await db.case.findUniqueOrThrow({ where: { id } });
    expect(JSON.stringify(state)).not.toContain('"status":"paid"');
    // A second order has a key of its own; the bounced one stays on the record.
    const second = await finance.order([id]);
    expect(await db.paymentIntent.count({ where: { caseId: id } })).toBe(2);
    await exchange(second);
    expect(await finance.statusOf(id)).toBe('payable');
  });

  it('F12 silent and slow: nothing is sent twice; the receipt comes in its own time; duplicates and disorder change nothing', async () => {
    const ids = [await payable(10, '1111'), await payable(10, '3333'), await payable(10, '2222')];
    await finance.must(await finance.budget(line, 2029, '21'), 'allocate', 'maker');
    const order = await finance.order(ids);
    for (let n = 0; n < 3; n += 1) await exchange(order);
    expect(await Promise.all(ids.map((id) => finance.statusOf(id)))).toEqual(['paying', 'paying', 'paid']);
    await moveClock(db, { to: atTime('2026-03-02', '11:00') });
    await exchange(order);
    expect(await Promise.all(ids.map((id) => finance.statusOf(id)))).toEqual(['paying', 'paid', 'paid']);
    // A person brings the silent one's receipt from the treasury's own file.
    const [open] = await db.paymentIntent.findMany({ where: { orderId: order, outcome: null } });
    const receipt = { key: open!.key, outcome: 'paid' as const, fen: open!.fen.toString(), ref: `CZ${open!.key}` };
    expect(await reconcilePayments(db, [])).toContainEqual(expect.objectContaining({ key: open!.key, kind: 'not_at_treasury' }));
    await applyReceipts(db, [receipt], { kind: 'system', name: '张出纳' });
    expect(await finance.statusOf(order)).toBe('settled');
  });

  it('F6 I3 the treasury is paid once wherever the exchange dies: before it sends, after it sent, between two receipts', async () => {
    const ids = [await payable(10), await payable(10)];
    await finance.must(await finance.budget(line, 2030, '14'), 'allocate', 'maker');
    const order = await finance.order(ids);
    const real = treasurySimulator(db);
    const dying = (at: keyof Treasury, after: boolean): Treasury => ({
      send: async (list) => {
        if (at === 'send' && !after) throw new Error('killed');
        await real.send(list);
        if (at === 'send') throw new Error('killed');
      },
      journal: async (keys) => {
        if (at === 'journal') throw new Error('killed');
        return real.journal(keys);
      },
    });
    for (const treasury of [dying('journal', false), dying('send', false), dying('send', true)])
      await expect(exchange(order, treasury)).rejects.toThrow('killed');
    const journal = await real.journal(ids.map((id) => `${id}/1`));
    await applyReceipts(db, [{ ...journal[0]!, outcome: 'paid' }], { kind: 'system', name: '财政一体化' });
    expect(await exchange(order)).toBe(1);
    expect(await Promise.all(ids.map((id) => finance.statusOf(id)))).toEqual(['paid', 'paid']);
    expect(await real.journal(ids.flatMap((id) => [`${id}/1`, `${id}/2`]))).toHaveLength(2);
  });

  it('64 orders made at once: each payable stands on one of them', async () => {
    const id = await payable(10);
    await finance.must(await finance.budget(line, 2031, '7'), 'allocate', 'maker');
    const made = await Promise.allSettled(
      Array.from({ length: 64 }, () =>
        openPaymentOrder(db, { id: randomUUID(), finance: finance.units.finance, cases: [id], by: finance.who('maker') }),
      ),
    );
    expect(made.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });
});

describe('recovery and staged disbursement on a real engine', () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await startEngine(db);
  });

  it('2.10 instalment by instalment, withheld by a failed mid-term check, released, accepted; unspent money comes back within 30 days', async () => {
    const { id: plan, instalments } = await finance.plan(wan(500), '60/30/10');
    const [first, middle, tail] = instalments as [string, string, string];
    const pay = async (id: string, arrived: string) => {
      await finance.approveInstalment(id, arrived);
      const budget = await finance.budget(line, 2026, '2000');
      await finance.must(budget, 'allocate', 'maker');
      await finance.order([id]);
      await eventually(async () => (await finance.statusOf(id)) === 'paid');
    };
    await pay(first, '0');
    expect(await finance.act(middle, 'apply', 'ld', { payload: { arrived: '900' } })).toMatchObject({ outcome: 'refused' });
    await finance.must(plan, 'mid-term', 'officer', { opinion, payload: { result: 'fail' } });
    expect(await finance.statusOf(middle)).toBe('withheld');
    await finance.must(middle, 'release', 'officer', { opinion });
    await finance.must(middle, 'apply', 'ld', { payload: { arrived: '899.99' } });
    expect(await finance.act(middle, 'check', 'officer')).toMatchObject({ refusal: { code: 'ratio_short', clause: 'B10' } });
    await finance.must(middle, 'return', 'officer', { opinion });
    await pay(middle, '900');
    await finance.must(plan, 'acceptance', 'officer', { opinion, payload: { result: 'fail', unspent: '30' } });
    expect(await finance.statusOf(tail)).toBe('cancelled');

    const back = await db.case.findFirstOrThrow({ where: { process: 'recovery', unitId: finance.units.lead } });
    await finance.must(back.id, 'decide', 'director', { opinion, payload: { decisionNo: '云科追〔2026〕1号' } });
    await eventually(async () => (await finance.statusOf(middle)) === 'recovering');
    await moveClock(db, { to: endOfDay('2026-04-01') });
    await eventually(async () => (await db.mail.count({ where: { caseId: back.id, template: 'recovery-overdue' } })) > 0);
    await finance.must(back.id, 'receive', 'maker', { payload: { amount: '30', date: '2026-04-01', ref: 'JK1' } });
    expect(await finance.statusOf(middle)).toBe('recovered');
    await finance.must(plan, 'close', 'officer');
  });

  it('2.9 追回: never more than was paid, one at a time, in instalments', async () => {
    const [intent] = await db.paymentIntent.findMany({ where: { outcome: 'paid', fen: wan(7) }, take: 1 });
    const given = {
      caseId: intent!.caseId,
      ground: '核查发现凭证虚假',
      finance: finance.units.finance,
      province: finance.units.province,
      by: finance.who('officer'),
    };
    const due = (...fen: bigint[]) => fen.map((one, n) => ({ on: `2026-0${n + 5}-01`, fen: one }));
    await expect(openRecovery(db, { ...given, id: randomUUID(), due: due(wan(7), 10_000n) })).rejects.toMatchObject({
      code: 'more_than_paid',
    });
    await expect(
      openRecovery(db, { ...given, id: randomUUID(), due: [{ on: '2026-03-31', fen: wan(1) }] }),
    ).rejects.toMatchObject({ code: 'due_invalid' });
    const { id } = await openRecovery(db, { ...given, id: randomUUID(), due: due(wan(3), wan(4)) });
    await expect(openRecovery(db, { ...given, id: randomUUID(), due: due(wan(1)) })).rejects.toMatchObject({
      code: 'not_recoverable',
    });
    await finance.must(id, 'decide', 'director', { opinion, payload: { decisionNo: '云科追〔2026〕2号' } });
    await finance.must(id, 'receive', 'checker', { payload: { amount: '3', date: '2026-04-01', ref: 'JK2' } });
    expect(await finance.statusOf(id)).toBe('collecting');
    await finance.must(id, 'receive', 'checker', { payload: { amount: '4', date: '2026-04-01', ref: 'JK3' } });
    expect(await finance.statusOf(intent!.caseId)).toBe('recovered');
  });

  it('every case is the exact fold of its log, and every workflow replays', async () => {
    for (const { id } of await db.case.findMany({ select: { id: true } }))
      expect(await refold(db, id)).toMatchObject({ exact: true });
    expect(await engine.close()).toBeGreaterThan(5);
  });
});
