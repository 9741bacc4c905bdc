import { follow } from './follow.js';
import type { CaseInput } from './contracts.js';

/** 预算 (6.7): a proposal that waits for its second person is reminded; the line itself lives on. */
export async function budget(input: CaseInput): Promise<string> {
  const line = follow(input);
  await line.keepTime(() => !line.facts.ended);
  return line.facts.status;
}

/** 资金追回 (2.9): each instalment is reminded a week before, dunned when it is late, and every week after the last. */
export async function recovery(input: CaseInput): Promise<string> {
  const owed = follow(input);
  await owed.keepTime(() => !owed.facts.ended);
  return owed.facts.status;
}

/** 拨付计划 (2.10): its instalments are children of its own; six months of rectification end by themselves, nothing is decided by that. */
export async function disbursement(input: CaseInput): Promise<string> {
  const plan = follow(input);
  await plan.keepTime(() => !plan.facts.ended);
  return plan.facts.status;
}

/** 分期拨款 (2.10): the officers' periods remind and escalate. */
export async function instalment(input: CaseInput): Promise<string> {
  const part = follow(input);
  await part.keepTime(() => !part.facts.ended);
  return part.facts.status;
}
