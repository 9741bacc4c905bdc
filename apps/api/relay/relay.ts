import { WorkflowIdReusePolicy, WorkflowNotFoundError } from '@temporalio/common';
import type { WorkflowClient } from '@temporalio/client';
import type { Facts } from '#domain/process/facts.js';
import type { Database } from '#records/database.js';
import { Drain } from '#records/drain.js';
import { markDelivered, markFailed, markUndelivered, takeUndelivered } from '#records/undelivered.js';
import { FACTS_SIGNAL, TASK_QUEUE, workflowId } from '#workflows/contracts.js';

export interface RelayOptions {
  taskQueue?: string;
  /** Most deliveries a second while nobody is at work: what the engine cannot follow would only pile up there. */
  perSecond?: number;
  /** How many people are at work: the relay gives way to them. */
  people?: () => number;
  onError?: (caseId: string, error: unknown) => void;
  /** Passed on to workflows started here; tests walk continue-as-new with it. */
  testContinueAfter?: number;
}

const IDLE_MS = 100;
/** A delivery that is not answered so soon is given up and comes again: the record offers a case again after half a minute. */
const ANSWER_MS = 10_000;
const BATCH = 20;
/** While people are at work the relay rests so many times as long as a delivery took, for each of them, */
const RESTS = 5;
/** and never longer than this: the engine follows slowly, but it follows. */
const LONGEST_REST_MS = 400;

/**
 * Tells workflows what the record says: takes undelivered cases, and signals each with its latest facts, starting the workflow when there is none.
 * Any number of relays share the work. When Temporal is away, cases wait in the record and nothing is lost.
 */
export class Relay {
  private readonly drain: Drain;

  constructor(
    private readonly db: Database,
    private readonly client: WorkflowClient,
    private readonly options: RelayOptions = {},
  ) {
    this.drain = new Drain(
      () => this.deliverBatch(),
      IDLE_MS,
      (error) => this.options.onError?.('', error),
    );
  }

  start(): void {
    this.drain.start();
  }

  stop(): Promise<void> {
    return this.drain.stop();
  }

  /** People at work: one at a time, with a rest after each. Nobody: a batch at once, no faster than the engine can follow. */
  private async deliverBatch(): Promise<number> {
    const taken = await takeUndelivered(this.db, this.people() > 0 ? 1 : BATCH);
    const began = performance.now();
    await Promise.all(taken.map((facts) => this.deliver(facts)));
    if (taken.length > 0) await this.giveWay(performance.now() - began, taken.length);
    return taken.length;
  }

  private async deliver(facts: Facts): Promise<void> {
    try {
      await this.client.withDeadline(Date.now() + ANSWER_MS, () => this.tell(facts));
      await markDelivered(this.db, facts);
    } catch (error) {
      this.options.onError?.(facts.caseId, error);
      await markFailed(this.db, facts.caseId, error instanceof Error ? error.message : String(error)).catch(() => undefined);
    }
  }

  private async tell(facts: Facts): Promise<void> {
    if (facts.ended) await this.tellRunning(facts);
    else if (facts.parentId) await this.tellChild(facts, facts.parentId);
    else await this.tellOrStart(facts);
  }

  private async tellOrStart(facts: Facts): Promise<void> {
    await this.client.signalWithStart(facts.process, {
      workflowId: workflowId(facts.process, facts.caseId),
      taskQueue: this.options.taskQueue ?? TASK_QUEUE,
      workflowIdReusePolicy: WorkflowIdReusePolicy.ALLOW_DUPLICATE,
      args: [
        { facts, ...(this.options.testContinueAfter === undefined ? {} : { testContinueAfter: this.options.testContinueAfter }) },
      ],
      signal: FACTS_SIGNAL,
      signalArgs: [facts],
    });
  }

  /** A child case's workflow is started by its parent's: when it is not there, the parent is told again, and the child waits its turn. */
  private async tellChild(facts: Facts, parentId: string): Promise<void> {
    if (await this.tellRunning(facts)) return;
    await markUndelivered(this.db, [parentId]);
    throw new Error('上级事项的流程尚未启动本事项的流程，稍后重试。');
  }

  /** False when there is no such workflow: an ended case's has ended too and needs no telling. */
  private async tellRunning(facts: Facts): Promise<boolean> {
    try {
      await this.client.getHandle(workflowId(facts.process, facts.caseId)).signal(FACTS_SIGNAL, facts);
      return true;
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) return false;
      throw error;
    }
  }

  /** People come first. A delivery takes longer when the machine is busy, so the rest grows by itself. */
  private giveWay(tookMs: number, delivered: number): Promise<void> {
    const forPeople = Math.min(tookMs * RESTS * this.people(), LONGEST_REST_MS);
    const pace = (1_000 * delivered) / (this.options.perSecond ?? 100) - tookMs;
    return new Promise((resolve) => setTimeout(resolve, Math.max(pace, forPeople)));
  }

  private people(): number {
    return this.options.people?.() ?? 0;
  }
}
