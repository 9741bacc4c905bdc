import type { WorkflowClient } from '@temporalio/client';
import { until } from './record.js';

/** Resolves when the last event of the history is a task that a worker completed. */
export const handled = (client: WorkflowClient, workflowId: string): Promise<void> =>
  until(async () => {
    const { history } = await client.workflowService.getWorkflowExecutionHistoryReverse({
      namespace: 'default',
      execution: { workflowId },
      maximumPageSize: 1,
    });
    return history?.events?.[0]?.workflowTaskCompletedEventAttributes != null;
  });

/** Events of a workflow in all its runs, from the newest back to the first. */
export async function eventsOf(client: WorkflowClient, workflowId: string, runId?: string): Promise<number> {
  const { events } = await client.getHandle(workflowId, runId).fetchHistory();
  const before = events![0]!.workflowExecutionStartedEventAttributes!.continuedExecutionRunId;
  return events!.length + (before ? await eventsOf(client, workflowId, before) : 0);
}
