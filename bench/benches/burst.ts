import { moveClock } from '#records/clock.js';
import { openDatabase } from '#records/database.js';
import { cpuBetween } from '../cpu.js';
import { wrongIn, type Population } from '../population.js';
import { ask } from '../record.js';
import type { Measure } from '../report.js';
import type { Stage } from '../stage.js';
import { transactionAlone } from './alone.js';
import { decide, deciding, each, mustAll } from './decisions.js';

const CLIENTS = 64;
const WARM_UP = 300;
const DECISIONS = 2_000;

/** How many cases one repeat takes: one stays for the decision that comes too late. */
export const burstCases = WARM_UP + 2 * DECISIONS + 1;

/** One minute before the county's closing two thousand decisions come from 64 clients, with the engine and its relay running. */
export async function burst(stage: Stage, population: Population): Promise<Measure[]> {
  const url = await stage.copy(population.url);
  const cases = [...population.cases];
  const late = cases.pop()!;
  const closing = await countyClosing(url, late);

  const before = stage.cpu();
  const alone = await transactionAlone(url, cases.splice(0, DECISIONS), CLIENTS, population.counties[0]!);
  const aloneCpu = each(cpuBetween(before, stage.cpu()), DECISIONS);

  const engine = await stage.engine();
  const worker = await stage.worker(url, engine.address);
  const api = await stage.api(url, engine.address);
  mustAll(await decide(stage, api.base, population, cases.splice(0, WARM_UP), CLIENTS));
  const db = openDatabase(url, { max: 1 });
  await moveClock(db, { to: closing - 60_000, speed: 1 });
  const decided = await decide(stage, api.base, population, cases.splice(0, DECISIONS), CLIENTS);
  mustAll(decided);
  await moveClock(db, { to: closing });
  const tooLate = await decide(stage, api.base, population, [late], 1);
  await db.$disconnect();
  for (const program of [api, worker, engine]) await program.stop();

  if (tooLate.refused[0] !== '422 too_late') throw new Error(`after the closing: ${tooLate.refused[0] ?? 'accepted'}`);
  await mustStand(url, decided.accepted, closing);
  return [
    {
      what: `p99 of ${DECISIONS} decisions from ${CLIENTS} clients one minute before closing; each answered one found in the log, judged in time`,
      ours: { value: decided.p99, unit: 'ms', cpu: deciding(decided.cpu) },
      baseline: { what: 'the transaction alone', value: alone.p99, unit: 'ms', cpu: deciding(aloneCpu) },
      goal: { of: 'ours', atMost: 1_000 },
    },
  ];
}

async function countyClosing(url: string, caseId: string): Promise<number> {
  const [row] = await ask<{ at: string }>(
    url,
    `select i->>'at' as at from "case", jsonb_array_elements(state->'instants') i where id = $1 and i->>'name' = 'county-closing'`,
    [caseId],
  );
  return Number(row!.at);
}

/** None lost, none judged late, and the record as a whole is sound. */
async function mustStand(url: string, accepted: Map<string, string>, closing: number): Promise<void> {
  const found = await ask<{ at: Date }>(
    url,
    `select e.at from unnest($1::uuid[], $2::text[]) w(case_id, event_id) join case_event e using (case_id, event_id)`,
    [[...accepted.keys()], [...accepted.values()]],
  );
  if (found.length !== accepted.size) throw new Error(`${accepted.size - found.length} decisions lost`);
  const judgedLate = found.filter(({ at }) => at.getTime() >= closing).length;
  if (judgedLate > 0) throw new Error(`${judgedLate} decisions accepted after the closing`);
  const wrong = await wrongIn(url);
  if (wrong.length > 0) throw new Error(`${wrong.length} violations: ${wrong[0]}`);
}
