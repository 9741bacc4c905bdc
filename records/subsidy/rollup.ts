import type { Viewer } from '#domain/organisation/access-matrix.js';
import { claimStages } from '#domain/subsidy/claim/stages.js';
import { measureCodes, type Measure } from '#domain/subsidy/measures.js';
import type { Database } from '../database.js';
import { readableCases } from '../scope.js';

/** One line of the yearly table 年度汇总: a prefecture (none: units of the province) and a measure. Fen as text. */
export interface RollupLine {
  prefectureCode: string | null;
  measure: Measure;
  filed: number;
  /** On their way: neither awarded nor ended. */
  open: number;
  refused: number;
  awarded: number;
  awardedFen: string;
  paid: number;
  paidFen: string;
}

/** Claims of the subsidy year that the viewer may read, by prefecture and measure: every number opens exactly its claims. */
export async function readRollup(db: Database, viewer: Viewer, year: number): Promise<RollupLine[]> {
  const groups = await db.case.groupBy({
    by: ['prefectureCode', 'kind', 'status'],
    where: {
      AND: [
        { process: 'claim', status: { not: 'draft' }, state: { path: ['data', 'year'], equals: year } },
        readableCases(viewer),
      ],
    },
    _count: true,
    _sum: { amountFen: true },
  });
  const lines = new Map<string, RollupLine & { sums: Record<'awarded' | 'paid', bigint> }>();
  for (const { prefectureCode, kind, status, _count, _sum } of groups) {
    const key = `${prefectureCode ?? ''}/${kind}`;
    const line = lines.get(key) ?? {
      prefectureCode,
      measure: kind as Measure,
      ...{ filed: 0, open: 0, refused: 0, awarded: 0, awardedFen: '0', paid: 0, paidFen: '0' },
      sums: { awarded: 0n, paid: 0n },
    };
    lines.set(key, line);
    line.filed += _count;
    for (const cell of ['open', 'refused', 'awarded', 'paid'] as const)
      if (claimStages[cell].includes(status)) line[cell] += _count;
    for (const cell of ['awarded', 'paid'] as const)
      if (claimStages[cell].includes(status)) line.sums[cell] += _sum.amountFen ?? 0n;
  }
  const order = (one: RollupLine) => `${one.prefectureCode ?? ''}/${String(measureCodes.indexOf(one.measure)).padStart(2, '0')}`;
  return [...lines.values()]
    .map(({ sums, ...line }) => ({ ...line, awardedFen: sums.awarded.toString(), paidFen: sums.paid.toString() }))
    .sort((a, b) => (order(a) < order(b) ? -1 : 1));
}
