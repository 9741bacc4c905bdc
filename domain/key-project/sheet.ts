import { fieldsOf, type Field } from '#domain/form/definition.js';
import { projectForm, projectTypes, type ProjectType } from './form.js';

/** What the record knows beside the form: shown on the sheet, compared, never imported. */
export type RecordKey = 'index' | 'owner' | 'uscc' | 'prefecture';

/** One column of the Excel form: the upper header (merged over its group), the lower header, and the field it holds. */
export interface SheetColumn {
  group: string;
  label: string;
  key: string;
  /** Absent for a column of the record (RecordKey). */
  field?: Field;
  /** How a date given by its month alone is completed: 开工 on the first day, everything else by the last. */
  monthMeans?: 'first' | 'last';
}

export interface SheetLayout {
  type: ProjectType;
  /** The sheet's name: 新开工, 续建 or 竣工投产. */
  name: string;
  title: string;
  unit: string;
  columns: readonly SheetColumn[];
}

type Labelled = readonly [key: string, label?: string];
type Group = readonly [group: string, ...columns: Labelled[]];

/** Groups in the order of specification 6.4; a group of one column of the same name is one merged cell. */
function groups(year: number, type: ProjectType): readonly Group[] {
  const procedure = (key: string, label: string): Labelled[] => [
    [`${key}State`, `${label}办理情况`],
    [`${key}Number`, `${label}文号`],
    [`${key}Date`, `${label}日期`],
  ];
  const progress = { new: '前期进展', continued: '已完成形象进度', completed: '手续完备情况' }[type]!;
  return [
    ['序号', ['index', '序号']],
    ['项目名称', ['name']],
    ['项目业主', ['owner', '名称'], ['uscc', '统一社会信用代码']],
    ['建设地点', ['prefecture', '州（市）'], ['county', '县（市、区）'], ['park', '园区']],
    ['重点领域', ['field', '领域'], ['otherField', '其他领域说明']],
    ['支持方向', ['directions']],
    ['重点类别', ['category', '类别'], ['subKind', '细项']],
    [
      '建设内容及规模',
      ['coreProcess'],
      ['workshops'],
      ['equipment'],
      ['smartEquipment'],
      ['controlSystems'],
      ['smartFunctions'],
      ['products'],
    ],
    [
      '建设起止年月',
      ['start', type === 'new' ? '计划开工时间' : '实际开工时间'],
      ['finish', type === 'completed' ? '计划投产时间' : '计划完工时间'],
    ],
    ['当前阶段', ['stage', '阶段'], ['canStart'], ['canResume']],
    ['总投资', ['total', '合计'], ['own', '自有'], ['loan', '贷款'], ['other', '其他']],
    [`截至${year - 1}年底累计完成`, ['cumulative', '合计'], ['preliminary', '其中前期费']],
    [
      `${year}年计划投资`,
      ['plan', '全年'],
      ['q1', '一季度'],
      ['q2', '二季度'],
      ['q3', '三季度'],
      ['q4', '四季度'],
      ['canComplete', '承诺能完成'],
    ],
    [`${year}年形象进度目标`, ['target']],
    [progress, ['progress', progress]],
    [
      '前期手续',
      ...procedure('filing', '备案'),
      ...procedure('land', '土地'),
      ...procedure('environment', '环评'),
      ...procedure('planning', '规划'),
    ],
    ['预期效益', ['output', '新增产值'], ['tax', '新增税收'], ['jobs', '新增就业（人）']],
    ['承诺事项', ['policy'], ['plans'], ['access'], ['guide'], ['noOvercapacity'], ['creditClean']],
    [`是否${year - 1}年“3个100”`, ['priorHundred', `是否${year - 1}年“3个100”`]],
    ['联系人', ['contactName', '姓名'], ['contactPhone', '电话']],
    ['备注', ['remarks']],
  ];
}

/** A field that only another type is asked for has no column: 前期费 is 新开工's alone. */
function ofAnotherType(field: Field, type: ProjectType): boolean {
  const asked = (one: ProjectType) => !field.when || field.when({ type: one });
  return !asked(type) && projectTypes.some((other) => asked(other.value));
}

/** 6.4 the Excel form of a type in the call of year `year`; every field of the form has one column (A14). */
export function sheetLayout(year: number, type: ProjectType): SheetLayout {
  const form = projectForm(year);
  const fields = new Map(fieldsOf(form).map((field) => [field.key, field]));
  const name = projectTypes.find((one) => one.value === type)!.label;
  const columns = groups(year, type).flatMap(([group, ...members]) =>
    members.flatMap(([key, label]): SheetColumn[] => {
      const field = fields.get(key);
      if (field && ofAnotherType(field, type)) return [];
      return [
        {
          group,
          label: label ?? field?.label ?? group,
          key,
          ...(field ? { field } : {}),
          ...(field?.kind === 'date' ? { monthMeans: key === 'start' ? ('first' as const) : ('last' as const) } : {}),
        },
      ];
    }),
  );
  return { type, name, title: `${form.label}（${name}）`, unit: '单位：万元', columns };
}

export const sheetTypes: readonly ProjectType[] = projectTypes.map((type) => type.value);

export function sheetTypeOf(name: string): ProjectType | undefined {
  return projectTypes.find((type) => type.label === name)?.value;
}
