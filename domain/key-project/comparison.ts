import { canonical, cellText, type FormValue } from '#domain/form/cell.js';
import type { FormValues } from '#domain/form/definition.js';
import type { ProjectType } from './form.js';
import { sheetLayout, type SheetColumn } from './sheet.js';

/** One cell of a hand-filled sheet, as read. */
export interface ReadCell {
  key: string;
  /** Such as 'F5'. */
  address: string;
  value?: FormValue;
}

/** What the record knows of a project beside its form. */
export interface RecordFacts {
  owner: string;
  uscc: string;
  prefecture: string;
}

/** A cell of the Excel that differs from the online record (A14). */
export interface CellDifference {
  address: string;
  key: string;
  label: string;
  excel: string;
  online: string;
}

/** The value of a column on record: of the form where it is asked, else of the record; nothing for what is not asked. */
export function onlineValue(column: SheetColumn, form: FormValues, facts: RecordFacts): FormValue {
  if (column.field) return column.field.when && !column.field.when(form) ? undefined : canonical(column.field, form[column.key]);
  return column.key === 'index' ? undefined : facts[column.key as keyof RecordFacts] || undefined;
}

/** A14 cell by cell: every cell of the hand-filled row that is not what the record says, in the sheet's order. */
export function compareSheet(
  layout: { year: number; type: ProjectType },
  cells: readonly ReadCell[],
  form: FormValues,
  facts: RecordFacts,
): CellDifference[] {
  const byKey = new Map(cells.map((cell) => [cell.key, cell]));
  return sheetLayout(layout.year, layout.type).columns.flatMap((column) => {
    const cell = byKey.get(column.key);
    if (!cell || column.key === 'index') return [];
    const online = onlineValue(column, form, facts);
    if (same(column, cell.value, online)) return [];
    const label = column.group === column.label ? column.label : `${column.group}：${column.label}`;
    return [{ address: cell.address, key: column.key, label, excel: shown(column, cell.value), online: shown(column, online) }];
  });
}

/** An empty tick says no; a month alone equals any day of it. */
function same(column: SheetColumn, excel: FormValue, online: FormValue): boolean {
  if (column.field?.kind === 'tick') return (excel ?? false) === (online ?? false);
  if (column.field?.kind === 'date' && typeof excel === 'string' && /^\d{4}-\d{2}$/.test(excel))
    return typeof online === 'string' && online.startsWith(`${excel}-`);
  return shown(column, excel) === shown(column, online);
}

const shown = (column: SheetColumn, value: FormValue): string =>
  column.field ? cellText(column.field, value) : String(value ?? '');
