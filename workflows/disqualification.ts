import { untilEnded } from './follow.js';
import type { CaseInput } from './contracts.js';

/**
 * 取消资格与禁入 (specification 2.8, 方案 八(四)): five working days to be heard, ten for a review, three years of ban that end by themselves on the corresponding day (R10).
 */
export function disqualification(input: CaseInput): Promise<string> {
  return untilEnded(input);
}
