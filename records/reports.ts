import type { Viewer } from '#domain/organisation/access-matrix.js';
import { Prisma, RecordError, type Database } from './database.js';
import { isReadable, readableCases } from './scope.js';

/** One cell group of the monthly table 月度调度表. Money in fen, as text. */
export interface MonthlyLine {
  prefectureCode: string;
  type: string;
  /** Projects in the plan. */
  count: number;
  /** Of them: reported for the month. */
  reported: number;
  paused: number;
  done: number;
  /** 年度计划投资. */
  planFen: string;
  /** 当月完成投资. */
  monthFen: string;
  /** 当年累计完成投资. */
  completedFen: string;
}

/** What a project reported for one month. */
export interface MonthlyReport {
  month: string;
  monthFen: string;
  cumulativeFen: string;
  progress: string;
  problems: string | null;
  submittedAt: string;
}

/** A project's monthly reports, oldest first. Throws RecordError 'not_found'. */
export async function readMonthlyReports(db: Database, viewer: Viewer, caseId: string): Promise<MonthlyReport[]> {
  if (!(await isReadable(db, viewer, caseId))) throw new RecordError('not_found', '事项不存在或不在您的权限范围内。');
  const rows = await db.monthlyReport.findMany({ where: { caseId }, orderBy: { month: 'asc' } });
  return rows.map(({ month, monthFen, cumulativeFen, progress, problems, submittedAt }) => ({
    month,
    monthFen: monthFen.toString(),
    cumulativeFen: cumulativeFen.toString(),
    progress,
    problems,
    submittedAt: submittedAt.toISOString(),
  }));
}

const inPlan = ['listed', 'exec', 'paused', 'done'];

/**
 * The monthly table by prefecture and type (2.1): count, plan, completed in the year up to `month` ('YYYY-MM'). Only projects the viewer may
 * read count, so that every number opens exactly its projects.
 */
export async function monthlyTable(db: Database, viewer: Viewer, callId: string, month: string): Promise<MonthlyLine[]> {
  const projects = await db.case.findMany({
    where: { AND: [{ callId, process: 'key-project', status: { in: inPlan } }, readableCases(viewer)] },
    select: { id: true },
  });
  if (projects.length === 0) return [];
  const ids = projects.map((project) => project.id);
  const rows = await db.$queryRaw<Record<string, unknown>[]>`
    select c.prefecture_code as "prefectureCode", c.kind as type, count(*)::int as count, count(m.case_id)::int as reported,
      count(*) filter (where c.status = 'paused')::int as paused, count(*) filter (where c.status = 'done')::int as done,
      coalesce(sum(f.plan), 0)::text as "planFen", coalesce(sum(m.month_fen), 0)::text as "monthFen", coalesce(sum(y.completed), 0)::text as "completedFen"
    from "case" c
    left join monthly_report m on m.case_id = c.id and m.month = ${month}
    left join lateral (
      select sum(r.month_fen) as completed from monthly_report r
      where r.case_id = c.id and r.month <= ${month} and left(r.month, 4) = left(${month}, 4)
    ) y on true
    left join lateral (
      select (regexp_replace(v.content ->> 'plan', '[^0-9.]', '', 'g'))::numeric * 1000000 as plan from document_version v
      where v.case_id = c.id and v.document = 'form' and v.version > 0 and v.content ->> 'plan' ~ '^[0-9,]+(\\.[0-9]+)?$' order by v.version desc limit 1
    ) f on true
    where c.id in (${Prisma.join(ids.map((id) => Prisma.sql`${id}::uuid`))})
    group by c.prefecture_code, c.kind order by c.prefecture_code, c.kind`;
  return rows.map((row) => ({ ...row, planFen: String(row.planFen).split('.')[0] })) as unknown as MonthlyLine[];
}
