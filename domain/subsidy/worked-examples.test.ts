import type { Facts } from './facts.js';
import type { Measure } from './measures.js';

// The rows are read by three tests, which take their ids as titles; the name ends in .test so that whoever counts numbers in titles finds them.

/** A sample of section 4, or another number under the same rule. */
export interface WorkedExample {
  id: string;
  measure: Measure;
  /** Beside `exampleFacts` of the measure, in 2026. */
  facts?: Facts;
  /** Already used of each cap, by its clause. */
  used?: Record<string, string>;
  filedOn?: string;
  /** 万元, or the code of a refusal. */
  award: string;
  lapses?: string;
  /** What only a register can say: the code its own question is refused with. */
  register?: 'not_filed_product' | 'not_voucher_receiver';
}

// Facts of one line or of the fields that matter, for the examples below.
export const loans = (amount: string, more: Facts = {}) => ({
  loans: [{ no: 'X1', date: '2026-03-02', amount, filed: true, renewal: false, ...more }],
});
export const fees = (amount: string, more: Facts = {}) => ({
  fees: [{ no: 'F1', date: '2026-03-02', kind: 'rating', loan: 'evaluation', amount, ...more }],
});
export const guaranteed = (amount: string, more: Facts = {}) => ({
  guarantees: [{ no: 'G1', voucher: 'Q1', date: '2026-04-01', amount, ...more }],
});
export const invest = (stage: string, invested: string, more: Facts = {}) => ({ stage, invested, ...more });
export const period = (paid: string, rate: string, penalty = '') => ({
  periods: [{ paid, rate, penalty, paidOn: '2026-11-20' }],
});

