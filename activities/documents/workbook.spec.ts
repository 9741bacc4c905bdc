import ExcelJS from 'exceljs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonical } from '#domain/form/cell.js';
import { fieldsOf, type Field, type FormValues } from '#domain/form/definition.js';
import { compareSheet, type RecordFacts } from '#domain/key-project/comparison.js';
import { validExample } from '#domain/key-project/examples.js';
import { projectForm, type ProjectType } from '#domain/key-project/form.js';
import { sheetLayout, sheetTypes } from '#domain/key-project/sheet.js';
import { counties } from '#domain/organisation/regions.js';
import { parseWorkbook } from './parse.js';
import { formOf, readProjects } from './reading.js';
import { recordWorkbook, templateWorkbook, type RecordedProject } from './workbook.js';

const YEAR = 2027;
const facts: RecordFacts = { owner: '楚雄绿铝有限公司', uscc: '91532300MA6K3XYZ0R', prefecture: '楚雄彝族自治州' };
const read = async (bytes: Buffer) => readProjects(await parseWorkbook(bytes), YEAR);

/** The form as it is asked and spelled on record. */
function asRecorded(form: FormValues): FormValues {
  return Object.fromEntries(
    fieldsOf(projectForm(YEAR)).flatMap((field) => {
      const value = field.when && !field.when(form) ? undefined : canonical(field, form[field.key]);
      return value === undefined ? [] : [[field.key, value]];
    }),
  );
}

/** Any value of a field, also unfriendly text. */
function anyValue(field: Field): fc.Arbitrary<FormValues[string]> {
  const options = field.options?.map((option) => option.value) ?? [];
  switch (field.kind) {
    case 'money':
      return fc.tuple(fc.nat(999_999_999), fc.nat(99)).map(([whole, cents]) => `${whole}.${String(cents).padStart(2, '0')}`);
    case 'number':
      return fc.nat(999_999_999).map(String);
    case 'date':
      return fc
        .date({ min: new Date('1990-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
        .map((date) => date.toISOString().slice(0, 10));
    case 'tick':
      return fc.boolean();
    case 'choice':
      return fc.constantFrom(...options);
    case 'multi':
      return fc.subarray(options);
    case 'county':
      return fc.constantFrom(...counties.map((county) => county.code));
    case 'phone':
      return fc.constantFrom('13800001234', '0871-63500000', '00860871');
    default:
      return fc.oneof(
        fc.string({ unit: 'binary', maxLength: 40 }),
        fc.constantFrom(
          '=1+1',
          '\'=HYPERLINK("x")',
          '＝SUM(A1)',
          '@cmd',
          '+86',
          '-',
          '_x0041_',
          '00123',
          '<a>&"</a>',
          '第一行\n第二行',
          '𠮷野',
          'true',
          '2023.8',
        ),
      );
  }
}

const anyForm = (type: ProjectType) =>
  fc
    .record(
      Object.fromEntries(
        fieldsOf(projectForm(YEAR)).map((field) => [field.key, fc.option(anyValue(field), { nil: undefined, freq: 6 })]),
      ),
    )
    .map((form): FormValues => ({ ...form, type, name: form.name || '项目' }));

describe('the Excel form of a project', () => {
  it('A14 has one column for every field of the form, in each type', () => {
    for (const type of sheetTypes) {
      const keys = sheetLayout(YEAR, type)
        .columns.filter((column) => column.field)
        .map((column) => column.key);
      const asked = fieldsOf(projectForm(YEAR))
        .map((field) => field.key)
        .filter((key) => key !== 'type');
      const notAsked: string[] = { new: [], continued: ['preliminary'], completed: ['preliminary', 'canComplete'] }[type]!;
      expect([...keys].sort()).toEqual(asked.filter((key) => !notAsked.includes(key)).sort());
    }
  });

  it("A17 the template: title and unit merged, a two-row header merged by group, the type's own columns", async () => {
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.load((await templateWorkbook(YEAR, 'completed')) as unknown as ArrayBuffer);
    const sheet = workbook.getWorksheet('竣工投产')!;
    expect(sheet.getCell('A1').value).toBe('2027年工业和信息化高质量发展重点项目申报表（竣工投产）');
    expect(sheet.getCell('F1').master.address).toBe('A1');
    expect(sheet.getCell('A2').value).toBe('单位：万元');
    expect(sheet.getCell('D3').master.address).toBe('C3');
    expect([sheet.getCell('C3').value, sheet.getCell('C4').value, sheet.getCell('D4').value]).toEqual([
      '项目业主',
      '名称',
      '统一社会信用代码',
    ]);
    expect(sheet.getCell('B4').master.address).toBe('B3');
    const header = sheet.getRow(4).values as string[];
    expect(header).toContain('计划投产时间');
    expect(header).toContain('手续完备情况');
    expect(header).not.toContain('其中前期费');
  });

  it('an empty template holds no project', async () => {
    await expect(read(await templateWorkbook(YEAR, 'new'))).rejects.toMatchObject({ code: 'no_rows' });
  });

  it('A14 generated from the record and read back it is the record, three types in one workbook', async () => {
    const projects = sheetTypes.flatMap((type): RecordedProject[] => [
      { type, form: validExample(type, YEAR), facts },
      { type, form: { ...validExample(type, YEAR), name: '另一项目', category: '2', smartEquipment: '机器人' }, facts },
    ]);
    const found = await read(await recordWorkbook(YEAR, projects));
    expect(found.map((project) => formOf(project, YEAR))).toEqual(projects.map(({ form }) => asRecorded(form)));
    found.forEach((project, index) =>
      expect(compareSheet({ year: YEAR, type: project.type }, project.cells, projects[index]!.form, facts)).toEqual([]),
    );
  });

  it('6.14 A14 the foot of its printed pages names who took it out, and no cell does: it is read back as if it were not there', async () => {
    const projects: RecordedProject[] = [{ type: 'new', form: validExample('new', YEAR), facts }];
    const bytes = await recordWorkbook(YEAR, projects, '导出人：张&李');
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.load(bytes as unknown as ArrayBuffer);
    expect(workbook.worksheets[0]!.headerFooter.oddFooter).toBe('&L导出人：张&&李');
    expect((await read(bytes)).map((project) => formOf(project, YEAR))).toEqual([asRecorded(projects[0]!.form)]);
  });

  it('A14 any form, whatever its texts, comes back unchanged and without a formula', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...sheetTypes), fc.gen(), async (type, gen) => {
        const forms = Array.from({ length: 40 }, () => gen(() => anyForm(type)));
        const bytes = await recordWorkbook(
          YEAR,
          forms.map((form) => ({ type, form, facts })),
        );
        const grid = await parseWorkbook(bytes);
        expect(grid[0]!.cells.filter((cell) => /^[=+\-@＝＋－＠\t\r]/.test(cell.text))).toEqual([]);
        expect(readProjects(grid, YEAR).map((project) => formOf(project, YEAR))).toEqual(forms.map(asRecorded));
      }),
      { numRuns: 3, endOnFailure: true },
    );
  }, 120_000);
});
