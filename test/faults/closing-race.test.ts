import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { atTime } from '#domain/calendar/instant.js';
import { advance } from '#records/advance.js';
import type { Advanced } from '#records/decide.js';
import { businessNow, moveClock } from '#records/clock.js';
import { openDatabase, type Database } from '#records/database.js';
import { settle } from '#records/settle.js';
import { createDatabase, type TestDatabase } from '#test/harness/database.js';
import { Programme, ticked } from '#test/harness/programme.js';
import { violations } from '#test/oracles/invariants.js';

let database: TestDatabase;
let db: Database;
let programme: Programme;

beforeAll(async () => {
  database = await createDatabase();
  db = openDatabase(database.url);
  programme = new Programme(db);
  await programme.prepare(atTime('2026-12-01', '09:00'));
  await programme.openCall();
  // From here business time runs as the clock on the wall does.
  await moveClock(db, { to: atTime('2026-12-01', '09:00'), speed: 1 });
});
afterAll(async () => {
  await db.$disconnect();
  await database.drop();
});

/** Milliseconds from the closing at which the official, the firm and time set out; the first is far enough to be in time on any machine. */
const OFFSETS = [-400, -40, -20, -10, -5, -3, -2, -1, 0, 1, 2, 5];
const ROUNDS = 9;

const atCounty = (n: number) => programme.openAtCounty({ name: `竞争${n}` });

/** Two decisions, a withdrawal and the closing meet at one row, all sent at the same moment beside the closing. */
async function trial(id: string, closing: number, sentAt: number): Promise<Advanced[]> {
  const closings = { 'county-closing': closing, closing };
  const bySystem = { kind: 'system' } as const;
  await advance(db, id, { id: randomUUID(), on: 'deadlines-changed', by: bySystem, payload: { closings } });
  await new Promise((resolve) => setTimeout(resolve, sentAt - Date.now()));
  return Promise.all([
    programme.act(id, 'recommend', 'co', { payload: ticked }),
    programme.act(id, 'refuse', 'co', { opinion: '不符合产业政策要求' }),
    programme.act(id, 'withdraw', 'ea', { opinion: '企业撤回本年度申报' }),
    advance(db, id, { id: randomUUID(), on: 'deadline-passed', by: bySystem }),
  ]);
}

it('F16 I4 I6 approve against refuse against withdraw against expire, from T-5 to T+5 ms: one leaves the desk, none after the closing, the losers learn why', async () => {
  const outcomes = new Set<string>();
  for (let round = 0; round < ROUNDS; round += 1) {
    const ids = await Promise.all(OFFSETS.map((_, n) => atCounty(round * 100 + n)));
    const inTime = Date.now() + 600;
    const closing = inTime + (await businessNow(db)) - Date.now();
    const trials = await Promise.all(ids.map((id, n) => trial(id, closing, inTime + OFFSETS[n]!)));
    for (const [n, answers] of trials.entries()) {
      const log = await db.caseEvent.findMany({ where: { caseId: ids[n] }, orderBy: { revision: 'asc' } });
      expect(log.filter((event) => event.fromStatus === 'county' && event.toStatus !== 'county')).toHaveLength(1);
      for (const event of log) {
        outcomes.add(event.on);
        if (event.on === 'recommend') expect(event.at.getTime()).toBeLessThan(closing);
        if (event.on === 'deadline-passed') expect(event.at.getTime()).toBeGreaterThanOrEqual(closing);
      }
      for (const answer of answers) if (answer.outcome === 'refused') expect(answer.refusal.message).toMatch(/[\u4e00-\u9fff]/);
    }
  }
  expect(outcomes).toContain('recommend');
  // What nobody took back or refused ends with the sweep, once.
  await settle(db, programme.callId, 'D');
  expect(await db.case.count({ where: { process: 'key-project', ended: false } })).toBe(0);
  const twice = await db.caseEvent.groupBy({
    by: ['caseId'],
    where: { on: 'deadline-passed' },
    _count: true,
    having: { caseId: { _count: { gt: 1 } } },
  });
  expect(twice).toEqual([]);
  expect(await violations(database.url)).toEqual([]);
});
