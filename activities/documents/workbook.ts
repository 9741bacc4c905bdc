import ExcelJS from 'exceljs';
import { cellText } from '#domain/form/cell.js';
import type { FormValues } from '#domain/form/definition.js';
import { onlineValue, type RecordFacts } from '#domain/key-project/comparison.js';
import { projectTypes, type ProjectType } from '#domain/key-project/form.js';
import { sheetLayout, sheetTypes, type SheetColumn, type SheetLayout } from '#domain/key-project/sheet.js';
import { neutralise } from './neutral.js';
import { printBelow } from './table-workbook.js';

/** A project as the record has it. */
export interface RecordedProject {
  type: ProjectType;
  form: FormValues;
  facts: RecordFacts;
}

export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
/** Row of the upper header; data begin two rows below. */
export const HEADER_ROW = 3;
export const FIRST_ROW = HEADER_ROW + 2;
const BLANK_ROWS = 200;
const A3 = 8 as ExcelJS.PaperSize;
/** An inline list of a validation may have no more. */
const MOST_LIST = 250;

/** 6.4 the empty Excel form of one type, with its choices as lists (A17). */
export function templateWorkbook(year: number, type: ProjectType): Promise<Buffer> {
  const workbook = newWorkbook();
  const layout = sheetLayout(year, type);
  const sheet = addSheet(workbook, layout);
  layout.columns.forEach((column, index) => offerChoices(sheet, column, index + 1));
  return bytesOf(workbook);
}

/** A14 the official workbook, generated from the record: equal to it by construction. One sheet a type, one row a project. `pageFoot`: who took it out, and when (6.14). */
export function recordWorkbook(year: number, projects: readonly RecordedProject[], pageFoot?: string): Promise<Buffer> {
  const workbook = newWorkbook();
  for (const type of sheetTypes) {
    const ofType = projects.filter((project) => project.type === type);
    if (ofType.length === 0) continue;
    const layout = sheetLayout(year, type);
    const sheet = addSheet(workbook, layout);
    if (pageFoot) printBelow(sheet, pageFoot);
    ofType.forEach((project, index) => {
      const row = sheet.getRow(FIRST_ROW + index);
      layout.columns.forEach((column, at) => (row.getCell(at + 1).value = valueOf(column, project, index + 1)));
      row.eachCell({ includeEmpty: true }, style);
    });
  }
  return bytesOf(workbook);
}

function valueOf(column: SheetColumn, { form, facts }: RecordedProject, index: number): ExcelJS.CellValue {
  if (column.key === 'index') return index;
  const value = onlineValue(column, form, facts);
  const text = column.field ? cellText(column.field, value) : String(value ?? '');
  if (text === '') return null;
  if (column.field?.kind === 'money' && /^\d{1,10}\.\d\d$/.test(text)) return Number(text);
  return neutralise(text);
}

function newWorkbook(): ExcelJS.Workbook {
  const workbook = new ExcelJS.Workbook();
  workbook.creator = '督办';
  return workbook;
}

/** Title and unit over all columns, then the two header rows with their merged groups. */
function addSheet(workbook: ExcelJS.Workbook, layout: SheetLayout): ExcelJS.Worksheet {
  const sheet = workbook.addWorksheet(layout.name, {
    views: [{ state: 'frozen', xSplit: 2, ySplit: HEADER_ROW + 1 }],
    pageSetup: { paperSize: A3, orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
  });
  const last = layout.columns.length;
  sheet.mergeCells(1, 1, 1, last);
  sheet.getCell(1, 1).value = layout.title;
  sheet.getCell(1, 1).style = { font: { size: 16, bold: true }, alignment: { horizontal: 'center', vertical: 'middle' } };
  sheet.mergeCells(2, 1, 2, last);
  sheet.getCell(2, 1).value = layout.unit;
  sheet.getCell(2, 1).style = { alignment: { horizontal: 'right' } };
  layout.columns.forEach((column, index) => header(sheet, layout, column, index));
  return sheet;
}

function header(sheet: ExcelJS.Worksheet, { columns }: SheetLayout, column: SheetColumn, index: number): void {
  const at = index + 1;
  sheet.getColumn(at).width = column.field?.kind === 'longtext' ? 32 : 15;
  if (column.field?.kind === 'money') sheet.getColumn(at).numFmt = '#,##0.00';
  else if (column.key !== 'index') sheet.getColumn(at).numFmt = '@';
  const group = columns.filter((other) => other.group === column.group);
  if (columns[index - 1]?.group !== column.group) {
    sheet.getCell(HEADER_ROW, at).value = column.group;
    if (group.length > 1) sheet.mergeCells(HEADER_ROW, at, HEADER_ROW, at + group.length - 1);
    else if (column.label === column.group) sheet.mergeCells(HEADER_ROW, at, HEADER_ROW + 1, at);
  }
  if (column.label !== column.group) sheet.getCell(HEADER_ROW + 1, at).value = column.label;
  for (const row of [HEADER_ROW, HEADER_ROW + 1]) {
    style(sheet.getCell(row, at));
    sheet.getCell(row, at).font = { bold: true };
  }
}

function style(cell: ExcelJS.Cell): void {
  const line = { style: 'thin' as const };
  cell.border = { top: line, left: line, bottom: line, right: line };
  cell.alignment = { vertical: 'middle', wrapText: true };
}

function offerChoices(sheet: ExcelJS.Worksheet, { field }: SheetColumn, column: number): void {
  const labels = field?.kind === 'tick' ? ['是', '否'] : field?.kind === 'choice' ? field.options!.map((one) => one.label) : [];
  const list = labels.join(',');
  if (!list || list.length > MOST_LIST) return;
  for (let row = FIRST_ROW; row < FIRST_ROW + BLANK_ROWS; row += 1)
    sheet.getCell(row, column).dataValidation = {
      type: 'list',
      allowBlank: true,
      formulae: [`"${list}"`],
      showErrorMessage: true,
      error: '请从列表中选择',
    };
}

async function bytesOf(workbook: ExcelJS.Workbook): Promise<Buffer> {
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

/** '新开工' for a type. */
export const typeLabel = (type: ProjectType): string => projectTypes.find((one) => one.value === type)!.label;
