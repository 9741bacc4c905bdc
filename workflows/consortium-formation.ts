import { untilEnded } from './follow.js';
import type { CaseInput } from './contracts.js';

/**
 * 创新联合体组建 (specification 2.2): thirty days without a signature tell the lead, review periods remind and escalate, the notice closes on its last
 * working day at 24:00 and the consortium is approved, unless an objection or a ban holds it up. Nothing else is decided by time.
 */
export function consortiumFormation(input: CaseInput): Promise<string> {
  return untilEnded(input);
}
