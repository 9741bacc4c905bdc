import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { atTime } from '#domain/calendar/instant.js';
import { exampleBooking, exampleClaim } from '#domain/subsidy/claim/examples.js';
import { exampleFacts } from '#domain/subsidy/examples.js';
import { rules2022, rulesFromJson, rulesToJson } from '#domain/subsidy/rules.js';
import { measureCodes } from '#domain/subsidy/measures.js';
import { paymentActivities } from '#activities/payments/index.js';
import { treasurySimulator } from '#activities/payments/simulator.js';
import { moveClock } from '#records/clock.js';
import { openDatabase, type Database } from '#records/database.js';
import { claimRecords } from '#records/programmes/subsidy/claim.js';
import { publishRules } from '#records/subsidy/rules.js';
import { readCapBoard } from '#records/subsidy/board.js';
import { refold } from '#records/refold.js';
import { advance } from '#records/advance.js';
import { createDatabase, type TestDatabase } from '#test/harness/database.js';
import { opinion } from '#test/harness/finance.js';
import { claimantOf, Subsidies } from '#test/harness/subsidy.js';
import { capViolations } from '#test/oracles/caps.js';
import { violations } from '#test/oracles/invariants.js';
import { moneyViolations } from '#test/oracles/money.js';

let database: TestDatabase;
let db: Database;
let subsidies: Subsidies;

const wan = (amount: number) => BigInt(Math.round(amount * 100)) * 10_000n;
const interest = (loanNo: string, paid: string, rate = '6') => ({
  ...exampleFacts['C6.1'],
  loanNo,
  periods: [{ paid, penalty: '', rate, paidOn: '2026-11-20' }],
});

beforeAll(async () => {
  database = await createDatabase();
  db = openDatabase(database.url);
  subsidies = new Subsidies(db);
  await subsidies.prepare(atTime('2026-01-05', '09:00'));
  await subsidies.registers();
  await subsidies.call(2026, '2026-01-01', '2026-12-31');
  await moveClock(db, { to: atTime('2026-12-01', '09:00'), speed: 0 });
});
afterEach(async () => {
  expect(await capViolations(database.url)).toEqual([]);
  expect(await moneyViolations(database.url)).toEqual([]);
  expect(await violations(database.url)).toEqual([]);
});
afterAll(async () => {
  for (const { id } of await db.case.findMany({ where: { process: { in: ['claim', 'claim-list', 'claim-call', 'voucher'] } } }))
    expect(await refold(db, id)).toMatchObject({ exact: true });
  await db.$disconnect();
  await database.drop();
});

/** Facts of the measure's example that rest on vouchers which are there. */
async function factsWithVouchers(measure: (typeof measureCodes)[number]) {
  const facts = exampleFacts[measure];
  if (measure === 'C7.1') return { ...facts, voucher: await subsidies.voucher('guarantee', '2026-01-01', '2026-12-31') };
  if (measure === 'C7.2') return { ...facts, voucher: await subsidies.voucher('insurance', '2026-01-01', '2026-12-31') };
  if (measure !== 'C3') return facts;
  const voucher = await subsidies.voucher('guarantee', '2026-01-01', '2026-12-31');
  return { ...facts, guarantees: [{ no: 'DB-1', voucher, date: '2026-04-01', amount: '10000' }] };
}

