import { parseLocalDate, weekday, type LocalDate } from './instant.js';
import { FIXED_HOLIDAYS } from './working-days.js';

/** 节假日安排 of one year, as an administrator enters or imports it. */
export interface Arrangement {
  year: number;
  off: LocalDate[];
  work: LocalDate[];
  source?: string;
}

export interface ArrangementFault {
  code: string;
  message: string;
  field: 'year' | 'off' | 'work';
}

const FEWEST_DAYS_OFF = 5;

/** The first thing in which the arrangement cannot be a notice of the State Council; nothing when it can. An empty year is a missing year. */
export function arrangementFault({ year, off, work }: Arrangement): ArrangementFault | undefined {
  if (!Number.isInteger(year) || year < 2000 || year > 2100)
    return { code: 'bad_year', message: '年份无效，请填写四位年份。', field: 'year' };
  const lists = [
    { field: 'off' as const, name: '放假', dates: off },
    { field: 'work' as const, name: '调休上班', dates: work },
  ];
  for (const { field, name, dates } of lists) {
    const strange = dates.find((date) => !parseLocalDate(date) || !belongsTo(date, year));
    if (strange !== undefined)
      return { code: 'bad_date', message: `${name}日期“${strange}”无效或不属于${year}年（上年12月除外），请核对。`, field };
    const twice = dates.find((date, at) => dates.indexOf(date) !== at);
    if (twice) return { code: 'date_twice', message: `${name}日期${twice}重复，请删除一个。`, field };
    const wrong = dates.find((date) => isWeekend(date) !== (field === 'work'));
    if (wrong)
      return {
        code: 'wrong_weekday',
        message: field === 'off' ? `${wrong}是周末，无需列入放假日期。` : `${wrong}不是周末，不可能是调休上班日。`,
        field,
      };
  }
  const missing = FIXED_HOLIDAYS.map((day) => `${year}-${day}`).find((date) => !isWeekend(date) && !off.includes(date));
  if (missing)
    return { code: 'holiday_missing', message: `缺少法定节假日${missing}，请对照国务院办公厅通知补全。`, field: 'off' };
  if (off.length < FEWEST_DAYS_OFF)
    return {
      code: 'too_few',
      message: `全年放假的工作日不足${FEWEST_DAYS_OFF}天，安排不完整，请对照国务院办公厅通知补全。`,
      field: 'off',
    };
  return undefined;
}

/**
 * Reads years from JSON: `{"2027": {"off": […], "work": […]}}`, one `{"year", "off", "work"}`, or a file of holiday-cn
 * (`{"year", "papers", "days": [{"date", "isOffDay"}]}`). Weekend days off are left out, as the record keeps only what differs from the week.
 * Nothing when the text is none of these.
 */
export function readArrangements(text: string): Arrangement[] | undefined {
  const content = parse(text);
  if (typeof content !== 'object' || content === null) return undefined;
  if ('year' in content) return one(content) && [one(content)!];
  const years = Object.entries(content).map(([year, value]) => one({ ...(value as object), year: Number(year) }));
  return years.length > 0 && years.every((year) => year !== undefined) ? years : undefined;
}

function one(content: object): Arrangement | undefined {
  const { year, off, work, days, papers, source } = content as Record<string, unknown>;
  if (typeof year !== 'number') return undefined;
  if (Array.isArray(days)) {
    const known = days.filter(isDay);
    return {
      year,
      off: known.filter((day) => day.isOffDay && !weekend(day.date)).map((day) => day.date),
      work: known.filter((day) => !day.isOffDay).map((day) => day.date),
      ...(Array.isArray(papers) && typeof papers[0] === 'string' ? { source: papers[0] } : {}),
    };
  }
  if (!isDates(off) || !isDates(work)) return undefined;
  return { year, off, work, ...(typeof source === 'string' ? { source } : {}) };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const isDates = (value: unknown): value is string[] => Array.isArray(value) && value.every((one) => typeof one === 'string');
const isDay = (value: unknown): value is { date: string; isOffDay: boolean } =>
  typeof (value as { date?: unknown } | null)?.date === 'string';
const weekend = (date: string) => parseLocalDate(date) !== undefined && isWeekend(date);

function isWeekend(date: LocalDate): boolean {
  return weekday(date) === 0 || weekday(date) === 6;
}

/** A notice may also arrange the last days of the December before. */
function belongsTo(date: LocalDate, year: number): boolean {
  return date.startsWith(`${year}-`) || date.startsWith(`${year - 1}-12-`);
}
