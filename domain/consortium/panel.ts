import { addMonths, type LocalDate } from '#domain/calendar/instant.js';
import type { ExpertRelation } from '#domain/organisation/expert.js';
import { relationKinds } from '#domain/organisation/expert.js';
import type { Refusal } from '#domain/process/types.js';

/** An active entry of the expert pool, as the draw sees it. */
export interface Candidate {
  personId: string;
  unitId?: string;
  employer: string;
  fields: string[];
  finance: boolean;
  relations: ExpertRelation[];
}

/** The written log of a draw (6.2): seed, candidates, exclusions and result, so that anyone can repeat it. */
export interface Draw {
  seed: string;
  candidates: string[];
  excluded: { personId: string; reason: string }[];
  drawn: string[];
}

export interface DrawRequest {
  candidates: readonly Candidate[];
  field: string;
  /** Lead and members. */
  units: readonly { unitId: string; name: string }[];
  /** The applicant's written list, at most two units, no names. */
  avoid?: readonly string[];
  size: number;
  /** At least one finance expert where money is scored. */
  finance?: boolean;
  today: LocalDate;
  seed: string;
  /** Experts already on the panel, and those who withdrew: never drawn again. */
  seated?: readonly string[];
  gone?: readonly string[];
}

/** 6.2 the smallest panel of a formation or an evaluation; always odd. */
export const SMALLEST_PANEL = 7;
const RECUSAL_MONTHS = 36;

export function refusePanelSize(size: number, least = SMALLEST_PANEL): Refusal | undefined {
  return Number.isInteger(size) && size >= least && size % 2 === 1
    ? undefined
    : { code: 'panel_size', message: `评审专家须为${least}人以上单数。`, field: 'size', clause: '6.2' };
}

/** Why the expert cannot sit on this panel 回避; nothing when free. */
export function recusalOf(
  candidate: Candidate,
  { units, avoid = [], today }: Pick<DrawRequest, 'units' | 'avoid' | 'today'>,
): string | undefined {
  const own = units.find((unit) => unit.unitId === candidate.unitId || unit.name === candidate.employer);
  if (own) return `任职于${own.name}`;
  if (candidate.unitId !== undefined && avoid.includes(candidate.unitId)) return '申报单位书面申请回避的单位';
  const since = addMonths(today, -RECUSAL_MONTHS);
  const tie = candidate.relations.find(
    (relation) =>
      (relation.until === undefined || relation.until >= since) &&
      units.some((unit) => unit.unitId === relation.unitId || unit.name === relation.unit),
  );
  return tie && `${relationKinds[tie.kind]}（${tie.unit}）`;
}

/**
 * 6.2 draws `size` experts at random by field: nobody to be recused, at most one a unit, at least one of finance when asked. The same request and
 * seed always give the same panel. Refuses 'pool_too_small' rather than bend a rule.
 */
export function drawPanel(request: DrawRequest): Draw | Refusal {
  const { candidates, field, size, seed, seated = [], gone = [] } = request;
  const excluded: Draw['excluded'] = [];
  const free = candidates.filter((candidate) => {
    if (seated.includes(candidate.personId) || gone.includes(candidate.personId)) return false;
    const fits = candidate.fields.includes(field) || (request.finance === true && candidate.finance);
    const reason = fits ? recusalOf(candidate, request) : '专业领域不符';
    if (reason) excluded.push({ personId: candidate.personId, reason });
    return !reason;
  });
  const shuffled = shuffle(
    free.toSorted((a, b) => (a.personId < b.personId ? -1 : 1)),
    seed,
  );
  const bySeat = new Map(candidates.map((one) => [one.personId, one]));
  const drawn: Candidate[] = [];
  const taken = new Set(seated.map((personId) => homeOf(bySeat.get(personId)!)));
  const needsFinance = request.finance === true && !seated.some((personId) => bySeat.get(personId)?.finance);
  const order = needsFinance ? [...shuffled.filter((one) => one.finance).slice(0, 1), ...shuffled] : shuffled;
  for (const candidate of order) {
    if (drawn.length === size) break;
    if (drawn.includes(candidate) || taken.has(homeOf(candidate))) continue;
    drawn.push(candidate);
    taken.add(homeOf(candidate));
  }
  if (drawn.length < size || (needsFinance && !drawn.some((one) => one.finance)))
    return {
      code: 'pool_too_small',
      clause: '6.2',
      message: `专家库中符合条件、无须回避的专家不足（需${size}人，可抽${drawn.length}人），请先补充专家库。`,
    };
  return { seed, candidates: shuffled.map((one) => one.personId), excluded, drawn: drawn.map((one) => one.personId) };
}

const homeOf = (candidate: Candidate | undefined): string => candidate?.unitId ?? candidate?.employer ?? '';

/** Fisher-Yates by a small generator (mulberry32) that starts from the seed's text. */
function shuffle<T>(list: readonly T[], seed: string): T[] {
  let state = 0x811c9dc5;
  for (const character of seed) state = Math.imul(state ^ character.codePointAt(0)!, 0x01000193) >>> 0;
  const random = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const result = [...list];
  for (let last = result.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    [result[last], result[other]] = [result[other]!, result[last]!];
  }
  return result;
}
