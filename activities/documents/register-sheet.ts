import type { Instant } from '#domain/calendar/instant.js';
import { cellText } from '#domain/form/cell.js';
import type { Field, FormValues } from '#domain/form/definition.js';
import { parseWanYuan, toWanYuan } from '#domain/money/fen.js';
import { checkEntry, undatedFrom, type RegisterDefinition } from '#domain/subsidy/registers/definition.js';
import type { ListedEntry } from '#records/subsidy/register-import.js';
import type { ShownEntry } from '#records/subsidy/registers.js';
import type { BadCell } from './error.js';
import type { Grid } from './grid.js';
import { readList, refuse } from './list-reading.js';
import { TAKEN_OUT, takenOut, tableWorkbook } from './table-workbook.js';

const UNIT = '单位名称或统一社会信用代码';
const MOST_ROWS = 500;

/** What a register's list has on paper: unit, number, days, and its own fields. */
function columnsOf({ unit, number, dated, fields }: RegisterDefinition): Field[] {
  const day = (key: string, label: string, required: boolean): Field => ({ key, label, kind: 'date', required });
  return [
    ...(unit ? [{ key: 'unit', label: UNIT, kind: 'text', required: !number } satisfies Field] : []),
    ...(number ? [{ key: 'number', label: number, kind: 'text', required: true, limit: 100 } satisfies Field] : []),
    ...fields.map((field) => ({ ...field, label: field.unit ? `${field.label}（${field.unit}）` : field.label })),
    ...(dated ? [day('from', dated.from, true), day('until', dated.until, false)] : []),
  ];
}

/** A register as a workbook that can be changed and read in again; who took it out and when at the foot (6.14). Without entries it is the form to fill in. */
export function registerWorkbook(
  definition: RegisterDefinition,
  entries: readonly ShownEntry[],
  { by, at }: { by: string; at: Instant },
): Promise<Buffer> {
  const columns = columnsOf(definition);
  const cell = (entry: ShownEntry, { key, kind }: Field, field: Field): string | number | null => {
    if (key === 'unit') return entry.unit;
    if (key === 'number' || key === 'from' || key === 'until') return entry[key] ?? null;
    const text = cellText(field, entry.values[key]);
    return kind === 'money' && text !== '' ? Number(toWanYuan(parseWanYuan(text))) : text;
  };
  return tableWorkbook({
    sheet: '名册',
    title: definition.label,
    columns: columns.map(({ label, kind }) => ({
      label,
      width: kind === 'text' || kind === 'longtext' ? 36 : 20,
      ...(kind === 'money' ? { money: true as const } : {}),
    })),
    rows: entries.map((entry) => columns.map((column) => cell(entry, column, column))),
    ...(entries.length > 0 ? { foot: takenOut(by, at) } : {}),
  });
}

/** Reads a filled list; every line is judged as the form's own entry is. `today`: the first day where none is asked. Throws DocumentError. */
export function readRegister(definition: RegisterDefinition, grid: Grid, today: string): ListedEntry[] {
  const { label, unit, number } = definition;
  const form = {
    columns: columnsOf(definition),
    anchor: number ? 'number' : unit ? 'unit' : definition.fields[0]!.key,
    template: label,
    line: '条目',
    most: MOST_ROWS,
  };
  const bad: BadCell[] = [];
  const lines = readList(withoutFoot(grid), form).map(
    ({ row, values: { unit, number, from, until, ...values } }): ListedEntry => {
      const entry = {
        ...(number === undefined ? {} : { number: String(number) }),
        ...(from === undefined ? {} : { from: String(from) }),
        ...(until === undefined ? {} : { until: String(until) }),
        values: values as FormValues,
      };
      const judged = {
        ...entry,
        from: entry.from ?? undatedFrom(definition, entry.values, today),
        ...(unit ? { unitId: '-' } : {}),
      };
      for (const { message, field = '' } of checkEntry(definition, judged)) {
        const column = form.columns.find(({ key }) => key === field);
        bad.push({ address: `第${row}行`, label: column?.label ?? '', message });
      }
      return { place: `第${row}行`, ...(unit === undefined ? {} : { unit: String(unit) }), ...entry };
    },
  );
  refuse(bad);
  return lines;
}

/** Without the line that says who took the list out. */
const withoutFoot = (grid: Grid): Grid =>
  grid.map((sheet) => ({ ...sheet, cells: sheet.cells.filter(({ text }) => !text.startsWith(TAKEN_OUT)) }));
