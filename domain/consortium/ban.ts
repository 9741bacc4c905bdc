import { addMonths, endOfDay, formatDate, localDate, type Instant, type LocalDate } from '#domain/calendar/instant.js';
import type { Refusal } from '#domain/process/types.js';
import type { Ban, Member } from './data.js';

const YEARS = 3;

/**
 * B32, R10: three years from the day the decision was served 送达日. That day is not counted; the last banned day is the same date three years
 * on (29 February → 28 February) and is not moved for holidays.
 */
export function banPeriod(servedOn: LocalDate): { lastDay: LocalDate; until: Instant } {
  const lastDay = addMonths(servedOn, 12 * YEARS);
  return { lastDay, until: endOfDay(lastDay) };
}

/** Whether a ban runs now. */
export const isStanding = ({ from, until }: Pick<Ban, 'from' | 'until'>, now: Instant): boolean => from <= now && now < until;

/** The bans of the units that run now. */
export const bansOn = (bans: readonly Ban[], unitIds: readonly string[], now: Instant): Ban[] =>
  bans.filter((ban) => unitIds.includes(ban.unitId) && isStanding(ban, now));

/**
 * B32: no banned unit leads or is a core member. Asked at member freeze, signing, approval and change. Ordinary membership stays allowed (R10).
 */
export function refuseBanned(
  bans: readonly Ban[],
  leads: readonly string[],
  members: readonly Member[],
  now: Instant,
): Refusal | undefined {
  const barred = [...leads, ...members.filter((member) => member.core).map((member) => member.unitId)];
  const found = bansOn(bans, barred, now);
  const [first] = found;
  if (!first) return undefined;
  return {
    code: 'banned',
    clause: 'B32',
    message: `${found.map((ban) => ban.name).join('、')}在禁入期内（至${formatDate(localDate(first.until - 1))}），不得牵头组建或作为核心成员参与创新联合体，请更换单位或调整其分工。`,
  };
}
