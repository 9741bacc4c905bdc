import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareValues, type FormValues } from '#domain/form/definition.js';
import { validExample } from './examples.js';
import { projectForm, type ProjectType } from './form.js';
import { checkProjectForm, defaultParameters } from './rules.js';

const call = defaultParameters(2023);
const today = '2022-12-10';
const clauses = (form: FormValues, severity = 'error') =>
  checkProjectForm(form, { call, today })
    .filter((finding) => finding.severity === severity)
    .map((finding) => finding.clause);
const broken = (type: ProjectType, change: FormValues) => clauses({ ...validExample(type, 2023), ...change });

describe('a form that keeps every clause', () => {
  it.each(['new', 'continued', 'completed'] as const)('A6 %s passes', (type) => {
    expect(checkProjectForm(validExample(type, 2023), { call, today })).toEqual([]);
  });
});

const smart: FormValues = {
  category: '2',
  subKind: undefined,
  workshops: undefined,
  equipment: undefined,
  smartEquipment: '智能铸轧线',
  controlSystems: 'MES与DCS',
  smartFunctions: '质量在线预测',
};

/** Each row breaks one clause, or shows its edge from the good side (`finds: []`). */
const table: { id: string; type: ProjectType; change: FormValues; finds: string[] }[] = [
  { id: 'A2 重点领域必选', type: 'new', change: { field: undefined }, finds: ['A2'] },
  { id: 'A2 其他领域须说明', type: 'new', change: { field: '其他' }, finds: ['A2'] },
  { id: 'A2 支持方向至少一项', type: 'new', change: { directions: [] }, finds: ['A2'] },
  { id: 'A2 支持方向只能从所列选项中选', type: 'new', change: { directions: ['无此方向'] }, finds: ['A2'] },
  { id: 'A3 重点类别只能是所列之一', type: 'new', change: { category: '5', subKind: undefined }, finds: ['A3'] },
  { id: 'A3 产业链培育项目不能选融合应用的细项', type: 'new', change: { subKind: '绿色' }, finds: ['A3'] },
  { id: 'A4 任一承诺为否即不能提交', type: 'new', change: { guide: false }, finds: ['A4'] },
  {
    id: 'A5 总投资 1000.00 万元受理',
    type: 'new',
    change: {
      total: '1000.00',
      own: '1000.00',
      loan: '0',
      other: '0',
      plan: '400.00',
      q1: '100',
      q2: '100',
      q3: '100',
      q4: '100',
    },
    finds: [],
  },
  {
    id: 'A5 总投资 999.99 万元不予受理',
    type: 'new',
    change: { total: '999.99', own: '999.99', loan: '0', other: '0', plan: '400.00', q1: '100', q2: '100', q3: '100', q4: '100' },
    finds: ['A5'],
  },
  { id: 'A6 项目类型必选', type: 'new', change: { type: undefined, canComplete: undefined }, finds: ['A6'] },
  { id: 'A7 计划开工不在当年', type: 'new', change: { start: '2024-01-01' }, finds: ['A7'] },
  { id: 'A7 年度计划投资须大于0', type: 'new', change: { plan: '0', q1: '0', q2: '0', q3: '0', q4: '0' }, finds: ['A7'] },
  { id: 'A7 须承诺完成年度投资计划', type: 'new', change: { canComplete: false }, finds: ['A7'] },
  {
    id: 'R3 前期手续 2023-07-31 可以',
    type: 'new',
    change: { environmentState: 'pending', environmentDate: '2023-07-31' },
    finds: [],
  },
  {
    id: 'R3 前期手续 2023-08-01 不可以',
    type: 'new',
    change: { environmentState: 'pending', environmentDate: '2023-08-01' },
    finds: ['R3'],
  },
  { id: 'A8 续建项目提交当日开工可以', type: 'continued', change: { start: today }, finds: [] },
  { id: 'A8 续建项目尚未开工', type: 'continued', change: { start: '2022-12-11' }, finds: ['A8'] },
  {
    id: 'A8 续建项目年度计划投资须大于0',
    type: 'continued',
    change: { plan: '0', q1: '0', q2: '0', q3: '0', q4: '0' },
    finds: ['A8'],
  },
  { id: 'A9 竣工投产项目环评未办结', type: 'completed', change: { environmentState: 'pending' }, finds: ['A9'] },
  { id: 'A9 竣工投产日期须在当年', type: 'completed', change: { finish: '2024-01-01' }, finds: ['A9'] },
  { id: 'A10 产能过剩违规扩能', type: 'new', change: { noOvercapacity: false }, finds: ['A10'] },
  { id: 'A11 可研阶段且当年不能开工', type: 'new', change: { canStart: false }, finds: ['A11'] },
  { id: 'A12 停工且当年不能复工', type: 'continued', change: { stage: 'stopped' }, finds: ['A12'] },
  { id: 'A12 停工但当年能复工可以', type: 'continued', change: { stage: 'stopped', canResume: true }, finds: [] },
  { id: 'A13 上年底前已建成投产', type: 'continued', change: { finish: '2022-12-31' }, finds: ['A13'] },
  { id: 'A13 已建成的项目', type: 'continued', change: { stage: 'finished' }, finds: ['A13'] },
  { id: 'A20 建设内容四部分缺一不可', type: 'new', change: { equipment: '' }, finds: ['A20'] },
  { id: 'A21 智能化项目五部分齐全', type: 'new', change: smart, finds: [] },
  { id: 'A21 智能化项目缺管理及控制系统', type: 'new', change: { ...smart, controlSystems: '' }, finds: ['A21'] },
  {
    id: 'A21 支持方向含智能化提升的也按五部分',
    type: 'new',
    change: { directions: ['智能化提升'] },
    finds: ['A21', 'A21', 'A21'],
  },
  { id: 'A22 总投资小于累计加计划', type: 'continued', change: { cumulative: '3000.01' }, finds: ['A22'] },
  { id: 'A22 资金来源与总投资不等', type: 'new', change: { own: '1999.99' }, finds: ['A22'] },
  { id: 'A22 季度之和与年度计划不等', type: 'new', change: { q4: '500.01' }, finds: ['A22'] },
  { id: 'A22 完工早于开工', type: 'new', change: { start: '2023-06-01', finish: '2023-05-31' }, finds: ['A22'] },
  { id: 'A22 新开工项目已有建设投资', type: 'new', change: { cumulative: '100.00' }, finds: ['A22'] },
  { id: 'A22 新开工项目前期费可以', type: 'new', change: { cumulative: '100.00', preliminary: '100.00' }, finds: [] },
  { id: 'A22 三位小数的金额', type: 'new', change: { output: '1.234' }, finds: ['A22'] },
  { id: 'A15 建设地点须为省内县（市、区）', type: 'new', change: { county: '110101' }, finds: ['A15'] },
];

