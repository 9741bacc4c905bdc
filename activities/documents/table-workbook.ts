import ExcelJS from 'exceljs';
import { formatInstant, type Instant } from '#domain/calendar/instant.js';
import { neutralise } from './neutral.js';

export interface TableColumn {
  label: string;
  width?: number;
  /** 万元 with two decimals. */
  money?: true;
}

/** A plain table as it goes out on paper: title over all columns, header, rows, a last line. */
export interface Table {
  sheet: string;
  title: string;
  columns: readonly TableColumn[];
  /** Numbers stand as numbers, texts as harmless texts (S15). */
  rows: readonly (readonly (string | number | null)[])[];
  /** Of the last rows, how many are sums. */
  sums?: number;
  foot?: string;
  /** The foot of each printed page instead, in a sheet that comes back and is read: no cell of it is. */
  pageFoot?: string;
}

/** The last line of a list that goes out: who took it out and when (6.14). */
export const takenOut = (by: string, at: Instant): string => `${TAKEN_OUT}${by}；导出时间：${formatInstant(at)}`;
/** How that line begins, for who reads the list in again. */
export const TAKEN_OUT = '导出人：';

/** Puts a line at the foot of each page that is printed; '&' begins a code there. */
export function printBelow(sheet: ExcelJS.Worksheet, line: string): void {
  sheet.headerFooter.oddFooter = `&L${line.replaceAll('&', '&&')}`;
}

const A4 = 9 as ExcelJS.PaperSize;
/** Rows of title and header. */
const TOP = 2;

export async function tableWorkbook({ sheet: name, title, columns, rows, sums = 0, foot, pageFoot }: Table): Promise<Buffer> {
  const workbook = new ExcelJS.Workbook();
  workbook.creator = '督办';
  const sheet = workbook.addWorksheet(name, {
    views: [{ state: 'frozen', ySplit: TOP }],
    pageSetup: { paperSize: A4, orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
  });
  sheet.mergeCells(1, 1, 1, columns.length);
  sheet.getCell(1, 1).value = neutralise(title);
  sheet.getCell(1, 1).style = { font: { size: 16, bold: true }, alignment: { horizontal: 'center', vertical: 'middle' } };
  columns.forEach((column, index) => {
    sheet.getColumn(index + 1).width = column.width ?? 14;
    if (column.money) sheet.getColumn(index + 1).numFmt = '#,##0.00';
    const cell = sheet.getCell(TOP, index + 1);
    cell.value = column.label;
    ruled(cell);
    cell.font = { bold: true };
  });
  rows.forEach((row, at) => {
    columns.forEach((_, index) => {
      const value = row[index] ?? null;
      const cell = sheet.getCell(TOP + 1 + at, index + 1);
      cell.value = typeof value === 'string' ? neutralise(value) : value;
      ruled(cell);
      if (at >= rows.length - sums) cell.font = { bold: true };
    });
  });
  if (pageFoot) printBelow(sheet, pageFoot);
  if (foot) sheet.getCell(TOP + 2 + rows.length, 1).value = neutralise(foot);
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

function ruled(cell: ExcelJS.Cell): void {
  const line = { style: 'thin' as const };
  cell.border = { top: line, left: line, bottom: line, right: line };
  cell.alignment = { vertical: 'middle', wrapText: true };
}
