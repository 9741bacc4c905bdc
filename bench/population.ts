import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { Role } from '#domain/process/types.js';
import { advanceIn } from '#records/advance.js';
import { inTransaction, openDatabase, type Database } from '#records/database.js';
import { Programme } from '#test/harness/programme.js';
import type { Stage } from './stage.js';

/** 30 November 2026, 09:00: the call is open, the first closing is two weeks away. */
const MORNING = Date.UTC(2026, 10, 30, 1);
const CHUNK = 250;
const OPENERS = 8;

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
  cases: string[];
}

/** A database with the 2027 call and `count` projects, each walked through the door to the county's desk or left as a draft; made once a run. */
export async function populate(stage: Stage, count: number, desk: 'draft' | 'county'): Promise<Population> {
  const url = await stage.copy();
  const db = openDatabase(url);
  const programme = new Programme(db);
  await programme.prepare(MORNING);
  for (const [unit, regionCode] of Object.entries({ county: '532301', prefecture: '532300' }))
    await db.unit.update({ where: { id: programme.units[unit as 'county'] }, data: { regionCode } });
  await programme.openCall();
  const counties: Official[] = [];
  for (let n = 0; n < 16; n += 1) counties.push(await official(db, programme.units.county, 'CO', `县${n}`));
  const prefecture = await official(db, programme.units.prefecture, 'PO', '州');

  const cases: string[] = [];
  const opener = async () => {
    while (cases.length < count) {
      const place = cases.push('') - 1;
      cases[place] = await programme.openProject({ name: `项目${place}` });
    }
  };
  await Promise.all(Array.from({ length: OPENERS }, opener));
  if (desk === 'county') {
    await together(db, cases, programme, 'submit', 'ea');
    await together(db, cases, programme, 'approve', 'ua');
  }
  await db.$executeRaw`vacuum analyze`;
  await db.$disconnect();
  return { url, callId: programme.callId, counties, prefecture, cases };
}

/** One act on many cases, in chunks. Throws at the first refusal. */
async function together(db: Database, cases: string[], programme: Programme, on: string, by: string): Promise<void> {
  for (let from = 0; from < cases.length; from += CHUNK) {
    const chunk = cases.slice(from, from + CHUNK);
    const answers = await inTransaction(db, (tx) => advanceIn(tx, chunk, () => ({ id: `${on}:0`, on, by: programme.who(by) })));
    const refused = answers.find((answer) => answer.outcome === 'refused');
    if (refused?.outcome === 'refused') throw new Error(`${on}: ${refused.refusal.message}`);
  }
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
