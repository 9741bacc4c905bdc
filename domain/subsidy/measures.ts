import type { Role } from '#domain/organisation/roles.js';

/** The paying measures of the twelve 促进科技型企业融资12条措施 (specification 1C). */
export const measureCodes = ['C1', 'C2.1', 'C2.2', 'C3', 'C4', 'C5', 'C6.1', 'C6.2', 'C7.1', 'C7.2', 'C8'] as const;
export type Measure = (typeof measureCodes)[number];

/** Kinds of units (records: unit.kind) that may claim. */
export type ClaimantKind = 'bank' | 'guarantor' | 'fund' | 'enterprise';

export interface MeasureText {
  code: Measure;
  /** In the number of a claim: KJJR-2026-C61-0001 (6.8). */
  short: string;
  label: string;
  clause: string;
  claimant: ClaimantKind;
  /** Who reviews first: the department itself, or the 州市科技局 / 国家高新区 that recommends. */
  first: 'province' | 'recommender';
  /** R17: the calendar year of the award, or the one in which loan, fee, guarantee, interest or premium happened. */
  yearOf: 'award' | 'occurrence';
  /** Filed with every claim: truth promise and bank account; here, what the measure asks besides (specification 2.9). */
  evidence: { key: string; label: string }[];
}

const proof = (key: string, label: string) => ({ key, label });
const loanProofs = [proof('contract', '贷款合同'), proof('drawdown', '放款凭证'), proof('interest', '付息凭证')];

/** What each measure is, who claims it, and what is filed with it: the per-measure table of specification 2.9. */
export const measures: Readonly<Record<Measure, MeasureText>> = {
  C1: {
    code: 'C1',
    short: 'C1',
    label: '科技贷款风险补偿',
    clause: '（一）',
    claimant: 'bank',
    first: 'province',
    yearOf: 'award',
    evidence: [
      proof('contract', '贷款合同'),
      proof('drawdown', '放款凭证'),
      proof('default', '违约及追偿、核销证明'),
      proof('borrower', '借款人科技型企业证明'),
    ],
  },
  'C2.1': {
    code: 'C2.1',
    short: 'C21',
    label: '科技创新融资评价体系贷款风险补助',
    clause: '（二）1',
    claimant: 'bank',
    first: 'province',
    yearOf: 'occurrence',
    evidence: [proof('loans', '新增贷款清单（合同、金额、日期、借款人）'), proof('filing', '产品备案号')],
  },
  'C2.2': {
    code: 'C2.2',
    short: 'C22',
    label: '评估、评级、保险等费用补助',
    clause: '（二）2',
    claimant: 'bank',
    first: 'province',
    yearOf: 'occurrence',
    evidence: [proof('invoices', '评估、评级、保险费用发票'), proof('loans', '费用对应的贷款清单')],
  },
  C3: {
    code: 'C3',
    short: 'C3',
    label: '科技创新券担保奖补',
    clause: '（三）',
    claimant: 'guarantor',
    first: 'recommender',
    yearOf: 'occurrence',
    evidence: [
      proof('guarantees', '新增担保清单'),
      proof('vouchers', '科技创新券编号清单'),
      proof('certificate', '收券机构证明'),
    ],
  },
  C4: {
    code: 'C4',
    short: 'C4',
    label: '创业投资风险补助与损失补偿',
    clause: '（四）',
    claimant: 'fund',
    first: 'recommender',
    yearOf: 'award',
    evidence: [
      proof('agreement', '投资协议'),
      proof('payment', '出资凭证'),
      proof('registration', '工商变更登记'),
      proof('stage', '被投企业发展阶段证明'),
      proof('held', '持有或退出、清算证明'),
    ],
  },
  C5: {
    code: 'C5',
    short: 'C5',
    label: '创业投资机构开办费补助',
    clause: '（五）',
    claimant: 'fund',
    first: 'recommender',
    yearOf: 'award',
    evidence: [
      proof('licence', '营业执照'),
      proof('capital', '实缴及备案证明'),
      proof('driven', '带动社会资金在滇投资清单'),
      proof('costs', '开办费发票'),
    ],
  },
  'C6.1': {
    code: 'C6.1',
    short: 'C61',
    label: '科技创新融资评价体系贷款贴息',
    clause: '（六）1',
    claimant: 'enterprise',
    first: 'recommender',
    yearOf: 'occurrence',
    evidence: [...loanProofs, proof('filing', '产品备案号'), proof('certificate', '科技型企业证明')],
  },
  'C6.2': {
    code: 'C6.2',
    short: 'C62',
    label: '知识产权质押贷款贴息',
    clause: '（六）2',
    claimant: 'enterprise',
    first: 'recommender',
    yearOf: 'occurrence',
    evidence: [...loanProofs, proof('pledge', '知识产权质押登记'), proof('certificate', '科技型企业证明')],
  },
  'C7.1': {
    code: 'C7.1',
    short: 'C71',
    label: '科技创新券抵扣贷款担保费',
    clause: '（七）',
    claimant: 'enterprise',
    first: 'recommender',
    yearOf: 'occurrence',
    evidence: [
      proof('contract', '担保合同'),
      proof('invoice', '担保费发票'),
      proof('voucher', '科技创新券'),
      proof('certificate', '科技型企业证明'),
    ],
  },
  'C7.2': {
    code: 'C7.2',
    short: 'C72',
    label: '科技创新券抵扣科技保险保费',
    clause: '（七）',
    claimant: 'enterprise',
    first: 'recommender',
    yearOf: 'occurrence',
    evidence: [
      proof('policy', '保险单'),
      proof('invoice', '保费发票'),
      proof('voucher', '科技创新券'),
      proof('certificate', '科技型企业证明'),
    ],
  },
  C8: {
    code: 'C8',
    short: 'C8',
    label: '重大科技项目成果转化贷款贴息',
    clause: '（八）',
    claimant: 'enterprise',
    first: 'recommender',
    yearOf: 'occurrence',
    evidence: [
      proof('task', '重大科技项目任务书（牵头页）'),
      proof('contract', '贷款合同'),
      proof('use', '贷款用途证明'),
      proof('interest', '付息凭证'),
      proof('certificate', '科技型企业证明'),
    ],
  },
};

/** Who fills in a claim: an enterprise's people, or those of a financial institution. */
export const fillers: Role[] = ['EA', 'UA', 'FI'];

export const isMeasure = (code: unknown): code is Measure => measureCodes.includes(code as Measure);
