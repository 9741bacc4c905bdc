import {
  allHandlersFinished,
  condition,
  continueAsNew,
  defineQuery,
  defineSignal,
  ParentClosePolicy,
  patched,
  proxyActivities,
  setCurrentDetails,
  setHandler,
  sleep,
  startChild,
  workflowInfo,
  type ChildWorkflowHandle,
  type Workflow,
} from '@temporalio/workflow';
import { WorkflowExecutionAlreadyStartedError, WorkflowIdReusePolicy } from '@temporalio/common';
import type { RecordActivities } from '../activities/records/index.js';
import { businessNow, waitFor } from '#domain/calendar/business-clock.js';
import { formatInstant, yearOf } from '#domain/calendar/instant.js';
import type { Kin } from '#domain/process/facts.js';
import { FACTS_QUERY, FACTS_SIGNAL, workflowId, type CaseInput, type Facts } from './contracts.js';

/** Reading or moving the record is safe to repeat for ever: the door knows a repeated instant by its id. */
const record = proxyActivities<RecordActivities>({
  startToCloseTimeout: '1 minute',
  heartbeatTimeout: '10 seconds',
  retry: { initialInterval: '200 ms', maximumInterval: '30 seconds' },
});

const factsSignal = defineSignal<[Facts]>(FACTS_SIGNAL);
const factsQuery = defineQuery<Facts>(FACTS_QUERY);

/** Waits longer than this are looked at again: no timer outlives a month unobserved. */
const LONGEST_WAIT_MS = 30 * 86_400_000;
/** After a knock that changed nothing (the machines' clocks differ by milliseconds), before the next. */
const RETRY_MS = 1_000;

export interface Instant {
  name: string;
  at: number;
}

/** What a workflow has of its own for an instant, beside the plain knock. */
export interface OwnWay {
  /** Real ms before the instant at which `knock` is called; it waits out the rest itself. */
  ahead?: number;
  knock?: (instant: Instant) => Promise<Facts>;
  /** What follows from a knock that changed the case. */
  then?: (instant: Instant) => Promise<unknown>;
}

/** How a workflow keeps up with its case: the latest facts win, older and repeated signals are harmless. */
export class Following {
  private latest: Facts;
  private knocks = 0;
  /** Counts what was learned; who waits wakes when it grows. */
  private news = 0;
  /** Children this run has seen started. */
  private readonly started = new Set<string>();
  private readonly year: number;

  constructor(private readonly input: CaseInput) {
    this.latest = input.facts;
    this.year = yearOf(this.now());
    setHandler(factsSignal, (facts) => this.learn(facts));
    setHandler(factsQuery, () => this.latest);
    this.describe();
  }

  get facts(): Facts {
    return this.latest;
  }

  /** Business now, as this workflow sees it. */
  now(): number {
    return businessNow(this.latest.clock, Date.now());
  }

  /**
   * Keeps the case's time while `holds`: waits for each instant on the record and knocks at the door when it has come, in its own way where its name has
   * one. People's acts arrive as facts meanwhile; nothing is ever decided here.
   */
  async keepTime(holds: () => boolean, ways: Record<string, OwnWay> = {}): Promise<void> {
    while (holds()) {
      const news = this.news;
      await this.renew();
      await this.startChildren();
      // It may have ended meanwhile, or have more children.
      if (this.news !== news && patched('news while children are started')) continue;
      const next = this.next();
      if (!next) {
        await this.changes();
        continue;
      }
      const { ahead = 0, knock = this.knock, then } = ways[next.name] ?? {};
      if (!(await this.comes(next, ahead))) continue;
      const before = this.latest.revision;
      this.learn(await knock(next));
      this.knocks += 1;
      if (this.latest.revision > before) await then?.(next);
      else await sleep(RETRY_MS);
    }
  }

  /** The nearest instant that wants a knock. A closing 截止 only judges; a paused case's time stands still but for timers of the case. */
  private next(): Instant | undefined {
    const due = this.latest.instants.filter((instant) => instant.kind !== 'closing').sort((a, b) => a.at - b.at)[0];
    return due && { name: due.name, at: due.at };
  }

