import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sample, sampleClosing } from '#domain/process/sample.js';
import type { Actor, Role } from '#domain/process/types.js';
import { advance } from '#records/advance.js';
import { nextNumber } from '#records/decide.js';
import { publishYear } from '#records/calendar.js';
import { moveClock } from '#records/clock.js';
import { inTransaction, openDatabase, type Database } from '#records/database.js';
import { flushDigests } from '#records/digests.js';
import { openCase } from '#records/open-case.js';
import { register } from '#records/processes.js';
import { createDatabase, type TestDatabase } from '#test/harness/database.js';
import { violations } from '#test/oracles/invariants.js';
import workdays from '../../prisma/data/cn-workdays.json' with { type: 'json' };

let database: TestDatabase;
let db: Database;
const units = { owner: randomUUID(), county: randomUUID(), prefecture: randomUUID() };
const actor = (unitId: string, role: Role): Actor => ({
  kind: 'person',
  personId: randomUUID(),
  name: '经办人',
  unitId,
  roles: [role],
});
const owner = actor(units.owner, 'EA');
const county = actor(units.county, 'CO');

beforeAll(async () => {
  register({ process: sample });
  database = await createDatabase();
  db = openDatabase(database.url);
  await db.unit.createMany({ data: Object.entries(units).map(([name, id]) => ({ id, name, kind: 'government' })) });
  for (const [year, days] of Object.entries(workdays)) await publishYear(db, { year: Number(year), ...days });
  await moveClock(db, { to: Date.UTC(2026, 11, 1, 1), speed: 0 });
});
afterAll(async () => {
  await db.$disconnect();
  await database.drop();
});

async function submitted(): Promise<string> {
  const { id } = await openCase(db, { process: 'sample', title: '样例', data: units, department: 'miit', by: owner });
  await advance(db, id, { id: randomUUID(), on: 'submit', by: owner });
  return id;
}
const recommend = (id: string, eventId: string = randomUUID()) => advance(db, id, { id: eventId, on: 'recommend', by: county });
const expire = (id: string) => advance(db, id, { id: `instant:closing:${sampleClosing}`, on: 'closing', by: { kind: 'time' } });

describe('the door under pressure', () => {
  it('I7 a series under race gives every number once', async () => {
    const taken = await Promise.all(
      Array.from({ length: 20 }, () => inTransaction(db, (tx) => nextNumber(tx, '云工信〔2026〕#号'))),
    );
    expect(new Set(taken)).toEqual(new Set(Array.from({ length: 20 }, (_, n) => `云工信〔2026〕${n + 1}号`)));
  });

  it('F16 the same decision sent five times at once is one decision', async () => {
    const id = await submitted();
    const eventId = randomUUID();
    const answers = await Promise.all(Array.from({ length: 5 }, () => recommend(id, eventId)));
    expect(answers.map((answer) => answer.outcome).sort()).toEqual(['done', 'repeated', 'repeated', 'repeated', 'repeated']);
    expect(await db.caseEvent.count({ where: { caseId: id, eventId } })).toBe(1);
  });

  it('F16 an act that keeps the state, sent five times at once, is one act', async () => {
    const id = await submitted();
    const eventId = randomUUID();
    const claims = Array.from({ length: 5 }, () => advance(db, id, { id: eventId, on: 'claim', by: county }));
    const answers = await Promise.all(claims);
    expect(answers.filter((answer) => answer.outcome === 'done')).toHaveLength(1);
    expect(answers.filter((answer) => answer.outcome === 'repeated')).toHaveLength(4);
  });

  it('I4 a connection killed in the middle leaves nothing, and the repeat goes through once', async () => {
    const id = await submitted();
    const eventId = randomUUID();
    const blocker = new pg.Client({ connectionString: database.url });
    await blocker.connect();
    await blocker.query('begin');
    await blocker.query(`select from "case" where id = $1 for update`, [id]);
    const hanging = recommend(id, eventId).then(
      (answer) => answer.outcome,
      () => 'broken',
    );
    const waiting = `select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
    let killed = 0;
    while (killed === 0) {
      ({ rowCount: killed } = (await blocker.query(`select pg_terminate_backend(pid) from (${waiting}) w`)) as {
        rowCount: number;
      });
      await blocker.query('select pg_sleep(0.01)');
    }
    expect(await hanging).toBe('broken');
    await blocker.query('rollback');
    await blocker.end();
    expect(await db.caseEvent.count({ where: { caseId: id, eventId } })).toBe(0);
    expect(await recommend(id, eventId)).toMatchObject({ outcome: 'done' });
    expect(await violations(database.url)).toEqual([]);
  });

  it('one mail a recipient, however many lines wait, and none twice', async () => {
    const at = new Date(Date.UTC(2026, 11, 1, 1));
    const addresses = ['a@example.test', 'b@example.test'];
    await db.digestLine.createMany({
      data: addresses.flatMap((address) =>
        [1, 2, 3].map((n) => ({ address, digest: 'not-transmitted', line: `第${n}项`, createdAt: at })),
      ),
    });
    const flush = () => inTransaction(db, (tx) => flushDigests(tx));
    expect((await Promise.all(Array.from({ length: 6 }, flush))).reduce((sum, n) => sum + n)).toBe(2);
    expect(await flush()).toBe(0);
    const mails = await db.mail.findMany({ where: { template: 'digest' } });
    expect(mails.map((mail) => mail.address).sort()).toEqual(addresses);
    expect(mails[0]!.body).toMatch(/^第1项\n第2项\n第3项\n/);
  });

  it('I8 a rewritten opinion is found, though the protection was switched off', async () => {
    const id = await submitted();
    await db.$executeRaw`alter table case_event disable trigger append_only`;
    await db.$executeRaw`update case_event set opinion = '同意' where case_id = ${id}::uuid and revision = 1`;
    expect(await violations(database.url)).toContain(`I8 broken chain ${id}@1`);
    await db.$executeRaw`update case_event set opinion = null where case_id = ${id}::uuid and revision = 1`;
    await db.$executeRaw`alter table case_event enable trigger append_only`;
    expect(await violations(database.url)).toEqual([]);
  });
});

describe('the closing to the millisecond', () => {
  it('I6 R2 one millisecond before is accepted; at the closing and after it nothing is', async () => {
    const [before, at, after] = await Promise.all([submitted(), submitted(), submitted()]);
    await moveClock(db, { to: sampleClosing - 1, speed: 0 });
    expect(await expire(before)).toMatchObject({ outcome: 'refused', refusal: { code: 'not_due' } });
    expect(await recommend(before)).toMatchObject({ outcome: 'done' });
    await moveClock(db, { to: sampleClosing, speed: 0 });
    expect(await recommend(at)).toMatchObject({ outcome: 'refused', refusal: { code: 'too_late' } });
    await moveClock(db, { to: sampleClosing + 1, speed: 0 });
    expect(await recommend(after)).toMatchObject({ outcome: 'refused', refusal: { code: 'too_late' } });
  });

  it('I6 F16 at the closing every race between official and clock ends expired, the official told why', async () => {
    const ids = await db.case.findMany({ where: { status: 'county' }, select: { id: true } });
    expect(ids.length).toBeGreaterThan(0);
    for (const { id } of ids) {
      const [decision, closing] = await Promise.all([recommend(id), expire(id)]);
      expect(decision.outcome).toBe('refused');
      expect(closing).toMatchObject({ outcome: 'done', status: 'expired' });
    }
    expect(await violations(database.url)).toEqual([]);
  });
});
