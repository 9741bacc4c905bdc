import ExcelJS from 'exceljs';
import { DocumentError } from '#activities/documents/error.js';
import type { Grid, GridCell, GridMerge, GridSheet } from '#activities/documents/grid.js';
import { inspectWorkbook } from '#activities/documents/inspect.js';

const MOST_CELLS = 100_000;
/** Parts nobody reads: one rule over a whole column is expanded cell by cell by the parser. */
const ignoreNodes = [
  'dataValidations',
  'conditionalFormatting',
  'hyperlinks',
  'extLst',
  'drawing',
  'legacyDrawing',
  'picture',
  'tableParts',
  'rowBreaks',
  'colBreaks',
  'headerFooter',
];

/**
 * Reads an .xlsx cell by cell after `inspectWorkbook` has looked at it. What comes from outside goes through read-grid.ts, which runs this in a
 * process with limits. Throws DocumentError.
 */
export async function parseWorkbook(bytes: Buffer): Promise<Grid> {
  inspectWorkbook(bytes);
  const workbook = new ExcelJS.Workbook();
  try {
    await workbook.xlsx.load(bytes as unknown as ArrayBuffer, { ignoreNodes });
  } catch {
    throw new DocumentError('workbook_broken', '文件已损坏，无法读取，请用系统下载的申报表模板重新填写后上传。');
  }
  let left = MOST_CELLS;
  return workbook.worksheets.map((sheet) => {
    const read = readSheet(sheet, left);
    left -= read.cells.length;
    return read;
  });
}

function readSheet(sheet: ExcelJS.Worksheet, most: number): GridSheet {
  const cells: GridCell[] = [];
  const hiddenRows: number[] = [];
  sheet.eachRow((row, number) => {
    if (row.hidden) hiddenRows.push(number);
    row.eachCell((cell) => {
      if (cell.isMerged && cell.master.address !== cell.address) return;
      const read = readCell(cell);
      if (!read) return;
      if (cells.push({ address: cell.address, row: number, column: Number(cell.col), ...read }) > most)
        throw new DocumentError('workbook_too_large', '表格行列过多，请按模板填写并拆分后上传。');
    });
  });
  const hiddenColumns = (sheet.columns ?? []).flatMap((column) => (column.hidden && column.number ? [column.number] : []));
  return {
    name: sheet.name,
    hidden: sheet.state !== 'visible',
    cells,
    merges: mergesOf(sheet),
    hiddenRows,
    hiddenColumns,
  };
}

function mergesOf(sheet: ExcelJS.Worksheet): GridMerge[] {
  const { _merges: merges } = sheet as unknown as { _merges: Record<string, { model: GridMerge }> };
  return Object.values(merges).map(({ model: { top, left, bottom, right } }) => ({ top, left, bottom, right }));
}

function readCell(cell: ExcelJS.Cell): Pick<GridCell, 'kind' | 'text' | 'inexact'> | undefined {
  const { value } = cell;
  if (value === null || value === undefined || value === '') return undefined;
  if (typeof value === 'string') return { kind: 'text', text: value };
  if (typeof value === 'boolean') return { kind: 'boolean', text: value ? '是' : '否' };
  if (typeof value === 'number') return readNumber(value);
  if (value instanceof Date)
    return Number.isNaN(value.getTime())
      ? { kind: 'error', text: '无效日期' }
      : { kind: 'date', text: value.toISOString().slice(0, 10) };
  if ('richText' in value) return { kind: 'text', text: value.richText.map((run) => run.text).join('') };
  if ('formula' in value || 'sharedFormula' in value) return { kind: 'formula', text: '' };
  if ('error' in value) return { kind: 'error', text: String(value.error) };
  if ('hyperlink' in value) return { kind: 'text', text: textOf(value.text) };
  return { kind: 'error', text: '无法识别的内容' };
}

function readNumber(value: number): Pick<GridCell, 'kind' | 'text' | 'inexact'> {
  if (Math.abs(value) >= 1e15) return { kind: 'number', text: value.toFixed(0), inexact: true };
  const text = Number(value.toPrecision(15)).toString();
  return { kind: 'number', text: text.includes('e') ? value.toFixed(15) : text };
}

function textOf(text: unknown): string {
  if (typeof text === 'string') return text;
  const runs = (text as { richText?: { text: string }[] } | null)?.richText;
  return runs?.map((run) => run.text).join('') ?? '';
}
