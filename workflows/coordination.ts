import { untilEnded } from './follow.js';
import type { CaseInput } from './contracts.js';

/**
 * 协调事项 (specification 2.11): overdue, it is dunned every week, with the leader; ten working days of silence confirm the answer.
 */
export function coordination(input: CaseInput): Promise<string> {
  return untilEnded(input);
}
