import type { FormValues } from '#domain/form/definition.js';
import type { ClauseField, DocumentContent, FormDocument, Table } from '#domain/form/document.js';
import type { Field } from '#domain/form/definition.js';
import type { BankAccount } from '#domain/payment/payable.js';
import { borrowerKinds, feeKinds } from './bank.js';
import type { Facts } from './facts.js';
import { measures, type Measure } from './measures.js';
import { formLabels, stageLabels } from './venture.js';

const options = (labels: Record<string, string>) => Object.entries(labels).map(([value, label]) => ({ value, label }));
const text = (key: string, label: string): Field => ({ key, label, kind: 'text', required: true, limit: 80 });
const money = (key: string, label: string, required = true): Field => ({ key, label, kind: 'money', unit: '万元', required });
const date = (key: string, label: string): Field => ({ key, label, kind: 'date', required: true });
const choice = (key: string, label: string, labels: Record<string, string>): Field => ({
  key,
  label,
  kind: 'choice',
  required: true,
  options: options(labels),
});
const tick = (key: string, label: string, required = false): Field => ({ key, label, kind: 'tick', required });
const rate = (key: string, label: string): Field => ({
  key,
  label,
  kind: 'text',
  required: true,
  limit: 10,
  help: '百分数，如 4.35',
});
const loanKinds = { 'ip-pledge': '知识产权质押贷款', evaluation: '科技创新融资评价体系贷款' };

/** One line a rate period (section 4). */
const periods: Table = {
  key: 'periods',
  label: '付息明细（每个利率时段一行）',
  clause: 'C6.1',
  least: 1,
  columns: [
    money('paid', '已付利息'),
    money('penalty', '其中罚息、逾期息、复利', false),
    rate('rate', '合同年利率（%）'),
    date('paidOn', '付息日期'),
  ],
};
const loan = [text('loanNo', '贷款合同编号'), date('loanDate', '放款日期'), tick('overdue', '贷款目前已逾期')];

/** What each measure asks for its formula and its guards (specification 1C, 2.9). */
const asked: Record<Measure, { fields: Field[]; tables?: Table[] }> = {
  C1: {
    fields: [
      text('loanNo', '贷款合同编号'),
      text('borrowerName', '借款人名称'),
      choice('borrower', '借款人类型', borrowerKinds),
      date('disbursedOn', '放款日期'),
      money('principal', '贷款本金', false),
      money('loss', '本金损失'),
    ],
  },
  'C2.1': {
    fields: [],
    tables: [
      {
        key: 'loans',
        label: '当年新增贷款清单',
        clause: 'C2.1',
        least: 1,
        columns: [
          text('no', '贷款合同编号'),
          text('borrower', '借款人统一社会信用代码'),
          text('product', '产品备案号'),
          date('date', '放款日期'),
          money('amount', '放款金额'),
          tick('renewal', '续贷'),
        ],
      },
    ],
  },
  'C2.2': {
    fields: [],
    tables: [
      {
        key: 'fees',
        label: '年度费用清单',
        clause: 'C2.2',
        least: 1,
        columns: [
          text('no', '发票号码'),
          choice('kind', '费用类别', feeKinds),
          choice('loan', '对应贷款', loanKinds),
          date('date', '开票日期'),
          money('amount', '金额'),
        ],
      },
    ],
  },
  C3: {
    fields: [],
    tables: [
      {
        key: 'guarantees',
        label: '年度收券新增担保清单',
        clause: 'C3.1',
        least: 1,
        columns: [
          text('no', '担保合同编号'),
          text('voucher', '创新券编号'),
          date('date', '担保日期'),
          money('amount', '担保金额'),
        ],
      },
    ],
  },
  C4: {
    fields: [
      choice('form', '补助形式', formLabels),
      text('deal', '被投企业及轮次'),
      text('investeeCertificate', '被投企业科技型企业证书编号'),
      date('investeeFoundedOn', '被投企业成立日期'),
      money('revenue', '投资时上年营业收入'),
      money('assets', '投资时资产总额'),
      { key: 'staff', label: '投资时职工人数', kind: 'number', unit: '人', required: true },
      tick('listed', '投资时已上市'),
      choice('stage', '投资时所处发展阶段', stageLabels),
      money('invested', '实际完成的股权投资额'),
      date('investedOn', '投资完成日期'),
      tick('inYunnan', '被投企业在云南省内'),
      tick('related', '属关联方投资'),
      { ...date('exitedOn', '退出或清算日期'), when: ({ form }) => form === 'loss' },
      { ...money('actualLoss', '实际投资损失'), when: ({ form }) => form === 'loss' },
    ],
  },
  C5: {
    fields: [
      money('capital', '注册资金（规模）'),
      money('driven', '带动社会资金在滇投资'),
      money('cost', '开办费'),
      date('foundedOn', '设立日期'),
    ],
  },
  'C6.1': { fields: [...loan, text('product', '产品备案号')], tables: [periods] },
  'C6.2': {
    fields: [
      ...loan,
      choice('pledge', '质押的知识产权', {
        patent: '专利',
        software: '软件著作权',
        layout: '集成电路布图设计',
        variety: '植物新品种',
        medicine: '新药证书',
      }),
    ],
    tables: [{ ...periods, clause: 'C6.2' }],
  },
  'C7.1': {
    fields: [
      text('contractNo', '担保合同编号'),
      text('guarantor', '收券机构证书编号'),
      text('voucher', '创新券编号'),
      money('fee', '已缴担保费'),
      date('paidOn', '缴费日期'),
    ],
  },
  'C7.2': {
    fields: [
      text('contractNo', '保险单号'),
      text('insuranceKind', '科技保险险种编号'),
      text('voucher', '创新券编号'),
      money('fee', '已缴保费'),
      date('paidOn', '缴费日期'),
    ],
  },
  C8: {
    fields: [
      text('taskNo', '重大科技项目编号'),
      choice('role', '本单位在项目中的角色', { lead: '牵头承担', participant: '参与' }),
      ...loan,
      date('termFrom', '贷款起始日'),
      date('termUntil', '贷款到期日'),
    ],
    tables: [{ ...periods, clause: 'C8.1' }],
  },
};

