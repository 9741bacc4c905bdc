import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sample, sampleClosing } from '#domain/process/sample.js';
import type { Actor, CaseEvent, Role } from '#domain/process/types.js';
import { advance } from '#records/advance.js';
import { publishYear } from '#records/calendar.js';
import { moveClock, sealClock } from '#records/clock.js';
import { openDatabase, type Database } from '#records/database.js';
import { openCase } from '#records/open-case.js';
import { register } from '#records/processes.js';
import { createDatabase, type TestDatabase } from '#test/harness/database.js';
import { violations } from '#test/oracles/invariants.js';
import workdays from '../../prisma/data/cn-workdays.json' with { type: 'json' };

let database: TestDatabase;
let db: Database;
const units = { owner: randomUUID(), county: randomUUID(), prefecture: randomUUID() };
const morning = Date.UTC(2026, 11, 1, 1);

beforeAll(async () => {
  register({ process: sample });
  database = await createDatabase();
  db = openDatabase(database.url);
  await db.unit.createMany({ data: Object.entries(units).map(([name, id]) => ({ id, name, kind: 'government' })) });
  for (const [year, days] of Object.entries(workdays)) await publishYear(db, { year: Number(year), ...days });
  await moveClock(db, { to: morning, speed: 0 });
});
afterAll(async () => {
  await db.$disconnect();
  await database.drop();
});

let caseId: string;
beforeEach(async () => {
  ({ id: caseId } = await openCase(db, {
    process: 'sample',
    title: '样例',
    data: units,
    department: 'miit',
    unitId: units.owner,
    by: person('owner'),
  }));
  return async () => expect(await violations(database.url)).toEqual([]);
});

const persons = new Map<string, string>();
function person(name: string): Actor {
  const [unit, role]: [string, Role] = name.startsWith('county')
    ? [units.county, 'CO']
    : name.startsWith('prefecture')
      ? [units.prefecture, 'PO']
      : [units.owner, 'EA'];
  if (!persons.has(name)) persons.set(name, randomUUID());
  return { kind: 'person', personId: persons.get(name)!, name, unitId: unit, roles: [role] };
}
const act = (on: string, by: Actor, more: Partial<CaseEvent> = {}, expectedRevision?: number) =>
  advance(db, caseId, { id: randomUUID(), on, by, ...more }, { expectedRevision });

