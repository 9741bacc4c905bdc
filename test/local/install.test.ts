import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { installProduction, refuseProduction } from '#apps/install/install.js';
import { appointOfficers } from '#apps/install/officers.js';
import { seed } from '#apps/local/demo/seed.js';
import { prefectures } from '#domain/organisation/regions.js';
import { businessNow, moveClock, readClock } from '#records/clock.js';
import { openDatabase, type Database } from '#records/database.js';
import { readLink } from '#records/one-time-links.js';
import { createDatabase, type TestDatabase } from '#test/harness/database.js';

const databases: TestDatabase[] = [];
const opened: Database[] = [];
async function fresh(): Promise<Database> {
  databases.push(await createDatabase());
  opened.push(openDatabase(databases.at(-1)!.url, { disposable: true }));
  return opened.at(-1)!;
}
const filesRoot = mkdtempSync(join(tmpdir(), 'duban-install-'));
let production: Database;
let training: Database;

beforeAll(async () => {
  production = await fresh();
  training = await fresh();
  await seed(training, filesRoot);
});
afterAll(async () => {
  for (const db of opened) await db.$disconnect();
  for (const database of databases) await database.drop();
  rmSync(filesRoot, { recursive: true });
});

const counts = async (db: Database) => ({
  offices: await db.unit.count({ where: { kind: 'government' } }),
  years: await db.calendarYear.count(),
  cases: await db.case.count(),
  people: await db.person.count(),
});

it('a production record: 164 offices of three departments, the published calendar, real time for good; a second installation changes nothing', async () => {
  await installProduction(production);
  const first = await counts(production);
  expect(first).toMatchObject({ offices: 1 + 16 + 129 + (1 + 16) + 1, years: 5, cases: 0 });
  await installProduction(production);
  expect(await counts(production)).toEqual(first);

  expect((await readClock(production)).sealed).toBe(true);
  expect(Math.abs((await businessNow(production)) - Date.now())).toBeLessThan(60_000);
  await expect(moveClock(production, { speed: 2 })).rejects.toMatchObject({ code: 'clock_sealed' });
});

it('B17 R23 the science offices: 科技厅 and sixteen bureaus under it; a record installed before them gets them with the next installation', async () => {
  const science = { kind: 'government', departments: { has: 'sti' } };
  const [root] = await production.unit.findMany({ where: { ...science, level: 'province' } });
  expect(root!.name).toBe('云南省科学技术厅');
  const bureaus = { ...science, level: 'prefecture', parentId: root!.id };
  const codes = async () => (await production.unit.findMany({ where: bureaus })).map(({ regionCode }) => regionCode).sort();
  const all = await codes();
  expect(all).toEqual(prefectures.map(({ code }) => code).sort());

  await production.unit.deleteMany({ where: bureaus });
  await production.unit.deleteMany({ where: science });
  await installProduction(production);
  expect(await codes()).toEqual(all);
});

it('E23 the three officers: three people, opened once, each with a link to set the password and no password before', async () => {
  const officers = { administrator: 'sa@example.test', security: 'se@example.test', auditor: 'au@example.test' };
  await expect(appointOfficers(production, { ...officers, auditor: officers.security }, 'http://x')).rejects.toMatchObject({
    code: 'officers_missing',
  });
  await appointOfficers(production, officers, 'https://duban.example.test');
  await appointOfficers(production, { ...officers, auditor: 'other@example.test' }, 'https://duban.example.test');
  const people = await production.person.findMany({ include: { posts: true }, orderBy: { login: 'asc' } });
  expect(people.map(({ login, passwordHash, posts }) => [login, passwordHash, posts.map((post) => post.role)])).toEqual([
    ['au@example.test', null, ['AU']],
    ['sa@example.test', null, ['SA']],
    ['se@example.test', null, ['SE']],
  ]);
  const mails = await production.mail.findMany({ orderBy: { address: 'asc' } });
  expect(mails.map((mail) => mail.address)).toEqual(Object.values(officers).sort());
  const token = /https:\/\/duban\.example\.test\/set-password#(\S+)/.exec(mails[0]!.body)![1]!;
  expect(await readLink(production, token)).toMatchObject({ login: 'au@example.test', purpose: 'activate' });
});

it('demo data never enters a production record, and a training system is never sealed', async () => {
  await expect(refuseProduction(production)).rejects.toMatchObject({ code: 'production_record' });
  await expect(installProduction(training)).rejects.toMatchObject({ code: 'training_record' });
  expect((await readClock(training)).sealed).toBe(false);
});

it('demo data twice is demo data once', async () => {
  const first = await counts(training);
  expect(first.cases).toBeGreaterThan(10);
  await seed(training, filesRoot);
  expect(await counts(training)).toEqual(first);
});
