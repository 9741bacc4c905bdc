import { parseLocalDate, type LocalDate } from '#domain/calendar/instant.js';
import { countCharacters, fieldsOf, type FormValues } from '#domain/form/definition.js';
import { checkRules, type Finding, type FormRule } from '#domain/form/finding.js';
import { MoneyError, parseWanYuan, toWanYuan, type Fen } from '#domain/money/fen.js';
import { isCounty } from '#domain/organisation/regions.js';
import { isIntelligent, projectForm, type ProjectType } from './form.js';

/** What the rules follow from the call: every year is the call's year Y. */
export interface CallParameters {
  year: number;
  /** R3 前期工作须于此日前完成: dates must be before it; Y-08-01 by default. */
  preworkBefore: LocalDate;
  /** A5, in fen. */
  minimumTotal: Fen;
}

export function defaultParameters(year: number): CallParameters {
  return { year, preworkBefore: `${year}-08-01`, minimumTotal: parseWanYuan('1000.00') };
}

export interface FormContext {
  call: CallParameters;
  /** Date of submission, Shanghai. */
  today: LocalDate;
}

type Rule = FormRule<FormValues, FormContext>;

const error = (clause: string, field: string, message: string): Finding => ({ clause, severity: 'error', field, message });
const warning = (clause: string, field: string, message: string): Finding => ({ clause, severity: 'warning', field, message });

/** A rule of one sentence: the finding when it does not hold. */
const demand = (
  clause: string,
  field: string,
  message: string | ((context: FormContext) => string),
  holds: (form: FormValues, context: FormContext) => boolean,
): Rule => ({
  clause,
  check: (form, context) =>
    holds(form, context) ? [] : [error(clause, field, typeof message === 'string' ? message : message(context))],
});

const text = (form: FormValues, key: string): string => (typeof form[key] === 'string' ? (form[key] as string).trim() : '');
const date = (form: FormValues, key: string): LocalDate | undefined => parseLocalDate(text(form, key));
const typeOf = (form: FormValues): ProjectType | undefined => form.type as ProjectType | undefined;
const isType = (form: FormValues, type: ProjectType) => typeOf(form) === type;

/** The amount in fen; nothing when it cannot be read (the field's own rule says so). */
function amount(form: FormValues, key: string): Fen | undefined {
  try {
    return text(form, key) === '' ? undefined : parseWanYuan(text(form, key));
  } catch (fault) {
    if (fault instanceof MoneyError) return undefined;
    throw fault;
  }
}

/** Holds as long as any of the amounts is missing: their own rule speaks then. */
const amounts = (form: FormValues, keys: string[], holds: (...values: Fen[]) => boolean): boolean => {
  const values = keys.map((key) => amount(form, key));
  return values.some((value) => value === undefined) || holds(...(values as Fen[]));
};

const within = (year: number, day: LocalDate | undefined) => day === undefined || day.startsWith(`${year}-`);

/** Every asked field is filled, readable and within its limit. A2, A3 and A20/A21 speak for their own fields. */
const clauseOfField: Record<string, string> = {
  type: 'A6',
  county: 'A15',
  field: 'A2',
  otherField: 'A2',
  directions: 'A2',
  category: 'A3',
  subKind: 'A3',
  policy: 'A4',
  plans: 'A4',
  access: 'A4',
  guide: 'A4',
  noOvercapacity: 'A10',
  coreProcess: 'A20',
  workshops: 'A20',
  equipment: 'A20',
  products: 'A20',
  smartEquipment: 'A21',
  controlSystems: 'A21',
  smartFunctions: 'A21',
  canComplete: 'A7',
};

