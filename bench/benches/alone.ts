import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { keyProject } from '#domain/key-project/process.js';
import { step } from '#domain/process/step.js';
import type { CaseEvent, CaseState } from '#domain/process/types.js';
import { prepareStep } from '#records/prepare.js';
import { writeSteps, type WrittenStep } from '#records/write.js';
import { Prisma, type Transaction } from '#records/database.js';
import { ticked } from '#test/harness/programme.js';
import { closedLoop, type Load } from '../load.js';
import type { Official } from '../population.js';

/**
 * The limit of any design: lock the row, the door's one writing statement, commit; straight through pg with prepared statements, the steps
 * computed beforehand. No session, no rules, no HTTP.
 */
export async function transactionAlone(url: string, cases: string[], clients: number, by: Official): Promise<Load> {
  const pool = new pg.Pool({ connectionString: url, max: clients });
  const steps = await prepared(pool, cases, by);
  const connections = await Promise.all(Array.from({ length: clients }, () => pool.connect()));
  const load = await closedLoop(steps, clients, async (one, client) => {
    const connection = connections[client]!;
    await connection.query('begin');
    await connection.query({
      name: 'lock',
      text: 'select id, state from "case" where id = $1 for update',
      values: [one.entry.case_id],
    });
    await writeSteps(through(connection), [one]);
    await connection.query('commit');
  });
  for (const connection of connections) connection.release();
  await pool.end();
  return load;
}

/** The county's recommendation of each case, as the door would write it. */
async function prepared(pool: pg.Pool, cases: string[], by: Official): Promise<WrittenStep[]> {
  const { rows } = await pool.query<{
    id: string;
    title: string;
    number: string;
    state: CaseState<any>;
    head_hash: string;
    now: Date;
  }>('select id, title, number, state, head_hash, business_now() as now from "case" where id = any ($1)', [cases]);
  const { personId, unitId, name, roles } = by;
  const known: any = {
    findings: [],
    reasons: {},
    callOpen: true,
    disqualified: false,
    excelDifferences: 0,
    prefectureReady: true,
  };
  const calendar = { years: { 2026: { year: 2026, off: [], work: [] }, 2027: { year: 2027, off: [], work: [] } } };
  return rows.map((row) => {
    const event: CaseEvent = {
      id: randomUUID(),
      on: 'recommend',
      by: { kind: 'person', personId, unitId, name, roles },
      payload: ticked,
    };
    const now = row.now.getTime();
    const result = step(keyProject, row.id, row.state, event, { now, calendar, known });
    if (!result.ok) throw new Error(result.refusal.message);
    return prepareStep(keyProject as never, row, event, result as never, {}, { now, calendar: 0, known: { ...known } });
  });
}

/** The door's statement, prepared once a connection. */
function through(connection: pg.PoolClient): Transaction {
  const $executeRaw = (parts: TemplateStringsArray, ...given: unknown[]) => {
    const { text, values } = Prisma.sql(parts, ...given);
    return connection.query({ name: 'write', text, values });
  };
  return { $executeRaw } as unknown as Transaction;
}
