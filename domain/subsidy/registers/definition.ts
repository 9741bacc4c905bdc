import { addDays, parseLocalDate, type LocalDate } from '#domain/calendar/instant.js';
import type { Field, FormValues } from '#domain/form/definition.js';
import { checkComplete } from '#domain/form/document.js';
import type { Refusal } from '#domain/process/types.js';

/** A register 名册 kept by the department: one mechanism, a definition each. */
export interface RegisterDefinition {
  key: string;
  label: string;
  clause: string;
  /** What it is for, above the list. */
  about: string;
  /** Whom an entry is about: a unit of the system, and/or a number of its own. */
  unit?: string;
  number?: string;
  /** Words for the days between which an entry is in force; without them it is in force from the day it was entered. */
  dated?: { from: string; until: string };
  /** The field whose year's last day an entry is of; one entry a year. */
  yearEnd?: string;
  /** Open to everybody who may read the policy's parameters; otherwise to the department and the unit it is about. */
  published?: true;
  fields: readonly Field[];
  /** A tag that reviewers see on every unit with an entry in force (C9.1, C10.2). */
  flag?: string;
  /** Entries that do not earn the tag are left out; without it, every one does. */
  flagWhen?: (values: FormValues) => boolean;
  /** The field with the number of a project application: who may read that case finds it from here (C9.1). */
  application?: string;
  /** Units keep entries of their own too, beside the department (C12.1). */
  ownEntries?: true;
  /** Institutions see an entry only when its unit has agreed (C12.1). */
  consent?: string;
}

export interface RegisterEntry {
  unitId?: string;
  number?: string;
  from: LocalDate;
  until?: LocalDate;
  values: FormValues;
}

/** Everything an entry must say, in the words of its definition. */
export function checkEntry(definition: RegisterDefinition, entry: RegisterEntry): Refusal[] {
  const found: Refusal[] = [];
  const no = (code: string, message: string, field: string) => found.push({ code, message, field });
  if (definition.unit && !definition.number && !entry.unitId) no('unit_missing', `请选择${definition.unit}。`, 'unitId');
  if (definition.number && !entry.number?.trim()) no('number_missing', `请填写${definition.number}。`, 'number');
  if (!parseLocalDate(entry.from)) no('date_invalid', '请填写有效的起始日期。', 'from');
  if (entry.until !== undefined && (!parseLocalDate(entry.until) || entry.until < entry.from))
    no('until_invalid', '截止日期不得早于起始日期。', 'until');
  if (entry.unitId !== undefined && !definition.unit) no('unit_unasked', '该名册不登记单位。', 'unitId');
  if (entry.number !== undefined && !definition.number) no('number_unasked', '该名册不登记编号。', 'number');
  const strange = Object.entries(entry.values).find(([key, value]) => {
    const field = definition.fields.find((one) => one.key === key);
    return !field || (value !== undefined && typeof value !== (field.kind === 'tick' ? 'boolean' : 'string'));
  });
  if (strange) no('field_unknown', '该名册没有此项内容，或内容格式不正确，请刷新页面后重试。', strange[0]);
  const form = {
    name: definition.key,
    label: definition.label,
    sections: [{ key: 'entry', label: '', fields: definition.fields.map((field) => ({ ...field, clause: definition.clause })) }],
  };
  for (const { field, message } of checkComplete(form, { fields: entry.values, tables: {} })) no('entry_invalid', message, field);
  return found;
}

/** The first day of an entry that no dates were asked of: the last of its year, or today. */
export function undatedFrom({ yearEnd }: RegisterDefinition, values: FormValues, today: LocalDate): LocalDate {
  const year = yearEnd === undefined ? undefined : values[yearEnd];
  return typeof year === 'string' && /^\d{4}$/.test(year) ? `${year}-12-31` : today;
}

/** Whether the entry is in force on the day, both its first and its last included. */
export const inForce = ({ from, until }: Pick<RegisterEntry, 'from' | 'until'>, on: LocalDate): boolean =>
  from <= on && (until === undefined || on <= until);

type Days = Pick<RegisterEntry, 'from' | 'until'>;

/** The days from the entry in force on `on` for as long as there is no gap: what is renewed goes on where the last one ended. */
export function unbroken(entries: readonly Days[], on: LocalDate): Days | undefined {
  const first = entries.find((entry) => inForce(entry, on));
  if (!first) return undefined;
  const until = lastDay(entries, first.until);
  return { from: first.from, ...(until === undefined ? {} : { until }) };
}

function lastDay(entries: readonly Days[], until: LocalDate | undefined): LocalDate | undefined {
  const next = until === undefined ? undefined : entries.find((entry) => inForce(entry, addDays(until, 1)));
  return next ? lastDay(entries, next.until) : until;
}