const complete: Rule = {
  clause: '6.4',
  check: (form, { call }) =>
    fieldsOf(projectForm(call.year)).flatMap((field) => {
      if (field.when && !field.when(form)) return [];
      const value = form[field.key];
      const clause =
        field.key === 'coreProcess' || field.key === 'products'
          ? isIntelligent(form)
            ? 'A21'
            : 'A20'
          : (clauseOfField[field.key] ?? '6.4');
      const empty =
        field.kind === 'tick'
          ? value !== true
          : field.kind === 'multi'
            ? !Array.isArray(value) || value.length === 0
            : text(form, field.key) === '';
      if (empty)
        return field.required
          ? [
              error(
                clause,
                field.key,
                field.kind === 'tick' ? `须承诺「${field.label}」，否则不能提交。` : `请填写「${field.label}」。`,
              ),
            ]
          : [];
      if (field.limit !== undefined && countCharacters(text(form, field.key)) > field.limit)
        return [error(clause, field.key, `「${field.label}」限${field.limit}字，请精简。`)];
      if (field.options && ![value].flat().every((one) => field.options!.some((option) => option.value === one)))
        return [error(clause, field.key, `「${field.label}」请从所列选项中选择。`)];
      if (field.kind === 'date' && !date(form, field.key))
        return [error(clause, field.key, `「${field.label}」请填写有效日期，如 ${call.year}-03-01。`)];
      if (field.kind === 'number' && !/^\d{1,9}$/.test(text(form, field.key)))
        return [error(clause, field.key, `「${field.label}」请填写非负整数。`)];
      if (field.kind === 'money' && amount(form, field.key) === undefined)
        return [error('A22', field.key, `「${field.label}」请填写以万元为单位、不超过两位小数的非负金额。`)];
      return [];
    }),
};

/** R4 完备: document number and date. */
const isDone = (form: FormValues, key: string) =>
  form[`${key}State`] === 'done' && text(form, `${key}Number`) !== '' && date(form, `${key}Date`) !== undefined;
/** R4 办理中: acceptance number and expected date. */
const isPending = (form: FormValues, key: string) =>
  form[`${key}State`] === 'pending' && text(form, `${key}Number`) !== '' && date(form, `${key}Date`) !== undefined;
const procedures = [
  ['filing', '备案'],
  ['land', '土地'],
  ['environment', '环评'],
  ['planning', '规划'],
] as const;

