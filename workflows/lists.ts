import { untilEnded } from './follow.js';
import type { CaseInput } from './contracts.js';

/** 遴选名单: the public notice closes on its last working day at 24:00, and the list enters the plan. */
export function selectionList(input: CaseInput): Promise<string> {
  return untilEnded(input);
}

/** 州（市）报送: the paper follows the list; the province's registration is reminded like any task. */
export function transmittal(input: CaseInput): Promise<string> {
  return untilEnded(input);
}
