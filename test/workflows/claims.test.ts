import { afterAll, beforeAll, expect, it } from 'vitest';
import { atTime, endOfDay } from '#domain/calendar/instant.js';
import { exampleFacts } from '#domain/subsidy/examples.js';
import { moveClock } from '#records/clock.js';
import { openDatabase, type Database } from '#records/database.js';
import { createDatabase, type TestDatabase } from '#test/harness/database.js';
import { opinion } from '#test/harness/finance.js';
import { Subsidies } from '#test/harness/subsidy.js';
import { eventually, startEngine, type Engine } from '#test/harness/temporal.js';
import { capViolations } from '#test/oracles/caps.js';
import { violations } from '#test/oracles/invariants.js';

let database: TestDatabase;
let db: Database;
let engine: Engine;
let subsidies: Subsidies;

beforeAll(async () => {
  database = await createDatabase();
  db = openDatabase(database.url);
  subsidies = new Subsidies(db);
  await subsidies.prepare(atTime('2026-01-05', '09:00'));
  await subsidies.registers();
  engine = await startEngine(db);
});
afterAll(async () => {
  await engine.close();
  expect(await capViolations(database.url)).toEqual([]);
  expect(await violations(database.url)).toEqual([]);
  await db.$disconnect();
  await database.drop();
});

const reaches = (id: string, status: string) => eventually(async () => (await subsidies.statusOf(id)) === status);
const mailsOf = (caseId: string, template: string) => db.mail.count({ where: { caseId, template } });

it('R17 2.9 time acts through the workflows: the window closes, an overdue desk is reminded and escalated, a voucher expires, the notice ends and awards', async () => {
  const call = await subsidies.call(2026, '2026-01-01', '2026-12-31');
  const voucher = await subsidies.voucher('guarantee', '2026-01-01', '2026-11-30');
  const voucherCase = (await db.case.findFirstOrThrow({ where: { number: voucher } })).id;
  await moveClock(db, { to: endOfDay('2026-11-30'), speed: 0 });
  await reaches(voucherCase, 'expired');

  await moveClock(db, { to: atTime('2026-12-01', '09:00'), speed: 0 });
  const claim = await subsidies.file('C6.1', {
    ...exampleFacts['C6.1'],
    periods: [{ paid: '43.50', penalty: '', rate: '4.35', paidOn: '2026-11-20' }],
  });
  const left = await subsidies.draft('C6.2');
  // Ten working days pass at the department's desk: reminded, then overdue to the head of division.
  await moveClock(db, { to: atTime('2026-12-16', '09:00'), speed: 0 });
  await eventually(
    async () => (await mailsOf(claim, 'task-overdue')) > 0 || (await db.digestLine.count({ where: { caseId: claim } })) > 0,
  );
  expect(await subsidies.statusOf(claim)).toBe('form_check');
  await subsidies.reckon(claim);
  const list = await subsidies.decide([claim]);
  await moveClock(db, { to: (await db.case.findUniqueOrThrow({ where: { id: list } })).nextInstantAt!.getTime(), speed: 0 });
  await reaches(claim, 'approved');
  await reaches(list, 'listed');
  expect(await mailsOf(claim, 'decided')).toBeGreaterThan(0);

  // 31 December 24:00 to the millisecond (R2): before it the draft may be filed, at it not.
  await moveClock(db, { to: endOfDay('2026-12-31') - 1, speed: 0 });
  expect(await subsidies.act(left, 'withdraw', 'firm', { opinion })).toMatchObject({ outcome: 'done' });
  await subsidies.fill(await lateDraft(), exampleFacts['C6.2'], 'firm');
  await moveClock(db, { to: endOfDay('2026-12-31'), speed: 0 });
  const late = (await db.case.findFirstOrThrow({ where: { process: 'claim', status: 'draft' } })).id;
  expect(await subsidies.act(late, 'submit', 'firm')).toMatchObject({ outcome: 'refused', refusal: { code: 'too_late' } });
  await reaches(call, 'closed');

  // Extended, the draft lives again under the new closing (R17).
  await subsidies.must(call, 'extend', 'director', { opinion, payload: { until: '2027-01-10' } });
  const { state } = await db.case.findUniqueOrThrow({ where: { id: late } });
  expect((state as { data: { windowCloses: number } }).data.windowCloses).toBe(endOfDay('2027-01-10'));
});

const lateDraft = () => subsidies.draft('C6.2', { ...exampleFacts['C6.2'], loanNo: 'ZY-LATE' });
