import { follow } from './follow.js';
import type { CaseInput } from './contracts.js';

/**
 * 协调事项 (specification 2.11): overdue, it is dunned every week, with the leader; ten working days of silence confirm the answer.
 */
export async function coordination(input: CaseInput): Promise<string> {
  const item = follow(input);
  await item.keepTime(() => !item.facts.ended);
  return item.facts.status;
}
