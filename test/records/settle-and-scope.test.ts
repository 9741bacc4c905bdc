import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { listCases, readCase, readTimeline } from '#records/cases.js';
import { moveClock } from '#records/clock.js';
import { openDatabase, type Database } from '#records/database.js';
import { flushDigests } from '#records/digests.js';
import { readSomeone } from '#records/people.js';
import { settle } from '#records/settle.js';
import { createDatabase, type TestDatabase } from '#test/harness/database.js';
import { Programme } from '#test/harness/programme.js';
import { violations } from '#test/oracles/invariants.js';

let database: TestDatabase;
let db: Database;
let programme: Programme;
const closing = Date.UTC(2026, 11, 31, 16);

beforeAll(async () => {
  database = await createDatabase();
  db = openDatabase(database.url);
  programme = new Programme(db);
  await programme.prepare(Date.UTC(2026, 10, 23, 1));
  const regions = { county: '532301', prefecture: '532300', province: '530000' };
  for (const [name, regionCode] of Object.entries(regions))
    await db.unit.update({ where: { id: programme.units[name as 'county'] }, data: { regionCode } });
  await programme.openCall();
});
afterAll(async () => {
  await db.$disconnect();
  await database.drop();
});

/** A person of another unit of the same kind: the firm next door, the county next door. */
async function neighbour(level: 'unit' | 'county', role: string, regionCode?: string): Promise<string> {
  const [unitId, personId] = [randomUUID(), randomUUID()];
  await db.unit.create({
    data: {
      id: unitId,
      name: '邻',
      kind: level === 'unit' ? 'enterprise' : 'government',
      level,
      departments: ['miit'],
      regionCode,
    },
  });
  await db.person.create({ data: { id: personId, name: '邻', login: personId, posts: { create: { unitId, role } } } });
  return personId;
}

it('out of scope does not exist: neither in the list, nor by its address, nor its timeline', async () => {
  const id = await programme.openAtCounty();
  const sees = async (personId: string) => {
    const someone = (await readSomeone(db, personId))!;
    const { viewer } = someone;
    const listed = (await listCases(db, viewer, { process: 'key-project' })).rows.some((row) => row.id === id);
    const missing = { code: 'not_found' };
    if (listed) await expect(readCase(db, someone, id)).resolves.toMatchObject({ id });
    else {
      await expect(readCase(db, someone, id)).rejects.toMatchObject(missing);
      await expect(readTimeline(db, viewer, id)).rejects.toMatchObject(missing);
    }
    return listed;
  };
  expect(await sees(programme.who('ea').personId!)).toBe(true);
  expect(await sees(programme.who('co').personId!)).toBe(true);
  expect(await sees(programme.who('po').personId!)).toBe(true);
  expect(await sees(await neighbour('unit', 'EA'))).toBe(false);
  expect(await sees(await neighbour('county', 'CO', '532322'))).toBe(false);
});

it('R1 I6 at the closing every open project ends at its desk, none is passed on, and the firm hears once', async () => {
  const ids = [];
  for (let n = 0; n < 8; n++) ids.push(await programme.openProject({ name: `项目${n}` }));
  for (const id of ids.slice(0, 4)) await programme.must(id, 'submit', 'ea');
  await programme.toTransmittable(ids[7]!);
  await moveClock(db, { to: closing - 1, speed: 0 });
  expect(await settle(db, programme.callId, 'early')).toBe(0);
  await moveClock(db, { to: closing, speed: 0 });
  // The sweep may be started twice: by two workers, or again after a crash.
  const settled = await Promise.all([settle(db, programme.callId, 'D'), settle(db, programme.callId, 'D')]);
  expect(settled.reduce((sum, n) => sum + n)).toBe(9);
  for (const id of ids) expect(await programme.statusOf(id)).toBe('not_transmitted');
  expect(await settle(db, programme.callId, 'D')).toBe(0);

  await flushDigests(db, 'not-transmitted');
  const mails = await db.mail.findMany({ where: { template: 'digest' } });
  expect(mails.map((mail) => mail.address).sort()).toEqual(['ea@example.test', 'ua@example.test']);
  const swept = await db.case.findMany({ where: { status: 'not_transmitted' } });
  const lines = mails[0]!.body.split('\n\n')[0]!.split('\n').sort();
  expect(lines).toEqual(swept.flatMap((one) => [`逾期未报送 ${one.number ?? one.title}`, `/cases/${one.id}`]).sort());
  expect(await violations(database.url)).toEqual([]);
});
