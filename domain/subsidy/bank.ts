import { formatWanYuan, type Fen } from '#domain/money/fen.js';
import { formatPercent, isLess, parsePercent, roundFraction, times, whole, type Fraction } from '#domain/money/fraction.js';
import type { Computed } from './assessment.js';
import { choice, date, lines, optionalAmount, percent, positive, refuse, type ClaimOf, type Facts } from './facts.js';
import type { SubsidyRules } from './rules.js';

export const borrowerKinds = { 'high-tech': '高新技术企业', tech: '其他科技型企业' } as const;
export const feeKinds = { appraisal: '评估费', rating: '评级费', insurance: '保险费' } as const;

/** An officer's ratio: never above what the formula gives (R11, C8). */
export function ratioOf(facts: Facts, highest: string, clause: string): Fraction {
  const most = parsePercent(highest);
  if (facts.ratio === undefined || facts.ratio === '') return most;
  const ratio = percent(facts, 'ratio', '补助比例');
  if (isLess(most, ratio))
    refuse('ratio_above_maximum', `补助比例最高为${formatPercent(most)}，可以调低，不得调高。`, 'ratio', clause);
  if (ratio.n === 0n) refuse('ratio_zero', '补助比例须大于0；不予补助的请作不通过处理。', 'ratio', clause);
  return ratio;
}

/** C1 each single loss of a pilot bank: principal lost × at most 70% (R11: 70 for 高新技术企业, 50 for other 科技型企业), rounded down. */
export function lossCompensation({ facts }: ClaimOf, rules: SubsidyRules): Computed {
  const loss = positive(facts, 'loss', '本金损失');
  const principal = optionalAmount(facts, 'principal', '贷款本金');
  if (principal > 0n && loss > principal) refuse('loss_above_principal', '本金损失不得超过贷款本金。', 'loss', 'C1.1');
  const borrower = choice(facts, 'borrower', '借款人类型', ['high-tech', 'tech'] as const);
  const most = rules.C1.ratio[borrower];
  const ratio = ratioOf(facts, most, 'C1.1');
  return {
    steps: [
      { clause: 'C1.1', label: '单笔科技贷款本金损失', formula: '以本金损失为基数', value: formatWanYuan(loss) },
      { clause: 'R11', label: '补偿比例', formula: `${borrowerKinds[borrower]}，最高${most}%`, value: formatPercent(ratio) },
    ],
    raw: times(whole(loss), ratio),
    rounding: 'down',
    why: '条款规定的比例为最高比例，向下取整',
  };
}

/** C2.1 2% of the principal newly disbursed in the year under a filed product; renewals do not count (R22). */
export function newLoans({ facts, year }: ClaimOf, rules: SubsidyRules): Computed {
  const loans = lines(facts, 'loans', '新增贷款清单', (loan) => {
    const day = date(loan, 'date', '放款日期');
    if (!day.startsWith(`${year}-`)) refuse('outside_year', `放款日期须在${year}年度内。`, 'date', 'C2.1');
    if (loan.filed !== true)
      refuse('not_filed_product', '该贷款不是已备案的科技创新融资评价体系产品，不予补助。', 'filed', 'C2.1');
    if (loan.renewal === true) refuse('renewal', '续贷不计入当年新增贷款。', 'renewal', 'R22');
    return positive(loan, 'amount', '放款金额');
  });
  return shareOf(sum(loans), `当年新增贷款 ${loans.length} 笔合计`, rules['C2.1'].ratio, 'C2.1');
}

/** C2.2 half of the year's fees for 评估, 评级, 保险 of IP-pledge or evaluation-system loans. */
export function loanFees({ facts, year }: ClaimOf, rules: SubsidyRules): Computed {
  const fees = lines(facts, 'fees', '费用清单', (fee) => {
    const day = date(fee, 'date', '开票日期');
    if (!day.startsWith(`${year}-`)) refuse('outside_year', `开票日期须在${year}年度内。`, 'date', 'C2.2');
    choice(fee, 'kind', '费用类别', ['appraisal', 'rating', 'insurance'] as const);
    choice(fee, 'loan', '贷款类别（知识产权质押贷款或评价体系贷款）', ['ip-pledge', 'evaluation'] as const);
    return positive(fee, 'amount', '费用金额');
  });
  return shareOf(sum(fees), `年度支出费用 ${fees.length} 笔合计`, rules['C2.2'].ratio, 'C2.2');
}

/** C3 0.5% of the year's new guarantees, those only that were made by receiving vouchers while the certificate was valid. */
export function guarantees({ facts, year }: ClaimOf, rules: SubsidyRules): Computed {
  if (facts.registered !== true)
    refuse('not_voucher_receiver', '申报单位不是登记的科技创新券收券机构，不予奖补。', 'registered', 'C3.1');
  const certified = {
    from: date(facts, 'certifiedFrom', '收券机构证书起始日'),
    until: date(facts, 'certifiedUntil', '证书有效期至'),
  };
  const made = lines(facts, 'guarantees', '新增担保清单', (one) => {
    const day = date(one, 'date', '担保日期');
    if (!day.startsWith(`${year}-`)) refuse('outside_year', `担保日期须在${year}年度内。`, 'date', 'C3.1');
    if (day < certified.from || day > certified.until)
      refuse('certificate_not_valid', '担保日期不在收券机构证书有效期内。', 'date', 'C3.1');
    return positive(one, 'amount', '担保金额');
  });
  return shareOf(sum(made), `年度收券新增担保 ${made.length} 笔合计`, rules.C3.ratio, 'C3.1');
}

/** C7 a voucher takes at most half of a guarantee fee (C7.1) or a premium (C7.2), rounded down. */
export const voucher =
  (measure: 'C7.1' | 'C7.2') =>
  ({ facts, year }: ClaimOf, rules: SubsidyRules): Computed => {
    const label = measure === 'C7.1' ? '科技贷款担保费' : '科技保险保费';
    const fee = positive(facts, 'fee', label);
    const day = date(facts, 'paidOn', '缴费日期');
    if (!day.startsWith(`${year}-`)) refuse('outside_year', `缴费日期须在${year}年度内。`, 'paidOn', measure);
    const ratio = ratioOf(facts, rules[measure].ratio, measure);
    return {
      steps: [
        { clause: measure, label, formula: '已缴纳金额', value: formatWanYuan(fee) },
        { clause: measure, label: '抵扣比例', formula: `最高${rules[measure].ratio}%`, value: formatPercent(ratio) },
      ],
      raw: times(whole(fee), ratio),
      rounding: 'down',
      why: '条款规定的比例为最高比例，向下取整',
    };
  };

/** What a bank returns when it later recovers principal of a compensated loss (C1-8); never more than it still holds. */
export function recoveryReturn(recovered: Fen, ratio: string, held: Fen): Fen {
  const due = roundFraction(times(whole(recovered), parsePercent(ratio)), 'half-up');
  return due < held ? due : held;
}

export const sum = (amounts: Fen[]): Fen => amounts.reduce((total, one) => total + one, 0n);

function shareOf(base: Fen, label: string, percentText: string, clause: string): Computed {
  const ratio = parsePercent(percentText);
  return {
    steps: [
      { clause, label, formula: '逐笔相加', value: formatWanYuan(base) },
      { clause, label: '补助比例', formula: '按条款', value: formatPercent(ratio) },
    ],
    raw: times(whole(base), ratio),
    rounding: 'half-up',
  };
}
