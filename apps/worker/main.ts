import { Client, Connection } from '@temporalio/client';
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { chooseTreasury } from '#activities/payments/choose.js';
import { paymentActivities } from '#activities/payments/index.js';
import { reconcileActivities } from '#activities/reconcile/index.js';
import { recordActivities } from '#activities/records/index.js';
import { openDatabase } from '#records/database.js';
import { openDailyDigest } from '#records/programmes/daily-digest.js';
import { registerProgrammes } from '#records/programmes/index.js';
import { TASK_QUEUE } from '#workflows/contracts.js';
import { bundleWorkflows } from './bundle.js';
import { serveHealth } from './health.js';
import { MailRelay } from './mail-relay.js';
import { ensureReconciler } from './schedules.js';

Runtime.install({ shutdownSignals: [], logger: new DefaultLogger('WARN') });

const {
  DATABASE_URL: databaseUrl,
  TEMPORAL_ADDRESS: address = '127.0.0.1:7233',
  TEMPORAL_NAMESPACE: namespace = 'default',
  SMTP_URL: smtpUrl,
  MAIL_FROM: mailFrom,
  PUBLIC_URL: publicUrl,
  HEALTH_PORT: healthPort,
} = process.env;
if (!databaseUrl) throw new Error('缺少环境变量 DATABASE_URL：请填写 PostgreSQL 连接地址。');

registerProgrammes();
const db = openDatabase(databaseUrl);
await openDailyDigest(db);
const mail = smtpUrl ? new MailRelay(db, smtpUrl, { from: mailFrom || undefined, publicUrl: publicUrl || undefined }) : undefined;
mail?.start();

/** The engine may start later than the worker. */
async function connect(): Promise<NativeConnection> {
  for (;;) {
    try {
      return await NativeConnection.connect({ address });
    } catch {
      console.error(`Temporal（${address}）暂不可达，2 秒后重试。`);
      await new Promise((resolve) => setTimeout(resolve, 2_000));
    }
  }
}

const [connection, workflowBundle] = await Promise.all([connect(), bundleWorkflows()]);
const worker = await Worker.create({
  connection,
  namespace,
  taskQueue: TASK_QUEUE,
  workflowBundle,
  activities: { ...recordActivities(db), ...reconcileActivities(db), ...paymentActivities(db, await chooseTreasury(db)) },
  shutdownGraceTime: '5 seconds',
});
const scheduling = await Connection.connect({ address });
await ensureReconciler(new Client({ connection: scheduling, namespace }));
await scheduling.close();

for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => worker.shutdown());
if (healthPort) serveHealth(Number(healthPort), () => worker.getState() === 'RUNNING');
console.log('worker ready');
await worker.run();
await mail?.stop();
await connection.close();
await db.$disconnect();
process.exit(0);
