import { untilEnded } from './follow.js';
import type { CaseInput } from './contracts.js';

/** 预算 (6.7): a proposal that waits for its second person is reminded; the line itself lives on. */
export function budget(input: CaseInput): Promise<string> {
  return untilEnded(input);
}

/** 资金追回 (2.9): each instalment is reminded a week before, dunned when it is late, and every week after the last. */
export function recovery(input: CaseInput): Promise<string> {
  return untilEnded(input);
}

/** 拨付计划 (2.10): its instalments are children of its own; six months of rectification end by themselves, nothing is decided by that. */
export function disbursement(input: CaseInput): Promise<string> {
  return untilEnded(input);
}

/** 分期拨款 (2.10): the officers' periods remind and escalate. */
export function instalment(input: CaseInput): Promise<string> {
  return untilEnded(input);
}
