import type { Viewer } from '#domain/organisation/access-matrix.js';
import type { CaseState } from '#domain/process/types.js';
import { closesAt, opensAt, whyClosed, type ClaimCallData } from '#domain/subsidy/call/process.js';
import { fillers, measureCodes, measures, type Measure } from '#domain/subsidy/measures.js';
import { businessNow } from '../clock.js';
import type { Database } from '../database.js';
import { recommendersOf, type Recommender } from './offices.js';

/** A call a unit may claim under, with the measures that are for its kind. */
export interface ClaimOffer {
  callId: string;
  title: string;
  documentNo: string | null;
  year: number;
  opensAt: string;
  closesAt: string;
  measures: { code: Measure; label: string; clause: string; closed: string | null; needsRecommender: boolean }[];
}

export interface ClaimOffers {
  unitId: string;
  unit: string;
  calls: ClaimOffer[];
  /** Who may recommend the unit, the usual one first. */
  recommenders: Recommender[];
}

/** What the person's unit may claim now or soon; nothing for whoever has no unit of a kind that claims. */
export async function readOffers(db: Database, { posts }: Viewer): Promise<ClaimOffers | undefined> {
  const units = await db.unit.findMany({
    where: {
      id: { in: posts.filter(({ role }) => fillers.includes(role)).map(({ unitId }) => unitId) },
      status: 'verified',
    },
    select: { id: true, name: true, kind: true, regionCode: true },
    orderBy: { name: 'asc' },
  });
  const unit = units.find(({ kind }) => measureCodes.some((code) => measures[code].claimant === kind));
  if (!unit) return undefined;
  const now = await businessNow(db);
  const calls = await db.case.findMany({
    where: { process: 'claim-call', status: 'published' },
    select: { id: true, status: true, state: true },
    orderBy: { createdAt: 'desc' },
  });
  return {
    unitId: unit.id,
    unit: unit.name,
    recommenders: await recommendersOf(db, unit.regionCode),
    calls: calls.map(({ id, status, state }) => {
      const { data } = state as unknown as CaseState<ClaimCallData>;
      return {
        callId: id,
        title: data.title,
        documentNo: data.documentNo ?? null,
        year: data.year,
        opensAt: new Date(opensAt(data)).toISOString(),
        closesAt: new Date(closesAt(data)).toISOString(),
        measures: measureCodes
          .filter((code) => measures[code].claimant === unit.kind && data.measures.includes(code))
          .map((code) => ({
            code,
            label: measures[code].label,
            clause: measures[code].clause,
            closed: whyClosed(status, data, code, now) ?? null,
            needsRecommender: measures[code].first === 'recommender',
          })),
      };
    }),
  };
}
