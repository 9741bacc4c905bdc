import { addDays, addMonths, parseLocalDate, type LocalDate } from '#domain/calendar/instant.js';
import { MoneyError, parseWanYuan, toWanYuan } from '#domain/money/fen.js';
import { counties, isCounty } from '#domain/organisation/regions.js';
import type { Field, FormValues } from './definition.js';

export type FormValue = FormValues[string];

/** A cell that cannot be taken, with the sentence for the person who filled it. */
export class CellError extends Error {}

const TICKS: Record<string, boolean> = { 是: true, 否: false, '√': true, '✓': true, '×': false, Y: true, N: false };

/**
 * Reads what a person typed in a cell as a value of the field (6.4): 万元 with commas, full-width digits, dates 2023.8 / 2023年8月 / 2023-08
 * (a month alone stays a month 'YYYY-MM'), labels of choices. Nothing for an empty cell. Throws CellError.
 */
export function readCell(field: Field, typed: string): FormValue {
  const text = tidy(typed);
  if (text === '') return undefined;
  const plain = text.normalize('NFKC').trim();
  switch (field.kind) {
    case 'money':
      return readMoney(text);
    case 'number':
      if (!/^(\d+|\d{1,3}(,\d{3})+)$/.test(plain)) throw new CellError(`“${short(text)}”不是非负整数。`);
      return String(BigInt(plain.replaceAll(',', '')));
    case 'date':
    case 'month':
      return readDate(plain);
    case 'phone':
      return plain.replace(/[\s]/g, '');
    case 'tick': {
      const tick = TICKS[plain.toUpperCase()];
      if (tick === undefined) throw new CellError(`“${short(text)}”请填“是”或“否”。`);
      return tick;
    }
    case 'choice':
      return readOption(field, text);
    case 'multi': {
      const chosen = text.split(/[、，,;；\n]+/).flatMap((one) => (one.trim() ? [readOption(field, one.trim())] : []));
      return inOrder(field, chosen);
    }
    case 'county':
      return readCounty(plain);
    default:
      return text;
  }
}

/** How the value stands in a cell: what `readCell` turns back into the same value. */
export function cellText(field: Field, value: FormValue): string {
  if (value === undefined || value === '') return '';
  if (typeof value === 'boolean') return value ? '是' : '否';
  if (field.kind === 'county') return countyName(String(value));
  const label = (one: string) => field.options?.find((option) => option.value === one)?.label ?? one;
  return Array.isArray(value) ? value.map(label).join('、') : label(value);
}

/** One spelling of equal values: '1,000' and '1000.00', '  text ' and 'text'. Of what cannot be read, its tidied text. */
export function canonical(field: Field, value: FormValue): FormValue {
  if (value === undefined || value === '' || typeof value === 'boolean') return value === '' ? undefined : value;
  if (Array.isArray(value)) return value.length === 0 ? undefined : inOrder(field, value);
  try {
    return field.kind === 'money' || field.kind === 'number' || field.kind === 'date' || field.kind === 'phone'
      ? readCell(field, value)
      : tidy(value) || undefined;
  } catch (fault) {
    if (fault instanceof CellError) return tidy(value);
    throw fault;
  }
}

/** The day a month alone stands for. */
export function completeDate(value: string, means: 'first' | 'last'): LocalDate {
  if (!/^\d{4}-\d{2}$/.test(value)) return value;
  const first = `${value}-01`;
  return means === 'first' ? first : addDays(addMonths(first, 1), -1);
}

/** Without characters no document may carry (controls, bidirectional overrides), line ends as \n, ends trimmed. */
export function tidy(text: string): string {
  return (
    text
      .replace(/\r\n?/g, '\n')
      // eslint-disable-next-line no-control-regex
      .replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F\u202A-\u202E\u2066-\u2069\uFEFF\uFFFE\uFFFF]/g, '')
      .toWellFormed()
      .trim()
  );
}

function readMoney(text: string): string {
  try {
    return toWanYuan(parseWanYuan(text));
  } catch (fault) {
    if (fault instanceof MoneyError) throw new CellError(fault.message);
    throw fault;
  }
}

/** '2023.8', '2023年8月', '2023-08', '2023/8/15', '2023年8月15日', '2023.08.15'. */
function readDate(text: string): string {
  const match = /^(\d{4})\s*[-./年]\s*(\d{1,2})\s*(?:月|(?:[-./月]\s*(\d{1,2})\s*日?))?$/.exec(text);
  const [, year, month, day] = match ?? [];
  const date = year && month ? `${year}-${month.padStart(2, '0')}-${(day ?? '1').padStart(2, '0')}` : '';
  const real = parseLocalDate(date);
  if (!real) throw new CellError(`日期“${short(text)}”无法识别，请按 2023-08-01、2023.8 或 2023年8月 的格式填写。`);
  return day === undefined ? real.slice(0, 7) : real;
}

function readOption(field: Field, text: string): string {
  const wanted = squeeze(text);
  const found = field.options?.find((option) => squeeze(option.label) === wanted || option.value === text);
  if (!found)
    throw new CellError(`“${short(text)}”不在可选范围内，请填：${field.options?.map((option) => option.label).join('、')}。`);
  return found.value;
}

function readCounty(text: string): string {
  if (isCounty(text)) return text;
  const found = counties.filter((county) => county.name === text.replace(/\s/g, ''));
  if (found.length !== 1) throw new CellError(`“${short(text)}”不是云南省的县（市、区），请填全称，如“楚雄市”。`);
  return found[0]!.code;
}

const countyName = (code: string) => counties.find((county) => county.code === code)?.name ?? code;
const squeeze = (text: string) => text.normalize('NFKC').replace(/\s/g, '');
const short = (text: string) => ([...text].length > 30 ? `${[...text].slice(0, 30).join('')}…` : text);

function inOrder(field: Field, chosen: readonly string[]): string[] {
  const order = field.options?.map((option) => option.value) ?? [];
  return [...new Set(chosen)].sort((a, b) => order.indexOf(a) - order.indexOf(b));
}
