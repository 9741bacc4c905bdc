import { randomUUID } from 'node:crypto';
import { Client, Connection } from '@temporalio/client';
import { DefaultLogger, NativeConnection, Runtime, Worker, type WorkflowBundleWithSourceMap } from '@temporalio/worker';
import { expect, inject } from 'vitest';
import { bundleWorkflows } from '#apps/worker/bundle.js';
import { paymentActivities } from '#activities/payments/index.js';
import { treasurySimulator } from '#activities/payments/simulator.js';
import { reconcileActivities } from '#activities/reconcile/index.js';
import { recordActivities, type RecordActivities } from '#activities/records/index.js';
import type { Facts } from '#domain/process/facts.js';
import type { Database } from '#records/database.js';
import { Relay } from '#apps/api/relay/relay.js';
import { historyViolations, type Run } from '#test/oracles/engine.js';
import { Recording } from './recording.js';

// One Temporal runtime a process, before anything of it is used; the test ends its workers itself.
Runtime.install({ shutdownSignals: [], logger: new DefaultLogger('ERROR') });

let bundle: Promise<WorkflowBundleWithSourceMap> | undefined;

/** One bundle a test file. */
export function workflowBundle(): Promise<WorkflowBundleWithSourceMap> {
  return (bundle ??= bundleWorkflows());
}

export interface Engine {
  client: Client;
  relay: Relay;
  taskQueue: string;
  startWorker(): Promise<void>;
  stopWorker(): Promise<void>;
  /** Stops relay and worker, replays the history of every workflow started here, continue-as-new runs included (I12), and asks the oracle whether one failed or is stuck (I11). Returns how many runs were replayed. */
  close(): Promise<number>;
}

export interface EngineOptions {
  testContinueAfter?: number;
  /** The server, when it is not the run's. */
  address?: string;
  /** Where the worker finds the server, when it has a line of its own. */
  workerAddress?: string;
  /** What happens after a case's facts were read for its parent's workflow, and before that has them. */
  afterReading?: (facts: Facts) => Promise<void>;
  /** Lines of the relay's own, to the server and to the record. */
  relayLines?: { address: string; db: Database };
}

/** A worker and a relay on a task queue of their own, against the run's real Temporal server. */
export async function startEngine(db: Database, options: EngineOptions = {}): Promise<Engine> {
  const address = options.address ?? inject('temporalAddress');
  const taskQueue = `test-${randomUUID()}`;
  const connection = await Connection.connect({ address });
  const native = await NativeConnection.connect({ address: options.workerAddress ?? address });
  const client = new Client({ connection });
  const workflowCode = await workflowBundle();
  const relayConnection = options.relayLines ? await Connection.connect({ address: options.relayLines.address }) : connection;
  const relay = new Relay(options.relayLines?.db ?? db, new Client({ connection: relayConnection }).workflow, {
    taskQueue,
    perSecond: 500,
    ...(options.testContinueAfter === undefined ? {} : { testContinueAfter: options.testContinueAfter }),
  });
  let worker: { worker: Worker; done: Promise<void> } | undefined;

  const startWorker = async () => {
    const created = await Worker.create({
      connection: native,
      taskQueue,
      workflowBundle: workflowCode,
      activities: {
        ...recordActivities(db),
        ...(options.afterReading && readingThen(db, options.afterReading)),
        ...reconcileActivities(db),
        ...paymentActivities(db, treasurySimulator(db)),
      },
      shutdownGraceTime: '1 second',
    });
    worker = { worker: created, done: created.run() };
  };
  const stopWorker = async () => {
    if (!worker) return;
    worker.worker.shutdown();
    await worker.done;
    worker = undefined;
  };
  await startWorker();
  relay.start();

  return {
    client,
    relay,
    taskQueue,
    startWorker,
    stopWorker,
    close: async () => {
      await relay.stop();
      await stopWorker();
      const runs: Run[] = [];
      const recording = new Recording();
      for await (const execution of client.workflow.list({ query: `TaskQueue = '${taskQueue}'` })) {
        const history = await client.workflow.getHandle(execution.workflowId, execution.runId).fetchHistory();
        // A run that no worker has taken up yet has decided nothing; the SDK would wait for its first task for ever.
        if (!history.events?.some((event) => event.workflowTaskStartedEventAttributes)) continue;
        await Worker.runReplayHistory({ workflowBundle: workflowCode }, history, execution.workflowId);
        recording.add(execution, history);
        runs.push({ workflowId: execution.workflowId, events: history.events });
      }
      recording.write();
      await native.close();
      await connection.close();
      if (relayConnection !== connection) await relayConnection.close();
      expect(await historyViolations(db, runs)).toEqual([]);
      return runs.length;
    },
  };
}

function readingThen(db: Database, then: (facts: Facts) => Promise<void>): Pick<RecordActivities, 'readFacts'> {
  const { readFacts } = recordActivities(db);
  return {
    readFacts: async (of) => {
      const facts = await readFacts(of);
      await then(facts);
      return facts;
    },
  };
}

const PATIENCE_MS = 30_000;

/** Polls until the value is there; after half a minute it fails with the caller's place. */
export async function eventually<T>(read: () => Promise<T | undefined | false>, patienceMs = PATIENCE_MS): Promise<T> {
  const late = new Error(`not within ${patienceMs} ms`);
  for (const giveUp = Date.now() + patienceMs; Date.now() < giveUp;) {
    const value = await read();
    if (value) return value;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw late;
}