describe('2.9 from the draft to the bank', () => {
  it('every measure of the example is filed, reckoned, decided on one list, noticed and awarded; the budget pays it', async () => {
    const claims: string[] = [];
    for (const measure of measureCodes) claims.push(await subsidies.file(measure, await factsWithVouchers(measure)));
    for (const id of claims) await subsidies.reckon(id);
    const list = await subsidies.decide(claims);
    const closes = (await db.case.findUniqueOrThrow({ where: { id: list } })).nextInstantAt!;
    await moveClock(db, { to: closes.getTime(), speed: 0 });
    await advance(db, list, { id: `${list}/notice`, on: 'notice-closes', by: { kind: 'time' } });
    expect(new Set(await Promise.all(claims.map((id) => subsidies.statusOf(id))))).toEqual(new Set(['approved']));
    expect(await Promise.all(claims.map(async (id) => Number(await subsidies.awardOf(id)) / 1_000_000))).toEqual([
      70, 60, 40, 50, 50, 50, 30.45, 18, 20, 12.5, 100,
    ]);
    expect(
      await db.case.groupBy({ by: ['status'], where: { process: 'voucher' }, _count: true, orderBy: { status: 'asc' } }),
    ).toMatchObject([
      { status: 'redeemed', _count: 1 },
      { status: 'used', _count: 2 },
    ]);

    const budget = await subsidies.budget('C6.1', 2026, '30.45');
    await subsidies.must(budget, 'allocate', 'maker');
    const order = await subsidies.order();
    await paymentActivities(db, treasurySimulator(db)).exchange({ orderId: order });
    expect(await subsidies.statusOf(claims[6]!)).toBe('paid');
  });

  it('R19 the same loan under another measure, and the same voucher twice, are refused with the number of the first', async () => {
    const again = await subsidies.draft('C6.2', { ...exampleFacts['C6.2'], loanNo: 'LD-2026-001' });
    expect(await subsidies.act(again, 'submit', 'firm')).toMatchObject({
      refusal: { code: 'matter_taken', message: expect.stringMatching(/KJJR-2026-C61-/) },
    });
    const used = (await db.case.findFirstOrThrow({ where: { process: 'voucher', status: 'used', kind: 'guarantee' } })).number!;
    const voucher = await subsidies.draft('C7.1', { ...exampleFacts['C7.1'], contractNo: 'DBF-9', voucher: used });
    const answer = await subsidies.act(voucher, 'submit', 'firm');
    expect(JSON.stringify(answer)).toContain('voucher_used');
    expect(JSON.stringify(answer)).toContain('matter_taken');
  });

  it('C7 a voucher that expired yesterday, another kind of voucher, and a number nobody was given are refused', async () => {
    const voucher = await subsidies.voucher('insurance', '2026-01-01', '2026-12-31');
    const claim = (number: string, paidOn: string) =>
      subsidies.draft('C7.2', { ...exampleFacts['C7.2'], contractNo: 'B9', voucher: number, paidOn });
    for (const [number, paidOn, code] of [
      [voucher, '2027-01-01', 'voucher_expired'],
      [await subsidies.voucher('guarantee', '2026-01-01', '2026-12-31'), '2026-05-01', 'voucher_kind'],
      ['KJQ2026999999', '2026-05-01', 'voucher_unknown'],
    ] as const)
      expect(JSON.stringify(await subsidies.act(await claim(number, paidOn), 'submit', 'firm'))).toContain(code);
  });

  it('R16 a rule set published while claims are open: they keep theirs, the next claim has the new one', async () => {
    const before = await subsidies.draft('C6.1', interest('R16-1', '100'));
    const newer = { ...rulesToJson(rules2022), version: '2026b', from: '2026-12-20' };
    const { personId } = subsidies.who('officer');

    await publishRules(db, rulesFromJson(newer), personId!);
    await expect(publishRules(db, rulesFromJson(newer), personId!)).rejects.toMatchObject({ code: 'rules_taken' });
    await moveClock(db, { to: atTime('2026-12-21', '09:00'), speed: 0 });
    const after = await subsidies.draft('C6.1', interest('R16-2', '100'));
    const rulesOfClaim = async (id: string) =>
      ((await db.case.findUniqueOrThrow({ where: { id } })).state as { data: { rules: string } }).data.rules;
    expect([await rulesOfClaim(before), await rulesOfClaim(after)]).toEqual(['2022', '2026b']);
    await subsidies.must(before, 'submit', 'firm');
    await subsidies.must(after, 'submit', 'firm');
  });

  it('R16 the log names the rule set of an act, not its numbers; an entry that still holds the whole set is read as it is', async () => {
    const entries = await db.caseEvent.findMany({ where: { on: { in: ['submit', 'accept'] }, case: { process: 'claim' } } });
    const logged = entries.map(({ context }) => (context as { known: Record<string, { rules: unknown }> }).known);
    expect(new Set(logged.map(({ filing, booking }) => (filing ?? booking)!.rules))).toEqual(new Set(['2022', '2026b']));
    const old = { booking: exampleBooking(exampleClaim()) };
    expect(await claimRecords.inLog!.whole(db, old)).toEqual(old);
    expect(await claimRecords.inLog!.whole(db, claimRecords.inLog!.brief(old))).toEqual(old);
  });
});

