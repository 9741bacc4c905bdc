import { formatWanYuan, type Fen } from '#domain/money/fen.js';
import {
  formatPercent,
  isLess,
  over,
  parsePercent,
  plus,
  showWanYuan,
  times,
  whole,
  ZERO,
  type Fraction,
} from '#domain/money/fraction.js';
import type { Computed, TraceStep } from './assessment.js';
import { ratioOf } from './bank.js';
import { amount, date, lines, optionalAmount, percent, refuse, type ClaimOf, type Facts } from './facts.js';
import type { SubsidyRules } from './rules.js';

type Ceiling = SubsidyRules['ceiling']['on'];
type LoanMeasure = 'C6.1' | 'C6.2' | 'C8';

interface Period {
  interest: Fen;
  paid: Fen;
  penalty: Fen;
  rate: Fraction;
}

/**
 * C6.1, C6.2, C8 先付后贴: ordinary interest actually paid in the year × min(ratio, 5% ÷ rate), one line a rate period, summed before
 * rounding. Rounded down where the ratio is itself a maximum (C8) or the 5% ceiling binds (R16).
 */
export const interestSubsidy =
  (measure: LoanMeasure) =>
  ({ facts, year }: ClaimOf, rules: SubsidyRules): Computed => {
    const clause = measure === 'C8' ? 'C8.1' : measure;
    if (facts.overdue === true) refuse('loan_overdue', '贷款已逾期，不予贴息。', 'overdue', clause);
    if (measure === 'C8') refuseOutsideC8(facts);
    const ratio = measure === 'C8' ? ratioOf(facts, rules.C8.ratio, 'C8.1') : parsePercent(rules[measure].ratio);
    const periods = lines(facts, 'periods', '付息明细', (line) => readPeriod(line, year, rules));
    const ceiling = parsePercent(rules.ceiling.rate);
    let raw = ZERO;
    let binds = false;
    const steps: TraceStep[] = [];
    for (const { interest, paid, penalty, rate } of periods) {
      const { share, bound } = shareOfInterest(rate, ratio, ceiling, rules.ceiling.on);
      const part = times(whole(interest), share);
      raw = plus(raw, part);
      binds ||= bound;
      steps.push({
        clause,
        label: '实际支付的利息',
        formula: penalty > 0n ? `${formatWanYuan(paid)} − 罚息、逾期息、复利 ${formatWanYuan(penalty)}` : '付息凭证',
        value: formatWanYuan(interest),
      });
      steps.push({
        clause: bound ? 'R16' : clause,
        label: bound ? ceilingLabels[rules.ceiling.on](formatPercent(ceiling)) : '贴息比例',
        formula: bound
          ? cutFormula(rules.ceiling.on, rate, ratio, ceiling)
          : `利率 ${formatPercent(rate)}，利息 × ${formatPercent(ratio)}`,
        value: showWanYuan(part),
      });
    }
    const down = binds || measure === 'C8';
    return {
      steps,
      raw,
      rounding: down ? 'down' : 'half-up',
      ...(down ? { why: binds ? '贴息利率达到上限，向下取整' : '条款规定的比例为最高比例，向下取整' } : {}),
    };
  };

const ceilingLabels: Record<Ceiling, (most: string) => string> = {
  'subsidy-rate': (most) => `贴息利率最高${most}（含）`,
  'loan-rate': (most) => `贷款利率最高按${most}（含）计算`,
};

/** What was done to the interest, as the reading of R16 has it. */
function cutFormula(on: Ceiling, rate: Fraction, ratio: Fraction, ceiling: Fraction): string {
  const [r, share, most] = [rate, ratio, ceiling].map(formatPercent);
  return on === 'loan-rate'
    ? `利率 ${r} 超过上限，利息 × ${most} ÷ ${r} × ${share}`
    : `利率 ${r} × ${share} 超过上限，利息 × ${most} ÷ ${r}`;
}

/** min(ratio, 5% ÷ r); the other reading of R16 limits the loan's own rate first. */
function shareOfInterest(rate: Fraction, ratio: Fraction, ceiling: Fraction, on: Ceiling): { share: Fraction; bound: boolean } {
  const most = over(ceiling, rate);
  if (on === 'loan-rate') {
    const bound = isLess(ceiling, rate);
    return { share: bound ? times(most, ratio) : ratio, bound };
  }
  const bound = isLess(most, ratio);
  return { share: bound ? most : ratio, bound };
}

function readPeriod(line: Record<string, unknown>, year: number, rules: SubsidyRules): Period {
  const paid = amount(line, 'paid', '已付利息');
  const penalty = optionalAmount(line, 'penalty', '其中罚息、逾期息、复利');
  if (penalty > paid) refuse('penalty_above_paid', '罚息、逾期息、复利不得超过已付利息。', 'penalty');
  const rate = percent(line, 'rate', '合同年利率');
  if (rate.n === 0n || isLess(parsePercent(rules.highestLoanRate), rate))
    refuse('rate_out_of_range', `合同年利率须大于0且不超过${rules.highestLoanRate}%，请核对。`, 'rate');
  if (!date(line, 'paidOn', '付息日期').startsWith(`${year}-`)) refuse('outside_year', `付息日期须在${year}年度内。`, 'paidOn');
  if (paid === penalty) refuse('no_interest', '没有可以贴息的正常利息。', 'paid');
  return { interest: paid - penalty, paid, penalty, rate };
}

/** C8: only who leads 牵头承担 the major project, and only inside the loan's term. */
function refuseOutsideC8(facts: Facts): void {
  if (facts.role !== 'lead')
    refuse('not_lead', '仅牵头承担省级以上重大科技项目的企业可以申报，参与单位不予补助。', 'role', 'C8.1');
  const [from, until] = [date(facts, 'termFrom', '贷款起始日'), date(facts, 'termUntil', '贷款到期日')];
  lines(facts, 'periods', '付息明细', (line) => {
    const paidOn = date(line, 'paidOn', '付息日期');
    if (paidOn < from || paidOn > until) refuse('outside_term', '付息日期须在贷款期限内。', 'paidOn', 'C8.1');
  });
}
