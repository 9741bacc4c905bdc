import { endOfDay } from '#domain/calendar/instant.js';
import { capsOf } from '../caps.js';
import { exampleFacts } from '../examples.js';
import { measures, type Measure } from '../measures.js';
import { rules2022, rulesToJson } from '../rules.js';
import { dealOf } from '../venture.js';
import { reckon } from './award.js';
import type { Booking, ClaimData, Filing } from './data.js';

/** A claim of 2026, complete and reckoned, for tests and demo data. */
export function exampleClaim(measure: Measure = 'C6.1', change: Partial<ClaimData> = {}): ClaimData {
  const data: ClaimData = {
    callId: 'call',
    measure,
    year: 2026,
    rules: '2022',
    title: measures[measure].label,
    claimant: { unitId: 'firm', name: '示例公司' },
    institution: 'firm',
    offices: { owner: 'firm', recommender: 'bureau', province: 'province', finance: 'finance' },
    direct: measures[measure].first === 'province',
    windowCloses: endOfDay('2026-12-31'),
    account: { name: '示例公司', bank: '彩云银行昆明支行', number: '6222020200001234567' },
    facts: exampleFacts[measure],
    filedOn: '2026-12-01',
    ...change,
  };
  const result = reckon(data, exampleBooking(data));
  if (!result.ok) throw new Error(result.refusal.message);
  return { ...data, assessment: result.assessment, awardFen: result.assessment.awardFen, ...change };
}

/** Caps as the door would load them; `used`: what others have of each, in fen. */
export function exampleBooking(
  { measure, institution, facts = {} }: Pick<ClaimData, 'measure' | 'institution' | 'facts'>,
  { used = 0n, year = 2026, behind = [] }: { used?: bigint; year?: number; behind?: string[] } = {},
): Booking {
  const caps = capsOf(measure, { institution, deal: dealOf(facts) }, year, rules2022);
  return {
    rules: rulesToJson(rules2022),
    year,
    seq: 1,
    behind,
    caps: caps.map((cap) => ({ ...cap, limit: cap.limit.toString(), used: used.toString(), reserved: '0' })),
  };
}

/** A complete filing of the measure. */
export function exampleFiling(measure: Measure = 'C6.1', change: Partial<Filing> = {}): Filing {
  return {
    rules: rulesToJson(rules2022),
    facts: exampleFacts[measure],
    account: { name: '示例公司', bank: '彩云银行昆明支行', number: '6222020200001234567' },
    promise: true,
    attached: measures[measure].evidence.map(({ key }) => key),
    vouchers: [],
    unregistered: [],
    taken: [],
    disqualified: false,
    ...change,
  };
}
