import { afterAll, beforeAll, expect, it } from 'vitest';
import { atTime } from '#domain/calendar/instant.js';
import { openDatabase, type Database } from '#records/database.js';
import { createDatabase, type TestDatabase } from '#test/harness/database.js';
import { Finance } from '#test/harness/finance.js';
import { eventually, startEngine } from '#test/harness/temporal.js';
import { engineViolations } from '#test/oracles/engine.js';

let database: TestDatabase;
let db: Database;
let finance: Finance;

beforeAll(async () => {
  database = await createDatabase();
  db = openDatabase(database.url);
  finance = new Finance(db);
  await finance.prepare(atTime('2026-03-02', '09:00'));
});
afterAll(async () => {
  await db.$disconnect();
  await database.drop();
});

it('I9 a child case that ends while its workflow is being started: the workflow hears of it and ends', async () => {
  const delivered = (id: string) => eventually(async () => !(await db.case.findUniqueOrThrow({ where: { id } })).undelivered);
  let terminated = false;
  const engine = await startEngine(db, {
    afterReading: async ({ caseId, process, status }) => {
      if (terminated || process !== 'instalment' || status !== 'locked') return;
      terminated = true;
      const { parentId } = await db.case.findUniqueOrThrow({ where: { id: caseId } });
      await finance.must(parentId!, 'terminate', 'director', { opinion: '项目终止实施', payload: { unspent: '0' } });
      expect(await finance.statusOf(caseId)).toBe('cancelled');
      await delivered(caseId);
    },
  });
  const { id } = await finance.plan(100_000_000n, '70/30');
  await eventually(() => Promise.resolve(terminated));
  await delivered(id);
  await eventually(async () => (await engineViolations(db, engine.client, engine.taskQueue)).length === 0).catch(async () =>
    expect(await engineViolations(db, engine.client, engine.taskQueue)).toEqual([]),
  );
  await engine.close();
});
