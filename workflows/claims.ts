import { untilEnded } from './follow.js';
import type { CaseInput } from './contracts.js';

/** 补助申报 (specification 2.9): every desk's period reminds and escalates until the award is paid, refused or recovered; nothing is decided by time. */
export function claim(input: CaseInput): Promise<string> {
  return untilEnded(input);
}

/** 补助申报批次 (R17): the window closes when its last day ends; an extension moves it. */
export function claimCall(input: CaseInput): Promise<string> {
  return untilEnded(input);
}

/** 补助名单: the notice ends on its last working day at 24:00, and every award of the list is final. */
export function claimList(input: CaseInput): Promise<string> {
  return untilEnded(input);
}

/** 科技创新券: valid until its last day ends. */
export function voucher(input: CaseInput): Promise<string> {
  return untilEnded(input);
}
