import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { seed } from '#apps/local/demo/seed.js';
import { formations, lives } from '#apps/local/demo/consortia/cast.js';
import { consortiumOf, formationOf } from '#apps/local/demo/consortia/formation.js';
import { firmOf, firms } from '#apps/local/demo/units.js';
import { localDate } from '#domain/calendar/instant.js';
import type { ConsortiumData } from '#domain/consortium/life/data.js';
import { consortium } from '#domain/consortium/life/process.js';
import { claim } from '#domain/subsidy/claim/process.js';
import { keyProject } from '#domain/key-project/process.js';
import type { CaseState } from '#domain/process/types.js';
import { businessNow } from '#records/clock.js';
import { openDatabase, type Database } from '#records/database.js';
import { bansOf } from '#records/programmes/consortium/credit.js';
import { refold } from '#records/refold.js';
import { createDatabase, type TestDatabase } from '#test/harness/database.js';
import { capViolations } from '#test/oracles/caps.js';
import { eventually, startEngine } from '#test/harness/temporal.js';
import { violations } from '#test/oracles/invariants.js';
import { moneyViolations } from '#test/oracles/money.js';

let database: TestDatabase;
let db: Database;
const filesRoot = mkdtempSync(join(tmpdir(), 'duban-demo-'));
beforeAll(async () => {
  database = await createDatabase();
  db = openDatabase(database.url, { disposable: true });
  await seed(db, filesRoot);
});
afterAll(async () => {
  await db.$disconnect();
  await database.drop();
  rmSync(filesRoot, { recursive: true });
});

it('demo data: a key project in every state of 2.1, each played through the door', async () => {
  const found = await db.case.findMany({ where: { process: 'key-project' }, select: { id: true, status: true } });
  // 已列入计划 passes into 实施中 with the plan year, which no demo clock reaches in between.
  const missing = Object.keys(keyProject.states).filter(
    (status) => status !== 'listed' && !found.some((one) => one.status === status),
  );
  expect(missing).toEqual([]);
});

it('I4 I8 demo data: the history of every case folds to what it is, and the record is whole', async () => {
  const all = await db.case.findMany({ select: { id: true, process: true } });
  for (const { id, process } of all) expect(await refold(db, id), process).toMatchObject({ exact: true });
  expect(await violations(database.url)).toEqual([]);
});

it('demo data: sixteen prefectures and 129 counties have their officials, firms and bodies their people', async () => {
  const holders = (role: string, level: string) => db.unit.count({ where: { level, posts: { some: { role } } } });
  expect([await holders('PO', 'prefecture'), await holders('CO', 'county')]).toEqual([16, 129]);
  expect(await db.unit.count({ where: { kind: 'enterprise', posts: { some: { role: 'EA' } } } })).toBe(firms.length);
});

it('A23 demo data: one carried-over project waits for its prefecture', async () => {
  const [row] = await db.$queryRaw<{ open: number }[]>`
    select count(*)::int as open from carry_over where resolution is null and case_id is null`;
  expect(row!.open).toBe(1);
});

const dataOf = async (caseId: string) => {
  const { state } = await db.case.findUniqueOrThrow({ where: { id: caseId }, select: { state: true } });
  return (state as unknown as CaseState<ConsortiumData>).data;
};
const statuses = async (process: string) =>
  (await db.case.findMany({ where: { process }, select: { status: true }, distinct: ['status'] })).map(({ status }) => status);

it('2.3 demo data: a consortium in every state of its life, each from its own formation; one whose term is over; a lead that is banned', async () => {
  expect((await statuses('consortium')).sort()).toEqual(Object.keys(consortium.states).sort());
  for (const [state, of] of Object.entries(lives)) {
    const { status } = await db.case.findUniqueOrThrow({ where: { id: consortiumOf(of) } });
    expect([state, status]).toEqual([state, ['changing', 'expired'].includes(state) ? 'operating' : state]);
    expect((await dataOf(consortiumOf(of))).formation).toBe(formationOf(of));
  }
  const now = await businessNow(db);
  const { expired, endsOn } = await dataOf(consortiumOf(lives.expired));
  expect(expired && endsOn < localDate(now)).toBe(true);
  const [, uscc] = firms[lives.disqualified.lead]!;
  expect(await bansOf(db, [firmOf(uscc)], now)).toMatchObject([{ unitId: firmOf(uscc), decisionNo: '云科联取〔2026〕1号' }]);
});

