import { endOfDay, localDate, startOfDay, type Instant, type LocalDate } from '#domain/calendar/instant.js';
import {
  comesTo,
  decidingActs,
  isOverdue,
  liesAt,
  loadForecast,
  onTheWay,
  regionAt,
  reviewLevels,
  WHOLE_PROVINCE,
  windowBefore,
  type Lying,
  type Movement,
  type OfficeForecast,
  type ReviewLevel,
} from '#domain/key-project/load-forecast.js';
import { may, type Viewer } from '#domain/organisation/access-matrix.js';
import { prefectureOf } from '#domain/organisation/regions.js';
import { readCalendar } from './calendar.js';
import { findCall } from './calls.js';
import { businessNow } from './clock.js';
import { Prisma, type Database } from './database.js';
import { listedProjects, type ListedProject } from './members.js';
import { readableCases } from './scope.js';

/** 办理预测 of a call: the working days looked back on, and every office the viewer's posts reach that has work or some on the way. */
export interface LoadForecast {
  window: LocalDate[];
  offices: OfficeForecast[];
}

/** The numbers of an office that open their projects. */
export const forecastNumbers = ['open', 'overdue', 'coming', 'arrived', 'decided'] as const;
export type ForecastNumber = (typeof forecastNumbers)[number];

/** What of a call will not be decided in time at the present pace, office by office. Throws RecordError 'not_found'. */
export async function readLoadForecast(db: Database, viewer: Viewer, callId: string): Promise<LoadForecast> {
  const { call, calendar, now, window, projects } = await surveyed(db, viewer, callId);
  const [lying, moved] = await Promise.all([
    db.$queryRaw<Lying[]>`
      select status, "countyCode", "prefectureCode", "returnTo", transmitted, "countyClosing", closing, due, count(*)::int as count
      from (${lyingProjects(projects)}) p group by 1, 2, 3, 4, 5, 6, 7, 8`,
    window.length > 0 ? db.$queryRaw<Movement[]>(movements(projects, window, now)) : [],
  ]);
  const offices = loadForecast({ calendar, now, call, window, lying, moved });
  return { window, offices: offices.filter(({ level, region }) => reaches(viewer, level, region)) };
}

/** The projects behind one of an office's numbers. Throws RecordError 'not_found'. */
export async function readForecastProjects(
  db: Database,
  viewer: Viewer,
  { callId, level, region, number }: { callId: string; level: ReviewLevel; region: string; number: ForecastNumber },
): Promise<ListedProject[]> {
  const { calendar, now, window, projects } = await surveyed(db, viewer, callId);
  if (number === 'arrived' || number === 'decided') {
    if (window.length === 0) return [];
    const found = await db.$queryRaw<{ id: string }[]>`
      select distinct s.id from (${stays(projects, window)}) s
      where s.level = ${level} and s.region = ${region} and ${within(number, window, now)}`;
    return listedProjects(db, viewer, { id: { in: found.map(({ id }) => id) } });
  }
  const counts = {
    open: (one: Lying) => liesAt(level, one),
    overdue: (one: Lying) => isOverdue(level, one, calendar, now),
    coming: (one: Lying) => comesTo(level, one),
  }[number];
  const lying = await db.$queryRaw<(Lying & { id: string })[]>(lyingProjects(projects));
  const ids = lying.filter((one) => regionAt(level, one) === region && counts(one)).map(({ id }) => id);
  return listedProjects(db, viewer, { id: { in: ids } });
}

/** The call as the viewer sees it, and its projects in the viewer's scope. */
async function surveyed(db: Database, viewer: Viewer, callId: string) {
  const [call, calendar, now, projects] = await Promise.all([
    findCall(db, viewer, callId),
    readCalendar(db),
    businessNow(db),
    db.case.findMany({
      where: { AND: [{ callId, process: 'key-project', status: { not: 'draft' } }, readableCases(viewer)] },
      select: { id: true },
    }),
  ]);
  const window = windowBefore(calendar, now, call.issueDate ?? localDate(now));
  return { call, calendar, now, window, projects: projects.map(({ id }) => id) };
}