const clauseOf: Partial<Record<Measure, string>> = { C1: 'C1.1', C3: 'C3.1', C4: 'C4.1', C5: 'C5.1', C8: 'C8.1' };

/** The part of the form that formula and registers read. */
export function factsForm(measure: Measure): FormDocument {
  const { fields, tables } = asked[measure];
  const clause = clauseOf[measure] ?? measure;
  const { label } = measures[measure];
  return {
    name: `claim-${measure}`,
    label: `${label}申报表`,
    sections: [
      {
        key: 'facts',
        label: '申报事项',
        fields: fields.map((field) => ({ ...field, clause })),
        ...(tables ? { tables } : {}),
      },
    ],
  };
}

/** 试算 before there are papers: numbers and names that only the registers ask may be left empty. */
export function estimateForm(measure: Measure): FormDocument {
  const form = factsForm(measure);
  const eased = <T extends Field>(fields: readonly T[]): T[] =>
    fields.map((field) =>
      field.kind === 'text' && field.key !== 'rate' ? { ...field, required: false, help: '选填，填写后核对名册' } : field,
    );
  return {
    ...form,
    sections: form.sections.map(({ fields, tables, ...section }) => ({
      ...section,
      fields: eased(fields),
      ...(tables ? { tables: tables.map((table) => ({ ...table, columns: eased(table.columns) })) } : {}),
    })),
  };
}

export const accountFields: ClauseField[] = [
  { ...text('accountName', '收款账户户名（须与单位名称一致）'), clause: '2.9' },
  { ...text('accountBank', '开户银行'), clause: '2.9' },
  { ...text('accountNumber', '账号'), clause: '2.9' },
];
export const promise = '本单位承诺申报材料真实、合法、有效，未就同一事项取得其他省级财政补助';

/** The whole form of a claim. */
export function claimForm(measure: Measure): FormDocument {
  const form = factsForm(measure);
  return {
    ...form,
    sections: [
      ...form.sections,
      { key: 'account', label: '收款账户', fields: accountFields },
      { key: 'promise', label: '真实性承诺', fields: [{ ...tick('promise', promise, true), clause: '2.9' }] },
    ],
  };
}

const own = new Set([...accountFields.map(({ key }) => key), 'promise']);

/** What the formula and the guards read of a saved form. */
export function factsOf({ fields, tables }: DocumentContent): Facts {
  const asked = Object.entries(fields).filter(([key, value]) => !own.has(key) && value !== undefined);
  return { ...Object.fromEntries(asked), ...tables };
}

export function accountOf({ fields }: DocumentContent): Partial<BankAccount> {
  const of = (key: string) => (typeof fields[key] === 'string' ? (fields[key] as string).trim() : '');
  return { name: of('accountName'), bank: of('accountBank'), number: of('accountNumber') };
}

/** Facts as a form holds them: demo data and tests start from the examples. */
export function contentOfFacts(facts: Facts, to: BankAccount): DocumentContent {
  const entries = Object.entries(facts);
  return {
    fields: {
      ...(Object.fromEntries(entries.filter(([, value]) => !Array.isArray(value))) as FormValues),
      accountName: to.name,
      accountBank: to.bank,
      accountNumber: to.number,
      promise: true,
    },
    tables: Object.fromEntries(entries.filter(([, value]) => Array.isArray(value))) as Record<string, FormValues[]>,
  };
}