it('2.2 demo data: formations at every stage from the field to the notice', async () => {
  for (const [stage, of] of Object.entries(formations))
    expect(await db.case.findUniqueOrThrow({ where: { id: formationOf(of) } })).toMatchObject({ status: stage });
});

it('2.4 2.5 demo data: reports in time, late and never; an evaluation of each grade, each decided by an official', async () => {
  const reports = await db.case.findMany({ where: { process: 'annual-report' }, select: { status: true, state: true } });
  const late = reports.map(({ status, state }) => [status, (state as unknown as CaseState<{ late?: boolean }>).data.late]);
  expect(late).toEqual(
    expect.arrayContaining([
      ['filed', undefined],
      ['filed', true],
      ['not_filed', undefined],
    ]),
  );
  const decided = await db.case.findMany({ where: { process: 'evaluation', status: 'decided' }, select: { state: true } });
  const grades = decided.map(({ state }) => (state as unknown as CaseState<{ grade: string }>).data.grade);
  expect([...new Set(grades)].sort()).toEqual(['中', '优', '差', '良'].sort());
});

it('2.6 2.10 2.11 2.12 demo data: a change waits for signatures, items open and overdue, a project with its plan', async () => {
  expect(await statuses('consortium-change')).toEqual(expect.arrayContaining(['signing', 'province', 'effective']));
  expect((await statuses('coordination')).sort()).toEqual(['assigned', 'closed', 'raised', 'replied']);
  expect(await db.mail.count({ where: { template: 'coordination-overdue' } })).toBeGreaterThan(4);
  expect(await statuses('project-task')).toEqual(['running']);
  expect((await statuses('instalment')).sort()).toEqual(['approved', 'locked']);
});

it('2.9 section 4 demo data: a claim in every state, and one at every edge of a cap', async () => {
  const found = await db.case.findMany({ where: { process: 'claim' }, select: { status: true, amountFen: true, state: true } });
  expect(Object.keys(claim.states).filter((status) => !found.some((one) => one.status === status))).toEqual([]);
  const full = await db.subsidyCap.findMany({ where: { OR: [{ year: 2025 }, { year: null }] } });
  const left = full
    .filter(({ limitFen, usedFen, reservedFen }) => usedFen + reservedFen === limitFen)
    .map(({ clause }) => clause);
  expect(new Set(left)).toEqual(
    new Set(['C1.2', 'C2.1', 'C2.2', 'C3.1', 'C4.2', 'C5.1', 'C5.2', 'C6.1', 'C7.1', 'C7.2', 'C7.3', 'C8.1']),
  );
  // C2.1 a bank and two of its branches under one limit, the last of them cut to what is left.
  const bank = await db.subsidyCap.findMany({ where: { clause: 'C2.1', year: 2026 } });
  expect(bank.map(({ limitFen, usedFen, reservedFen }) => limitFen - usedFen - reservedFen)).toEqual([0n]);
  const claimants = await db.case.findMany({ where: { process: 'claim', kind: 'C2.1', title: { contains: '分行' } } });
  expect(claimants.map(({ amountFen }) => amountFen).sort()).toEqual([20_000_000n, 30_000_000n]);
  expect(await capViolations(database.url)).toEqual([]);
  expect(await moneyViolations(database.url)).toEqual([]);
});

it('I12 demo data: a real engine takes it up: every live case is told, what came due since is knocked for, every history replays', async () => {
  const engine = await startEngine(db);
  const live = await db.case.count({ where: { ended: false } });
  const left = async (): Promise<number> => {
    const [row] = await db.$queryRaw<{ left: number }[]>`
      select count(*)::int as left from "case" c where not ended and (undelivered or exists (
        select from jsonb_array_elements(c.state->'instants') i
        where i->>'kind' <> 'closing' and (i->>'at')::double precision <= extract(epoch from business_now()) * 1000))`;
    return row!.left;
  };
  await eventually(async () => (await left()) === 0, 100_000);
  const running = `TaskQueue = '${engine.taskQueue}' and ExecutionStatus = 'Running'`;
  await eventually(
    async () => (await engine.client.workflow.count(running)).count >= (await db.case.count({ where: { ended: false } })),
  );
  expect(await engine.close()).toBeGreaterThanOrEqual(live);
});
