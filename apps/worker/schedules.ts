import { ScheduleAlreadyRunning, ScheduleOverlapPolicy, type Client, type ScheduleHandle } from '@temporalio/client';
import { RECONCILE, TASK_QUEUE } from '#workflows/contracts.js';

/**
 * Sets up what the engine does by the clock on the wall, or brings it up to date; every worker does so when it starts. The comparison of
 * record and engine runs every five minutes, never twice at once, and what was missed while the engine was away is not made up for.
 */
export async function ensureReconciler(
  client: Client,
  { scheduleId = RECONCILE, taskQueue = TASK_QUEUE }: { scheduleId?: string; taskQueue?: string } = {},
): Promise<ScheduleHandle> {
  const schedule = {
    spec: { intervals: [{ every: '5 minutes' }] },
    action: { type: 'startWorkflow' as const, workflowType: RECONCILE, taskQueue, workflowId: scheduleId },
    policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: '1 minute' },
  };
  try {
    return await client.schedule.create({ scheduleId, ...schedule });
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error;
    const handle = client.schedule.getHandle(scheduleId);
    await handle.update(({ state }) => ({ ...schedule, state }));
    return handle;
  }
}
