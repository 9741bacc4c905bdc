import { untilEnded } from './follow.js';
import type { CaseInput } from './contracts.js';

/** 单位注册 (specification 5): the bureau's three working days remind and escalate; nothing is verified by time. */
export function registration(input: CaseInput): Promise<string> {
  return untilEnded(input);
}
