import { parseLocalDate } from '#domain/calendar/instant.js';
import { MoneyError, parseWanYuan } from '#domain/money/fen.js';
import type { CaseEvent, PayloadField, Refusal } from './types.js';

const MOST_TEXT = 500;
const MOST_LONGTEXT = 5_000;
const MOST_ITEMS = 1_000;

/**
 * What a person sends with an act is what its dialog asks for, and nothing else: an unknown key, a missing required one, a value of another
 * kind or outside the options is refused (S5). Events of time, of the system and of other cases carry what their sender made and are not judged here.
 */
export function refusePayload(fields: readonly PayloadField[], event: CaseEvent): Refusal | undefined {
  if (event.by.kind !== 'person') return undefined;
  const payload = event.payload ?? {};
  const unknown = Object.keys(payload).find((key) => !fields.some((field) => field.key === key));
  if (unknown !== undefined)
    return { code: 'payload_unknown', message: `此操作不接受「${unknown.slice(0, 40)}」，请刷新页面后重试。`, field: unknown };
  for (const field of fields) {
    const refusal = refuseValue(field, payload[field.key]);
    if (refusal) return refusal;
  }
  return undefined;
}

function refuseValue(field: PayloadField, value: unknown): Refusal | undefined {
  if (isEmpty(value, field.kind))
    return field.required ? { code: 'payload_required', message: `请填写「${field.label}」。`, field: field.key } : undefined;
  if (!fits(field, value)) return { code: 'payload_invalid', message: `「${field.label}」格式不正确或过长。`, field: field.key };
  const options = field.options?.map((option) => option.value);
  if (field.kind === 'choice' && options && !options.includes(String(value)))
    return { code: 'payload_invalid', message: `「${field.label}」请从所列选项中选择。`, field: field.key };
  return undefined;
}

/** A box that must be ticked and is not counts as not answered. */
const isEmpty = (value: unknown, kind: PayloadField['kind']) =>
  (kind === 'tick' && value === false) ||
  value === undefined ||
  value === null ||
  value === '' ||
  (Array.isArray(value) && value.length === 0);

function fits(field: PayloadField, value: unknown): boolean {
  switch (field.kind) {
    case 'tick':
      return typeof value === 'boolean';
    case 'choice':
      return typeof value === 'string' || typeof value === 'boolean';
    case 'longtext':
      return typeof value === 'string' && value.length <= MOST_LONGTEXT;
    case 'checklist':
    case 'sections':
    case 'files':
    case 'texts':
      return isTexts(value);
    case 'cases':
    case 'units':
      return isTexts(value);
    case 'rows':
      return isTable(field, value);
    case 'person':
      return field.many ? isTexts(value) : isText(value);
    case 'date':
      return typeof value === 'string' && parseLocalDate(value) !== undefined;
    case 'month':
      return typeof value === 'string' && /^\d{4}-(0[1-9]|1[0-2])$/.test(value);
    case 'money':
      return (isText(value) || typeof value === 'number') && isWanYuan(value as string | number);
    default:
      return isText(value) || (typeof value === 'number' && Number.isFinite(value));
  }
}

const isText = (value: unknown) => typeof value === 'string' && value.length <= MOST_TEXT;
const isTexts = (value: unknown) => Array.isArray(value) && value.length <= MOST_ITEMS && value.every(isText);

function isWanYuan(value: string | number): boolean {
  try {
    return parseWanYuan(value) >= 0n;
  } catch (fault) {
    if (fault instanceof MoneyError) return false;
    throw fault;
  }
}

/** Lines of a table: only its own columns, every cell a short text. */
function isTable({ options = [] }: PayloadField, value: unknown): boolean {
  const columns = new Set(options.map((column) => column.value));
  const isLine = (line: unknown) =>
    typeof line === 'object' && line !== null && Object.entries(line).every(([key, cell]) => columns.has(key) && isText(cell));
  return Array.isArray(value) && value.length <= MOST_ITEMS && value.every(isLine);
}
