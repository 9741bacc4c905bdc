import { CellError, canonical, completeDate, readCell, tidy, type FormValue } from '#domain/form/cell.js';
import type { FormValues } from '#domain/form/definition.js';
import type { ReadCell } from '#domain/key-project/comparison.js';
import type { ProjectType } from '#domain/key-project/form.js';
import { sheetLayout, sheetTypeOf, type SheetColumn, type SheetLayout } from '#domain/key-project/sheet.js';
import { DocumentError, type BadCell } from './error.js';
import type { Grid, GridCell, GridSheet } from './grid.js';
import { findHeader, squeeze, type FoundHeader } from './header.js';
import { checkWhole } from './list-reading.js';
import { restore } from './neutral.js';

/** One project of a hand-filled workbook: every column of its row, filled or not. */
export interface ReadProject {
  type: ProjectType;
  row: number;
  cells: ReadCell[];
}

const MOST_PROJECTS = 500;

/**
 * Reads the projects of a filled form of the call's year: sheets are told by their names 新开工, 续建, 竣工投产. All or nothing: one bad cell refuses the
 * file, and every bad cell is reported by its address. Throws DocumentError.
 */
export function readProjects(grid: Grid, year: number): ReadProject[] {
  const sheets = grid.filter((sheet) => sheet.cells.length > 0);
  const strange = sheets.find((sheet) => sheetTypeOf(sheet.name) === undefined);
  if (sheets.length === 0 || strange)
    throw new DocumentError(
      'wrong_sheet',
      strange
        ? `工作表“${tidy(strange.name)}”不是申报表，工作表名称须为“新开工”“续建”或“竣工投产”，请使用系统下载的模板。`
        : '文件中没有填写任何内容，请使用系统下载的模板填写后上传。',
    );
  const bad: BadCell[] = [];
  const projects = sheets.flatMap((sheet) =>
    readSheet(sheet, sheetLayout(year, sheetTypeOf(sheet.name)!), sheets.length > 1, bad),
  );
  if (bad.length)
    throw new DocumentError(
      'bad_cells',
      `文件有 ${bad.length} 处填写不正确，未导入任何内容：${bad[0]!.address} ${bad[0]!.message}`,
      bad,
    );
  if (projects.length === 0) throw new DocumentError('no_rows', '表中没有项目，请从表头下一行开始填写。');
  if (projects.length > MOST_PROJECTS)
    throw new DocumentError('too_many_rows', `一次最多导入${MOST_PROJECTS}个项目，请拆分后上传。`);
  return projects;
}

/** The row as a form; a month alone becomes the day its column names. */
export function formOf(project: ReadProject, year: number): FormValues {
  const columns = new Map(sheetLayout(year, project.type).columns.map((column) => [column.key, column]));
  const filled = project.cells.flatMap(({ key, value }): [string, FormValue][] => {
    const column = columns.get(key);
    if (value === undefined || !column?.field) return [];
    return [[key, column.monthMeans ? completeDate(String(value), column.monthMeans) : canonical(column.field, value)]];
  });
  return { ...Object.fromEntries(filled), type: project.type };
}

function readSheet(sheet: GridSheet, layout: SheetLayout, several: boolean, bad: BadCell[]): ReadProject[] {
  const address = (at: string) => (several ? `${sheet.name}!${at}` : at);
  if (sheet.hidden) throw new DocumentError('hidden_sheet', `工作表“${sheet.name}”被隐藏，请取消隐藏并核对内容后上传。`);
  checkTitle(sheet, layout);
  const header = findHeader(sheet, layout);
  const columns = new Map(layout.columns.map((column) => [column.key, column]));
  for (const merge of sheet.merges.filter((one) => one.bottom >= header.firstRow))
    bad.push({
      address: address(addressOf(merge.top, merge.left)),
      label: '',
      message: '填报区域不得合并单元格，请取消合并后逐行填写。',
    });
  const rows = Map.groupBy(
    sheet.cells.filter((cell) => cell.row >= header.firstRow),
    (cell) => cell.row,
  );
  return [...rows].flatMap(([row, cells]) => {
    if (cells.every((cell) => header.columns.get(cell.column) === 'index')) return [];
    if (sheet.hiddenRows.includes(row))
      bad.push({ address: address(`${row}:${row}`), label: '', message: '该行被隐藏但有内容，请取消隐藏并核对。' });
    return [{ type: layout.type, row, cells: readRow(row, cells, { sheet, header, columns, address, bad }) }];
  });
}

interface RowContext {
  sheet: GridSheet;
  header: FoundHeader;
  columns: ReadonlyMap<string, SheetColumn>;
  address: (at: string) => string;
  bad: BadCell[];
}

function readRow(row: number, cells: GridCell[], { sheet, header, columns, address, bad }: RowContext): ReadCell[] {
  const at = new Map(cells.map((cell) => [cell.column, cell]));
  for (const cell of cells)
    if (!header.columns.has(cell.column))
      bad.push({ address: address(cell.address), label: '', message: '表头以外的列有内容，请删除。' });
  return [...header.columns].map(([number, key]): ReadCell => {
    const column = columns.get(key)!;
    const cell = at.get(number);
    const where = address(addressOf(row, number));
    if (!cell) return { key, address: where };
    try {
      if (sheet.hiddenColumns.includes(number)) throw new CellError('该列被隐藏但有内容，请取消隐藏并核对。');
      const value = valueOf(column, cell);
      return { key, address: where, ...(value === undefined ? {} : { value }) };
    } catch (fault) {
      if (!(fault instanceof CellError)) throw fault;
      bad.push({ address: where, label: column.label, message: fault.message });
      return { key, address: where };
    }
  });
}

function valueOf(column: SheetColumn, cell: GridCell): FormValue {
  if (column.key === 'index') return undefined;
  const kind = column.field?.kind;
  checkWhole(cell);
  if (cell.kind === 'date' && kind !== 'date') throw new CellError('此处不应是日期，请设为文本格式后重新填写。');
  if (kind === 'date' && cell.kind === 'number' && /^\d{4}\.1$/.test(cell.text))
    throw new CellError(`“${cell.text}”可能是1月或10月，请填写为 2023-01 或 2023-10 的格式。`);
  const text = restore(cell.text);
  if (column.field) return readCell(column.field, text);
  return tidy(text).normalize('NFKC') || undefined;
}

/** The title names the year and the type; a form of another year is another form. */
function checkTitle(sheet: GridSheet, layout: SheetLayout): void {
  const title = sheet.cells.find((cell) => squeeze(cell.text) === squeeze(layout.title) && cell.row < 12);
  if (!title)
    throw new DocumentError(
      'wrong_title',
      `工作表“${sheet.name}”的标题不是“${layout.title}”，请确认年度和类型，使用系统下载的模板。`,
    );
}

export function addressOf(row: number, column: number): string {
  let letters = '';
  for (let rest = column; rest > 0; rest = Math.floor((rest - 1) / 26))
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  return `${letters}${row}`;
}
