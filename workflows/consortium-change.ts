import { untilEnded } from './follow.js';
import type { CaseInput } from './contracts.js';

/**
 * 变更与补充协议 (specification 2.6): review periods remind; what is only filed is on file after five working days without a word.
 */
export function consortiumChange(input: CaseInput): Promise<string> {
  return untilEnded(input);
}
