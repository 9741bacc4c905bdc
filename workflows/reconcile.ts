import { proxyActivities } from '@temporalio/workflow';
import type { ReconcileActivities } from '../activities/reconcile/index.js';

const engine = proxyActivities<ReconcileActivities>({
  startToCloseTimeout: '10 minutes',
  heartbeatTimeout: '30 seconds',
  retry: { maximumAttempts: 3 },
});

/**
 * 对账: the record against the engine, every few minutes by schedule; the report is the workflow's result (design 5, I9). `asking` every workflow what it knows is for
 * the hour after a restore of either (docs/runbook.md).
 */
export function reconcile(how: { asking?: boolean } = {}): ReturnType<ReconcileActivities['reconcile']> {
  return engine.reconcile(how);
}
