import type { Field, FormValues } from '#domain/form/definition.js';
import type { Table } from '#domain/form/document.js';

/** What the pages need of a form's definition: `FormDefinition` and `FormDocument` both are one. */
export interface ShownForm {
  label: string;
  sections: readonly ShownSection[];
}

export interface ShownSection {
  key: string;
  label: string;
  fields: readonly Field[];
  tables?: readonly Table[];
}

/** What is filled in. `reasons`: 情况说明 to warnings, by the finding's field. */
export interface Content {
  fields: FormValues;
  tables: Record<string, FormValues[]>;
  reasons: Record<string, string>;
}

/** The element a finding jumps to; of a table's cell the path is 'table.row.column'. */
export const elementId = (path: string): string => `field-${path.replaceAll('.', '-')}`;

export const askedFields = (section: ShownSection, values: FormValues): Field[] =>
  section.fields.filter((field) => !field.when || field.when(values));

/** Paths of everything the section asks, for counting its findings. */
export function belongsTo(section: ShownSection, path: string): boolean {
  return (
    section.fields.some((field) => field.key === path) ||
    (section.tables ?? []).some((table) => path === table.key || path.startsWith(`${table.key}.`))
  );
}

export const shownColumns = (table: Table): Field[] => table.columns.filter((column) => !column.internal);

export const labelWithUnit = (field: Field): string => (field.unit ? `${field.label}（${field.unit}）` : field.label);
