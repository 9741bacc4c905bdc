import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { BARE_QUEUE } from './queue.js';

Runtime.install({ shutdownSignals: [], logger: new DefaultLogger('WARN') });

/** A worker that hosts the bare workflow and nothing else: what signals and wake-ups cost by themselves. */
const connection = await NativeConnection.connect({ address: process.env.TEMPORAL_ADDRESS! });
const workflowBundle = await bundleWorkflowCode({
  workflowsPath: fileURLToPath(new URL('workflow.ts', import.meta.url)),
});
const worker = await Worker.create({ connection, taskQueue: BARE_QUEUE, workflowBundle });
process.once('SIGTERM', () => worker.shutdown());
console.log('worker ready');
await worker.run();
process.exit(0);
