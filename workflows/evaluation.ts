import { untilEnded } from './follow.js';
import type { CaseInput } from './contracts.js';

/**
 * 绩效评价 (specification 2.5, 方案 八(一)): the periods of self-evaluation and opinion remind, five working days of silence accept the result, the public notice
 * closes; the decision waits for its official (R8).
 */
export function evaluation(input: CaseInput): Promise<string> {
  return untilEnded(input);
}
