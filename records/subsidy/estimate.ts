import type { LocalDate } from '#domain/calendar/instant.js';
import type { Fen } from '#domain/money/fen.js';
import type { Refusal } from '#domain/process/types.js';
import { assess } from '#domain/subsidy/assess.js';
import type { Assessment } from '#domain/subsidy/assessment.js';
import { capsOf } from '#domain/subsidy/caps.js';
import { completed, registerQuestions, voucherQuestions } from '#domain/subsidy/claim/specifics.js';
import type { Facts } from '#domain/subsidy/facts.js';
import { measures, type Measure } from '#domain/subsidy/measures.js';
import { dealOf } from '#domain/subsidy/venture.js';
import type { Transaction } from '../database.js';
import { askVouchers, unanswered } from './filing.js';
import { institutionOf } from './offices.js';
import { bankLimitOf } from './registers.js';
import { rulesInForce } from './rules.js';

export interface EstimateOf {
  measure: Measure;
  facts: Facts;
  year: number;
  filedOn: LocalDate;
  /** The asker's units: of the first that may claim the measure, caps and registers are looked at. */
  units: string[];
  /** Hypothetical use of caps by clause, fen; without an entry, as the cap stands. */
  used: Record<string, Fen>;
}

export interface Estimate {
  assessment: Assessment;
  /** Whose caps and registers these are; nothing: the asker is no claimant, and each claimant's own cap is shown untouched. */
  claimant?: string;
  /** What a filing on that day would be refused for, as the registers and vouchers stand. Numbers left empty are not asked. */
  warnings: Refusal[];
}

/** 试算: the same pure function as the claim's, over the rules in force and the caps as they stand or as supposed. Nothing is reserved or kept. */
export async function estimate(
  tx: Transaction,
  { measure, facts, year, filedOn, units, used }: EstimateOf,
): Promise<Estimate | { refusal: Refusal }> {
  const rules = await rulesInForce(tx, filedOn);
  const claimant = await tx.unit.findFirst({
    where: { id: { in: units }, kind: measures[measure].claimant },
    include: { parent: true },
  });
  const institution = claimant ? institutionOf(claimant) : '';
  const bankLimit = claimant && measure === 'C1' ? await bankLimitOf(tx, institution, filedOn) : undefined;
  const subject = {
    institution,
    ...(measure === 'C4' ? { deal: dealOf(facts) } : {}),
    ...(bankLimit === undefined ? {} : { bankLimit }),
  };
  const caps = capsOf(measure, subject, year, rules);
  const rows = await tx.subsidyCap.findMany({ where: { key: { in: caps.map(({ key }) => key) } } });
  const states = caps.map((cap) => {
    const row = rows.find(({ key }) => key === cap.key);
    const supposed = used[cap.clause];
    return supposed === undefined
      ? { ...cap, used: row?.usedFen ?? 0n, reserved: row?.reservedFen ?? 0n }
      : { ...cap, used: supposed, reserved: 0n };
  });
  // What only registers can say is taken for granted in the amount; the warnings say what they do not bear out.
  const whole = completed(measure, facts, { from: `${year}-01-01`, until: `${year}-12-31` });
  const result = assess(measure, { facts: whole, year, filedOn }, rules, states);
  if (!result.ok) return result;
  if (!claimant) return { assessment: result.assessment, warnings: [] };
  const asker = { owner: claimant.id, institution, today: filedOn };
  const questions = registerQuestions(measure, facts, asker).filter(({ number }) => number !== '');
  const vouchers = voucherQuestions(measure, facts, asker).filter(({ number }) => number !== '');
  const warnings = [...(await unanswered(tx, questions)), ...(await askVouchers(tx, vouchers)).refused];
  return { assessment: result.assessment, claimant: claimant.name, warnings };
}
