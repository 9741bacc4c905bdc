import { follow } from './follow.js';
import type { CaseInput } from './contracts.js';

/** 重点项目 (specification 2.1): review periods remind and escalate, the plan year begins, every month asks for its report, until the project ends. */
export async function keyProject(input: CaseInput): Promise<string> {
  const project = follow(input);
  await project.keepTime(() => !project.facts.ended);
  return project.facts.status;
}
