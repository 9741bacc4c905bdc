import {
  addDays,
  addMonths,
  atTime,
  endOfDay,
  localDate,
  startOfDay,
  type Instant,
  type LocalDate,
} from '#domain/calendar/instant.js';
import type { NamedInstant } from '#domain/process/types.js';
import type { ProjectTaskData } from './data.js';

const DAY_MS = 86_400_000;
const MORNING = '09:00';
/** [O] 任务书 within thirty days of the establishment. */
const SIGNING_DAYS = 30;
/** [O] acceptance is applied for within three months of the end; one retry within six. */
const APPLY_MONTHS = 3;
const RETRY_MONTHS = 6;

const stage = (name: string, label: string, kind: NamedInstant['kind'], at: Instant): NamedInstant => ({
  name,
  label,
  kind,
  scope: 'stage',
  at,
});
type At = { data: ProjectTaskData; now: Instant };

export const signBy = (establishedOn: LocalDate): Instant => endOfDay(addDays(establishedOn, SIGNING_DAYS));
export const applyBy = (endsOn: LocalDate): Instant => endOfDay(addMonths(endsOn, APPLY_MONTHS));

export const signingInstants = ({ data, now }: At): NamedInstant[] =>
  [stage('sign-by', '任务书签订期限', 'period', signBy(data.establishedOn))].filter(({ at }) => at > now);

export const beginInstants = ({ data, now }: At): NamedInstant[] => [
  stage('begins', '进入实施', 'timer', Math.max(startOfDay(data.startsOn), now)),
];

/** 1 December 09:00 of the year, or of the next when that has passed. */
export const executionReminder = (now: Instant): NamedInstant => {
  const year = Number(localDate(now).slice(0, 4));
  const at = atTime(`${year}-12-01`, MORNING);
  return stage('execution-due', '年度执行报告提醒', 'reminder', at > now ? at : atTime(`${year + 1}-12-01`, MORNING));
};

const half = ({ startsOn, endsOn }: ProjectTaskData): Instant => {
  const days = Math.round((startOfDay(endsOn) - startOfDay(startsOn)) / DAY_MS);
  return atTime(addDays(startsOn, Math.floor(days / 2)), MORNING);
};

export const runningInstants = ({ data, now }: At): NamedInstant[] => [
  executionReminder(now),
  ...(data.midTermDue || data.midTerm ? [] : [stage('mid-term-due', '中期检查', 'timer', Math.max(half(data), now))]),
  stage('task-ends', '实施期满', 'timer', Math.max(endOfDay(data.endsOn), now)),
];

export const applyInstants = ({ data, now }: At): NamedInstant[] =>
  [stage('apply-by', '申请验收期限', 'period', applyBy(data.endsOn))].filter(({ at }) => at > now);

export const retryInstants = ({ now }: At): NamedInstant[] => [
  stage('retry-by', '再次申请验收期限', 'timer', endOfDay(addMonths(localDate(now), RETRY_MONTHS))),
];
