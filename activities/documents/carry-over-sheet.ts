import { carryOverColumns, carryOverResolutions } from '#domain/call/carry-over.js';
import { CellError, readCell, tidy } from '#domain/form/cell.js';
import { projectTypes } from '#domain/key-project/form.js';
import { regionName } from '#domain/organisation/regions.js';
import type { CarryOverItem } from '#records/calls.js';
import { DocumentError, type BadCell } from './error.js';
import type { Grid, GridCell } from './grid.js';
import { restore } from './neutral.js';
import { tableWorkbook } from './table-workbook.js';

type Key = (typeof carryOverColumns)[number]['value'];
export type CarryOverRow = Partial<Record<Key, string>>;

const optional: Key[] = ['priorNumber', 'uscc'];
const SEARCHED_ROWS = 12;
const MOST_ROWS = 1_000;

const typeLabel = (type: string) => projectTypes.find((one) => one.value === type)?.label ?? type;
const settledLabel = (settled: string | null) =>
  settled === 'filed' ? '已重新申报' : (carryOverResolutions.find((one) => one.value === settled)?.label ?? '未处理');

/** A23 the carry-over list as a workbook; an empty one is the form to fill in. */
export function carryOverWorkbook(year: number, items: readonly CarryOverItem[]): Promise<Buffer> {
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
  });
}

/**
 * Reads a filled carry-over list: columns by their headings, counties by name or code. All or nothing, every bad cell by its address. Throws
 * DocumentError.
 */
export function readCarryOver(grid: Grid): CarryOverRow[] {
  const sheet = grid.find((one) => one.cells.length > 0);
  const heading = sheet?.cells.find((cell) => cell.row <= SEARCHED_ROWS && squeeze(cell.text) === '项目名称');
  if (!sheet || !heading) throw new DocumentError('header_missing', '没有找到表头“项目名称”，请使用系统下载的结转项目清单模板。');
  const headings = new Map(
    sheet.cells.filter((cell) => cell.row === heading.row).map((cell) => [squeeze(cell.text), cell.column]),
  );
  // 代码 may be left out of the heading: names of counties are taken too.
  const columns = new Map(
    carryOverColumns.flatMap(({ value, label }): [number, Key][] => {
      const at = headings.get(squeeze(label)) ?? headings.get(squeeze(label).replace(/代码$/, ''));
      return at === undefined ? [] : [[at, value]];
    }),
  );
  const missing = carryOverColumns.filter(({ value }) => !optional.includes(value) && ![...columns.values()].includes(value));
  if (missing.length > 0)
    throw new DocumentError(
      'header_missing',
      `表头缺少${missing.map(({ label }) => `“${label}”`).join('、')}，请使用系统下载的模板。`,
    );
  const bad: BadCell[] = [];
  const below = sheet.cells.filter((cell) => cell.row > heading.row && columns.has(cell.column));
  const rows = [...Map.groupBy(below, (cell) => cell.row).values()].flatMap((cells) => readRow(cells, columns, bad));
  if (bad.length > 0)
    throw new DocumentError(
      'bad_cells',
      `文件有 ${bad.length} 处填写不正确，未导入任何内容：${bad[0]!.address} ${bad[0]!.message}`,
      bad,
    );
  if (rows.length === 0) throw new DocumentError('no_rows', '表中没有项目，请从表头下一行开始填写。');
  if (rows.length > MOST_ROWS) throw new DocumentError('too_many_rows', `一次最多导入${MOST_ROWS}个项目，请拆分后上传。`);
  return rows;
}

function readRow(cells: GridCell[], columns: ReadonlyMap<number, Key>, bad: BadCell[]): CarryOverRow[] {
  const row: CarryOverRow = {};
  for (const cell of cells) {
    const key = columns.get(cell.column)!;
    const text = restore(tidy(cell.text));
    if (text === '') continue;
    try {
      row[key] = String(read(key, text));
    } catch (fault) {
      if (!(fault instanceof CellError)) throw fault;
      bad.push({ address: cell.address, label: labelOf(key), message: fault.message });
    }
  }
  if (Object.keys(row).length === 0) return [];
  const first = cells[0]!;
  for (const { value, label } of carryOverColumns)
    if (
      !optional.includes(value) &&
      row[value] === undefined &&
      !bad.some((one) => one.address.endsWith(String(first.row)) && one.label === label)
    )
      bad.push({ address: `第${first.row}行`, label, message: `缺少“${label}”。` });
  return [row];
}

function read(key: Key, text: string) {
  if (key === 'county') return readCell({ key, label: labelOf(key), kind: 'county' }, text);
  if (key === 'type') return readCell({ key, label: labelOf(key), kind: 'choice', options: [...projectTypes] }, text);
  return text;
}

const labelOf = (key: Key) => carryOverColumns.find(({ value }) => value === key)!.label;
const squeeze = (text: string) => text.normalize('NFKC').replace(/[\s()（）]/g, '');
