import type { Instant } from '#domain/calendar/instant.js';
import type { Actor, CaseEvent, CaseState } from '#domain/process/types.js';
import type { Next } from './random.js';

/** What the model test must know of a process besides its table. */
export interface World<D = any, K = any> {
  start: Instant;
  /** States in which half of the cases begin: of a long table the end is seen as often as the beginning. */
  later?: readonly string[];
  /** The case's first data. */
  data: D;
  /** What differs from case to case. */
  vary?: (next: Next) => Partial<D>;
  /** What the door may have loaded for one event. */
  known?: (next: Next, state: CaseState<D>, event: CaseEvent) => K;
  /** Answers to a dialog's fields that must fit the case; the others are made up by their kind. */
  answers?: Record<string, (next: Next, data: D, by: Actor) => unknown>;
  /** What the sender of a system's or the public's event puts into it. */
  sent?: (next: Next, on: string, now: Instant, data: D) => Record<string, unknown> | undefined;
  /** States that random walks do not come to: too much must fit together. The table's own rows test them. */
  unreached?: string[];
  /** Events that end a case without a mail of its own to whom it concerns, and why. */
  untold?: Record<string, string>;
  /** What must hold of this process beyond what holds of every one; the first fault. */
  fault?: (before: CaseState<D>, event: CaseEvent, after: CaseState<D>, now: Instant) => string | undefined;
}
