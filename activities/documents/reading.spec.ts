import ExcelJS from 'exceljs';
import { describe, expect, it } from 'vitest';
import { compareSheet, type RecordFacts } from '#domain/key-project/comparison.js';
import { validExample } from '#domain/key-project/examples.js';
import { sheetLayout } from '#domain/key-project/sheet.js';
import type { DocumentError } from './error.js';
import { parseWorkbook } from './parse.js';
import { addressOf, formOf, readProjects } from './reading.js';
import { FIRST_ROW, recordWorkbook } from './workbook.js';

const YEAR = 2027;
const facts: RecordFacts = { owner: '楚雄绿铝有限公司', uscc: '91532300MA6K3XYZ0R', prefecture: '楚雄彝族自治州' };
const online = validExample('new', YEAR);
const layout = sheetLayout(YEAR, 'new');

/** Where a field stands in the first row of the official workbook. */
const at = (key: string, row = FIRST_ROW) => addressOf(row, layout.columns.findIndex((column) => column.key === key) + 1);

/** The official workbook after somebody worked on it by hand. */
async function byHand(work: (sheet: ExcelJS.Worksheet, workbook: ExcelJS.Workbook) => void): Promise<Buffer> {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load((await recordWorkbook(YEAR, [{ type: 'new', form: online, facts }])) as unknown as ArrayBuffer);
  work(workbook.getWorksheet('新开工')!, workbook);
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

const filled = (values: Record<string, ExcelJS.CellValue>) =>
  byHand((sheet) =>
    Object.entries(values).forEach(([key, value]) => {
      sheet.getCell(at(key)).value = value;
      if (value instanceof Date) sheet.getCell(at(key)).numFmt = 'yyyy-mm-dd';
    }),
  );
const read = async (bytes: Buffer) => readProjects(await parseWorkbook(bytes), YEAR);
const refusal = async (bytes: Buffer) =>
  (await read(bytes).then(
    () => undefined,
    (error: unknown) => error,
  )) as DocumentError;
const badCell = async (key: string, value: ExcelJS.CellValue) => (await refusal(await filled({ [key]: value }))).cells;

describe('reading a hand-filled form', () => {
  it.each<[string, string, ExcelJS.CellValue, unknown]>([
    ['money as text with commas', 'total', '1,234,567.8', '1234567.80'],
    ['money in full-width digits', 'total', '１，２３４．５', '1234.50'],
    ['money as a number', 'total', 1234.5, '1234.50'],
    ['money as a number of a sum', 'total', 0.1 + 0.2, '0.30'],
    ['a count with commas', 'jobs', '1,200', '1200'],
    ['a count in full-width digits', 'jobs', '１２０', '120'],
    ['2023.8 as text', 'filingDate', '2023.8', '2023-08-31'],
    ['2023.8 as a number', 'filingDate', 2023.8, '2023-08-31'],
    ['2023年8月', 'filingDate', '2023年8月', '2023-08-31'],
    ['2023-08', 'filingDate', '2023-08', '2023-08-31'],
    ['2027.3 of the start', 'start', '2027.3', '2027-03-01'],
    ['２０２３年８月１５日', 'filingDate', '２０２３年８月１５日', '2023-08-15'],
    ['2023/8/5', 'filingDate', '2023/8/5', '2023-08-05'],
    ['a date of Excel', 'filingDate', new Date('2023-08-15'), '2023-08-15'],
    ['a phone as a number', 'contactPhone', 13800001234, '13800001234'],
    ['leading zeros', 'filingNumber', '00123', '00123'],
    ['rich text', 'park', { richText: [{ text: '楚雄' }, { text: '高新区' }] }, '楚雄高新区'],
    ['a label with spaces', 'category', '产业链培育 重点项目', '1'],
    ['choices with commas', 'directions', '技术改造，建链延链补链强链', ['建链延链补链强链', '技术改造']],
    ['√', 'priorHundred', '√', true],
    ['a text that looks like a formula', 'remarks', "'=1+1", '=1+1'],
  ])(
    '6.4 takes %s',
    async (_name, key, value, expected) => {
      const [project] = await read(await filled({ [key]: value }));
      expect(formOf(project!, YEAR)[key]).toEqual(expected);
    },
    30_000,
  );

  it.each<[string, string, ExcelJS.CellValue, RegExp]>([
    ['a formula', 'total', { formula: 'SUM(1,2)', result: 3 }, /公式/],
    ['a formula without result', 'own', { formula: 'HYPERLINK("http://x")' }, /公式/],
    ['an error', 'total', { error: '#REF!' }, /#REF!/],
    ['three decimals', 'total', 1.234, /2位小数/],
    ['a negative amount', 'total', -5, /负数/],
    ['no amount', 'total', '约五千', /无法识别/],
    ['S14 a number of more than 15 digits', 'filingNumber', Number('530102199001011234'), /15位/],
    ['S14 a code stored as a number', 'uscc', Number('915323000000000012'), /15位/],
    ['2023.1, January or October', 'filingDate', 2023.1, /1月或10月/],
    ['a day that does not exist', 'filingDate', '2023-02-30', /无法识别/],
    ['a bare serial number', 'filingDate', 45000, /无法识别/],
    ['a date where none belongs', 'filingNumber', new Date('2023-08-15'), /日期/],
    ['an unknown choice', 'category', '其他项目', /可选范围/],
    ['a county outside Yunnan', 'county', '成都市', /云南省/],
    ['half a person', 'jobs', 1.5, /整数/],
  ])(
    '6.4 refuses %s by its address',
    async (_name, key, value, message) => {
      expect(await badCell(key, value)).toEqual([
        { address: at(key), label: expect.any(String), message: expect.stringMatching(message) },
      ]);
    },
    30_000,
  );

  it('6.4 reports every bad cell of a file and takes none of it', async () => {
    const bytes = await byHand((sheet) => {
      sheet.getCell(at('total')).value = '很多';
      sheet.getCell(at('name', FIRST_ROW + 1)).value = '第二个项目';
      sheet.getCell(at('jobs', FIRST_ROW + 1)).value = '若干';
    });
    expect(await refusal(bytes)).toMatchObject({
      code: 'bad_cells',
      message: expect.stringContaining('2 处'),
      cells: [{ address: at('total') }, { address: at('jobs', FIRST_ROW + 1) }],
    });
  });

  it('6.4 reads headers across merged cells also when columns were moved and rows inserted above', async () => {
    const bytes = await byHand((sheet) => {
      sheet.spliceRows(1, 0, ['附件1']);
      sheet.unMergeCells(4, 1, 5, 1);
      sheet.getCell(5, 1).value = null;
    });
    expect(formOf((await read(bytes))[0]!, YEAR)).toMatchObject({ name: online.name, total: '5000.00', q4: '500.00' });
  });

  it.each<[string, string, RegExp, (sheet: ExcelJS.Worksheet, workbook: ExcelJS.Workbook) => void]>([
    ['a wrong sheet', 'wrong_sheet', /“Sheet1”/, (sheet) => (sheet.name = 'Sheet1')],
    ['a further sheet', 'wrong_sheet', /“说明”/, (_, workbook) => (workbook.addWorksheet('说明').getCell('A1').value = '说明')],
    ['the sheet of another type', 'wrong_title', /竣工投产/, (sheet) => (sheet.name = '竣工投产')],
    [
      'a form of another year',
      'wrong_title',
      /2027年/,
      (sheet) => (sheet.getCell('A1').value = '2026年工业和信息化高质量发展重点项目申报表（新开工）'),
    ],
    ['a missing header', 'header_wrong', /缺少列：总投资：自有/, (sheet) => (sheet.getCell(at('own', 4)).value = null)],
    ['an unknown header', 'header_wrong', /无法识别的列：.*外币/, (sheet) => (sheet.getCell(at('own', 4)).value = '外币')],
    ['a header twice', 'header_wrong', /重复或无法识别的列：.*合计/, (sheet) => (sheet.getCell(at('own', 4)).value = '合计')],
    ['no header', 'header_missing', /表头/, (sheet) => (sheet.getCell('B3').value = '工程')],
    ['a hidden sheet', 'hidden_sheet', /隐藏/, (sheet) => (sheet.state = 'hidden')],
    ['a hidden row with content', 'bad_cells', /隐藏/, (sheet) => (sheet.getRow(FIRST_ROW).hidden = true)],
    ['a hidden column with content', 'bad_cells', /隐藏/, (sheet) => (sheet.getColumn(3).hidden = true)],
    ['merged cells among the data', 'bad_cells', /合并/, (sheet) => sheet.mergeCells(FIRST_ROW, 2, FIRST_ROW + 1, 2)],
    [
      'content beside the table',
      'bad_cells',
      /表头以外/,
      (sheet) => (sheet.getCell(FIRST_ROW, layout.columns.length + 3).value = 'x'),
    ],
  ])(
    '6.4 refuses %s',
    async (_name, code, message, work) => {
      const fault = await refusal(await byHand(work));
      expect(fault).toMatchObject({ code, message: expect.stringMatching(message) });
    },
    30_000,
  );

  it('S14 reads dates of a workbook that counts from 1904', async () => {
    const bytes = await byHand((sheet, workbook) => {
      workbook.properties.date1904 = true;
      sheet.getCell(at('filingDate')).value = new Date('2023-08-15');
      sheet.getCell(at('filingDate')).numFmt = 'yyyy-mm-dd';
    });
    expect(formOf((await read(bytes))[0]!, YEAR).filingDate).toBe('2023-08-15');
  });
});

describe('A14 the comparison', () => {
  const compare = async (values: Record<string, ExcelJS.CellValue>) =>
    compareSheet({ year: YEAR, type: 'new' }, (await read(await filled(values)))[0]!.cells, online, facts);

  it('A14 lists each differing cell with its address, label and both values', async () => {
    expect(await compare({ total: '5,000.01', contactName: '李工', park: null, owner: '另一公司' })).toEqual([
      { address: at('owner'), key: 'owner', label: '项目业主：名称', excel: '另一公司', online: facts.owner },
      { address: at('park'), key: 'park', label: '建设地点：园区', excel: '', online: '楚雄高新区' },
      { address: at('total'), key: 'total', label: '总投资：合计', excel: '5000.01', online: '5000.00' },
      { address: at('contactName'), key: 'contactName', label: '联系人：姓名', excel: '李工', online: '张工' },
    ]);
  });

  it('A14 another spelling of the same value is no difference', async () => {
    expect(
      await compare({ total: '５，０００', start: '2027年3月', name: ` ${String(online.name)} `, priorHundred: null, jobs: 120 }),
    ).toEqual([]);
  });

  it('A14 a value in a cell that is not asked online is a difference', async () => {
    expect(await compare({ smartFunctions: '智能排产' })).toMatchObject([
      { key: 'smartFunctions', excel: '智能排产', online: '' },
    ]);
  });
});
