import type { LocalDate } from '#domain/calendar/instant.js';
import type { Fen } from '#domain/money/fen.js';

const wan = (amount: number): Fen => BigInt(amount) * 1_000_000n;

/** Numbers of the regulation: percentages as typed ('70' for 70%), amounts in fen. A claim keeps the set it was opened under. */
export interface SubsidyRules {
  version: string;
  /** In force from this day on, until the next set. */
  from: LocalDate;
  source: string;
  C1: { ratio: { 'high-tech': string; tech: string }; pool: Fen };
  'C2.1': { ratio: string; perBank: Fen };
  'C2.2': { ratio: string; perBank: Fen };
  C3: { ratio: string; perGuarantor: Fen };
  C4: {
    ratio: { seed: string; 'start-up': string; growth: string };
    heldMonths: number;
    perDeal: Fen;
    /** R13 the suggested test of the stage: at most so old, so large, so many. */
    stage: {
      seed: { months: number; revenue: Fen };
      'start-up': { months: number; revenue: Fen; assets: Fen; staff: number };
      growth: { months: number };
    };
  };
  C5: { capital: Fen; driven: Fen; foundedAfter: LocalDate; most: Fen };
  /** C5.2: one institution, C4 and C5 together. */
  venture: { perInstitution: Fen };
  'C6.1': { ratio: string; perEnterprise: Fen };
  'C6.2': { ratio: string; perEnterprise: Fen };
  'C7.1': { ratio: string; perEnterprise: Fen };
  'C7.2': { ratio: string; perEnterprise: Fen };
  /** C7.3 科技金融领域综合. */
  vouchers: { perEnterprise: Fen };
  C8: { ratio: string; perEnterprise: Fen };
  /** R16: what the 5% limits. 'subsidy-rate': the rate the treasury pays; 'loan-rate': the loan's rate before the share is taken. */
  ceiling: { rate: string; on: 'subsidy-rate' | 'loan-rate' };
  /** A loan's yearly rate above this is a slip of the pen (no bank lends at it), refused when it is read. */
  highestLoanRate: string;
}

/** 促进科技型企业融资12条措施, 云南省科技厅, 2022-11-30. */
export const rules2022: SubsidyRules = {
  version: '2022',
  from: '2022-11-30',
  source: '《促进科技型企业融资12条措施》（云南省科技厅，2022年11月30日）',
  C1: { ratio: { 'high-tech': '70', tech: '50' }, pool: wan(10_000) },
  'C2.1': { ratio: '2', perBank: wan(150) },
  'C2.2': { ratio: '50', perBank: wan(100) },
  C3: { ratio: '0.5', perGuarantor: wan(200) },
  C4: {
    ratio: { seed: '10', 'start-up': '8', growth: '5' },
    heldMonths: 24,
    perDeal: wan(200),
    stage: {
      seed: { months: 36, revenue: wan(500) },
      'start-up': { months: 60, revenue: wan(5_000), assets: wan(5_000), staff: 300 },
      growth: { months: 120 },
    },
  },
  C5: { capital: wan(5_000), driven: wan(20_000), foundedAfter: '2022-11-30', most: wan(50) },
  venture: { perInstitution: wan(500) },
  'C6.1': { ratio: '70', perEnterprise: wan(120) },
  'C6.2': { ratio: '50', perEnterprise: wan(100) },
  'C7.1': { ratio: '50', perEnterprise: wan(30) },
  'C7.2': { ratio: '50', perEnterprise: wan(20) },
  vouchers: { perEnterprise: wan(50) },
  C8: { ratio: '50', perEnterprise: wan(500) },
  ceiling: { rate: '5', on: 'subsidy-rate' },
  highestLoanRate: '36',
};

/** The set in force on the day, of those published and the regulation's own; nothing before the measures were issued. */
export function rulesOn(day: LocalDate, published: readonly SubsidyRules[] = []): SubsidyRules | undefined {
  return [rules2022, ...published].filter((set) => set.from <= day).sort((a, b) => (a.from < b.from ? 1 : -1))[0];
}

/** The set a claim was opened under. Throws for a version nobody published. */
export function rulesOf(version: string, published: readonly SubsidyRules[] = []): SubsidyRules {
  const found = [rules2022, ...published].find((set) => set.version === version);
  if (!found) throw new Error(`unknown subsidy rules: ${version}`);
  return found;
}

/** A set as plain JSON: amounts as text of fen. */
export type RulesJson = { [key: string]: string | RulesJson };

/** A set does not change, and every claim reckoned asks for its own: each is written and read once. */
function onceEach<From extends object, To>(make: (from: From) => To): (from: From) => To {
  const made = new WeakMap<From, To>();
  return (from) => {
    const known = made.get(from) ?? make(from);
    made.set(from, known);
    return known;
  };
}

export const rulesToJson = onceEach((rules: SubsidyRules): RulesJson => {
  const plain = (value: unknown): unknown =>
    typeof value === 'bigint' || typeof value === 'number'
      ? String(value)
      : typeof value === 'object' && value !== null
        ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]))
        : value;
  return plain(rules) as RulesJson;
});

/** Reads a set back, in the shape of the regulation's own, whose number stands where an older set has none; throws SyntaxError where an amount is none. */
export const rulesFromJson = onceEach((json: RulesJson): SubsidyRules => {
  const read = (like: unknown, value: unknown): unknown => {
    if (value === undefined) return like;
    if (typeof like === 'bigint') return BigInt(value as string);
    if (typeof like === 'number') return Number(value);
    if (typeof like !== 'object' || like === null) return value;
    return Object.fromEntries(Object.entries(like).map(([key, inner]) => [key, read(inner, (value as RulesJson)[key])]));
  };
  return read(rules2022, json) as SubsidyRules;
});
