import { applyCaps, type Assessed, type Computed } from './assessment.js';
import { guarantees, loanFees, lossCompensation, newLoans, voucher } from './bank.js';
import type { CapState } from './caps.js';
import { FactError, type ClaimOf } from './facts.js';
import { interestSubsidy } from './interest.js';
import type { Measure } from './measures.js';
import type { SubsidyRules } from './rules.js';
import { equityInvestment, setUp } from './venture.js';

type Formula = (claim: ClaimOf, rules: SubsidyRules) => Computed;

/** Clause → formula. */
const formulas: Readonly<Record<Measure, Formula>> = {
  C1: lossCompensation,
  'C2.1': newLoans,
  'C2.2': loanFees,
  C3: guarantees,
  C4: equityInvestment,
  C5: setUp,
  'C6.1': interestSubsidy('C6.1'),
  'C6.2': interestSubsidy('C6.2'),
  'C7.1': voucher('C7.1'),
  'C7.2': voucher('C7.2'),
  C8: interestSubsidy('C8'),
};

/** The award of a claim with its trace, or a typed refusal naming field and clause. Pure: the caps as they stand are given. */
export function assess(measure: Measure, claim: ClaimOf, rules: SubsidyRules, caps: CapState[]): Assessed {
  try {
    return { ok: true, assessment: applyCaps(measure, rules.version, claim.year, formulas[measure](claim, rules), caps) };
  } catch (error) {
    if (error instanceof FactError) return { ok: false, refusal: error.refusal };
    throw error;
  }
}
