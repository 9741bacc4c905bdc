import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { atTime } from '#domain/calendar/instant.js';
import type { Actor, Role } from '#domain/process/types.js';
import { advance } from '#records/advance.js';
import { openDatabase, type Database } from '#records/database.js';
import { readSomeone } from '#records/people.js';
import { createDatabase, type TestDatabase } from '#test/harness/database.js';
import { Programme, ticked } from '#test/harness/programme.js';

let database: TestDatabase;
let db: Database;
let programme: Programme;

beforeAll(async () => {
  database = await createDatabase();
  db = openDatabase(database.url);
  programme = new Programme(db);
  await programme.prepare(atTime('2026-12-01', '09:00'));
  await programme.openCall();
});
afterAll(async () => {
  await db.$disconnect();
  await database.drop();
});

/** The record itself, asked in SQL that is not the product's: persons who handled two levels of a case, themselves or through a deputy, or one above the unit that is theirs. */
async function offences(): Promise<unknown[]> {
  return db.$queryRaw`
    select case_id, person from case_event cross join lateral (values (person_id::text), (actor -> 'deputyFor' ->> 'personId')) p (person)
    where person is not null and level is not null and level <> 'unit'
    group by case_id, person having count(distinct level) > 1
    union all
    select e.case_id, e.person_id::text from case_event e join "case" c on c.id = e.case_id
    where e.level is not null and e.level <> 'unit' and e.actor ->> 'unitId' = c.unit_id::text`;
}

const offices: ['county' | 'prefecture' | 'province', Role][] = [
  ['county', 'CO'],
  ['prefecture', 'PO'],
  ['province', 'VO'],
  ['province', 'VD'],
];
/** What a person may try at a level; most is refused, for one reason or another. */
const acts = ['claim', 'recommend', 'approve', 'return', 'transfer', 'delegate', 'form-pass', 'take-back', 'refuse'] as const;

describe('S4 I10 separation of duties', () => {
  it('whatever posts people get, lose and hold together, whoever hands tasks to whom and stands in for whom, nobody handles two levels of a case', async () => {
    const people = await Promise.all(
      Array.from({ length: 5 }, async (_, n) => {
        const id = randomUUID();
        await db.person.create({ data: { id, name: `人员${n}`, login: id } });
        return id;
      }),
    );
    const step = fc.oneof(
      { weight: 2, arbitrary: fc.record({ kind: fc.constant('post' as const), who: fc.nat(4), office: fc.nat(3) }) },
      {
        weight: 5,
        arbitrary: fc.record({
          kind: fc.constant('act' as const),
          who: fc.nat(4),
          other: fc.nat(4),
          on: fc.constantFrom(...acts),
          asDeputy: fc.boolean(),
        }),
      },
    );
    let [accepted, byDeputy] = [0, 0];
    const each = fc.array(fc.nat(3), { minLength: 5, maxLength: 5 });
    const life = fc.asyncProperty(
      each,
      each,
      fc.array(step, { minLength: 30, maxLength: 50 }),
      async (first, deputies, steps) => {
        await db.post.deleteMany({ where: { personId: { in: people } } });
        await db.deputy.deleteMany();
        await db.post.createMany({
          data: first.map((office, who) => {
            const [unit, role] = offices[office]!;
            return { personId: people[who]!, unitId: programme.units[unit], role };
          }),
        });
        // Everybody has a deputy; whoever shares no unit with the principal stands in for nothing.
        await db.deputy.createMany({
          data: deputies.map((distance, who) => ({
            ...{ id: randomUUID(), principalId: people[who]!, deputyId: people[(who + distance + 1) % 5]! },
            ...{ from: new Date(0), until: new Date(Date.UTC(2100, 0)) },
          })),
        });
        const id = await programme.openAtCounty();
        for (const one of steps) {
          const personId = people[one.who]!;
          if (one.kind === 'post') {
            // A transfer in the middle of a case: the old post goes or stays, a new one comes.
            const [unit, role] = offices[one.office]!;
            await db.post.createMany({ data: [{ personId, unitId: programme.units[unit], role }], skipDuplicates: true });
            continue;
          }
          const { actor: own, entrusted } = (await readSomeone(db, personId))!;
          const actor = (one.asDeputy && entrusted.at(-1)?.actor) || own;
          const payload =
            one.on === 'transfer' || one.on === 'delegate'
              ? { personId: people[one.other] }
              : one.on === 'return'
                ? { sections: ['basic'], to: 'owner' }
                : one.on === 'recommend' || one.on === 'approve'
                  ? ticked
                  : {};
          const answer = await advance(db, id, { id: randomUUID(), on: one.on, by: actor, payload, opinion: '已审核' }).catch(
            (error: { code?: string }) => {
              if (error.code !== 'two_levels') throw error;
              return undefined;
            },
          );
          if (answer?.outcome === 'done') accepted += 1;
          if (answer?.outcome === 'done' && actor.deputyFor) byDeputy += 1;
        }
        expect(await offences()).toEqual([]);
      },
    );
    await fc.assert(life, { numRuns: 40, seed: 4 });
    // A run in which everything was refused would prove nothing.
    expect(accepted).toBeGreaterThan(40);
    expect(byDeputy).toBeGreaterThan(5);
    const levels = await db.caseEvent.groupBy({ by: ['level'], where: { personId: { in: people } }, _count: true });
    expect(levels.map(({ level }) => level)).toEqual(expect.arrayContaining(['county', 'prefecture']));
  });

  it('the applicant’s own people, given a post at the county, still cannot review', async () => {
    const id = await programme.openAtCounty();
    const both = programme.who('ua');
    await db.post.create({ data: { personId: both.personId!, unitId: programme.units.county, role: 'CO' } });
    const { actor } = (await readSomeone(db, both.personId!))!;
    const county: Actor = { ...actor, unitId: programme.units.county, roles: ['CO'] };
    for (const by of [actor, county]) {
      const answer = await advance(db, id, { id: randomUUID(), on: 'recommend', by, payload: ticked });
      expect(answer).toMatchObject({ outcome: 'refused' });
    }
    expect(await programme.statusOf(id)).toBe('county');
  });

  it('raw SQL is refused by the database: a second level, a changed or deleted log entry, a changed frozen version', async () => {
    const id = await programme.openProject();
    await programme.toTransmittable(id);
    const county = programme.who('co').personId!;
    const second = db.$executeRaw`
      insert into case_event (case_id, revision, event_id, on_event, label, from_status, to_status, actor, person_id, level, at, previous_hash, hash)
      select case_id, revision + 100, 'raw', on_event, label, from_status, to_status, actor, ${county}::uuid, 'prefecture', at, hash, 'x'
      from case_event where case_id = ${id}::uuid order by revision desc limit 1`;
    await expect(second).rejects.toThrow(/two levels/);
    await expect(db.$executeRaw`update case_event set person_id = null where case_id = ${id}::uuid`).rejects.toThrow(
      /append-only/,
    );
    await expect(db.$executeRaw`delete from case_event where case_id = ${id}::uuid`).rejects.toThrow(/append-only/);
    await expect(
      db.$executeRaw`update document_version set content = '{}' where case_id = ${id}::uuid and version > 0`,
    ).rejects.toThrow(/append-only/);
  });
});
