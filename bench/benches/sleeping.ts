import { readFileSync } from 'node:fs';
import { Client, Connection, type WorkflowClient } from '@temporalio/client';
import { startOfDay } from '#domain/calendar/instant.js';
import { moveClock } from '#records/clock.js';
import { openDatabase } from '#records/database.js';
import { ConsortiumWorld } from '#test/harness/consortium.js';
import { workflowId } from '#workflows/contracts.js';
import { copies } from '../copies.js';
import { handled } from '../history.js';
import { ask, countCases, settled, until } from '../record.js';
import type { Measure } from '../report.js';
import type { Stage } from '../stage.js';

const MANY = 10_000;
const FEW = 1_000;
/** Of which the shortest counts: what else the machine does only makes it longer. */
const RESTARTS = 5;
const MB = 1_024 * 1_024;
/** The second week of December: this year's reports are filed, nothing comes before the year turns. */
const NOW = startOfDay('2026-12-09');

interface Sleepers {
  /** Bytes each: in the record (case, log, members; indexes included) and in the engine's store. */
  record: number;
  engine: number;
  /** MB of the worker: with all of them told, and after a restart. */
  told: number;
  restarted: number;
  /** ms from the start of the worker's program to the first task it has handled. */
  restart: number;
}

/** A record with so many consortia that wait for the year's turn: one made through the door, the others its copies. */
async function consortia(stage: Stage, count: number): Promise<{ url: string; first: string }> {
  const url = await stage.copy();
  const db = openDatabase(url, { max: 1 });
  const world = new ConsortiumWorld(db);
  await world.prepare(NOW);
  const first = await world.open('2026-03-02', 36, { year: 2026 });
  await copies(url, first, count - 1, ({ unit_id, state }, n) => {
    const data = { title: `云南省示例${n}创新联合体`, number: `${state.data.number}-${n}` };
    return { title: data.title, number: null, unit_id, data };
  });
  await moveClock(db, { to: NOW, speed: 1 });
  await db.$executeRaw`vacuum analyze`;
  await db.$disconnect();
  return { url, first };
}

async function sleep(stage: Stage, count: number): Promise<Sleepers> {
  const { url, first } = await consortia(stage, count);
  const temporal = await stage.engine();
  const connection = await Connection.connect({ address: temporal.address });
  const { workflow } = new Client({ connection });
  const empty = temporal.bytes();
  const worker = await stage.worker(url, temporal.address);
  const api = await stage.api(url, temporal.address);
  await until(async () => (await countCases(url, 'undelivered')) === 0);
  await until(async () => (await running(workflow)) === count);
  await api.stop();
  // The list of workflows is complete before each has had its first task.
  await settled(() => temporal.bytes());
  const engine = (temporal.bytes() - empty) / count;
  const told = memoryOf(worker.pid);
  await worker.stop();

  const sleeper = workflow.getHandle(workflowId('consortium', first));
  let restart = Infinity;
  let restarted = 0;
  for (let n = 0; n < RESTARTS; n += 1) {
    await sleeper.signal('bench');
    const began = performance.now();
    const starting = stage.worker(url, temporal.address);
    await handled(workflow, sleeper.workflowId);
    restart = Math.min(restart, performance.now() - began);
    const again = await starting;
    await settled(() => temporal.bytes());
    restarted = memoryOf(again.pid);
    await again.stop();
  }
  await connection.close();
  await temporal.stop();
  return { record: await recordBytes(url, count), engine, told, restarted, restart };
}

const running = async (workflow: WorkflowClient): Promise<number> =>
  (await workflow.count(`WorkflowType = 'consortium' and ExecutionStatus = 'Running'`)).count;

/** Resident MB. */
function memoryOf(pid: number): number {
  const [, kilobytes] = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))!;
  return (Number(kilobytes) * 1_024) / MB;
}

async function recordBytes(url: string, count: number): Promise<number> {
  const [row] = await ask<{ bytes: string }>(
    url,
    `select sum(pg_total_relation_size(c.oid)) as bytes from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = 'public' and c.relkind = 'r' and c.relname in ('case', 'case_event', 'case_participant')`,
  );
  return Number(row!.bytes) / count;
}

/** What ten thousand consortia that wait for their year cost, beside one thousand: on the disk, in the worker's memory, and when the worker starts again. */
export async function sleeping(stage: Stage): Promise<Measure[]> {
  const few = await sleep(stage, FEW);
  const many = await sleep(stage, MANY);
  const row = (what: string, of: (one: Sleepers) => number, unit: string, atMost?: number): Measure => ({
    what: `${what}, of ${MANY}`,
    ours: { value: of(many), unit },
    baseline: { what: `of ${FEW}`, value: of(few), unit },
    ...(atMost === undefined ? {} : { goal: { of: 'ratio', atMost } }),
  });
  return [
    row('a sleeping consortium in the record (case, log, members; indexes included)', ({ record }) => record / 1_024, 'KB', 1.1),
    row('a sleeping consortium in the engine (SQLite, fresh file)', ({ engine }) => engine / 1_024, 'KB', 1.1),
    row('memory of the worker that has told them all', ({ told }) => told, 'MB'),
    row('memory of the worker started again while they sleep', ({ restarted }) => restarted, 'MB', 1.1),
    row('worker started again, to the first task handled', ({ restart }) => restart, 'ms', 1.25),
  ];
}
