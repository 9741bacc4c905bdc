import { afterAll, beforeAll, expect, it } from 'vitest';
import { recordActivities } from '#activities/records/index.js';
import { endOfDay } from '#domain/calendar/instant.js';
import { moveClock } from '#records/clock.js';
import { openDatabase, type Database } from '#records/database.js';
import { createDatabase, type TestDatabase } from '#test/harness/database.js';
import { Programme } from '#test/harness/programme.js';

let database: TestDatabase;
let db: Database;
let programme: Programme;
const D = endOfDay('2026-12-31');
const later = endOfDay('2027-01-08');

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

const swept = () => db.caseEvent.findMany({ where: { on: 'deadline-passed' }, select: { at: true } });

it('R1 an extension while the sweep stands ready: at the old D the door says no, and nothing is swept', async () => {
  await programme.openProject();
  await programme.must(programme.callId, 'extend', 'vl', {
    opinion: '受灾州市较多，延期一周。',
    payload: { documentNo: '云工信〔2026〕9号', until: '2027-01-08' },
  });
  await moveClock(db, { to: D, speed: 0 });
  const facts = await recordActivities(db).close({ callId: programme.callId, at: D });
  expect(facts).toMatchObject({ status: 'published', ended: false });
  expect(await swept()).toEqual([]);
});

it('R1 I6 the sweep stands ready before D and begins with it; a repeat changes nothing', async () => {
  const ids = [await programme.openProject(), await programme.openProject()];
  await moveClock(db, { to: later - 500, speed: 1 });
  const close = () => recordActivities(db).close({ callId: programme.callId, at: later });
  const facts = await close();
  for (const id of ids) expect(await programme.statusOf(id)).toBe('not_transmitted');
  const events = await swept();
  expect(events).toHaveLength(3);
  expect(events.every(({ at }) => at.getTime() >= later)).toBe(true);
  expect(await db.mail.count({ where: { template: 'digest' } })).toBe(2);

  expect(await close()).toEqual(facts);
  expect(await swept()).toHaveLength(3);
  expect(await db.mail.count({ where: { template: 'digest' } })).toBe(2);
});
