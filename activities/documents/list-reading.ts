import { CellError, readCell, tidy, type FormValue } from '#domain/form/cell.js';
import type { Field } from '#domain/form/definition.js';
import { DocumentError, type BadCell } from './error.js';
import type { Grid, GridCell } from './grid.js';
import { restore } from './neutral.js';

/** A list that goes out as an Excel table and comes back: its columns by their headings. */
export interface ListForm {
  columns: readonly Field[];
  /** The column whose heading is looked for. */
  anchor: string;
  /** Of what the system offers to be filled in: '结转项目清单'. */
  template: string;
  /** What one line is: '项目'. */
  line: string;
  most: number;
  /** Lines for which this does not hold are left out unread: not answered yet. */
  only?: (values: ListLine['values']) => boolean;
}

export interface ListLine {
  row: number;
  values: Record<string, FormValue>;
  /** Where a value of the line stands, for a complaint: 'E3', or the row where the cell is empty. */
  placeOf: (key: string) => string;
}

const SEARCHED_ROWS = 12;

/**
 * Reads a filled list: columns by their headings wherever the header stands, further ones left out, each cell by its field. All or nothing, every bad
 * cell by its address. Throws DocumentError.
 */
export function readList(grid: Grid, { columns, anchor, template, line, most, only = () => true }: ListForm): ListLine[] {
  const sheet = grid.find((one) => one.cells.length > 0);
  const anchorLabel = columns.find(({ key }) => key === anchor)!.label;
  const heading = sheet?.cells.find((cell) => cell.row <= SEARCHED_ROWS && heads(cell.text, anchorLabel));
  if (!sheet || !heading)
    throw new DocumentError('header_missing', `没有找到表头“${anchorLabel}”，请使用系统下载的${template}模板。`);
  const header = sheet.cells.filter((cell) => cell.row === heading.row);
  const at = new Map(
    columns.flatMap((column): [number, Field][] => {
      const cell = header.find(({ text }) => heads(text, column.label));
      return cell ? [[cell.column, column]] : [];
    }),
  );
  const missing = columns.filter((column) => column.required && ![...at.values()].includes(column));
  if (missing.length > 0)
    throw new DocumentError(
      'header_missing',
      `表头缺少${missing.map(({ label }) => `“${label}”`).join('、')}，请使用系统下载的模板。`,
    );
  const bad: BadCell[] = [];
  const below = sheet.cells.filter((cell) => cell.row > heading.row && at.has(cell.column));
  const lines = [...Map.groupBy(below, (cell) => cell.row).values()].flatMap((cells) =>
    readLine(cells, at, { columns, only }, bad),
  );
  refuse(bad);
  if (lines.length === 0) throw new DocumentError('no_rows', `表中没有${line}，请从表头下一行开始填写。`);
  if (lines.length > most) throw new DocumentError('too_many_rows', `一次最多导入${most}个${line}，请拆分后上传。`);
  return lines;
}

/** Nothing of a file with a bad cell is taken. Throws DocumentError. */
export function refuse(bad: readonly BadCell[]): void {
  if (bad.length > 0)
    throw new DocumentError(
      'bad_cells',
      `文件有 ${bad.length} 处填写不正确，未导入任何内容：${bad[0]!.address} ${bad[0]!.message}`,
      bad,
    );
}

function readLine(
  cells: readonly GridCell[],
  at: ReadonlyMap<number, Field>,
  { columns, only }: { columns: readonly Field[]; only: (values: ListLine['values']) => boolean },
  bad: BadCell[],
): ListLine[] {
  const { row } = cells[0]!;
  const values: Record<string, FormValue> = {};
  const wrong = new Set<string>();
  for (const cell of cells) {
    const field = at.get(cell.column)!;
    const text = restore(tidy(cell.text));
    if (text === '' && cell.kind !== 'formula') continue;
    try {
      checkWhole(cell);
      values[field.key] = readCell(field, text);
    } catch (fault) {
      if (!(fault instanceof CellError)) throw fault;
      wrong.add(field.key);
      bad.push({ address: cell.address, label: field.label, message: fault.message });
    }
  }
  if (Object.keys(values).length === 0 && wrong.size === 0) return [];
  if (wrong.size === 0 && !only(values)) return [];
  const placeOf = (key: string) => cells.find(({ column }) => at.get(column)?.key === key)?.address ?? `第${row}行`;
  for (const { key, label, required } of columns)
    if (required && values[key] === undefined && !wrong.has(key))
      bad.push({ address: `第${row}行`, label, message: `缺少“${label}”。` });
  return [{ row, values, placeOf }];
}

/** What Excel itself has lost or would reckon is no value. Throws CellError. */
export function checkWhole(cell: GridCell): void {
  if (cell.kind === 'formula') throw new CellError('不接受公式，请填写数值或文字。');
  if (cell.kind === 'error') throw new CellError(`单元格内容有误（${cell.text}），请重新填写。`);
  if (cell.inexact) throw new CellError('数字超过15位，Excel 已丢失末尾数字，请把单元格设为文本格式后重新填写。');
}

/** 代码 may be left out of a heading: names of counties are taken too. */
const heads = (text: string, label: string): boolean =>
  squeeze(text) === squeeze(label) || squeeze(text) === squeeze(label).replace(/代码$/, '');
const squeeze = (text: string) => text.normalize('NFKC').replace(/[\s()（）]/g, '');
