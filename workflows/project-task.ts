import { untilEnded } from './follow.js';
import type { CaseInput } from './contracts.js';

/**
 * 项目任务 (specification 2.12): thirty days for the 任务书, a report every December, the mid-term check, three months for the acceptance, six for a second one.
 */
export function projectTask(input: CaseInput): Promise<string> {
  return untilEnded(input);
}
