import { untilEnded } from './follow.js';
import type { CaseInput } from './contracts.js';

/**
 * 创新联合体的一生 (specification 2.3): three to five years are one function. Each year's turn opens the year's report, half of the term and its last quarter
 * bring the evaluations, 180, 90 and 30 days before the end ask for the choice; reports, evaluations, changes, projects and matters run as its child
 * workflows. A new run at each year's turn, until it is dissolved, disqualified or converted.
 */
export function consortium(input: CaseInput): Promise<string> {
  return untilEnded(input);
}
