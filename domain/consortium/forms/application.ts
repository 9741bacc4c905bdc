import { addMonths, parseLocalDate, type LocalDate } from '#domain/calendar/instant.js';
import type { Field, FormValues } from '#domain/form/definition.js';
import {
  amountOf,
  checkComplete,
  countOf,
  error,
  textOf,
  type ClauseField,
  type DocumentContent,
  type FormDocument,
} from '#domain/form/document.js';
import type { Finding } from '#domain/form/finding.js';
import { parseWanYuan, toWanYuan } from '#domain/money/fen.js';
import { checkUscc } from '#domain/organisation/uscc.js';
import { isConsortiumName, meetsRatio } from '../conditions.js';
import type { Member } from '../data.js';
import { industries, industryKinds, platformLevels } from '../vocabulary.js';

const field = (clause: string, key: string, label: string, kind: Field['kind'], more: Partial<Field> = {}): ClauseField => ({
  clause,
  key,
  label,
  kind,
  required: true,
  ...more,
});
const column = (key: string, label: string, kind: Field['kind'] = 'text', more: Partial<Field> = {}): Field => ({
  key,
  label,
  kind,
  required: true,
  ...more,
});

/** 附件1 云南省创新联合体组建申请表 (B35-B46). */
export const application: FormDocument = {
  name: 'form',
  label: '云南省创新联合体组建申请表',
  sections: [
    {
      key: 'cover',
      label: '封面及表头',
      fields: [
        field('B35', 'name', '创新联合体名称', 'text', { limit: 60, help: '按“云南省×××创新联合体”命名。' }),
        field('B36', 'industryKind', '产业类别', 'choice', { options: industryKinds }),
        field('B35', 'industry', '产业领域', 'choice', { options: industries }),
        field('B3', 'otherIndustry', '其他领域说明', 'text', { when: (values) => values.industry === '其他' }),
        field('B35', 'lead', '创新联合体牵头单位', 'text'),
        field('B35', 'contact', '联系人', 'text'),
        field('B35', 'phone', '联系方式', 'phone'),
        field('B35', 'filledOn', '填报日期', 'date'),
        field('B37', 'effectiveOn', '联合体协议生效时间', 'date'),
        field('B37', 'chiefExpert', '推荐首席专家（科学家）', 'text'),
        field('B37', 'chiefTitle', '职务/职称', 'text'),
        field('B37', 'nationalPlatforms', '国家级平台数量', 'number'),
        field('B37', 'provincialPlatforms', '省级平台数量', 'number'),
        field('B37', 'total', '成员总数（个）', 'number'),
        field('B37', 'enterprises', '企业数量（个）', 'number'),
        field('B37', 'universities', '高等学校数量（个）', 'number'),
        field('B37', 'institutes', '研究机构数量（个）', 'number'),
        field('B37', 'others', '其他机构数量（个）', 'number', { required: false }),
      ],
    },
    {
      key: 'goal',
      label: '一、技术创新目标',
      fields: [
        field('B39', 'goal', '技术创新目标（拟解决的关键核心技术问题等）', 'longtext', { limit: 500 }),
        field('B1', 'target', '目标技术（卡脖子关键核心技术）', 'longtext', { limit: 200 }),
        field('B1', 'need', '重大项目需求', 'longtext', { limit: 500 }),
      ],
    },
    {
      key: 'chief',
      label: '二、推荐首席专家科研简历',
      fields: [field('B40', 'resume', '科研简历（代表性创新成果、主要学术任职等）', 'longtext', { limit: 5_000 })],
    },
    {
      key: 'team',
      label: '三、科研团队情况',
      fields: [],
      tables: [
        {
          key: 'team',
          label: '科研团队',
          clause: 'B41',
          least: 1,
          columns: [
            column('name', '姓名'),
            column('age', '年龄', 'number'),
            column('title', '职务/职称'),
            column('specialty', '从事专业'),
            column('unit', '工作单位'),
          ],
        },
      ],
    },
    {
      key: 'platforms',
      label: '四、已建并正在运行的省级及以上创新平台',
      fields: [],
      tables: [
        {
          key: 'platforms',
          label: '创新平台',
          clause: 'B42',
          least: 1,
          columns: [
            column('name', '平台名称'),
            column('subject', '学科/产业领域'),
            column('level', '国家/省级', 'choice', { options: platformLevels }),
            column('builtOn', '建设时间', 'date'),
            column('host', '依托单位'),
            column('running', '已建并正在运行', 'tick'),
          ],
        },
      ],
    },
    {
      key: 'projects',
      label: '五、近三年承担的省级及以上科技计划项目（财政支持200万及以上）',
      fields: [],
      tables: [
        {
          key: 'projects',
          label: '科技计划项目',
          clause: 'B43',
          columns: [
            column('name', '项目名称'),
            column('subject', '产业领域'),
            column('level', '级别', 'choice', { options: platformLevels }),
            column('from', '实施期起', 'date'),
            column('to', '实施期止', 'date'),
            column('unit', '承担单位'),
            column('fiscal', '财政支持金额', 'money', { unit: '万元' }),
          ],
        },
      ],
    },
    {
      key: 'members',
      label: '六、牵头和成员单位在行业中地位的简要说明',
      fields: [],
      tables: [
        {
          key: 'members',
          label: '牵头和成员单位',
          clause: 'B44',
          least: 3,
          columns: [
            column('name', '单位名称'),
            column('uscc', '统一社会信用代码', 'text', { when: (row) => textOf(row, 'foreignId') === '' }),
            column('foreignId', '境外单位注册编号', 'text', { required: false }),
            column('standing', '行业（或领域）中的地位、联合体内分工', 'longtext', { limit: 200 }),
          ],
        },
      ],
    },
    {
      key: 'basis',
      label: '七、已具备的合作基础、开展活动和取得的实效',
      fields: [field('B45', 'basis', '合作基础、活动和实效', 'longtext', { limit: 500 })],
    },
    {
      key: 'organisation',
      label: '组织机构和经费承诺',
      fields: [
        field('B11', 'decisionBody', '决策机构', 'text'),
        field('B11', 'advisoryBody', '咨询机构', 'text'),
        field('B11', 'executiveBody', '执行机构（常设）', 'text'),
        field('B11', 'staff', '执行机构专职人员', 'number', { unit: '人' }),
        field('B11', 'entity', '实体化运行', 'tick', { required: false }),
        field('B11', 'fundRules', '已附经费管理制度', 'tick'),
        field('B10', 'fiscal', '拟申请财政资助', 'money', { unit: '万元' }),
        field('B10', 'selfRaised', '企业自筹经费', 'money', { unit: '万元' }),
        field('B10', 'ratioPromise', '承诺企业自筹与财政资助之比不低于2:1', 'tick'),
        field('B24', 'months', '存续期（月，一般为36至60个月）', 'number'),
        field('B24', 'monthsReason', '存续期不在36至60个月的原因', 'longtext', {
          limit: 500,
          when: (values) => !generalTerm(countOf(values, 'months')),
        }),
      ],
    },
    {
      key: 'opinion',
      label: '牵头单位意见',
      fields: [
        field('B46', 'truth', '我单位已对申报材料进行了认真审查，确认所提供材料的真实性，并对此负责', 'tick'),
        field('B36', 'leadSeal', '已加盖牵头单位法人公章', 'tick'),
      ],
    },
  ],
};

