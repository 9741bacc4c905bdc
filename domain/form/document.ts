import { parseLocalDate } from '#domain/calendar/instant.js';
import { MoneyError, parseWanYuan, type Fen } from '#domain/money/fen.js';
import { compareValues, countCharacters, display, type Field, type FieldChange, type FormValues } from './definition.js';
import type { Finding } from './finding.js';

/** A field that says which clause asks for it. */
export interface ClauseField extends Field {
  clause: string;
}

/** Rows the applicant adds: a person, a platform, a unit a line. */
export interface Table {
  key: string;
  label: string;
  clause: string;
  columns: readonly Field[];
  /** Fewest rows. */
  least?: number;
}

export interface DocumentSection {
  key: string;
  label: string;
  fields: readonly ClauseField[];
  tables?: readonly Table[];
}

/** A form with tables: what the page shows, the rules check and the printed form follows. */
export interface FormDocument {
  name: string;
  label: string;
  sections: readonly DocumentSection[];
}

export interface DocumentContent {
  fields: FormValues;
  tables: Record<string, FormValues[]>;
}

/** What was saved, whatever it is, as content: a missing part is empty. */
export function contentOf(saved: unknown): DocumentContent {
  const { fields, tables } = (saved ?? {}) as Partial<DocumentContent>;
  return { fields: fields ?? {}, tables: tables ?? {} };
}

/** 与上一版的差异: every field, and every table whose lines, as they are shown, differ. */
export function compareDocuments(document: FormDocument, from: DocumentContent, to: DocumentContent): FieldChange[] {
  const lines = ({ key, columns }: Table, { tables }: DocumentContent) =>
    (tables[key] ?? []).map((row) =>
      columns.flatMap((column) => (column.internal ? [] : [display(column, row[column.key])])).join('，'),
    );
  const ofTables = document.sections.flatMap((section) =>
    (section.tables ?? []).flatMap((table) => {
      const [before, after] = [lines(table, from).join('\n'), lines(table, to).join('\n')];
      return before === after ? [] : [{ section: section.key, key: table.key, label: table.label, from: before, to: after }];
    }),
  );
  return [...compareValues(document, from.fields, to.fields), ...ofTables];
}

export const tablesOf = (document: FormDocument): Table[] => document.sections.flatMap((section) => [...(section.tables ?? [])]);

export const error = (clause: string, field: string, message: string): Finding => ({ clause, severity: 'error', field, message });

export const textOf = (values: FormValues, key: string): string =>
  typeof values[key] === 'string' ? (values[key] as string).trim() : '';

/** The amount in fen; nothing while it is missing or cannot be read (the field's own rule says so). */
export function amountOf(values: FormValues, key: string): Fen | undefined {
  try {
    return textOf(values, key) === '' ? undefined : parseWanYuan(textOf(values, key));
  } catch (fault) {
    if (fault instanceof MoneyError) return undefined;
    throw fault;
  }
}

/** A non-negative integer; nothing while it is missing or is none. */
export function countOf(values: FormValues, key: string): number | undefined {
  return /^\d{1,9}$/.test(textOf(values, key)) ? Number(textOf(values, key)) : undefined;
}

/** Every asked field is filled, readable, within its limit and its options; in every row of every table too. */
export function checkComplete(document: FormDocument, content: DocumentContent): Finding[] {
  return document.sections.flatMap((section) => [
    ...section.fields.flatMap((field) => checkField(field, content.fields, field.clause, field.key, field.label)),
    ...(section.tables ?? []).flatMap((table) => checkTable(table, content.tables[table.key] ?? [])),
  ]);
}

function checkTable(table: Table, rows: FormValues[]): Finding[] {
  const few = (table.least ?? 0) > rows.length;
  return [
    ...(few ? [error(table.clause, table.key, `「${table.label}」请至少填写${table.least}行。`)] : []),
    ...rows.flatMap((row, index) =>
      table.columns.flatMap((column) =>
        checkField(
          column,
          row,
          table.clause,
          `${table.key}.${index}.${column.key}`,
          `${table.label}第${index + 1}行${column.label}`,
        ),
      ),
    ),
  ];
}

function checkField(field: Field, values: FormValues, clause: string, path: string, label: string): Finding[] {
  if (field.when && !field.when(values)) return [];
  const fault = faultOf(field, values, label);
  return fault ? [error(clause, path, fault)] : [];
}

function faultOf(field: Field, values: FormValues, label: string): string | undefined {
  const value = values[field.key];
  if (field.kind === 'tick') return field.required && value !== true ? `须承诺「${label}」，否则不能提交。` : undefined;
  const chosen = [value].flat().filter((one) => typeof one === 'string' && one.trim() !== '') as string[];
  if (chosen.length === 0) return field.required ? `请填写「${label}」。` : undefined;
  const text = textOf(values, field.key);
  const count = countCharacters(text);
  if (field.limit !== undefined && count > field.limit) return `「${label}」限${field.limit}字，现为${count}字，请精简。`;
  if (field.options && !chosen.every((one) => field.options!.some((option) => option.value === one)))
    return `「${label}」请从所列选项中选择。`;
  if (field.kind === 'date' && !parseLocalDate(text)) return `「${label}」请填写有效日期，如 2026-03-01。`;
  if (field.kind === 'number' && countOf(values, field.key) === undefined) return `「${label}」请填写非负整数。`;
  if (field.kind === 'money' && amountOf(values, field.key) === undefined)
    return `「${label}」请填写以万元为单位、不超过两位小数的非负金额。`;
  return undefined;
}
