import type { LocalDate } from '#domain/calendar/instant.js';
import type { Refusal } from '#domain/process/types.js';
import type { Facts } from '../facts.js';
import type { Measure } from '../measures.js';
import type { VoucherKind } from '../voucher/process.js';

/** A register must hold a valid entry of the unit or the number on the day. */
export interface RegisterQuestion {
  register: string;
  unitId?: string;
  number?: string;
  on: LocalDate;
  refusal: Refusal;
}

/** A voucher that must be good for the kind on the day; `owner`: only the claimant's own. */
export interface VoucherQuestion {
  number: string;
  kind: VoucherKind;
  on: LocalDate;
  owner?: string;
  field: string;
}

export interface Subject {
  owner: string;
  institution: string;
  today: LocalDate;
}

const said = (facts: Facts, key: string): string => (typeof facts[key] === 'string' ? facts[key].trim() : '');
const linesOf = (facts: Facts, key: string): Facts[] => (Array.isArray(facts[key]) ? (facts[key] as Facts[]) : []);

/** 科技型企业证书 on the base date: evidence of C4-C8 (2.9). */
const certificate = ({ owner, today }: Subject): RegisterQuestion => ({
  register: 'tech-certificate',
  unitId: owner,
  on: today,
  refusal: {
    code: 'certificate_missing',
    message: `本单位在${today}没有有效的科技型企业证书，请先向省厅登记。`,
    clause: '2.9',
  },
});

const filedProduct = (number: string, on: LocalDate, field: string, clause: string): RegisterQuestion => ({
  register: 'filed-product',
  number,
  on,
  refusal: {
    code: 'not_filed_product',
    message: `产品备案号“${number}”在${on}不是已备案的科技创新融资评价体系产品。`,
    field,
    clause,
  },
});

/** The per-measure table of 2.9 as data: what the registers must bear out, measure by measure. */
const registers: Record<Measure, (facts: Facts, subject: Subject) => RegisterQuestion[]> = {
  C1: (facts, { institution }) => [
    {
      register: 'pilot-bank',
      unitId: institution,
      on: said(facts, 'disbursedOn'),
      refusal: {
        code: 'not_pilot_bank',
        message: '放款时本银行不在科技贷款试点合作银行名单内。',
        field: 'disbursedOn',
        clause: 'C1.1',
      },
    },
  ],
  'C2.1': (facts) =>
    linesOf(facts, 'loans').map((loan, index) =>
      filedProduct(said(loan, 'product'), said(loan, 'date'), `loans.${index}.product`, 'C2.1'),
    ),
  'C2.2': () => [],
  C3: (facts, { owner }) =>
    linesOf(facts, 'guarantees').map((one, index) => ({
      register: 'voucher-receiver',
      unitId: owner,
      on: said(one, 'date'),
      refusal: {
        code: 'not_voucher_receiver',
        message: `第${index + 1}行：担保日期本单位不是登记的科技创新券收券机构。`,
        field: `guarantees.${index}.date`,
        clause: 'C3.1',
      },
    })),
  C4: (facts, { today }) => [
    {
      register: 'tech-certificate',
      number: said(facts, 'investeeCertificate'),
      on: today,
      refusal: {
        code: 'certificate_missing',
        message: `被投企业科技型企业证书“${said(facts, 'investeeCertificate')}”未登记或已失效。`,
        field: 'investeeCertificate',
        clause: 'C4.1',
      },
    },
  ],
  C5: () => [],
  'C6.1': (facts, subject) => [
    certificate(subject),
    filedProduct(said(facts, 'product'), said(facts, 'loanDate'), 'product', 'C6.1'),
  ],
  'C6.2': (_facts, subject) => [certificate(subject)],
  'C7.1': (facts, subject) => [
    certificate(subject),
    {
      register: 'voucher-receiver',
      number: said(facts, 'guarantor'),
      on: said(facts, 'paidOn'),
      refusal: {
        code: 'guarantor_not_receiver',
        message: `担保机构“${said(facts, 'guarantor')}”在缴费日不是登记的收券机构。`,
        field: 'guarantor',
        clause: 'C7.1',
      },
    },
  ],
  'C7.2': (facts, subject) => [
    certificate(subject),
    {
      register: 'insurance-kind',
      number: said(facts, 'insuranceKind'),
      on: said(facts, 'paidOn'),
      refusal: {
        code: 'insurance_kind_unlisted',
        message: `险种“${said(facts, 'insuranceKind')}”不在科技保险险种名单内。`,
        field: 'insuranceKind',
        clause: 'C7.2',
      },
    },
  ],
  C8: (_facts, subject) => [certificate(subject)],
};

export const registerQuestions = (measure: Measure, facts: Facts, subject: Subject): RegisterQuestion[] =>
  registers[measure](facts, subject);

/** C7 a voucher of the claimant's own, good on the day of payment; C3 those received, each on the day of its guarantee. */
export function voucherQuestions(measure: Measure, facts: Facts, { owner }: Subject): VoucherQuestion[] {
  if (measure === 'C7.1' || measure === 'C7.2')
    return [
      {
        number: said(facts, 'voucher'),
        kind: measure === 'C7.1' ? 'guarantee' : 'insurance',
        on: said(facts, 'paidOn'),
        owner,
        field: 'voucher',
      },
    ];
  if (measure !== 'C3') return [];
  return linesOf(facts, 'guarantees').map((one, index) => ({
    number: said(one, 'voucher'),
    kind: 'guarantee',
    on: said(one, 'date'),
    field: `guarantees.${index}.voucher`,
  }));
}

/** Facts the registers know better than the form: a filed product is filed, a 收券机构 has its certificate. */
export function completed(
  measure: Measure,
  facts: Facts,
  certificateDays: { from: LocalDate; until: LocalDate } | undefined,
): Facts {
  if (measure === 'C2.1')
    return { ...facts, loans: linesOf(facts, 'loans').map((loan) => ({ ...loan, filed: true, renewal: loan.renewal === true })) };
  if (measure === 'C3')
    return {
      ...facts,
      registered: certificateDays !== undefined,
      ...(certificateDays ? { certifiedFrom: certificateDays.from, certifiedUntil: certificateDays.until } : {}),
    };
  return facts;
}
