import { addDays, endOfDay, startOfDay, type Instant, type LocalDate } from '#domain/calendar/instant.js';
import type { Refusal } from '#domain/process/types.js';
import type { Post } from './access-matrix.js';
import { refuseTogether } from './separation.js';

/** 委托代办: who stands in for whom, from one instant to another, in which processes; none named: in all. */
export interface Deputation {
  principalId: string;
  deputyId: string;
  processes: readonly string[];
  from: Instant;
  until: Instant;
}

/** Whether processes so named include this one. */
export function covers(processes: readonly string[], process: string): boolean {
  return processes.length === 0 || processes.includes(process);
}

/**
 * The principal's posts that the deputy stands in for: in a unit both work in, and none that the deputy could not hold beside the own (三员分立,
 * 申报与审核分离). An expert's judgement is personal (6.2). Only the principal's own posts, so nothing entrusted is ever passed on.
 */
export function postsInTrust<P extends Pick<Post, 'unitId' | 'role'>>(
  principal: readonly P[],
  deputy: readonly Pick<Post, 'unitId' | 'role'>[],
): P[] {
  const held = deputy.map((post) => post.role);
  return principal.filter(
    ({ role, unitId }) => role !== 'XP' && deputy.some((post) => post.unitId === unitId) && !refuseTogether(held, role),
  );
}

const LONGEST_DAYS = 366;

/** The period as it is recorded: from 00:00 of the first day, or now, to 24:00 of the last. */
export function periodOf(from: LocalDate, until: LocalDate, now: Instant): { from: Instant; until: Instant } {
  return { from: Math.max(startOfDay(from), now), until: endOfDay(until) };
}

/** Why the period cannot be entrusted; nothing when it can. */
export function refusePeriod(from: LocalDate, until: LocalDate, now: Instant): Refusal | undefined {
  if (until < from) return { code: 'period_reversed', message: '结束日期不能早于开始日期，请核对。', field: 'until' };
  if (endOfDay(until) <= now) return { code: 'period_over', message: '结束日期已经过去，请重新选择。', field: 'until' };
  if (until > addDays(from, LONGEST_DAYS - 1))
    return { code: 'period_too_long', message: '一次委托最长一年，请缩短期限；到期后可再次委托。', field: 'until' };
  return undefined;
}

/** Why this deputation cannot stand beside those that do: two deputies for one matter, or a deputy who is absent and has a deputy too. */
export function refuseBeside(given: Deputation, standing: readonly Deputation[]): Refusal | undefined {
  const meanwhile = standing.filter((one) => one.from < given.until && given.from < one.until);
  const shared = (one: Deputation) =>
    one.processes.length === 0 || given.processes.length === 0 || one.processes.some((name) => given.processes.includes(name));
  if (meanwhile.some((one) => one.principalId === given.principalId && shared(one)))
    return { code: 'deputy_twice', message: '该期间同类业务已委托他人，请先终止原委托或错开期间、业务类型。', field: 'from' };
  if (meanwhile.some((one) => one.principalId === given.deputyId))
    return { code: 'deputy_absent', message: '该人员在此期间已将本人事项委托他人，不能再受托，请另选人员。', field: 'deputyId' };
  return undefined;
}
