import { follow } from './follow.js';
import type { CaseInput } from './contracts.js';

/** 遴选名单: the public notice closes on its last working day at 24:00, and the list enters the plan. */
export async function selectionList(input: CaseInput): Promise<string> {
  const list = follow(input);
  await list.keepTime(() => !list.facts.ended);
  return list.facts.status;
}

/** 州（市）报送: the paper follows the list; the province's registration is reminded like any task. */
export async function transmittal(input: CaseInput): Promise<string> {
  const sent = follow(input);
  await sent.keepTime(() => !sent.facts.ended);
  return sent.facts.status;
}
