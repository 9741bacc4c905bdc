import { afterAll, beforeAll, expect, it } from 'vitest';
import { endOfDay } from '#domain/calendar/instant.js';
import { moveClock } from '#records/clock.js';
import { openDatabase, type Database } from '#records/database.js';
import { refold } from '#records/refold.js';
import { reckonSweep, settle } from '#records/settle.js';
import { createDatabase, type TestDatabase } from '#test/harness/database.js';
import { Programme, ticked } from '#test/harness/programme.js';
import { violations } from '#test/oracles/invariants.js';

let database: TestDatabase;
let db: Database;
let programme: Programme;
const D = endOfDay('2026-12-31');
const aMinute = 60_000;

beforeAll(async () => {
  database = await createDatabase();
  db = openDatabase(database.url);
  programme = new Programme(db);
  await programme.prepare(Date.UTC(2026, 10, 23, 1));
  await programme.openCall();
});
afterAll(async () => {
  await db.$disconnect();
  await database.drop();
});

it('R1 I6 the sweep reckoned before D: written as of D where nothing has happened since, judged anew where something has', async () => {
  const [untouched, forwarded, withdrawn] = [
    await programme.openProject(),
    await programme.openAtCounty({ name: '转报' }),
    await programme.openAtCounty({ name: '撤回' }),
  ];
  const ahead = await reckonSweep(db, programme.callId, String(D), D);
  expect([...ahead.keys()].sort()).toEqual([untouched, forwarded, withdrawn].sort());
  expect(await db.caseEvent.count({ where: { on: 'deadline-passed' } })).toBe(0);

  await programme.must(forwarded, 'recommend', 'co', { payload: ticked });
  await programme.must(withdrawn, 'withdraw', 'ea', { opinion: '企业撤回本年度申报' });
  const opened = await programme.openProject();
  await moveClock(db, { to: D + aMinute, speed: 0 });
  expect(await settle(db, programme.callId, String(D), ahead)).toBe(3);

  const swept = await db.caseEvent.findMany({ where: { on: 'deadline-passed' } });
  expect(new Map(swept.map(({ caseId, at, fromStatus }) => [caseId, [fromStatus, at.getTime() - D]]))).toEqual(
    new Map([
      [untouched, ['draft', 0]],
      [forwarded, ['prefecture', aMinute]],
      [opened, ['draft', aMinute]],
    ]),
  );
  expect(await programme.statusOf(withdrawn)).toBe('withdrawn');
  expect(await violations(database.url)).toEqual([]);
  for (const id of [untouched, forwarded, opened]) expect((await refold(db, id)).exact).toBe(true);
  expect(await settle(db, programme.callId, String(D), ahead)).toBe(0);
});

it('R1 after D nothing is reckoned ahead', async () => {
  expect((await reckonSweep(db, programme.callId, String(D), D)).size).toBe(0);
});
