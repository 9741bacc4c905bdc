import type { CaseEvent, Refusal } from './types.js';

const LEAST_CHARACTERS = 5;

/** 退回、不通过、驳回 need an opinion of at least five characters (specification 2); the refusal when it is missing. */
export function refuseShortOpinion(event: CaseEvent, message = '请填写不少于5个字的意见。'): Refusal | undefined {
  if ([...(event.opinion ?? '').trim()].length >= LEAST_CHARACTERS) return undefined;
  return { code: 'opinion_required', message, field: 'opinion' };
}
