import { can, scopeOf, type Post, type Viewer } from '#domain/organisation/access-matrix.js';
import { isStanding } from '#domain/consortium/ban.js';
import { localDate } from '#domain/calendar/instant.js';
import { businessNow } from './clock.js';
import type { Database, Prisma } from './database.js';
import { readableCases } from './scope.js';
import { CONSORTIUM_BAN } from './programmes/consortium/credit.js';

/** One unit on the 取消申报资格名单 (B32): no leading of, and no core role in, a consortium from the first to the last day. */
export interface BanRow {
  id: string;
  unitId: string;
  unit: string;
  uscc: string | null;
  regionCode: string | null;
  fact: string;
  decisionNo: string | null;
  /** 送达日. */
  firstDay: string;
  lastDay: string;
  standing: boolean;
  /** The disqualification it comes from, when the viewer may read it. */
  caseId: string | null;
}

export interface BanFilter {
  /** 'standing': those that run now; 'over': those that have ended; without it all. */
  state?: 'standing' | 'over';
  text?: string;
}

/** Of the register a unit reads what concerns itself, an office what lies in its region, the province's science department all (specification 5). */
function withinPost(post: Post): Prisma.UnitWhereInput[] {
  if (!can(post.role, 'R', 'ban-credit')) return [];
  const scope = scopeOf(post);
  switch (scope.kind) {
    case 'unit':
      return [{ id: scope.unitId }];
    case 'region':
      return scope.department === 'miit' ? [] : [{ regionCode: { startsWith: scope.regionCode.slice(0, 4) } }];
    case 'department':
      return scope.department === 'sti' ? [{}] : [];
    case 'everything':
      return [{}];
    default:
      return [];
  }
}

/** 取消申报资格名单: bans of units the viewer may read, the one that ends last first. A ban that was revoked or lifted ended on that day.
 * `record`: all of it; the register has a scope of its own. */
export async function listBans(
  db: Database,
  viewer: Viewer,
  { state, text }: BanFilter,
  record: Database = db,
): Promise<BanRow[]> {
  const places = viewer.posts.flatMap(withinPost);
  if (places.length === 0) return [];
  const now = await businessNow(db);
  const until = { standing: { gt: new Date(now) }, over: { lte: new Date(now) } };
  const records = await record.creditRecord.findMany({
    where: { kind: CONSORTIUM_BAN, ...(state ? { until: until[state] } : {}) },
    orderBy: [{ until: 'desc' }, { id: 'asc' }],
  });
  const units = await db.unit.findMany({
    where: {
      id: { in: records.map(({ unitId }) => unitId!) },
      AND: [{ OR: places }, text ? { OR: [{ name: { contains: text } }, { uscc: { startsWith: text.toUpperCase() } }] } : {}],
    },
    select: { id: true, name: true, uscc: true, regionCode: true },
  });
  const cases = await db.case.findMany({
    where: { AND: [readableCases(viewer), { id: { in: records.flatMap(({ caseId }) => caseId ?? []) } }] },
    select: { id: true },
  });
  const readable = new Set(cases.map(({ id }) => id));
  return records.flatMap(({ id, unitId, fact, decisionNo, from, until: end, caseId }) => {
    const unit = units.find((one) => one.id === unitId);
    if (!unit) return [];
    return [
      {
        ...{ id, unitId: unit.id, unit: unit.name, uscc: unit.uscc, regionCode: unit.regionCode, fact, decisionNo },
        caseId: caseId !== null && readable.has(caseId) ? caseId : null,
        firstDay: localDate(from.getTime()),
        lastDay: localDate(end!.getTime() - 1),
        standing: isStanding({ from: from.getTime(), until: end!.getTime() }, now),
      },
    ];
  });
}
