import { follow } from './follow.js';
import type { CaseInput } from './contracts.js';

/**
 * 取消资格与禁入 (specification 2.8, 方案 八(四)): five working days to be heard, ten for a review, three years of ban that end by themselves on the corresponding day (R10).
 */
export async function disqualification(input: CaseInput): Promise<string> {
  const ban = follow(input);
  await ban.keepTime(() => !ban.facts.ended);
  return ban.facts.status;
}
