import { Client, Connection, type WorkflowClient } from '@temporalio/client';
import { setTimeout as sleep } from 'node:timers/promises';
import type { KeyProjectData } from '#domain/key-project/data.js';
import type { Actor, CaseState } from '#domain/process/types.js';
import { advanceIn } from '#records/decide.js';
import { inTransaction, openDatabase } from '#records/database.js';
import { registerProgrammes } from '#records/programmes/index.js';
import { workflowId } from '#workflows/contracts.js';
import { BARE_QUEUE } from '../bare/queue.js';
import { cpuBetween } from '../cpu.js';
import type { Population } from '../population.js';
import { ask, countCases, settled, until } from '../record.js';
import type { Measure } from '../report.js';
import type { Stage } from '../stage.js';
import { closedLoop } from '../load.js';
import { each } from './decisions.js';

const CASES = 1_000;
/** As many signals at once as the bare engine likes. */
const SIGNALLERS = 16;
const WATCHERS = 64;

/** How many cases one repeat takes: all of them sleep first, then all are withdrawn at once. */
export const engineCases = CASES;

/**
 * How fast workflows catch up with the record after the engine was away, beside workflows that do nothing but wake up when they are signalled; and
 * what a case that sleeps takes on the disk.
 */
export async function engine(stage: Stage, population: Population): Promise<Measure[]> {
  const url = await stage.copy(population.url);
  const temporal = await stage.engine();
  const worker = await stage.worker(url, temporal.address);
  const connection = await Connection.connect({ address: temporal.address });
  const { workflow } = new Client({ connection });
  const open = async (type: string) => (await workflow.count(`WorkflowType = '${type}' and ExecutionStatus = 'Running'`)).count;

  const empty = temporal.bytes();
  const first = await stage.api(url, temporal.address);
  await until(async () => (await countCases(url, 'undelivered')) === 0);
  const others = (await countCases(url, `process = 'key-project' and not ended`)) - CASES;
  await until(async () => (await open('key-project')) === CASES + others);
  await first.stop();
  await settled(() => temporal.bytes());
  const asleep = (temporal.bytes() - empty) / CASES;
  const [record] = await ask<{ bytes: string }>(
    url,
    `select sum(pg_total_relation_size(c.oid)) as bytes from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = 'public' and c.relkind = 'r' and c.relname in ('case', 'case_event', 'task', 'document_version')`,
  );

  await withdrawAll(url, population.cases);
  const before = stage.cpu();
  const began = performance.now();
  const second = await stage.api(url, temporal.address);
  await ended(
    workflow,
    population.cases.map((id) => workflowId('key-project', id)),
  );
  const caught = performance.now() - began;
  const cpu = each(cpuBetween(before, stage.cpu()), CASES);
  for (const program of [second, worker]) await program.stop();

  const bareWorker = stage.program('bare', 'bench/bare/worker.ts', { TEMPORAL_ADDRESS: temporal.address });
  const ids = Array.from({ length: CASES }, (_, n) => `bare:${n}`);
  await closedLoop(ids, SIGNALLERS, async (id) => {
    await workflow.start('bare', { workflowId: id, taskQueue: BARE_QUEUE });
  });
  await until(async () => (await open('bare')) === CASES);
  await sleep(2_000);
  const beforeBare = stage.cpu();
  const beganBare = performance.now();
  const all = ended(workflow, ids);
  await closedLoop(ids, SIGNALLERS, (id) => workflow.getHandle(id).signal('wake'));
  await all;
  const bare = performance.now() - beganBare;
  const bareCpu = each(cpuBetween(beforeBare, stage.cpu()), CASES);
  await connection.close();
  for (const program of [bareWorker, temporal]) await program.stop();

  return [
    {
      what: `${CASES} sleeping workflows catch up with the record, api started from nothing`,
      ours: { value: (1_000 * CASES) / caught, unit: '/s', cpu: engineOf(cpu) },
      baseline: { what: 'signal and wake, nothing else', value: (1_000 * CASES) / bare, unit: '/s', cpu: engineOf(bareCpu) },
      goal: { of: 'ratio', atLeast: 0.8 },
    },
    {
      what: 'a sleeping case in the engine (SQLite, fresh file)',
      ours: { value: asleep / 1_024, unit: 'KB' },
    },
    {
      what: 'a case at its second level in the record (case, log, task, form; indexes included)',
      ours: { value: Number(record!.bytes) / CASES / 1_024, unit: 'KB' },
    },
  ];
}

/** Resolves when each of them has ended; asked of the workflows themselves, since the engine's list lags behind. */
const ended = (client: WorkflowClient, ids: string[]) =>
  closedLoop(ids, WATCHERS, async (id) => {
    await client.getHandle(id).result();
  });

const engineOf = ({ engine: server = 0, worker = 0, bare = 0, api = 0, postgres = 0 }: Record<string, number>) => ({
  engine: server,
  worker: worker || bare,
  ...(api ? { api, postgres } : {}),
});

/** The firm withdraws every project while no relay runs: what the engine will have to catch up with. */
async function withdrawAll(url: string, cases: string[]): Promise<void> {
  registerProgrammes();
  const db = openDatabase(url, { max: 1 });
  const { state } = await db.case.findUniqueOrThrow({ where: { id: cases[0]! }, select: { state: true } });
  const unitId = (state as unknown as CaseState<KeyProjectData>).data.offices.owner;
  const { personId } = await db.post.findFirstOrThrow({ where: { unitId, role: 'EA' } });
  const by: Actor = { kind: 'person', personId, name: '填报人', unitId, posts: [{ unitId, role: 'EA' }] };
  const event = { id: 'withdraw', on: 'withdraw', by, opinion: '企业自愿撤回申报' };
  for (let from = 0; from < cases.length; from += 250) {
    const answers = await inTransaction(db, (tx) =>
      advanceIn(
        tx,
        cases.slice(from, from + 250).map((caseId) => ({ caseId, event })),
      ),
    );
    const refused = answers.find((answer) => answer.outcome === 'refused');
    if (refused?.outcome === 'refused') throw new Error(refused.refusal.message);
  }
  await db.$disconnect();
}
