import { follow } from './follow.js';
import type { CaseInput } from './contracts.js';

/** 补助申报 (specification 2.9): every desk's period reminds and escalates until the award is paid, refused or recovered; nothing is decided by time. */
export async function claim(input: CaseInput): Promise<string> {
  const claim = follow(input);
  await claim.keepTime(() => !claim.facts.ended);
  return claim.facts.status;
}

/** 补助申报批次 (R17): the window closes when its last day ends; an extension moves it. */
export async function claimCall(input: CaseInput): Promise<string> {
  const call = follow(input);
  await call.keepTime(() => !call.facts.ended);
  return call.facts.status;
}

/** 补助名单: the notice ends on its last working day at 24:00, and every award of the list is final. */
export async function claimList(input: CaseInput): Promise<string> {
  const list = follow(input);
  await list.keepTime(() => !list.facts.ended);
  return list.facts.status;
}

/** 科技创新券: valid until its last day ends. */
export async function voucher(input: CaseInput): Promise<string> {
  const voucher = follow(input);
  await voucher.keepTime(() => !voucher.facts.ended);
  return voucher.facts.status;
}