export const workedExamples: readonly WorkedExample[] = [
  { id: 'C1-1 C1.1 loss 100, high-tech, 70%', measure: 'C1', award: '70.00' },
  { id: 'C1-2 C1.1 loss 100, other firm, 50%', measure: 'C1', facts: { borrower: 'tech' }, award: '50.00' },
  { id: 'C1-3 the officer types 75%', measure: 'C1', facts: { ratio: '75' }, award: 'ratio_above_maximum' },
  { id: 'C1-4 loss 333.33', measure: 'C1', facts: { loss: '333.33' }, award: '233.33' },
  {
    id: 'C1.1 half a hundredth is cut, for 70 and 50 are maxima: 0.025 → 0.02',
    measure: 'C1',
    facts: { loss: '0.05', borrower: 'tech' },
    award: '0.02',
  },
  {
    id: 'C1-5 C1.2 pool used 9950.00: the rest lapses',
    measure: 'C1',
    facts: { loss: '200' },
    used: { 'C1.2': '9950' },
    award: '50.00',
    lapses: '90.00',
  },
  { id: 'C1.2 the pool is empty', measure: 'C1', used: { 'C1.2': '10000' }, award: '0.00', lapses: '70.00' },
  { id: 'R11 the officer may lower', measure: 'C1', facts: { ratio: '60' }, award: '60.00' },
  {
    id: 'R11 not above 50 for another firm',
    measure: 'C1',
    facts: { borrower: 'tech', ratio: '60' },
    award: 'ratio_above_maximum',
  },
  { id: 'C1.1 base is the principal', measure: 'C1', facts: { principal: '90' }, award: 'loss_above_principal' },
  { id: 'C21-1 C2.1 3000', measure: 'C2.1', award: '60.00' },
  { id: 'C21-2 7500', measure: 'C2.1', facts: loans('7500'), award: '150.00' },
  { id: 'C21-3 10000 → cap', measure: 'C2.1', facts: loans('10000'), award: '150.00', lapses: '50.00' },
  { id: 'C21-5 next year 5000', measure: 'C2.1', facts: loans('5000'), award: '100.00' },
  { id: 'C21-7 1234.56', measure: 'C2.1', facts: loans('1234.56'), award: '24.69' },
  {
    id: 'C21-8 not under a filed product',
    measure: 'C2.1',
    facts: loans('3000', { filed: false, product: 'CP-404' }),
    award: 'not_filed_product',
    register: 'not_filed_product',
  },
  { id: 'R22 renewals do not count', measure: 'C2.1', facts: loans('3000', { renewal: true }), award: 'renewal' },
  { id: 'R17 a loan of another year', measure: 'C2.1', facts: loans('3000', { date: '2025-12-31' }), award: 'outside_year' },
  { id: 'C22-1 C2.2 fees 80', measure: 'C2.2', award: '40.00' },
  { id: 'C22-2 R12 fees 200', measure: 'C2.2', facts: fees('200'), award: '100.00' },
  { id: 'C22-3 fees 260 → cap', measure: 'C2.2', facts: fees('260'), award: '100.00', lapses: '30.00' },
  { id: 'C22-5 fees 33.33: half up', measure: 'C2.2', facts: fees('33.33'), award: '16.67' },
  {
    id: 'C22-7 C2.1 already 150: caps are independent',
    measure: 'C2.2',
    facts: fees('40'),
    used: { 'C2.1': '150' },
    award: '20.00',
  },
  { id: 'C2.2 a loan of another kind', measure: 'C2.2', facts: fees('40', { loan: 'mortgage' }), award: 'choice_invalid' },
  { id: 'C3-1 C3.1 10000', measure: 'C3', award: '50.00' },
  { id: 'C3-2 40000', measure: 'C3', facts: guaranteed('40000'), award: '200.00' },
  { id: 'C3-3 55000 → cap', measure: 'C3', facts: guaranteed('55000'), award: '200.00', lapses: '75.00' },
  { id: 'C3-5 8765.43', measure: 'C3', facts: guaranteed('8765.43'), award: '43.83' },
  {
    id: 'C3-7 not a 收券机构',
    measure: 'C3',
    facts: { registered: false },
    award: 'not_voucher_receiver',
    register: 'not_voucher_receiver',
  },
  {
    id: 'C3.1 certificate not yet valid',
    measure: 'C3',
    facts: { certifiedFrom: '2026-04-02' },
    award: 'certificate_not_valid',
    register: 'not_voucher_receiver',
  },
  { id: 'C3.1 on its last day', measure: 'C3', facts: { certifiedUntil: '2026-04-01' }, award: '50.00' },
  { id: 'C4-1 C4.1 R13 种子期 500', measure: 'C4', award: '50.00' },
  { id: 'C4-2 初创期 1200', measure: 'C4', facts: invest('start-up', '1200'), award: '96.00' },
  { id: 'C4-3 成长期 3000', measure: 'C4', facts: invest('growth', '3000'), award: '150.00' },
  { id: 'C4-4 C4.2 R14 种子期 2500 → deal cap', measure: 'C4', facts: invest('seed', '2500'), award: '200.00', lapses: '50.00' },
  { id: 'C4-5 初创期 1888.88', measure: 'C4', facts: invest('start-up', '1888.88'), award: '151.11' },
  { id: 'R13 listed before the investment', measure: 'C4', facts: { listed: true }, award: 'not_early' },
  {
    id: 'R13 ten years old on the day',
    measure: 'C4',
    facts: { stage: 'growth', investeeFoundedOn: '2013-06-15' },
    award: '25.00',
  },
  {
    id: 'R13 ten years and a day',
    measure: 'C4',
    facts: { stage: 'growth', investeeFoundedOn: '2013-06-14' },
    award: 'not_early',
  },
  {
    id: 'bad input: founded after the investment',
    measure: 'C4',
    facts: { investeeFoundedOn: '2023-06-16' },
    award: 'founded_after',
  },
  { id: 'bad input: half a person', measure: 'C4', facts: { staff: '1.5' }, award: 'count_invalid' },
  {
    id: 'C4-6 invested 2021-06-15, filed 2023-06-14: not two years',
    measure: 'C4',
    facts: { investedOn: '2021-06-15' },
    filedOn: '2023-06-14',
    award: 'not_held_two_years',
  },
  {
    id: 'C4-6 filed 2023-06-15: 满2年(含)',
    measure: 'C4',
    facts: { investedOn: '2021-06-15' },
    filedOn: '2023-06-15',
    award: '50.00',
  },
  { id: 'C5.2 C4 and C5 together 500', measure: 'C4', used: { 'C5.2': '470' }, award: '30.00', lapses: '20.00' },
  {
    id: 'R20 loss compensation is no more than the loss',
    measure: 'C4',
    facts: { form: 'loss', exitedOn: '2026-02-01', actualLoss: '31.5' },
    award: '31.50',
  },
  {
    id: 'R20 an exit before two years',
    measure: 'C4',
    facts: { form: 'loss', exitedOn: '2025-06-14', actualLoss: '31.5' },
    award: 'not_held_two_years',
  },
  { id: 'C4.1 related parties', measure: 'C4', facts: { related: true }, award: 'related_party' },
  { id: 'C4.1 investee elsewhere', measure: 'C4', facts: { inYunnan: false }, award: 'investee_outside' },
  { id: 'C5-1 C5.1 R21 cost 80', measure: 'C5', award: '50.00' },
  { id: 'C5-2 capital 4999.99', measure: 'C5', facts: { capital: '4999.99' }, award: 'capital_too_small' },
  { id: 'C5-3 driven 19999.99', measure: 'C5', facts: { driven: '19999.99' }, award: 'driven_too_small' },
  { id: 'C5-4 cost 36.50', measure: 'C5', facts: { cost: '36.50' }, award: '36.50' },
  { id: 'C5.2 the institution has 20 left', measure: 'C5', used: { 'C5.2': '480' }, award: '20.00', lapses: '30.00' },
  { id: 'C5.1 set up on 2022-11-30', measure: 'C5', facts: { foundedOn: '2022-11-30' }, award: 'not_new' },
  { id: 'C61-1 C6.1 1000 @4.35%', measure: 'C6.1', award: '30.45' },
  { id: 'C61-2 R16 1000 @7.2%: 5% ceiling', measure: 'C6.1', facts: period('72.00', '7.2'), award: '50.00' },
  { id: 'C61-3 1000 @7.0%', measure: 'C6.1', facts: period('70.00', '7.0'), award: '49.00' },
  { id: 'C61-4 3000 @6% → cap', measure: 'C6.1', facts: period('180', '6'), award: '120.00', lapses: '6.00' },
  { id: 'C61-6 paid 21.20 of which 罚息 1.20', measure: 'C6.1', facts: period('21.20', '4', '1.20'), award: '14.00' },
  { id: 'C62-1 C6.2 800 @4.5%', measure: 'C6.2', award: '18.00' },
  { id: 'C62-2 1000 @12%', measure: 'C6.2', facts: period('120', '12'), award: '50.00' },
  { id: 'C62-3 1000 @10%: exactly 5%', measure: 'C6.2', facts: period('100', '10'), award: '50.00' },
  { id: 'C62-4 5000 @5% → cap', measure: 'C6.2', facts: period('250', '5'), award: '100.00', lapses: '25.00' },
  { id: 'C6.2 50 is no maximum: 16.665 is rounded half up', measure: 'C6.2', facts: period('33.33', '4'), award: '16.67' },
  { id: 'C6.2 R16 10.01%: the ceiling binds and cuts', measure: 'C6.2', facts: period('33.33', '10.01'), award: '16.64' },
  { id: 'C62-6 I=14.50 @4.35%', measure: 'C6.2', facts: period('14.50', '4.35'), award: '7.25' },
  { id: 'C7-1 C7.1 guarantee fee 40', measure: 'C7.1', award: '20.00' },
  { id: 'C7-2 guarantee fee 90', measure: 'C7.1', facts: { fee: '90' }, award: '30.00', lapses: '15.00' },
  { id: 'C7-3 C7.2 premium 25', measure: 'C7.2', award: '12.50' },
  { id: 'C7-4 premium 64', measure: 'C7.2', facts: { fee: '64' }, award: '20.00', lapses: '12.00' },
  {
    id: 'C7-5 C7.3 R18 fee 90 and premium 64: 30 + 20 = 50',
    measure: 'C7.2',
    facts: { fee: '64' },
    used: { 'C7.1': '30', 'C7.3': '30' },
    award: '20.00',
    lapses: '12.00',
  },
  {
    id: 'R18 headroom does not move',
    measure: 'C7.1',
    facts: { fee: '90' },
    used: { 'C7.2': '0', 'C7.3': '0' },
    award: '30.00',
    lapses: '15.00',
  },
  {
    id: 'C7.3 the joint cap cuts too',
    measure: 'C7.1',
    facts: { fee: '90' },
    used: { 'C7.3': '35' },
    award: '15.00',
    lapses: '30.00',
  },
  { id: 'C7.1 an odd fee is cut: 33.33 → 16.66', measure: 'C7.1', facts: { fee: '33.33' }, award: '16.66' },
  { id: 'C8-1 C8.1 5000 @4%', measure: 'C8', award: '100.00' },
  { id: 'C8-3 1000 @12%', measure: 'C8', facts: period('120', '12'), award: '50.00' },
  { id: 'C8-4 officer ratio 40%', measure: 'C8', facts: { ratio: '40' }, award: '80.00' },
  { id: 'C8.1 50 is a maximum: 16.665 is cut', measure: 'C8', facts: period('33.33', '4'), award: '16.66' },
  { id: 'C8-6 participant, not lead', measure: 'C8', facts: { role: 'participant' }, award: 'not_lead' },
  { id: 'C8-7 officer types 55%', measure: 'C8', facts: { ratio: '55' }, award: 'ratio_above_maximum' },
  { id: 'R15 500 over the whole term', measure: 'C8', used: { 'C8.1': '430' }, award: '70.00', lapses: '30.00' },
  { id: 'C8.1 interest paid after the term', measure: 'C8', facts: { termUntil: '2026-11-19' }, award: 'outside_term' },
  { id: 'R19 an overdue loan', measure: 'C6.1', facts: { overdue: true }, award: 'loan_overdue' },
  { id: 'bad input: rate 0', measure: 'C6.1', facts: period('43.50', '0'), award: 'rate_out_of_range' },
  { id: 'bad input: rate 100', measure: 'C6.1', facts: period('43.50', '100'), award: 'rate_out_of_range' },
  { id: 'bad input: negative interest', measure: 'C6.1', facts: period('-1', '4'), award: 'money_negative' },
  { id: 'bad input: penalty above what was paid', measure: 'C6.1', facts: period('1', '4', '2'), award: 'penalty_above_paid' },
  { id: 'bad input: three decimals', measure: 'C1', facts: { loss: '1.005' }, award: 'money_decimals' },
  { id: 'bad input: 1e21', measure: 'C1', facts: { loss: 1e21 }, award: 'money_format' },
  { id: 'bad input: no list', measure: 'C3', facts: { guarantees: 'x' }, award: 'list_empty' },
];