/** An office's numbers are shown to whoever may read every project that comes before it: a part of them would be none of its own. */
const reaches = (viewer: Viewer, level: ReviewLevel, region: string): boolean =>
  may(viewer, 'R', {
    object: 'project-application',
    department: 'miit',
    ...(level === 'county' ? { countyCode: region, prefectureCode: prefectureOf(region)! } : {}),
    ...(level === 'prefecture' ? { prefectureCode: region } : {}),
  });

/** Where the projects lie, with the closings of their own; one that was never named has passed, as at the door. */
const lyingProjects = (projects: string[]): Prisma.Sql => Prisma.sql`
  select c.id, c.status, c.county_code as "countyCode", c.prefecture_code as "prefectureCode", c.state #>> '{data,returnTo}' as "returnTo",
    coalesce((c.state #>> '{data,transmitted}')::boolean, false) as transmitted,
    ${closing('county-closing')} as "countyClosing", ${closing('closing')} as closing,
    (extract(epoch from t.due) * 1000)::double precision as due, 1 as count
  from "case" c
  left join task t on t.case_id = c.id and t.stage = c.status and t.kind = 'decide' and t.closed_at is null
  where c.id = any (${projects}::uuid[]) and c.status = any (${onTheWay})`;

const closing = (name: 'county-closing' | 'closing'): Prisma.Sql => Prisma.sql`
  coalesce((jsonb_path_query_first(c.state, '$.instants[*] ? (@.name == $name).at', ${JSON.stringify({ name })}::jsonb))::double precision, 0)`;

/** Each project's stays on a reviewer's desk since the window began. One that came back by 撤回 never left: it keeps its arrival. */
const stays = (projects: string[], window: LocalDate[]): Prisma.Sql => Prisma.sql`
  select distinct on (t.case_id, t.stage, t.opened_at) t.case_id as id, t.stage as level,
    case t.stage when 'county' then c.county_code when 'prefecture' then c.prefecture_code else ${WHOLE_PROVINCE} end as region,
    t.opened_at, t.closed_at, t.outcome = any (${decidingActs}) as decided
  from task t join "case" c on c.id = t.case_id
  where t.case_id = any (${projects}::uuid[]) and t.kind = 'decide' and t.stage = any (${[...reviewLevels]})
    and (t.closed_at is null or t.closed_at >= ${new Date(startOfDay(window[0]!))})
  order by t.case_id, t.stage, t.opened_at, t.id::int desc`;

/** Of a stay: whether it began, or ended with a decision, in the window. */
const within = (number: 'arrived' | 'decided', window: LocalDate[], now: Instant): Prisma.Sql => {
  const [from, today] = [new Date(startOfDay(window[0]!)), new Date(startOfDay(localDate(now)))];
  return number === 'arrived'
    ? Prisma.sql`(s.opened_at >= ${from} and s.opened_at < ${today})`
    : Prisma.sql`(s.decided and s.closed_at >= ${from} and s.closed_at < ${today})`;
};

const movements = (projects: string[], window: LocalDate[], now: Instant): Prisma.Sql => Prisma.sql`
  with stay as (${stays(projects, window)}), busy as (
    select s.level, s.region, count(distinct day.begins)::int as days
    from stay s
    join unnest(${window.map((day) => new Date(startOfDay(day)))}::timestamptz[], ${window.map((day) => new Date(endOfDay(day)))}::timestamptz[]) as day (begins, ends)
      on s.opened_at < day.ends and (s.closed_at is null or s.closed_at > day.begins)
    group by 1, 2
  )
  select s.level, s.region, count(*) filter (where ${within('arrived', window, now)})::int as arrived,
    count(*) filter (where ${within('decided', window, now)})::int as decided,
    count(*) filter (where s.decided and s.closed_at >= ${new Date(startOfDay(localDate(now)))})::int as "decidedToday",
    coalesce(max(b.days), 0) as "busyDays"
  from stay s left join busy b using (level, region)
  group by s.level, s.region`;
