import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Client, Connection } from '@temporalio/client';
import { TASK_QUEUE, workflowId } from '#workflows/contracts.js';
import { CONFIG, type Config } from '../config.js';

/** What the engine says of one workflow, or why it says nothing. */
export type EngineView =
  | { reachable: false; message: string }
  | { reachable: true; workflowId: string; found: false; pollers: number }
  | {
      reachable: true;
      workflowId: string;
      found: true;
      runId: string;
      /** RUNNING, COMPLETED, FAILED … as the engine names it. */
      status: string;
      startedAt: string;
      closedAt: string | null;
      historyLength: number;
      /** Steps being retried just now. */
      pending: { activity: string; attempt: number; error: string | null }[];
      /** Workers that poll the task queue; 0: nobody works. */
      pollers: number;
    };

const PATIENCE_MS = 3_000;

/** Looks at workflows, read-only. Pages never depend on it: the record says everything that matters. */
@Injectable()
export class Engine implements OnModuleDestroy {
  private readonly connection: Connection | undefined;
  private readonly client: Client | undefined;

  constructor(@Inject(CONFIG) config: Config) {
    if (!config.temporalAddress) return;
    this.connection = Connection.lazy({ address: config.temporalAddress, connectTimeout: PATIENCE_MS });
    this.client = new Client({ connection: this.connection, namespace: config.temporalNamespace });
  }

  async look(process: string, caseId: string): Promise<EngineView> {
    if (!this.client) return { reachable: false, message: '未配置流程引擎地址，无法查询运行状态。' };
    try {
      return await this.connection!.withDeadline(Date.now() + PATIENCE_MS, () => this.ask(workflowId(process, caseId)));
    } catch {
      return { reachable: false, message: '流程引擎暂时无法连接；事项办理不受影响，恢复后自动补投。' };
    }
  }

  private async ask(id: string): Promise<EngineView> {
    const client = this.client!;
    const { pollers } = await client.workflowService.describeTaskQueue({
      namespace: client.options.namespace,
      taskQueue: { name: TASK_QUEUE },
      taskQueueType: 1,
    });
    const seen = { reachable: true as const, workflowId: id, pollers: pollers?.length ?? 0 };
    try {
      const one = await client.workflow.getHandle(id).describe();
      return {
        ...seen,
        found: true,
        runId: one.runId,
        status: one.status.name,
        startedAt: one.startTime.toISOString(),
        closedAt: one.closeTime?.toISOString() ?? null,
        historyLength: one.historyLength,
        pending: (one.raw.pendingActivities ?? []).map((activity) => ({
          activity: activity.activityType?.name ?? '',
          attempt: activity.attempt ?? 1,
          error: activity.lastFailure?.message ?? null,
        })),
      };
    } catch (error) {
      if (error instanceof Error && error.name === 'WorkflowNotFoundError') return { ...seen, found: false };
      throw error;
    }
  }

  async onModuleDestroy(): Promise<void> {
    await this.connection?.close();
  }
}
