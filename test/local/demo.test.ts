import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { seed } from '#apps/local/demo/seed.js';
import { keyProject } from '#domain/key-project/process.js';
import { openDatabase, type Database } from '#records/database.js';
import { refold } from '#records/refold.js';
import { createDatabase, type TestDatabase } from '#test/harness/database.js';
import { violations } from '#test/oracles/invariants.js';

let database: TestDatabase;
let db: Database;
const filesRoot = mkdtempSync(join(tmpdir(), 'duban-demo-'));
beforeAll(async () => {
  database = await createDatabase();
  db = openDatabase(database.url);
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
  for (const { id } of found) expect(await refold(db, id)).toMatchObject({ exact: true });
  expect(await violations(database.url)).toEqual([]);
});

it('demo data: sixteen prefectures and 129 counties have their officials, ten firms their people', async () => {
  const holders = (role: string, level: string) => db.unit.count({ where: { level, posts: { some: { role } } } });
  expect([await holders('PO', 'prefecture'), await holders('CO', 'county')]).toEqual([16, 129]);
  expect(await db.unit.count({ where: { kind: 'enterprise', posts: { some: { role: 'EA' } } } })).toBe(10);
});

it('A23 demo data: one carried-over project waits for its prefecture', async () => {
  const [row] = await db.$queryRaw<{ open: number }[]>`
    select count(*)::int as open from carry_over where resolution is null and case_id is null`;
  expect(row!.open).toBe(1);
});
