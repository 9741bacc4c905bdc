import { cpuBetween } from '../cpu.js';
import type { Population } from '../population.js';
import { countCases, until } from '../record.js';
import type { Measure } from '../report.js';
import type { Stage } from '../stage.js';
import { transactionAlone } from './alone.js';
import { decide, deciding, each, mustAll } from './decisions.js';

const CLIENTS = 16;
const WARM_UP = 300;
const DECISIONS = 1_500;

/** How many cases one repeat takes. */
export const peopleCases = 2 * (WARM_UP + DECISIONS) + DECISIONS;

/** What a decision costs people, and what it costs them while the engine catches up with thousands of cases. */
export async function people(stage: Stage, population: Population): Promise<Measure[]> {
  const url = await stage.copy(population.url);
  const cases = [...population.cases];

  const api = await stage.api(url);
  mustAll(await decide(stage, api.base, population, cases.splice(0, WARM_UP), CLIENTS));
  const quiet = await decide(stage, api.base, population, cases.splice(0, DECISIONS), CLIENTS);
  mustAll(quiet);
  await api.stop();

  const before = stage.cpu();
  const alone = await transactionAlone(url, cases.splice(0, DECISIONS), CLIENTS, population.counties[0]!);
  const aloneCpu = each(cpuBetween(before, stage.cpu()), DECISIONS);

  const engine = await stage.engine();
  const worker = await stage.worker(url, engine.address);
  const busy = await stage.api(url, engine.address);
  mustAll(await decide(stage, busy.base, population, cases.splice(0, WARM_UP), CLIENTS));
  await until(async () => (await countCases(url, 'not undelivered')) > 0);
  const backlog = await countCases(url, 'undelivered');
  const told = await countCases(url, 'not undelivered');
  const catching = await decide(stage, busy.base, population, cases.splice(0, DECISIONS), CLIENTS);
  mustAll(catching);
  const followed = (await countCases(url, 'not undelivered')) - told;
  await busy.stop();
  await worker.stop();
  await engine.stop();

  return [
    {
      what: `decisions over HTTP, rules and log on, next inbox visible; ${CLIENTS} clients`,
      ours: { value: quiet.perSecond, unit: '/s', cpu: deciding(quiet.cpu) },
      baseline: { what: 'the transaction alone', value: alone.perSecond, unit: '/s', cpu: deciding(aloneCpu) },
      goal: { of: 'ratio', atLeast: 0.25 },
    },
    {
      what: `p99 of a decision while the relay catches up (backlog ${backlog}, ${followed} told meanwhile)`,
      ours: { value: catching.p99, unit: 'ms', cpu: catching.cpu },
      baseline: { what: 'without the engine', value: quiet.p99, unit: 'ms', cpu: deciding(quiet.cpu) },
      goal: { of: 'ratio', atMost: 2 },
    },
  ];
}
