import { addMonths, type LocalDate } from '#domain/calendar/instant.js';
import type { ExpertRelation, RelationKind } from '#domain/organisation/expert.js';
import { relationKinds } from '#domain/organisation/expert.js';

/** An expert of the pool 专家库 as the draw sees one. */
export interface Candidate {
  personId: string;
  employer: string;
  unitId?: string;
  fields: string[];
  finance: boolean;
  relations: ExpertRelation[];
}

/** What a panel is drawn for. */
export interface DrawFor {
  /** 领域 the experts must know. */
  field: string;
  /** Odd: 5 for a single project, 7 for a consortium or a thousand 万元 and more (6.2). */
  size: number;
  /** The applicant and every member. */
  units: { id?: string; name: string }[];
  /** Units the applicant asked to keep away 申请回避单位, by name; at most two. */
  avoid: string[];
  /** Where money is scored one expert of finance sits on the panel. */
  withFinance: boolean;
  /** Already drawn and kept (when one is replaced), and who must not be drawn again. */
  kept: string[];
  gone: string[];
  today: LocalDate;
}

/** A draw 抽取 and everything needed to repeat it: seed, who was in question, who was not and why (6.2). */
export interface Draw {
  seed: number;
  candidates: string[];
  excluded: { personId: string; reason: string }[];
  drawn: string[];
}

/** Draws a panel, blind and repeatable: the same pool and seed give the same panel. `drawn` is short when the pool is too small. */
export function drawPanel(pool: readonly Candidate[], of: DrawFor, seed: number): Draw {
  const excluded: Draw['excluded'] = [];
  const candidates = pool
    .toSorted((a, b) => (a.personId < b.personId ? -1 : 1))
    .filter((candidate) => {
      if (of.kept.includes(candidate.personId)) return false;
      const reason = of.gone.includes(candidate.personId) ? '已回避或缺席' : recusal(candidate, of);
      if (reason) excluded.push({ personId: candidate.personId, reason });
      return !reason;
    });
  const kept = pool.filter((candidate) => of.kept.includes(candidate.personId));
  const wanted = of.size - kept.length;
  const shuffled = shuffle(candidates, seed);
  const order = of.withFinance && !kept.some((one) => one.finance) ? financeFirst(shuffled) : shuffled;
  const employers = new Set(kept.map(employerOf));
  const drawn: string[] = [];
  for (const candidate of order) {
    if (drawn.length === wanted) break;
    const employer = employerOf(candidate);
    if (employers.has(employer)) continue;
    employers.add(employer);
    drawn.push(candidate.personId);
  }
  return { seed, candidates: candidates.map((one) => one.personId), excluded, drawn };
}

/** Why an expert must keep away 回避: ties with the applicant or a member, now or within three years, or an avoid-list; else of another field. */
function recusal(candidate: Candidate, of: DrawFor): string | undefined {
  if (!candidate.fields.includes(of.field)) return '专业领域不符';
  const own = of.units.find(
    (unit) => (unit.id !== undefined && unit.id === candidate.unitId) || unit.name === candidate.employer,
  );
  if (own) return `在${own.name}任职`;
  const since = addMonths(of.today, -36);
  const tie = candidate.relations.find(
    (relation) =>
      (relation.until === undefined || relation.until >= since) &&
      of.units.some((unit) => (unit.id !== undefined && unit.id === relation.unitId) || unit.name === relation.unit),
  );
  if (tie) return relationKinds[tie.kind satisfies RelationKind];
  if (of.avoid.some((name) => name === candidate.employer)) return '申报单位申请回避';
  return undefined;
}

const employerOf = (candidate: Candidate) => candidate.unitId ?? candidate.employer;

function financeFirst(order: Candidate[]): Candidate[] {
  const finance = order.find((candidate) => candidate.finance);
  return finance ? [finance, ...order.filter((candidate) => candidate !== finance)] : order;
}

/** Fisher-Yates by a 32-bit generator (mulberry32), so that an auditor can repeat the draw from its seed. */
function shuffle<T>(items: readonly T[], seed: number): T[] {
  const shuffled = [...items];
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  for (let last = shuffled.length - 1; last > 0; last -= 1) {
    const pick = Math.floor(next() * (last + 1));
    [shuffled[last], shuffled[pick]] = [shuffled[pick]!, shuffled[last]!];
  }
  return shuffled;
}
