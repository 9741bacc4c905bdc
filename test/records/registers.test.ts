import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { atTime } from '#domain/calendar/instant.js';
import type { Post, Viewer } from '#domain/organisation/access-matrix.js';
import type { Role } from '#domain/organisation/roles.js';
import { registerOfKey } from '#domain/subsidy/registers/definitions.js';
import { moveClock } from '#records/clock.js';
import { readCase } from '#records/cases.js';
import { openDatabase, RecordError, type Database } from '#records/database.js';
import { entriesInForce, flagsOf, saveEntry, type WrittenEntry } from '#records/subsidy/registers.js';
import { createDatabase, type TestDatabase } from '#test/harness/database.js';
import { Subsidies } from '#test/harness/subsidy.js';

let database: TestDatabase;
let db: Database;
let subsidies: Subsidies;

beforeAll(async () => {
  database = await createDatabase();
  db = openDatabase(database.url);
  subsidies = new Subsidies(db);
  await subsidies.prepare(atTime('2026-01-05', '09:00'));
  await subsidies.registers();
  await subsidies.call(2026, '2026-01-01', '2026-12-31');
  await moveClock(db, { to: atTime('2026-12-01', '09:00'), speed: 0 });
});
afterAll(async () => {
  await db.$disconnect();
  await database.drop();
});

const firm = () => subsidies.claimants.firm;
const save = (id: string, entry: WrittenEntry, revision?: number) => {
  const personId = subsidies.who('officer').personId!;
  return saveEntry(
    db,
    registerOfKey('listed-reserve')!,
    { id, entry, personId, ...(revision ? { revision } : {}) },
    { personId },
  );
};
const outcomes = async (works: Promise<void>[]) =>
  (await Promise.allSettled(works)).map((one) => (one.status === 'fulfilled' ? 'done' : (one.reason as RecordError).code)).sort();

describe('C9.1 entries under many hands', () => {
  const values = { pool: '金种子企业库', board: '科创板' };

  it('of eight officers at one entry one writes, the others are told; of eight new ones of the same day one stands', async () => {
    const id = randomUUID();
    const entry = { unitId: firm(), from: '2026-01-01', values };
    await save(id, entry);
    const rivals = Array.from({ length: 8 }, (_, at) => save(id, { ...entry, values: { ...values, decision: `决定${at}` } }, 1));
    expect(await outcomes(rivals)).toEqual(['done', ...Array<string>(7).fill('stale')]);
    const again = Array.from({ length: 8 }, () => save(randomUUID(), { ...entry, from: '2026-02-01' }));
    expect(await outcomes(again)).toEqual(['done', ...Array<string>(7).fill('entry_taken')]);
    expect(await entriesInForce(db, 'listed-reserve', { unitId: firm() }, '2026-01-31')).toHaveLength(1);
    expect(await entriesInForce(db, 'listed-reserve', { unitId: firm() }, '2026-02-01')).toHaveLength(2);
    await db.subsidyRegister.deleteMany({ where: { register: 'listed-reserve' } });
  });
});

describe('C9.1 C10.2 tags on a case', () => {
  const someone = (login: string, post: Omit<Post, 'unitId'>) => {
    const actor = subsidies.who(login);
    const viewer: Viewer = { personId: actor.personId!, posts: [{ ...post, unitId: actor.unitId! }] };
    return { viewer, actor, entrusted: [] };
  };
  const sti = { level: 'province', department: 'sti' } as const;

  it('stand from the first day to the last, for reviewers and nobody else; a stored project of the reserve earns none', async () => {
    await subsidies.enter(
      'listed-reserve',
      { unitId: firm() },
      { pool: '上市后备库', board: '北交所' },
      '2026-03-01',
      '2026-12-01',
    );
    await subsidies.enter('fund-consortium', { unitId: firm() }, { fund: '云岭基金', state: '科研项目储备' }, '2026-03-01');
    expect(await flagsOf(db, firm())).toEqual(['金种子/上市后备']);
    await subsidies.enter('fund-consortium', { unitId: firm() }, { fund: '云岭基金', state: '已投资' }, '2026-06-01');
    expect(await flagsOf(db, firm())).toEqual(['金种子/上市后备', '基金联合体获投，优先']);
    expect(await flagsOf(db, subsidies.claimants.bank)).toEqual([]);

    const id = await subsidies.file('C6.2');
    const flags = async (login: string, role: Role, post: Omit<Post, 'unitId' | 'role'> = sti) =>
      (await readCase(db, someone(login, { role, ...post }), id)).flags;
    expect(await flags('officer', 'VO')).toHaveLength(2);
    expect(await flags('leader', 'VL')).toHaveLength(2);
    expect(await flags('recommender', 'RU', { level: 'prefecture', department: 'sti', regionCode: '530100' })).toHaveLength(2);
    expect(await flags('firm', 'UA', { level: 'unit' })).toEqual([]);
    // An expert and the auditor read; they do not review.
    expect(await flags('officer', 'AU')).toEqual([]);

    await moveClock(db, { to: atTime('2026-12-02', '09:00'), speed: 0 });
    expect(await flagsOf(db, firm())).toEqual(['基金联合体获投，优先']);
  });
});
