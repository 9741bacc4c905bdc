import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { KeyProjectData } from '#domain/key-project/data.js';
import type { Role } from '#domain/process/types.js';
import { openDatabase, type Database } from '#records/database.js';
import { Programme } from '#test/harness/programme.js';
import { violations } from '#test/oracles/invariants.js';
import { copies } from './copies.js';
import type { Stage } from './stage.js';

/** 30 November 2026, 09:00: the call is open, the first closing is two weeks away. */
const MORNING = Date.UTC(2026, 10, 30, 1);
const FIRMS = 500;

/** An official with a session: what a browser needs to act. */
export interface Official {
  personId: string;
  unitId: string;
  name: string;
  roles: Role[];
  cookie: string;
}

export interface Population {
  /** The database; nobody is connected to it. */
  url: string;
  callId: string;
  counties: Official[];
  prefecture: Official;
  /** Those on the county's desk. */
  cases: string[];
}

/**
 * A database with the 2027 call; `atCounty` projects of one firm on the county's desk, `drafts` of five hundred firms where they began. One of each is
 * made through the door, the others are its copies: the same rows under other ids.
 */
export async function populate(
  stage: Stage,
  { atCounty, drafts = 0 }: { atCounty: number; drafts?: number },
): Promise<Population> {
  const url = await stage.copy();
  const db = openDatabase(url, { max: 1 });
  const programme = new Programme(db);
  await programme.prepare(MORNING);
  for (const [unit, regionCode] of Object.entries({ county: '532301', prefecture: '532300' }))
    await db.unit.update({ where: { id: programme.units[unit as 'county'] }, data: { regionCode } });
  await programme.openCall();
  const counties: Official[] = [];
  for (let n = 0; n < 16; n += 1) counties.push(await official(db, programme.units.county, 'CO', `县${n}`));
  const prefecture = await official(db, programme.units.prefecture, 'PO', '州');

  const draft = await programme.openProject();
  const reviewed = await programme.openAtCounty();
  const cases = [reviewed, ...(await furtherProjects(url, reviewed, atCounty - 1))];
  if (drafts > 0) await furtherProjects(url, draft, drafts - 1, await firms(db));
  await db.$executeRaw`vacuum analyze`;
  await db.$disconnect();
  return { url, callId: programme.callId, counties, prefecture, cases };
}

/** Violations of the record, but for the first entries of copies: their links are the original's. */
export async function wrongIn(url: string): Promise<string[]> {
  return (await violations(url)).filter((found) => !/^I8 broken chain .*@[012]$/.test(found));
}

/** Further projects like `original`, of the given firms in turn. */
async function furtherProjects(url: string, original: string, count: number, owners: string[] = []): Promise<string[]> {
  return copies(url, original, count, ({ number, unit_id, state }, n) => {
    const owner = owners[n % owners.length] ?? unit_id;
    const taken = number ? { number: `${number}-${n}` } : {};
    const data = { title: `项目${n}`, offices: { ...(state.data as KeyProjectData).offices, owner }, ...taken };
    return { title: data.title, number: taken.number ?? null, unit_id: owner, data };
  });
}

/** Firms with one person each. */
async function firms(db: Database): Promise<string[]> {
  const ids = Array.from({ length: FIRMS }, () => randomUUID() as string);
  await db.unit.createMany({ data: ids.map((id, n) => ({ id, name: `企业${n}`, kind: 'enterprise' })) });
  await db.person.createMany({ data: ids.map((id) => ({ id, name: '填报人', login: id, email: `${id}@example.test` })) });
  await db.post.createMany({ data: ids.map((id) => ({ personId: id, unitId: id, role: 'EA' })) });
  return ids;
}

async function official(db: Database, unitId: string, role: Role, name: string): Promise<Official> {
  const personId = randomUUID();
  const token = randomBytes(32).toString('base64url');
  await db.person.create({
    data: {
      id: personId,
      name,
      login: personId,
      email: `${personId}@example.test`,
      posts: { create: { unitId, role } },
      sessions: {
        create: { tokenHash: createHash('sha256').update(token).digest('hex'), expiresAt: new Date(Date.now() + 12 * 3_600_000) },
      },
    },
  });
  return { personId, unitId, name, roles: [role], cookie: `duban=${token}` };
}
