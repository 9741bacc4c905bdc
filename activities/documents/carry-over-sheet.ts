import { carryOverColumns, carryOverResolutions } from '#domain/call/carry-over.js';
import type { Field } from '#domain/form/definition.js';
import { projectTypes } from '#domain/key-project/form.js';
import { regionName } from '#domain/organisation/regions.js';
import type { CarryOverItem } from '#records/calls.js';
import type { Grid } from './grid.js';
import { readList, type ListForm } from './list-reading.js';
import { tableWorkbook } from './table-workbook.js';

type Key = (typeof carryOverColumns)[number]['value'];
export type CarryOverRow = Partial<Record<Key, string>>;

const optional: Key[] = ['priorNumber', 'uscc'];
const form: ListForm = {
  columns: carryOverColumns.map(({ value, label }): Field => ({
    ...{ key: value, label, required: !optional.includes(value) },
    ...(value === 'county'
      ? { kind: 'county' }
      : value === 'type'
        ? { kind: 'choice', options: projectTypes }
        : { kind: 'text' }),
  })),
  anchor: 'title',
  template: '结转项目清单',
  line: '项目',
  most: 1_000,
};

const typeLabel = (type: string) => projectTypes.find((one) => one.value === type)?.label ?? type;
const settledLabel = (settled: string | null) =>
  settled === 'filed' ? '已重新申报' : (carryOverResolutions.find((one) => one.value === settled)?.label ?? '未处理');

/** A23 the carry-over list as a workbook; an empty one is the form to fill in. `pageFoot`: who took it out, and when (6.14). */
export function carryOverWorkbook(year: number, items: readonly CarryOverItem[], pageFoot?: string): Promise<Buffer> {
  const more = items.length > 0;
  return tableWorkbook({
    sheet: '结转项目',
    title: `${year - 1}年“3个100”结转项目清单`,
    columns: [
      ...carryOverColumns.map(({ value, label }) => ({ label, width: ['title', 'unitName'].includes(value) ? 36 : 20 })),
      ...(more ? ['州（市）', '处理情况', '情况说明'].map((label) => ({ label, width: 24 })) : []),
    ],
    rows: items.map((item) => [
      item.priorNumber,
      item.title,
      item.unitName,
      item.uscc,
      regionName(item.countyCode) ?? item.countyCode,
      typeLabel(item.type),
      regionName(item.prefectureCode) ?? '',
      settledLabel(item.settled),
      item.reason,
    ]),
    ...(pageFoot ? { pageFoot } : {}),
  });
}

/** Reads a filled carry-over list; counties by name or code. Throws DocumentError. */
export function readCarryOver(grid: Grid): CarryOverRow[] {
  return readList(grid, form).map(({ values }) => values as CarryOverRow);
}
