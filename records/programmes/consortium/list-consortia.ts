import { addDays, localDate } from '#domain/calendar/instant.js';
import type { AnnualReportData } from '#domain/consortium/annual-report/data.js';
import { missingStates, standingOf, type Standing } from '#domain/consortium/annual-report/standing.js';
import { endReminders } from '#domain/consortium/life/calendar.js';
import type { ConsortiumData, EvaluationOutcome } from '#domain/consortium/life/data.js';
import type { Viewer } from '#domain/organisation/access-matrix.js';
import type { CaseState } from '#domain/process/types.js';
import { caseRow, casesLike, pageOfCases, type CaseRow, type FoundCase } from '../../cases.js';
import { businessNow } from '../../clock.js';
import type { Database, Prisma } from '../../database.js';
import { readableCases } from '../../scope.js';

/** What of a consortium calls for somebody: its term is over or nearly, no project after a year (B20), a report is missing. */
export const concerns = ['expired', 'ending', 'without-project', 'report-missing'] as const;
export type Concern = (typeof concerns)[number];

export interface ConsortiaFilter {
  text?: string;
  status?: string;
  industry?: string;
  prefecture?: string;
  grade?: string;
  concern?: Concern;
  cursor?: string;
  limit?: number;
}

/** A consortium in the list: its row, the end of its term, its last report and its last evaluation. */
export interface ConsortiumRow extends CaseRow {
  industry: string;
  startsOn: string;
  endsOn: string;
  expired: boolean;
  withoutProject: boolean;
  report: { id: string; year: number; label: string; standing: Standing } | null;
  evaluation: Pick<EvaluationOutcome, 'caseId' | 'kind' | 'score' | 'grade' | 'on'> | null;
}

/** Consortia the viewer may read, newest change first, keyset-paged. */
export async function listConsortia(
  db: Database,
  viewer: Viewer,
  filter: ConsortiaFilter,
): Promise<{ rows: ConsortiumRow[]; total: number; next?: string }> {
  const { text, status, industry, prefecture, grade, concern } = filter;
  const where: Prisma.CaseWhereInput[] = [
    readableCases(viewer),
    casesLike({ process: 'consortium', text, status, prefecture }),
    ...(industry ? [fact('industry', { equals: industry })] : []),
    ...(grade ? [fact('grade', { equals: grade })] : []),
    ...(concern ? [await concerned(db, concern)] : []),
  ];
  const { found, ...page } = await pageOfCases(db, { AND: where }, filter);
  const reports = await lastReports(db, viewer, found);
  return { rows: found.map((one) => rowOf(one, reports.get(one.id))), ...page };
}

const fact = (key: keyof ConsortiumData, is: Omit<Prisma.JsonFilter<'Case'>, 'path'>): Prisma.CaseWhereInput => ({
  state: { path: ['data', key], ...is },
});

async function concerned(db: Database, concern: Concern): Promise<Prisma.CaseWhereInput> {
  switch (concern) {
    case 'expired':
      return { ended: false, ...fact('expired', { equals: true }) };
    case 'ending': {
      const today = localDate(await businessNow(db));
      return {
        ended: false,
        AND: [fact('endsOn', { gte: today }), fact('endsOn', { lte: addDays(today, Math.max(...endReminders)) })],
      };
    }
    case 'without-project':
      return { ended: false, ...fact('withoutProject', { equals: true }) };
    case 'report-missing': {
      const missing = await db.case.findMany({
        where: { process: 'annual-report', status: { in: [...missingStates] } },
        select: { parentId: true },
      });
      return { id: { in: missing.flatMap(({ parentId }) => parentId ?? []) } };
    }
  }
}

interface LastReport {
  id: string;
  status: string;
  data: AnnualReportData;
  label: string;
}

/** Of each consortium the yearly report last opened for writing. */
async function lastReports(db: Database, viewer: Viewer, consortia: FoundCase[]): Promise<Map<string, LastReport>> {
  const reports = await db.case.findMany({
    where: {
      AND: [
        { process: 'annual-report', parentId: { in: consortia.map(({ id }) => id) }, status: { not: 'not_due' } },
        readableCases(viewer),
      ],
    },
    include: { unit: { select: { name: true } } },
  });
  const last = new Map<string, LastReport>();
  for (const report of reports) {
    const { data } = report.state as unknown as CaseState<AnnualReportData>;
    const known = last.get(report.parentId!);
    if (known && known.data.year >= data.year) continue;
    last.set(report.parentId!, { id: report.id, status: report.status, data, label: caseRow(report).label });
  }
  return last;
}

function rowOf(found: FoundCase, report: LastReport | undefined): ConsortiumRow {
  const { data } = found.state as unknown as CaseState<ConsortiumData>;
  const evaluation = data.evaluations?.at(-1);
  return {
    ...caseRow(found),
    industry: data.industry,
    startsOn: data.startsOn,
    endsOn: data.endsOn,
    expired: data.expired === true,
    withoutProject: data.withoutProject === true,
    report: report
      ? { id: report.id, year: report.data.year, label: report.label, standing: standingOf(report.status, report.data) }
      : null,
    evaluation: evaluation
      ? {
          caseId: evaluation.caseId,
          kind: evaluation.kind,
          score: evaluation.score,
          grade: evaluation.grade,
          on: evaluation.on,
        }
      : null,
  };
}
