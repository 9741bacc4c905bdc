import type { LocalDate } from '#domain/calendar/instant.js';
import { assess } from '#domain/subsidy/assess.js';
import type { Assessed } from '#domain/subsidy/assessment.js';
import { capsOf } from '#domain/subsidy/caps.js';
import { completed } from '#domain/subsidy/claim/specifics.js';
import type { Facts } from '#domain/subsidy/facts.js';
import type { Measure } from '#domain/subsidy/measures.js';
import { dealOf } from '#domain/subsidy/venture.js';
import type { Transaction } from '../database.js';
import { rulesInForce } from './rules.js';

export interface EstimateOf {
  measure: Measure;
  facts: Facts;
  year: number;
  filedOn: LocalDate;
  /** Whose caps are looked at. */
  institution: string;
  /** Hypothetical use of caps by clause, fen; without an entry, as the cap stands. */
  used: Record<string, bigint>;
}

/** 试算: the same pure function as the claim's, over the rules in force and the caps as they stand or as supposed. Nothing is reserved. */
export async function estimate(
  tx: Transaction,
  { measure, facts, year, filedOn, institution, used }: EstimateOf,
): Promise<Assessed> {
  const rules = await rulesInForce(tx, filedOn);
  const caps = capsOf(measure, { institution, ...(measure === 'C4' ? { deal: dealOf(facts) } : {}) }, year, rules);
  const rows = await tx.subsidyCap.findMany({ where: { key: { in: caps.map(({ key }) => key) } } });
  const states = caps.map((cap) => {
    const row = rows.find(({ key }) => key === cap.key);
    const supposed = used[cap.clause];
    return supposed === undefined
      ? { ...cap, used: row?.usedFen ?? 0n, reserved: row?.reservedFen ?? 0n }
      : { ...cap, used: supposed, reserved: 0n };
  });
  // What only registers can say is taken for granted here; filing asks them.
  const whole = completed(measure, facts, { from: `${year}-01-01`, until: `${year}-12-31` });
  return assess(measure, { facts: whole, year, filedOn }, rules, states);
}
