import {
  addDays,
  addMonths,
  atTime,
  endOfDay,
  localDate,
  startOfDay,
  yearOf,
  type Instant,
  type LocalDate,
} from '#domain/calendar/instant.js';
import type { CaseState, NamedInstant } from '#domain/process/types.js';
import { reportYear } from '../annual-report/year.js';
import type { ConsortiumData } from './data.js';

const MORNING = '09:00';
const DAY_MS = 86_400_000;
/** 2.3: 180, 90 and 30 days before the end the lead is asked to choose: renewal or dissolution. */
export const endReminders = [180, 90, 30] as const;
/** [O] the final evaluation begins a quarter before the end, so that its result can carry a renewal. */
const FINAL_EVALUATION_DAYS = 90;
/** [O] B20. */
const PROJECT_MONTHS = 12;

const at = (name: string, label: string, kind: 'reminder' | 'timer', when: Instant): NamedInstant => ({
  name,
  label,
  kind,
  scope: 'case',
  at: when,
});

/** As `at`, of something that begins. */
const begins = (name: string, label: string, when: Instant): NamedInstant => ({
  ...at(name, label, 'timer', when),
  begins: true,
});

/** Half of the term [O]: when the mid-term evaluation begins. */
export function midTerm({ startsOn, endsOn }: Pick<ConsortiumData, 'startsOn' | 'endsOn'>): LocalDate {
  const days = Math.round((startOfDay(endsOn) - startOfDay(startsOn)) / DAY_MS) + 1;
  return addDays(startsOn, Math.floor(days / 2));
}

/** 1 January 00:00 of the year after the one whose turn was taken; at once for a consortium that begins. */
const yearTurn = ({ year }: ConsortiumData, now: Instant): NamedInstant =>
  begins('year-turn', '年度开始：登记本年度报告', year === undefined ? now : startOfDay(`${year + 1}-01-01`));

/** What a term brings, whenever it begins or its end moves. */
export function termInstants(data: ConsortiumData): NamedInstant[] {
  return [
    begins('mid-term-evaluation', '中期绩效评价', atTime(midTerm(data), MORNING)),
    begins('final-evaluation', '期末绩效评价', atTime(addDays(data.endsOn, -FINAL_EVALUATION_DAYS), MORNING)),
    ...endReminders.map((days) =>
      at(`ends-${days}`, `存续期届满前${days}天提醒：请选择续期或解散`, 'reminder', atTime(addDays(data.endsOn, -days), MORNING)),
    ),
    at('term-ends', '存续期届满', 'timer', endOfDay(data.endsOn)),
  ];
}

/** Every instant of the consortium's own that still lies ahead. */
export function lifeInstants(data: ConsortiumData, now: Instant): NamedInstant[] {
  const without = atTime(addMonths(data.approvedOn, PROJECT_MONTHS), MORNING);
  return [yearTurn(data, now), at('no-project', '批复满12个月核查重大科技专项', 'timer', without), ...termInstants(data)].filter(
    (instant) => instant.at >= now,
  );
}

/** 接下来会发生什么: after the record's own instants the reports of the years to come. */
export function lifeSchedule({ data }: CaseState<ConsortiumData>, now: Instant): NamedInstant[] {
  const first = yearOf(now);
  const last = yearOf(startOfDay(data.endsOn));
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index)
    .flatMap((year) => {
      const { opensAt, dueAt } = reportYear(year);
      return [
        begins(`report-${year}-opens`, `${year}年度报告开始填报`, opensAt),
        at(`report-${year}-due`, `${year}年度报告截止`, 'timer', dueAt),
      ];
    })
    .filter((instant) => instant.at > now && localDate(instant.at - 1) <= data.endsOn);
}
