import type { FormValues } from '#domain/form/definition.js';
import { measures, type Measure } from '#domain/subsidy/measures.js';
import { claimSheet, faultsOf } from '#domain/subsidy/sheet.js';
import type { BadCell } from './error.js';
import type { Grid } from './grid.js';
import { readList, refuse } from './list-reading.js';
import { tableWorkbook } from './table-workbook.js';

const MOST_LINES = 500;

export interface ReadClaimLine {
  row: number;
  values: FormValues;
}

/** The empty list of a measure to fill in; the labels are those of the form. */
export function claimTemplate(measure: Measure): Promise<Buffer> {
  const { columns } = claimSheet(measure);
  return tableWorkbook({
    sheet: '申报清单',
    title: `${measures[measure].label}申报清单`,
    columns: columns.map(({ label, kind }) => ({ label, width: kind === 'text' ? 30 : 20 })),
    rows: [columns.map(() => null)],
  });
}

/** Reads a filled list of claims; every line is judged as the form itself is. All or nothing, each bad cell by its address. Throws DocumentError. */
export function readClaims(grid: Grid, measure: Measure): ReadClaimLine[] {
  const { columns } = claimSheet(measure);
  const anchor = columns[0]!.key;
  const form = { columns, anchor, template: '申报清单', line: '申报事项', most: MOST_LINES };
  const bad: BadCell[] = [];
  const lines = readList(grid, form).map(({ row, values, placeOf }) => {
    for (const { field, message } of faultsOf(measure, values))
      bad.push({ address: placeOf(field), label: columns.find(({ key }) => key === field)?.label ?? '', message });
    return { row, values };
  });
  refuse(bad);
  return lines;
}