/** B24 一般为3—5年. */
export const generalTerm = (months: number | undefined): boolean => months === undefined || (months >= 36 && months <= 60);

export interface ApplicationContext {
  today: LocalDate;
  /** As frozen; the lead first. */
  members: readonly Member[];
  /** Date of the last signature (B15). */
  effectiveOn?: LocalDate;
}

type Rule = (content: DocumentContent, context: ApplicationContext) => Finding[];
const rows = (content: DocumentContent, table: string): FormValues[] => content.tables[table] ?? [];
const each = (
  content: DocumentContent,
  table: string,
  rule: (row: FormValues, at: (key: string) => string) => (Finding | false | undefined)[],
) =>
  rows(content, table).flatMap((row, index) =>
    rule(row, (key) => `${table}.${index}.${key}`).filter((one) => one !== false && one !== undefined),
  );

const named: Rule = ({ fields }, { members, effectiveOn }) =>
  [
    !isConsortiumName(textOf(fields, 'name')) && error('B18', 'name', '名称请按“云南省×××创新联合体”填写。'),
    textOf(fields, 'lead') !== members[0]?.name &&
      error('B37', 'lead', `牵头单位须与成员名单一致（${members[0]?.name ?? ''}）。`),
    effectiveOn !== undefined &&
      textOf(fields, 'effectiveOn') !== effectiveOn &&
      error('B37', 'effectiveOn', `协议生效时间须为最后一家单位签章之日（${effectiveOn}）。`),
  ].filter((one) => one !== false);

/** B38, R7 every count against its parts and its rows; the message names both numbers. */
const counts: Rule = (content) => {
  const { fields } = content;
  const n = (key: string) => countOf(fields, key) ?? 0;
  const parts = n('enterprises') + n('universities') + n('institutes') + n('others');
  const level = (wanted: string) => rows(content, 'platforms').filter((row) => row.level === wanted).length;
  const pairs: [field: string, said: number, found: number, of: string][] = [
    ['total', n('total'), parts, '企业、高等学校、研究机构与其他机构数量之和'],
    ['total', n('total'), rows(content, 'members').length, '表六的单位行数'],
    ['nationalPlatforms', n('nationalPlatforms'), level('national'), '表四的国家级平台行数'],
    ['provincialPlatforms', n('provincialPlatforms'), level('provincial'), '表四的省级平台行数'],
  ];
  const label = (key: string) => application.sections[0]!.fields.find((one) => one.key === key)!.label;
  return pairs
    .filter(([, said, found]) => said !== found)
    .map(([key, said, found, of]) => error('B38', key, `「${label(key)}」填写为${said}，但${of}为${found}，请核对一致。`));
};

