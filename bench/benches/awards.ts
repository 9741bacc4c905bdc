import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { atTime } from '#domain/calendar/instant.js';
import type { ClaimData } from '#domain/subsidy/claim/data.js';
import { exampleFacts } from '#domain/subsidy/examples.js';
import { advance } from '#records/advance.js';
import { moveClock } from '#records/clock.js';
import { openDatabase } from '#records/database.js';
import { Subsidies } from '#test/harness/subsidy.js';
import { capViolations } from '#test/oracles/caps.js';
import { copies } from '../copies.js';
import { closedLoop } from '../load.js';
import type { Measure } from '../report.js';
import type { Stage } from '../stage.js';

const CLIENTS = 64;
const WARM_UP = 100;
/** 1,600 losses of 10 at 70%: 11,200 in all, of a pool of 10,000. */
const AWARDS = 1_600;
const FIRMS = 200;
const A_LOSS = '10';

interface Claims {
  url: string;
  officer: ReturnType<Subsidies['who']>;
  /** All under the one pool of C1. */
  hot: string[];
  /** Of two hundred firms, each under its own cap of C6.1. */
  spread: string[];
}

/** Claims on the department's desk: one of each kind through the door, the others its copies. */
export async function manyClaims(stage: Stage): Promise<Claims> {
  const url = await stage.copy();
  const db = openDatabase(url, { max: 1 });
  const subsidies = new Subsidies(db);
  await subsidies.prepare(atTime('2026-01-05', '09:00'));
  await subsidies.registers();
  await subsidies.call(2026, '2026-01-01', '2026-12-31');
  await moveClock(db, { to: atTime('2026-12-01', '09:00'), speed: 0 });
  const loss = await subsidies.file('C1', { ...exampleFacts.C1, loss: A_LOSS });
  const interest = await subsidies.file('C6.1', {
    ...exampleFacts['C6.1'],
    periods: [{ paid: '1', penalty: '', rate: '6', paidOn: '2026-11-20' }],
  });
  const firms = Array.from({ length: FIRMS }, () => randomUUID() as string);
  await db.unit.createMany({
    data: firms.map((id, n) => ({
      id,
      name: `企业${n}`,
      kind: 'enterprise',
      level: 'unit',
      regionCode: '530100',
      status: 'verified',
    })),
  });
  const of = (original: string, owners: string[]) =>
    copies(url, original, AWARDS + WARM_UP, ({ number, unit_id, state }, n) => {
      const owner = owners[n % owners.length] ?? unit_id;
      const data = state.data as unknown as ClaimData;
      const own = { number: `${number}-${n}`, institution: owner, offices: { ...data.offices, owner } };
      return { title: data.title, number: own.number, unit_id: owner, data: own };
    });
  const [hot, spread] = [await of(loss, []), await of(interest, firms)];
  await db.$executeRaw`vacuum analyze`;
  await db.$disconnect();
  return { url, officer: subsidies.who('officer'), hot, spread };
}

/** 受理并核算 by 64 officers at once, on one hot cap and on two hundred, beside the guarded UPDATE of the counter alone. */
export async function awards(stage: Stage, claims: Claims): Promise<Measure[]> {
  const url = await stage.copy(claims.url);
  const onOne = await accepted(url, claims, claims.hot);
  const one = await updateAlone(url, (await capsOf(url, 'C1.2')).slice(0, 1));
  const onMany = await accepted(url, claims, claims.spread);
  const many = await updateAlone(url, await capsOf(url, 'C6.1'));
  const wrong = await capViolations(url);
  return [
    {
      what: `awards on one hot cap, ${CLIENTS} officers at once`,
      ours: { value: onOne, unit: '/s' },
      baseline: { what: 'the guarded UPDATE alone', value: one, unit: '/s' },
      goal: { of: 'ratio', atLeast: 0.5 },
    },
    {
      what: `awards on ${FIRMS} caps, ${CLIENTS} officers at once`,
      ours: { value: onMany, unit: '/s' },
      baseline: { what: 'the guarded UPDATE alone', value: many, unit: '/s' },
      goal: { of: 'ratio', atLeast: 0.5 },
    },
    {
      what: 'caps passed, or counters that differ from their claims, recomputed in SQL',
      ours: { value: wrong.length, unit: 'found' },
      goal: { of: 'ours', atMost: 0 },
    },
  ];
}

/** Awards a second, through the door. */
async function accepted(url: string, { officer }: Claims, cases: string[]): Promise<number> {
  const db = openDatabase(url, { max: CLIENTS });
  const accept = async (id: string) => {
    const answer = await advance(db, id, { id: randomUUID(), on: 'accept', by: officer });
    if (answer.outcome !== 'done')
      throw new Error(`${answer.outcome} ${answer.outcome === 'refused' ? answer.refusal.code : ''}`);
  };
  await closedLoop(cases.slice(0, WARM_UP), CLIENTS, accept);
  const { perSecond } = await closedLoop(cases.slice(WARM_UP), CLIENTS, accept);
  await db.$disconnect();
  return perSecond;
}

async function capsOf(url: string, clause: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ key: string }>('select key from subsidy_cap where clause = $1 order by key', [clause]);
  await client.end();
  return rows.map(({ key }) => key);
}

/** The counter alone, on rows of the same shape and count that nothing else reads. */
async function updateAlone(url: string, caps: string[]): Promise<number> {
  const pool = new pg.Pool({ connectionString: url, max: CLIENTS });
  const bare = caps.map((key) => `bare/${key}`);
  await pool.query(
    `insert into subsidy_cap (key, clause, label, institution, year, limit_fen)
     select 'bare/' || key, clause, label, institution, year, limit_fen from subsidy_cap where key = any ($1)`,
    [caps],
  );
  const connections = await Promise.all(Array.from({ length: CLIENTS }, () => pool.connect()));
  const take = (key: string, client: number) =>
    connections[client]!.query({
      name: 'take',
      text: `update subsidy_cap set reserved_fen = reserved_fen + $2
             where key = $1 and reserved_fen + used_fen + $2 <= limit_fen`,
      values: [key, '100'],
    }).then(() => undefined);
  await closedLoop(bare.slice(0, 1), CLIENTS, take);
  const jobs = Array.from({ length: AWARDS }, (_, n) => bare[n % bare.length]!);
  const { perSecond } = await closedLoop(jobs, CLIENTS, take);
  for (const connection of connections) connection.release();
  await pool.query(`delete from subsidy_cap where key like 'bare/%'`);
  await pool.end();
  return perSecond;
}
