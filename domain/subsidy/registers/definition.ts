import { parseLocalDate, type LocalDate } from '#domain/calendar/instant.js';
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
  fields: readonly Field[];
  /** A tag that reviewers see on every unit with an entry in force (C9.1, C10.2). */
  flag?: string;
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
  const strange = Object.keys(entry.values).find((key) => !definition.fields.some((field) => field.key === key));
  if (strange !== undefined) no('field_unknown', '该名册没有此项内容，请刷新页面后重试。', strange);
  const form = {
    name: definition.key,
    label: definition.label,
    sections: [{ key: 'entry', label: '', fields: definition.fields.map((field) => ({ ...field, clause: definition.clause })) }],
  };
  for (const { field, message } of checkComplete(form, { fields: entry.values, tables: {} })) no('entry_invalid', message, field);
  return found;
}

/** Whether the entry is in force on the day, both its first and its last included. */
export const inForce = ({ from, until }: Pick<RegisterEntry, 'from' | 'until'>, on: LocalDate): boolean =>
  from <= on && (until === undefined || on <= until);
