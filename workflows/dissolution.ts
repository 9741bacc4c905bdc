import { untilEnded } from './follow.js';
import type { CaseInput } from './contracts.js';

/**
 * 解散 (specification 2.7): twenty working days without an objection count as consent; nothing else happens by itself (B27).
 */
export function dissolution(input: CaseInput): Promise<string> {
  return untilEnded(input);
}
