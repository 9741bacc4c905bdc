import ExcelJS from 'exceljs';
import { neutralise } from './neutral.js';

/** One table as a workbook: a title over its columns, a heading row, then rows. Amounts in 万元 stay numbers, everything else is text. */
export interface TableSheet {
  name: string;
  title: string;
  columns: { label: string; width?: number; money?: boolean }[];
  rows: (string | undefined)[][];
}

const HEADING_ROW = 2;

export async function tableWorkbook({ name, title, columns, rows }: TableSheet): Promise<Buffer> {
  const workbook = new ExcelJS.Workbook();
  workbook.creator = '督办';
  const sheet = workbook.addWorksheet(name, {
    views: [{ state: 'frozen', ySplit: HEADING_ROW }],
    pageSetup: { orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
  });
  sheet.mergeCells(1, 1, 1, columns.length);
  sheet.getCell(1, 1).value = title;
  sheet.getCell(1, 1).style = { font: { size: 16, bold: true }, alignment: { horizontal: 'center', vertical: 'middle' } };
  columns.forEach(({ label, width = 16, money }, index) => {
    const column = sheet.getColumn(index + 1);
    column.width = width;
    column.numFmt = money ? '#,##0.00####' : '@';
    sheet.getCell(HEADING_ROW, index + 1).value = label;
    sheet.getCell(HEADING_ROW, index + 1).font = { bold: true };
  });
  rows.forEach((row, at) =>
    columns.forEach(({ money }, index) => {
      const text = row[index] ?? '';
      if (text === '') return;
      sheet.getCell(HEADING_ROW + 1 + at, index + 1).value =
        money && /^-?\d{1,13}(\.\d{1,6})?$/.test(text) ? Number(text) : neutralise(text);
    }),
  );
  return Buffer.from(await workbook.xlsx.writeBuffer());
}
