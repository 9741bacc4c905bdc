import { follow } from './follow.js';
import type { CaseInput } from './contracts.js';

/** 每日汇总 (specification 6.13): at 08:30 of every working day the reminders that wait become one mail a recipient. */
export async function dailyDigest(input: CaseInput): Promise<string> {
  const digest = follow(input);
  await digest.keepTime(() => !digest.facts.ended);
  return digest.facts.status;
}
