import { addMonths, startOfDay } from '#domain/calendar/instant.js';
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
  /** Of them: 停缓建 and 竣工投产 at the month's end. */
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

/** Which of a cell's numbers: all its projects, those that reported for the month, those paused, those completed. */
export const monthlyCells = ['count', 'reported', 'paused', 'done'] as const;
export type MonthlyCell = (typeof monthlyCells)[number];

/** A project behind a number of the monthly table; its figures add up to the number. Money in fen, as text. */
export interface MonthlyProject {
  id: string;
  number: string | null;
  title: string;
  unit: string | null;
  countyCode: string;
  prefectureCode: string;
  type: string;
  /** At the month's end. */
  status: string;
  planFen: string;
  /** Nothing while the month is not reported. */
  monthFen: string | null;
  completedFen: string;
  progress: string | null;
  problems: string | null;
}

/**
 * The figures of every project in the plan that the viewer may read, with its state at the month's end (so far, while the month lasts): one query
 * under the table and under the lists its numbers open. A project counts until the month in which it is removed; months before it was
 * listed are backfilled (2.1), it stands in them as listed.
 */
async function figures(db: Database, viewer: Viewer, callId: string, month: string): Promise<Prisma.Sql> {
  const projects = await db.case.findMany({
    where: { AND: [{ callId, process: 'key-project', status: { in: [...inPlan, 'removed'] } }, readableCases(viewer)] },
    select: { id: true },
  });
  const ids = projects.map((project) => project.id);
  const monthEnds = new Date(startOfDay(addMonths(`${month}-01`, 1)));
  return Prisma.sql`
    select c.id, c.number, c.title, u.name as unit, c.county_code, c.prefecture_code, c.kind,
      case when s.status = any (${inPlan}) then s.status else 'listed' end as status,
      trunc(coalesce(f.plan, 0)) as plan, m.month_fen, m.progress, m.problems, coalesce(y.completed, 0) as completed
    from "case" c
    left join unit u on u.id = c.unit_id
    left join lateral (
      select e.to_status as status from case_event e where e.case_id = c.id and e.at < ${monthEnds} order by e.revision desc limit 1
    ) s on true
    left join monthly_report m on m.case_id = c.id and m.month = ${month}
    left join lateral (
      select sum(r.month_fen) as completed from monthly_report r
      where r.case_id = c.id and r.month <= ${month} and left(r.month, 4) = left(${month}, 4)
    ) y on true
    left join lateral (
      select (regexp_replace(v.content ->> 'plan', '[^0-9.]', '', 'g'))::numeric * 1000000 as plan from document_version v
      where v.case_id = c.id and v.document = 'form' and v.version > 0 and v.content ->> 'plan' ~ '^[0-9,]+(\\.[0-9]+)?$' order by v.version desc limit 1
    ) f on true
    where c.id = any (${ids}::uuid[]) and s.status is distinct from 'removed'`;
}

/**
 * The monthly table by prefecture and type (2.1): count, plan, completed in the year up to `month` ('YYYY-MM'). Only projects the viewer may
 * read count, so that every number opens exactly its projects.
 */
export async function monthlyTable(db: Database, viewer: Viewer, callId: string, month: string): Promise<MonthlyLine[]> {
  return db.$queryRaw<MonthlyLine[]>`
    select p.prefecture_code as "prefectureCode", p.kind as type, count(*)::int as count, count(p.month_fen)::int as reported,
      count(*) filter (where p.status = 'paused')::int as paused, count(*) filter (where p.status = 'done')::int as done,
      sum(p.plan)::text as "planFen", coalesce(sum(p.month_fen), 0)::text as "monthFen", sum(p.completed)::text as "completedFen"
    from (${await figures(db, viewer, callId, month)}) p
    group by p.prefecture_code, p.kind order by p.prefecture_code, p.kind`;
}

/** The projects behind one number of the monthly table, by prefecture and county. */
export async function monthlyProjects(
  db: Database,
  viewer: Viewer,
  {
    callId,
    month,
    prefecture,
    type,
    cell,
  }: { callId: string; month: string; prefecture?: string; type?: string; cell: MonthlyCell },
): Promise<MonthlyProject[]> {
  const within = {
    count: Prisma.sql`true`,
    reported: Prisma.sql`p.month_fen is not null`,
    paused: Prisma.sql`p.status = 'paused'`,
    done: Prisma.sql`p.status = 'done'`,
  };
  return db.$queryRaw<MonthlyProject[]>`
    select p.id, p.number, p.title, p.unit, p.county_code as "countyCode", p.prefecture_code as "prefectureCode", p.kind as type, p.status,
      p.plan::text as "planFen", p.month_fen::text as "monthFen", p.completed::text as "completedFen", p.progress, p.problems
    from (${await figures(db, viewer, callId, month)}) p
    where ${within[cell]}
      and (${prefecture ?? null}::text is null or p.prefecture_code = ${prefecture ?? null})
      and (${type ?? null}::text is null or p.kind = ${type ?? null})
    order by p.prefecture_code, p.county_code, p.number, p.id`;
}