describe('the door', () => {
  it('records state, log, task and number in one step', async () => {
    expect(await act('submit', person('owner'))).toMatchObject({ outcome: 'done', revision: 1, status: 'county' });
    const row = await db.case.findUniqueOrThrow({
      where: { id: caseId },
      include: { events: { orderBy: { revision: 'asc' } }, tasks: true },
    });
    expect(row).toMatchObject({ status: 'county', revision: 1, undelivered: true, nextInstant: 'half-time' });
    expect(row.events.map((event) => event.on)).toEqual(['open', 'submit']);
    expect(row.tasks).toMatchObject([{ stage: 'county', unitId: units.county, role: 'CO', closedAt: null }]);
  });

  it('gives a repeated decision id its first answer, even a year later', async () => {
    await act('submit', person('owner'));
    const decision = { id: randomUUID() };
    const first = await act('recommend', person('county1'), decision);
    await act('return', person('prefecture1'), { opinion: '请补充环评材料' });
    expect(await act('recommend', person('county1'), decision)).toMatchObject({ ...first, outcome: 'repeated', opened: [] });
    expect(await db.caseEvent.count({ where: { caseId } })).toBe(4);
  });

  it('F16 I4 two officials deciding the same task at once: one wins, the other learns why', async () => {
    await act('submit', person('owner'));
    const answers = await Promise.all([
      act('recommend', person('county1')),
      act('refuse', person('county2'), { opinion: '不符合产业政策' }),
    ]);
    expect(answers.filter((answer) => answer.outcome === 'done')).toHaveLength(1);
    expect(answers.find((answer) => answer.outcome === 'refused')).toMatchObject({ refusal: { message: expect.any(String) } });
  });

  it('refuses what was decided on an old page', async () => {
    await act('submit', person('owner'));
    expect(await act('recommend', person('county1'), {}, 0)).toMatchObject({ outcome: 'refused', refusal: { code: 'stale' } });
    expect(await act('recommend', person('county1'), {}, 1)).toMatchObject({ outcome: 'done' });
  });

  it('I10 the database itself refuses a second level by one person', async () => {
    await act('submit', person('owner'));
    await act('recommend', person('county1'));
    const county1 = persons.get('county1')!;
    await expect(
      db.$executeRaw`insert into case_event (case_id, revision, event_id, on_event, label, from_status, to_status, actor, person_id, level, at, previous_hash, hash)
        values (${caseId}::uuid, 99, 'x', 'x', 'x', 'prefecture', 'passed', '{}', ${county1}::uuid, 'prefecture', now(), '', '')`,
    ).rejects.toThrow(/two levels/);
  });

  it('I8 nobody rewrites the log, not even the owner of the tables', async () => {
    await expect(db.$executeRaw`update case_event set opinion = '改' where case_id = ${caseId}::uuid`).rejects.toThrow(
      /append-only/,
    );
    await expect(db.$executeRaw`delete from case_event where case_id = ${caseId}::uuid`).rejects.toThrow(/append-only/);
  });

  it('a refusal leaves nothing behind', async () => {
    const before = await db.case.findUniqueOrThrow({ where: { id: caseId } });
    expect(await act('recommend', person('county1'))).toMatchObject({
      outcome: 'refused',
      refusal: { code: 'not_possible_now' },
    });
    expect(await db.case.findUniqueOrThrow({ where: { id: caseId } })).toEqual(before);
  });

  it('queues mail for everyone in the office whose turn it is, with a Message-ID of its own', async () => {
    await db.person.createMany({
      data: ['a', 'b'].map((name) => ({ id: randomUUID(), name, login: `${name}-${caseId}`, email: `${name}@example.test` })),
    });
    const colleagues = await db.person.findMany({ where: { login: { endsWith: caseId } } });
    await db.post.createMany({ data: colleagues.map(({ id }) => ({ personId: id, unitId: units.county, role: 'CO' })) });
    await act('submit', person('owner'));
    const mails = await db.mail.findMany({ where: { caseId } });
    expect(mails.map((mail) => mail.address).sort()).toEqual(['a@example.test', 'b@example.test']);
    expect(new Set(mails.map((mail) => mail.messageId)).size).toBe(2);
    expect(mails[0]!.subject).toMatch(/^【云南省科技项目系统】待办：县级审核 /);
    await db.post.deleteMany({ where: { unitId: units.county } });
  });
});

describe('the closing', () => {
  it('R2 I6 decision against closing at the same instant: whoever is judged first, none is accepted after it', async () => {
    await act('submit', person('owner'));
    await moveClock(db, { to: sampleClosing - 40, speed: 1 });
    const tries = Array.from({ length: 12 }, async (_, index) => {
      const { id } = await openCase(db, {
        process: 'sample',
        title: `竞争 ${index}`,
        data: units,
        department: 'miit',
        by: person('owner'),
      });
      const submitted = await advance(db, id, { id: randomUUID(), on: 'submit', by: person('owner') });
      const closed = await advance(db, id, { id: 'instant:closing', on: 'closing', by: { kind: 'time' } });
      return { id, submitted, closed };
    });
    await Promise.all(tries);
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(await act('recommend', person('county1'))).toMatchObject({ outcome: 'refused', refusal: { code: 'too_late' } });
    expect(await act('closing', { kind: 'time' })).toMatchObject({ outcome: 'done', status: 'expired' });
  });

  it('a sealed clock can never be moved again', async () => {
    const production = await createDatabase();
    const sealed = openDatabase(production.url);
    await sealClock(sealed);
    await expect(moveClock(sealed, { to: Date.UTC(2030, 0, 1) })).rejects.toMatchObject({ code: 'clock_sealed' });
    await expect(sealed.$executeRaw`update business_clock set speed = 2`).rejects.toThrow(/sealed/);
    await sealed.$disconnect();
    await production.drop();
  });
});