/** The clauses, in the regulation's order. */
export const rules: readonly Rule[] = [
  complete,
  demand(
    'A3',
    'subKind',
    '产业链培育项目的细项请选择「建链强链补链延链」或「引进龙头骨干/核心配套企业落地」；融合应用项目请选择智能、绿色、质量或资源综合利用。',
    (form) => {
      const chain = ['建链强链补链延链', '引进龙头骨干/核心配套企业落地'].includes(text(form, 'subKind'));
      return text(form, 'subKind') === '' || (form.category === '1' ? chain : form.category === '3' ? !chain : true);
    },
  ),
  demand(
    'A5',
    'total',
    ({ call }) => `总投资不得低于${toWanYuan(call.minimumTotal)}万元，请核对总投资。`,
    (form, { call }) => amounts(form, ['total'], (total) => total! >= call.minimumTotal),
  ),
  {
    clause: 'A7',
    check: (form, { call }) =>
      (isType(form, 'new') ? procedures : []).flatMap(([key, label]) => {
        const day = date(form, `${key}Date`);
        if (form[`${key}State`] === 'none' || day === undefined)
          return [error('A7', `${key}Date`, `新开工项目的${label}手续须已办结或有计划办结日期。`)];
        return day < call.preworkBefore
          ? []
          : [error('R3', `${key}Date`, `${label}手续须在${call.preworkBefore}前（不含当日）完成。`)];
      }),
  },
  demand(
    'A7',
    'start',
    ({ call }) => `新开工项目的计划开工日期须在${call.year}年内。`,
    (form, { call }) => !isType(form, 'new') || within(call.year, date(form, 'start')),
  ),
  demand(
    'A7',
    'plan',
    ({ call }) => `${call.year}年度计划投资须大于0。`,
    (form) => !isType(form, 'new') || amounts(form, ['plan'], (plan) => plan! > 0n),
  ),
  demand(
    'A8',
    'start',
    '续建项目须已开工，实际开工日期不得晚于提交当日。',
    (form, { today }) => !isType(form, 'continued') || (date(form, 'start') ?? '') <= today,
  ),
  demand(
    'A8',
    'plan',
    ({ call }) => `${call.year}年度计划投资须大于0。`,
    (form) => !isType(form, 'continued') || amounts(form, ['plan'], (plan) => plan! > 0n),
  ),
  {
    clause: 'R4',
    check: (form) => {
      if (!isType(form, 'continued')) return [];
      const open = (['land', 'environment'] as const).filter((key) => !isDone(form, key));
      const basically = isDone(form, 'filing') && open.length <= 1 && open.every((key) => isPending(form, key));
      return basically
        ? []
        : [
            warning(
              'A8',
              'filingState',
              '备案、土地、环评手续未达到“基本完备”（备案已办结，土地、环评至多一项办理中并有受理编号和预计日期），请说明原因。',
            ),
          ];
    },
  },
  {
    clause: 'A9',
    check: (form) =>
      (isType(form, 'completed') ? procedures.slice(0, 3) : []).flatMap(([key, label]) =>
        isDone(form, key) ? [] : [error('A9', `${key}State`, `竣工投产项目的${label}手续须完备（文号和日期齐全）。`)],
      ),
  },
  demand(
    'A9',
    'finish',
    ({ call }) => `竣工投产项目的计划竣工投产日期须在${call.year}年内。`,
    (form, { call }) => !isType(form, 'completed') || within(call.year, date(form, 'finish')),
  ),
  demand(
    'A11',
    'canStart',
    ({ call }) => `仍处于可研/规划阶段且${call.year}年内不能开工的项目不予申报。`,
    (form) => form.stage !== 'study' || form.canStart === true,
  ),
  demand(
    'A12',
    'canResume',
    ({ call }) => `停工或缓建且${call.year}年内不能复工的项目不予申报。`,
    (form) => !['stopped', 'postponed'].includes(text(form, 'stage')) || form.canResume === true,
  ),
  demand(
    'A13',
    'finish',
    ({ call }) => `${call.year - 1}年底前已建成投产的项目不予申报。`,
    (form, { call }) => (date(form, 'finish') ?? '9999') > `${call.year - 1}-12-31`,
  ),
  demand('A13', 'stage', '已建成的项目不予申报。', (form) => form.stage !== 'finished'),
  demand('A22', 'total', '总投资不得小于累计完成投资与本年度计划投资之和，请核对。', (form) =>
    amounts(form, ['total', 'cumulative', 'plan'], (total, cumulative, plan) => total! >= cumulative! + plan!),
  ),
  demand('A22', 'own', '自有、贷款、其他资金之和须等于总投资，请核对资金来源。', (form) =>
    amounts(form, ['total', 'own', 'loan', 'other'], (total, own, loan, other) => own! + loan! + other! === total!),
  ),
  demand('A22', 'plan', '四个季度计划投资之和须等于年度计划投资。', (form) =>
    amounts(
      form,
      ['plan', 'q1', 'q2', 'q3', 'q4'],
      (plan, ...quarters) => quarters.reduce((sum, one) => sum + one, 0n) === plan!,
    ),
  ),
  demand(
    'A22',
    'finish',
    '完工日期不得早于开工日期。',
    (form) => (date(form, 'start') ?? '') <= (date(form, 'finish') ?? '9999'),
  ),
  demand(
    'A22',
    'cumulative',
    '新开工项目截至上年底的累计建设投资应为0（前期费除外），请核对。',
    (form) =>
      !isType(form, 'new') || amounts(form, ['cumulative'], (cumulative) => cumulative! === (amount(form, 'preliminary') ?? 0n)),
  ),
  {
    clause: 'A22',
    check: (form, { call }) =>
      isType(form, 'continued') && date(form, 'finish') && within(call.year, date(form, 'finish'))
        ? [warning('A22', 'type', `完工日期在${call.year}年内，似应按竣工投产类型申报，请核对或说明原因。`)]
        : [],
  },
  demand(
    'A15',
    'county',
    '请选择云南省内的县（市、区），项目由所在地县级工信部门受理。',
    (form) => text(form, 'county') === '' || isCounty(text(form, 'county')),
  ),
];

/** Everything the regulation finds in the form. No errors: it may be submitted once every warning has a reason. */
export function checkProjectForm(form: FormValues, context: FormContext): Finding[] {
  const found = checkRules(rules, form, context);
  // One word a field and clause is enough.
  return found.filter(
    (one, index) => found.findIndex((other) => other.field === one.field && other.clause === one.clause) === index,
  );
}

/** A19: what the machine can prove shows green; what needs judgement the reviewer ticks. */
export const judgements = [
  { key: 'policy', clause: 'A4', label: '经核实符合国家产业政策、发展规划、行业准入条件和技术进步指导目录' },
  { key: 'overcapacity', clause: 'A10', label: '经核实不属于产能过剩行业违规扩能' },
  { key: 'construction', clause: 'A20', label: '建设内容真实、完整，与申报材料一致' },
  { key: 'investment', clause: 'A22', label: '投资和日期数据属实、逻辑合理' },
  { key: 'procedures', clause: 'A9', label: '前期手续文号经核对属实' },
] as const;
