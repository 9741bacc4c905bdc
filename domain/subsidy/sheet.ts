import type { Field, FormValues } from '#domain/form/definition.js';
import { checkComplete, tablesOf, type DocumentContent } from '#domain/form/document.js';
import type { Finding } from '#domain/form/finding.js';
import { accountFields, factsForm } from './form.js';
import type { Measure } from './measures.js';

/** How claims of a measure stand in an Excel list: a claim a line, or (yearly totals of C2, C3) one claim whose list the lines are. */
export interface ClaimSheet {
  each: 'claim' | 'line';
  columns: readonly Field[];
}

/** Loans (C6, C8) have their first rate period on the line; further ones are added in the draft. */
export function claimSheet(measure: Measure): ClaimSheet {
  const form = factsForm(measure);
  const fields = form.sections.flatMap((section) => section.fields);
  const lines = tablesOf(form).flatMap(({ columns }) => columns);
  if (fields.length === 0) return { each: 'line', columns: lines.map(onSheet) };
  // The account's name is the claimant's own; bank and number may wait for the draft.
  const account = accountFields.filter(({ key }) => key !== 'accountName').map(({ required: _required, ...field }) => field);
  return { each: 'claim', columns: [...fields, ...lines, ...account].map(onSheet) };
}

/** A field that is asked only sometimes may stay empty; `faultsOf` asks for it when it must not. */
const onSheet = ({ when, required, ...field }: Field): Field => ({
  ...field,
  label: field.unit ? `${field.label}（${field.unit}）` : field.label,
  ...(required && !when ? { required } : {}),
});

/** The forms that the lines fill: one a line, or one of all. */
export function contentsOf(measure: Measure, lines: readonly FormValues[]): DocumentContent[] {
  const [table] = tablesOf(factsForm(measure));
  if (claimSheet(measure).each === 'line') return [{ fields: {}, tables: { [table!.key]: [...lines] } }];
  const ofTable = new Set(table?.columns.map(({ key }) => key));
  return lines.map((line) => {
    const part = (inTable: boolean) => Object.fromEntries(Object.entries(line).filter(([key]) => ofTable.has(key) === inTable));
    return { fields: part(false), tables: table ? { [table.key]: [part(true)] } : {} };
  });
}

/** What the form itself would complain of in a line; `field` is the column. */
export function faultsOf(measure: Measure, line: FormValues): Finding[] {
  const form = factsForm(measure);
  const fields = form.sections.flatMap((section) => [
    ...section.fields,
    ...(section.tables ?? []).flatMap(({ columns, clause }) => columns.map((column) => ({ ...column, clause }))),
  ]);
  const asDocument = { ...form, sections: [{ key: 'line', label: form.label, fields }] };
  return checkComplete(asDocument, { fields: line, tables: {} });
}
