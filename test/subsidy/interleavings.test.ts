import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { atTime } from '#domain/calendar/instant.js';
import { formatWanYuan } from '#domain/money/fen.js';
import { exampleFacts } from '#domain/subsidy/examples.js';
import { advance } from '#records/advance.js';
import { moveClock } from '#records/clock.js';
import { openDatabase, type Database } from '#records/database.js';
import { openClaimList } from '#records/programmes/subsidy/claim-list.js';
import { createDatabase, type TestDatabase } from '#test/harness/database.js';
import { opinion } from '#test/harness/finance.js';
import { Subsidies } from '#test/harness/subsidy.js';
import { capViolations } from '#test/oracles/caps.js';
import { violations } from '#test/oracles/invariants.js';
import { moneyViolations } from '#test/oracles/money.js';

let database: TestDatabase;
let db: Database;
let subsidies: Subsidies;

beforeAll(async () => {
  database = await createDatabase();
  db = openDatabase(database.url, { max: 16 });
  subsidies = new Subsidies(db);
  await subsidies.prepare(atTime('2026-01-05', '09:00'));
  await subsidies.registers();
  await subsidies.call(2026, '2026-01-01', '2026-12-31');
  await moveClock(db, { to: atTime('2026-01-12', '09:00'), speed: 0 });
});
afterAll(async () => {
  await db.$disconnect();
  await database.drop();
});

const CLAIMS = 8;
const acts = ['next', 'next', 'next', 'next', 'next', 'lower', 'adjust', 'reject', 'withdraw', 'list', 'list', 'notice'] as const;
const forward: Record<string, string> = { form_check: 'accept', calculating: 'confirm', verifying: 'verify' };
const act = fc.record({
  on: fc.constantFrom(...acts),
  claim: fc.nat({ max: CLAIMS - 1 }),
  amount: fc.integer({ min: 1, max: 9_000 }),
});
type Act = typeof act extends fc.Arbitrary<infer T> ? T : never;

/** Interest that comes to between nothing much and more than the whole cap of 120. */
const facts = (loanNo: string, hundredths: number) => ({
  ...exampleFacts['C6.1'],
  loanNo,
  loanDate: '2025-06-01',
  periods: [{ paid: formatWanYuan(BigInt(hundredths) * 10_000n), penalty: '', rate: '6', paidOn: '2026-01-10' }],
});

async function play(claims: string[], { on, claim, amount }: Act): Promise<void> {
  const id = claims[claim]!;
  if (on === 'list') return meet(claims, claim);
  if (on === 'notice') return closeNotices();
  const does = on === 'next' ? (forward[await subsidies.statusOf(id)] ?? 'confirm') : on;
  const payload = does === 'lower' || does === 'adjust' ? { amount: formatWanYuan(BigInt(amount) * 10_000n) } : {};
  const by = does === 'withdraw' ? 'firm' : ['verify', 'adjust', 'reject'].includes(does) ? 'checker' : 'officer';
  await subsidies.act(id, does, by, { payload, opinion });
}

/** The meeting takes whatever waits of these, and lets some of it through. */
async function meet(claims: string[], keep: number): Promise<void> {
  const waiting = (await db.case.findMany({ where: { id: { in: claims }, status: 'meeting' } })).map(({ id }) => id).sort();
  const selected = waiting.filter((_, index) => waiting.length === 1 || index !== keep % waiting.length);
  if (waiting.length === 0) return;
  const opened = await openClaimList(db, { id: randomUUID(), claims: waiting, by: subsidies.who('officer') }).catch(
    () => undefined,
  );
  if (!opened) return;
  const answer = await subsidies.act(opened.id, 'decide', 'leader', { payload: { minutesNo: '厅务会〔2026〕12号', selected } });
  if (answer.outcome === 'done' && selected.length > 0)
    await subsidies.act(opened.id, 'publish-notice', 'officer', { payload: { days: '5' } });
}

async function closeNotices(): Promise<void> {
  const lists = await db.case.findMany({ where: { process: 'claim-list', status: 'publicity' }, orderBy: { id: 'asc' } });
  for (const { id, nextInstantAt } of lists) {
    await moveClock(db, { to: nextInstantAt!.getTime(), speed: 0 });
    await advance(db, id, { id: `${id}/notice`, on: 'notice-closes', by: { kind: 'time' } });
  }
}

it('I2 whatever is accepted, lowered, adjusted, refused, withdrawn, decided and awarded, in any order and four at a time: no cap is passed, every counter is what its claims hold', async () => {
  let run = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 50, max: 20_000 }), { minLength: CLAIMS, maxLength: CLAIMS }),
      fc.array(fc.array(act, { minLength: 4, maxLength: 4 }), { minLength: 16, maxLength: 16 }),
      async (amounts, rounds) => {
        run += 1;
        const claims: string[] = [];
        for (const [index, amount] of amounts.entries())
          claims.push(await subsidies.file('C6.1', facts(`RUN-${run}-${index}`, amount)));
        for (const round of rounds) await Promise.all(round.map((one) => play(claims, one)));
        expect(await capViolations(database.url)).toEqual([]);
        for (const claim of [...claims.keys(), ...claims.keys(), ...claims.keys()])
          await play(claims, { on: 'next', claim, amount: 1 });
        await meet(claims, 0);
        await closeNotices();
        expect(await capViolations(database.url)).toEqual([]);
        // The next run has the cap to itself, but for what was awarded.
        for (const id of claims) await subsidies.act(id, 'withdraw', 'firm', { opinion });
        expect(await capViolations(database.url)).toEqual([]);
      },
    ),
    { numRuns: 12, endOnFailure: true },
  );
  expect(await violations(database.url)).toEqual([]);
  expect(await moneyViolations(database.url)).toEqual([]);
  expect(await db.case.count({ where: { process: 'claim', status: 'approved' } })).toBeGreaterThan(0);
  expect(await db.case.count({ where: { process: 'claim', status: 'exhausted' } })).toBeGreaterThan(0);
});
