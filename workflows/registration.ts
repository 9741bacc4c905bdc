import { follow } from './follow.js';
import type { CaseInput } from './contracts.js';

/** 单位注册 (specification 5): the bureau's three working days remind and escalate; nothing is verified by time. */
export async function registration(input: CaseInput): Promise<string> {
  const registration = follow(input);
  await registration.keepTime(() => !registration.facts.ended);
  return registration.facts.status;
}
