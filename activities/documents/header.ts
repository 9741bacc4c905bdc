import type { SheetLayout } from '#domain/key-project/sheet.js';
import { DocumentError } from './error.js';
import type { GridSheet } from './grid.js';

/** Where a sheet's data begin and which sheet column holds which key. */
export interface FoundHeader {
  firstRow: number;
  /** Column number → key of the layout. */
  columns: ReadonlyMap<number, string>;
}

const SEARCHED_ROWS = 12;
const MOST_COLUMNS = 300;

/**
 * Finds the two header rows wherever they stand and reads them across merged cells, in which only the first cell has the text (6.4). Columns may
 * stand in another order; none may be missing, doubled or unknown. Throws DocumentError.
 */
export function findHeader(sheet: GridSheet, layout: SheetLayout): FoundHeader {
  const top = sheet.cells.find((cell) => cell.row <= SEARCHED_ROWS && squeeze(cell.text) === '项目名称')?.row;
  if (top === undefined)
    throw new DocumentError('header_missing', `工作表“${sheet.name}”没有找到表头“项目名称”，请使用系统下载的申报表模板。`);
  const text = headerText(sheet);
  const last = Math.min(
    MOST_COLUMNS,
    Math.max(
      0,
      ...sheet.cells.filter((cell) => cell.row === top || cell.row === top + 1).map((cell) => cell.column),
      ...sheet.merges.filter((merge) => merge.top === top).map((merge) => merge.right),
    ),
  );
  const wanted = new Map(layout.columns.map((column) => [`${squeeze(column.group)}/${squeeze(column.label)}`, column]));
  const columns = new Map<number, string>();
  const unknown: string[] = [];
  for (let at = 1; at <= last; at += 1) {
    const [group, label] = [text(top, at), text(top + 1, at)];
    if (group === '' && label === '') continue;
    const column = wanted.get(`${group}/${label || group}`);
    if (!column || [...columns.values()].includes(column.key))
      unknown.push(label && label !== group ? `${group}：${label}` : group);
    else columns.set(at, column.key);
  }
  const missing = layout.columns.filter((column) => ![...columns.values()].includes(column.key));
  if (missing.length || unknown.length) {
    const parts = [
      ...(missing.length
        ? [
            `缺少列：${missing.map((column) => (column.group === column.label ? column.label : `${column.group}：${column.label}`)).join('、')}`,
          ]
        : []),
      ...(unknown.length ? [`重复或无法识别的列：${unknown.join('、')}`] : []),
    ];
    throw new DocumentError(
      'header_wrong',
      `工作表“${sheet.name}”的表头与“${layout.name}”申报表不符。${parts.join('；')}。请使用系统下载的模板。`,
    );
  }
  return { firstRow: top + 2, columns };
}

/** The text of a header cell: its own, or the one of the merged area that covers it. */
function headerText(sheet: GridSheet): (row: number, column: number) => string {
  const own = new Map(
    sheet.cells.filter((cell) => cell.row <= SEARCHED_ROWS + 1).map((cell) => [`${cell.row}:${cell.column}`, squeeze(cell.text)]),
  );
  return (row, column) => {
    const area = sheet.merges.find((one) => one.top <= row && row <= one.bottom && one.left <= column && column <= one.right);
    return own.get(area ? `${area.top}:${area.left}` : `${row}:${column}`) ?? '';
  };
}

/** Without white space, width and quotation differences. */
export function squeeze(text: string): string {
  return text.normalize('NFKC').replace(/[\s"“”]/g, '');
}