describe('caps at the door', () => {
  const person = (login: string) => subsidies.claimant('firm', crypto.randomUUID(), login);
  const certified = async (login: string) => {
    await person(login);
    await subsidies.enter(
      'tech-certificate',
      { unitId: subsidies.who(login).unitId!, number: `GR-${login}` },
      { kind: '高新技术企业' },
    );
  };

  it('C6.1 the claim that crosses the cap is cut, the next closes as 额度已满; what is given back goes to them in the order of calculation', async () => {
    await certified('f2');
    const [first, second, third] = [
      await subsidies.file('C6.1', interest('F2-1', '150'), 'f2'),
      await subsidies.file('C6.1', interest('F2-2', '50'), 'f2'),
      await subsidies.file('C6.1', interest('F2-3', '50'), 'f2'),
    ];
    await subsidies.reckon(first);
    await subsidies.reckon(second);
    expect(await subsidies.must(third, 'accept', 'officer')).toBe('exhausted');
    expect([await subsidies.awardOf(first), await subsidies.awardOf(second)]).toEqual([wan(105), wan(15)]);
    const board = await readCapBoard(db, { clauses: ['C6.1'], text: 'f2' });
    expect(board.rows).toMatchObject([
      { reservedFen: wan(120).toString(), leftFen: '0', waiting: 2, next: [{ caseId: second }, { caseId: third }] },
    ]);

    // 105 come back: the second takes its whole 35, the third its 35.
    await subsidies.decide([first, second], [second]);
    expect(await subsidies.statusOf(first)).toBe('refused');
    expect([await subsidies.awardOf(second), await subsidies.awardOf(third)]).toEqual([wan(35), wan(35)]);
    expect(await subsidies.statusOf(third)).toBe('calculating');
  });

  it('an officer never raises above the formula; lowered, the rest is free', async () => {
    await certified('f3');
    const claim = await subsidies.file('C6.1', interest('F3-1', '100'), 'f3');
    await subsidies.must(claim, 'accept', 'officer');
    const lower = (amount: string) => subsidies.act(claim, 'lower', 'officer', { opinion, payload: { amount } });
    expect(await lower('70.01')).toMatchObject({ refusal: { code: 'above_formula', field: 'amount' } });
    expect(await lower('1.005')).toMatchObject({ refusal: { field: 'amount' } });
    expect(await lower('1e21')).toMatchObject({ refusal: { field: 'amount' } });
    expect(await lower('60')).toMatchObject({ outcome: 'done', status: 'verifying' });
    const [line] = (await readCapBoard(db, { clauses: ['C6.1'], text: 'f3' })).rows;
    expect(line).toMatchObject({ reservedFen: wan(60).toString(), leftFen: wan(60).toString() });
    await subsidies.must(claim, 'withdraw', 'f3', { opinion });
    expect((await readCapBoard(db, { clauses: ['C6.1'], text: 'f3' })).rows).toMatchObject([{ reservedFen: '0' }]);
  });

  it('I2 one refused of those accepted at once takes no part of a cap from the others, and one that comes twice is told its first answer', async () => {
    await certified('f4');
    const claims: string[] = [];
    for (let n = 0; n < 4; n += 1) claims.push(await subsidies.file('C6.1', interest(`F4-${n}`, '150'), 'f4'));
    const [stale, first, second, third] = claims as [string, string, string, string];
    const accept = (id: string, options = {}, event = randomUUID()) =>
      advance(db, id, { id: event, on: 'accept', by: subsidies.who('officer') }, options);
    // 150 at 70% are 105 of the firm's 120.
    const answers = await Promise.all([
      accept(stale, { expectedRevision: 1 }),
      accept(first),
      accept(stale, { expectedRevision: 1 }),
    ]);
    expect(answers.map((answer) => (answer.outcome === 'refused' ? answer.refusal.code : answer.outcome))).toEqual([
      'stale',
      'done',
      'stale',
    ]);
    expect(await subsidies.awardOf(first)).toBe(wan(105));

    const once = randomUUID();
    expect(await accept(second, {}, once)).toMatchObject({ outcome: 'done', status: 'calculating' });
    expect(await subsidies.awardOf(second)).toBe(wan(15));
    const again = await Promise.all([accept(second, {}, once), accept(third), accept(second, {}, once)]);
    expect(again.map((answer) => answer.outcome)).toEqual(['repeated', 'done', 'repeated']);
    expect(await subsidies.statusOf(third)).toBe('exhausted');
  });

  it('R11 I2 64 officers accept at once under one pool: nothing above the limit by a fen, the claim that crosses takes the rest', async () => {
    const claims: string[] = [];
    // 64 losses of 300 at 70%: 210 each, 13440 in all, of a pool of 10000 with 70 taken before.
    for (let n = 0; n < 64; n += 1)
      claims.push(await subsidies.file('C1', { ...exampleFacts.C1, loanNo: `POOL-${n}`, loss: '300' }, claimantOf('C1')));
    await Promise.all(claims.map((id) => subsidies.must(id, 'accept', 'officer')));
    const awards = await Promise.all(claims.map(async (id) => (await subsidies.awardOf(id)) ?? 0n));
    const total = awards.reduce((sum, one) => sum + one, 0n);
    expect(total + wan(70)).toBe(wan(10_000));
    expect(awards.filter((fen) => fen === wan(210))).toHaveLength(47);
    expect(awards.filter((fen) => fen > 0n && fen < wan(210))).toEqual([wan(60)]);
  });
});