describe('clause by clause', () => {
  it.each(table)('$id', ({ type, change, finds }) => {
    expect(broken(type, change)).toEqual(finds);
  });
  it('R4 续建项目土地和环评都在办理中: 提醒并须说明原因，不是错误', () => {
    const form = { ...validExample('continued', 2023), landState: 'pending', environmentState: 'pending' };
    expect(clauses(form)).toEqual([]);
    expect(clauses(form, 'warning')).toEqual(['A8']);
    expect(clauses({ ...form, landState: 'done' }, 'warning')).toEqual([]);
  });
  it('A22 续建项目当年完工: 提醒似应按竣工投产申报', () => {
    expect(clauses({ ...validExample('continued', 2023), finish: '2023-09-30' }, 'warning')).toEqual(['A22']);
  });
  it('every year follows the call: the 2027 form is judged by 2027', () => {
    expect(checkProjectForm(validExample('completed', 2027), { call: defaultParameters(2027), today: '2026-11-23' })).toEqual([]);
    expect(
      checkProjectForm(validExample('completed', 2023), { call: defaultParameters(2027), today: '2026-11-23' }).map(
        (one) => one.clause,
      ),
    ).toContain('A13');
  });
  it('never throws, whatever a browser sends', () => {
    const keys = projectForm(2023).sections.flatMap((section) => section.fields.map((field) => field.key));
    const junk = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.boolean(),
      fc.array(fc.string()),
      fc.constant(undefined),
      fc.constantFrom('1e21', 'NaN', '-1', '１２３', '9'.repeat(400)),
    );
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...keys), junk), (change) => {
        expect(Array.isArray(checkProjectForm({ ...validExample('new', 2023), ...change }, { call, today }))).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
  it('shows what changed since the last version, by section', () => {
    const before = validExample('new', 2023);
    expect(compareValues(projectForm(2023), before, { ...before, plan: '2100.00', type: 'continued' })).toEqual([
      { section: 'basic', key: 'type', label: '项目类型', from: '新开工', to: '续建' },
      { section: 'investment', key: 'plan', label: '2023年度计划投资', from: '2,000.00', to: '2,100.00' },
    ]);
  });
});
