import { untilEnded } from './follow.js';
import type { CaseInput } from './contracts.js';

/** 每日汇总 (specification 6.13): at 08:30 of every working day the reminders that wait become one mail a recipient. */
export function dailyDigest(input: CaseInput): Promise<string> {
  return untilEnded(input);
}
