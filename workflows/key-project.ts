import { untilEnded } from './follow.js';
import type { CaseInput } from './contracts.js';

/** 重点项目 (specification 2.1): review periods remind and escalate, the plan year begins, every month asks for its report, until the project ends. */
export function keyProject(input: CaseInput): Promise<string> {
  return untilEnded(input);
}