/** B38 the counts by kind are those of the frozen list; the lead counts once, as an enterprise. */
const kinds: Rule = ({ fields }, { members }) =>
  (
    [
      ['enterprises', 'enterprise'],
      ['universities', 'university'],
      ['institutes', 'institute'],
      ['others', 'other'],
    ] as const
  ).flatMap(([key, kind]) => {
    const [said, found] = [countOf(fields, key) ?? 0, members.filter((member) => member.kind === kind).length];
    return said === found
      ? []
      : [
          error(
            'B38',
            key,
            `「${kind === 'other' ? '其他机构' : key === 'enterprises' ? '企业' : key === 'universities' ? '高等学校' : '研究机构'}数量」填写为${said}，但成员名单中为${found}，请核对一致。`,
          ),
        ];
  });

const team: Rule = (content, { members }) =>
  each(content, 'team', (row, at) => {
    const age = countOf(row, 'age');
    return [
      age !== undefined && (age < 16 || age > 100) && error('B41', at('age'), '年龄须为16至100之间的整数。'),
      !members.some((member) => member.name === textOf(row, 'unit')) &&
        error('B41', at('unit'), '工作单位须为牵头或成员单位，请按成员名单填写全称。'),
    ];
  });

const platforms: Rule = (content, { members, today }) =>
  each(content, 'platforms', (row, at) => [
    textOf(row, 'builtOn') > today && error('B42', at('builtOn'), '只填已建并正在运行的平台，建设时间不得晚于今天。'),
    !members.some((member) => member.name === textOf(row, 'host')) && error('B42', at('host'), '依托单位须为牵头或成员单位。'),
  ]);

const FISCAL_FLOOR = parseWanYuan('200.00');

const projects: Rule = (content, { members, today }) =>
  each(content, 'projects', (row, at) => {
    const [fiscal, to] = [amountOf(row, 'fiscal'), parseLocalDate(textOf(row, 'to'))];
    return [
      fiscal !== undefined &&
        fiscal < FISCAL_FLOOR &&
        error('B43', at('fiscal'), `只填财政支持${toWanYuan(FISCAL_FLOOR)}万元及以上的项目，本项为${toWanYuan(fiscal)}万元。`),
      to !== undefined && to < addMonths(today, -36) && error('B43', at('to'), '只填近三年承担的项目，请核对实施期。'),
      textOf(row, 'from') > (to ?? '9999') && error('B43', at('to'), '实施期止不得早于实施期起。'),
      !members.some((member) => member.name === textOf(row, 'unit')) && error('B43', at('unit'), '承担单位须为牵头或成员单位。'),
    ];
  });

const units: Rule = (content, { members }) => {
  const codes = rows(content, 'members').map((row) => textOf(row, 'uscc').toUpperCase());
  return each(content, 'members', (row, at) => {
    const code = textOf(row, 'uscc').toUpperCase();
    const checked = code ? checkUscc(code) : undefined;
    return [
      checked && !checked.ok && error('B44', at('uscc'), checked.message),
      code !== '' &&
        codes.indexOf(code) !== Number(at('').split('.')[1]) &&
        error('B44', at('uscc'), `统一社会信用代码“${code}”在表六中重复，请核对。`),
      !members.some((member) => member.name === textOf(row, 'name')) && error('B44', at('name'), '单位须在已冻结的成员名单内。'),
    ];
  });
};

const commitment: Rule = ({ fields }) => {
  const [fiscal, selfRaised] = [amountOf(fields, 'fiscal'), amountOf(fields, 'selfRaised')];
  if (fiscal === undefined || selfRaised === undefined || meetsRatio(selfRaised, fiscal)) return [];
  return [
    error(
      'B10',
      'selfRaised',
      `企业自筹不得低于财政资助的2倍（至少${toWanYuan(2n * fiscal)}万元），现为${toWanYuan(selfRaised)}万元。`,
    ),
  ];
};

const organs: Rule = ({ fields }) =>
  countOf(fields, 'staff') === 0 ? [error('B11', 'staff', '执行机构为常设机构，须至少有1名专职工作人员。')] : [];

/** Everything the scheme finds in an application. Empty: it may be submitted. */
export function checkApplication(content: DocumentContent, context: ApplicationContext): Finding[] {
  const rules: Rule[] = [
    (one) => checkComplete(application, one),
    named,
    counts,
    kinds,
    team,
    platforms,
    projects,
    units,
    commitment,
    organs,
  ];
  return rules.flatMap((rule) => rule(content, context));
}