  private readonly knock = (instant: Instant) => record.knock({ caseId: this.latest.caseId, ...instant });

  /** True when the business clock has reached the instant, or will in `ahead` real ms; false when there was news first. */
  private async comes(instant: Instant, ahead: number): Promise<boolean> {
    const wait = waitFor(this.latest.clock, Date.now(), instant.at);
    if (wait === 0) return true;
    if (wait === undefined) return this.changes().then(() => false);
    const news = this.news;
    const until = Math.max(wait + 10 - ahead, 1);
    if (await condition(() => this.news !== news, Math.min(until, LONGEST_WAIT_MS))) return false;
    return (waitFor(this.latest.clock, Date.now(), instant.at) ?? Infinity) <= ahead;
  }

  private async changes(): Promise<void> {
    const news = this.news;
    await condition(() => this.news !== news);
  }

  /** Later facts win. The same facts again are no news, but for a parent: one of its children may have lost its workflow. */
  private learn(facts: Facts): void {
    const moved = facts.clock.realEpoch > this.latest.clock.realEpoch;
    const again = facts.revision === this.latest.revision && !moved;
    if (facts.revision < this.latest.revision || (again && childrenOf(facts).length === 0)) return;
    if (again) this.started.clear();
    // A late signal may carry an older clock than the one already known.
    this.latest = { ...facts, clock: facts.clock.realEpoch < this.latest.clock.realEpoch ? this.latest.clock : facts.clock };
    this.news += 1;
    this.describe();
  }

  /** A live child case runs as a child workflow of its own id; one that runs already, also from an earlier run of this one, is left alone. */
  private async startChildren(): Promise<void> {
    for (const { caseId, process } of childrenOf(this.latest)) {
      if (this.started.has(caseId)) continue;
      this.started.add(caseId);
      const facts = await record.readFacts({ caseId });
      if (facts.ended) continue;
      const child = await startChild(process, {
        workflowId: workflowId(process, caseId),
        args: [{ ...this.input, facts }],
        parentClosePolicy: ParentClosePolicy.ABANDON,
        workflowIdReusePolicy: WorkflowIdReusePolicy.ALLOW_DUPLICATE,
      }).catch((error: unknown) => {
        if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
      });
      if (child && patched('a child hears what happened while it was started')) await this.catchUp(child, facts);
    }
  }

  /** Whatever happened to the child's case after its facts were read and before its workflow was there, the relay could tell nobody. */
  private async catchUp(child: ChildWorkflowHandle<Workflow>, started: Facts): Promise<void> {
    const facts = await record.readFacts({ caseId: started.caseId });
    if (facts.revision === started.revision) return;
    // It may have heard meanwhile, and ended.
    await child.signal(factsSignal, facts).catch(() => undefined);
  }

  /** Legible in Temporal's own pages too: the stage, and what it waits for. */
  private describe(): void {
    const next = this.next();
    setCurrentDetails(
      `${this.latest.status}${this.latest.paused ? ' (paused)' : ''}${next ? ` → ${next.name} ${formatInstant(next.at)}` : ''}`,
    );
  }

  /** A new run at each year's turn, on the server's suggestion, or as a test asks: with the latest facts, nothing else. */
  private async renew(): Promise<void> {
    const due =
      workflowInfo().continueAsNewSuggested ||
      yearOf(this.now()) !== this.year ||
      (this.input.testContinueAfter !== undefined && this.knocks >= this.input.testContinueAfter);
    if (!due) return;
    await condition(allHandlersFinished);
    await continueAsNew<(input: CaseInput) => Promise<string>>({ ...this.input, facts: this.latest });
  }
}

/** Facts told before there were children do not name any. */
function childrenOf(facts: Facts): Kin[] {
  return facts.children ?? [];
}

/** Follows the case of the input. Call it first in the workflow: the signal's handler is registered before anything is awaited. */
export function follow(input: CaseInput): Following {
  return new Following(input);
}

/** The whole of a workflow that does nothing but keep its case's time until it has ended. Returns the last status. */
export async function untilEnded(input: CaseInput): Promise<string> {
  const following = follow(input);
  await following.keepTime(() => !following.facts.ended);
  return following.facts.status;
}
