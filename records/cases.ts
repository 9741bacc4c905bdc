import { can, type Viewer } from '#domain/organisation/access-matrix.js';
import { explain, explainedFor, type Explanation } from '#domain/process/explain.js';
import { forecast, type ForecastItem } from '#domain/process/forecast.js';
import type { Actor, CaseState } from '#domain/process/types.js';
import { verbs } from '#domain/process/verbs/index.js';
import { nameOfActor } from './actor-name.js';
import { readCalendar } from './calendar.js';
import { seesDraft } from './case-documents.js';
import { namesIn, namesOf, openTasks, type OpenTask } from './case-desk.js';
import { businessNow } from './clock.js';
import { RecordError, type Database, type Prisma } from './database.js';
import { readDraft, readVersions, type Draft } from './documents.js';
import { hiddenFrom, opensForm, shownData } from './concealment.js';
import { decodeCursor, encodeCursor } from './keyset.js';
import { actorsOf, type Someone } from './people.js';
import { registeredProcess } from './processes.js';
import { objectOfProcess, readableCases } from './scope.js';
import { flagsOf } from './subsidy/registers.js';
import { unreachedOwners, type Unreached } from './unreached.js';

export interface CaseRow {
  id: string;
  process: string;
  number: string | null;
  title: string;
  status: string;
  label: string;
  tone: string;
  unit: string | null;
  unitId: string | null;
  countyCode: string | null;
  prefectureCode: string | null;
  kind: string | null;
  amountFen: string | null;
  revision: number;
  ended: boolean;
  updatedAt: string;
  nextInstant: string | null;
  nextInstantAt: string | null;
}

export interface CaseFilter {
  process?: string;
  /** One or several, with commas between. */
  status?: string;
  /** The year that the case itself names: a subsidy year, a report's. */
  year?: number;
  callId?: string;
  /** What lives under a consortium: its reports, evaluations, changes. */
  parentId?: string;
  unitId?: string;
  county?: string;
  /** 'none': what lies in no prefecture, the province's own. */
  prefecture?: string;
  kind?: string;
  text?: string;
  cursor?: string;
  limit?: number;
}

const row = { unit: { select: { name: true } } } as const;

/** Cases the viewer may read, newest change first, keyset-paged; `total`: how many the filter finds. */
export async function listCases(
  db: Database,
  viewer: Viewer,
  filter: CaseFilter,
): Promise<{ rows: CaseRow[]; total: number; next?: string }> {
  const { found, ...page } = await pageOfCases(db, { AND: [readableCases(viewer), casesLike(filter)] }, filter);
  return { rows: found.map(caseRow), ...page };
}

/** One page of the cases that `where` finds, newest change first. */
export async function pageOfCases(
  db: Database,
  where: Prisma.CaseWhereInput,
  { cursor, limit: asked }: Pick<CaseFilter, 'cursor' | 'limit'>,
): Promise<{ found: FoundCase[]; total: number; next?: string }> {
  const limit = Math.min(asked ?? 50, 200);
  const after = cursor ? decodeCursor(cursor) : undefined;
  const [total, found] = await Promise.all([
    db.case.count({ where }),
    db.case.findMany({
      where: after
        ? { AND: [where, { OR: [{ updatedAt: { lt: after.at } }, { updatedAt: after.at, id: { lt: after.id } }] }] }
        : where,
      include: row,
      orderBy: [{ updatedAt: 'desc' }, { id: 'desc' }],
      take: limit + 1,
    }),
  ]);
  const page = found.slice(0, limit);
  const last = page.at(-1);
  return {
    found: page,
    total,
    ...(found.length > limit && last ? { next: encodeCursor(last.updatedAt, last.id) } : {}),
  };
}

/** The filters of lists and of the inbox, as a WHERE clause on the case. */
export function casesLike(filter: Omit<CaseFilter, 'cursor' | 'limit'>): Prisma.CaseWhereInput {
  const { process, status, year, callId, parentId, unitId, county, prefecture, kind, text } = filter;
  const contains = { contains: text ?? '' };
  return {
    ...(process ? { process } : {}),
    ...(status ? { status: { in: status.split(',') } } : {}),
    ...(year ? { state: { path: ['data', 'year'], equals: year } } : {}),
    ...(callId ? { callId } : {}),
    ...(parentId ? { parentId } : {}),
    ...(unitId ? { unitId } : {}),
    ...(county ? { countyCode: county } : {}),
    ...(prefecture ? { prefectureCode: prefecture === 'none' ? null : prefecture } : {}),
    ...(kind ? { kind } : {}),
    ...(text ? { OR: [{ title: contains }, { number: contains }, { unit: { name: contains } }] } : {}),
  };
}

export interface CaseDetail extends CaseRow {
  callId: string | null;
  data: Record<string, unknown>;
  /** Names of the persons and units `data` speaks of, by id. */
  names: Record<string, string>;
  /** C9.1, C10.2 tags of its unit, for reviewers only; no score. */
  flags: string[];
  /** The unit's people whom the last mail did not reach, for reviewers only: they must be told in another way. */
  unreached: Unreached[];
  tasks: OpenTask[];
  /** 暂停: since when and why. */
  pause?: { at: string; reason: string };
  explanation: Explanation;
  forecast: ForecastItem[];
  draft?: Draft;
  versions: { version: number; sha256: string; savedAt: string; content: Record<string, unknown> }[];
}

/**
 * One case with what the reader can do about it, as oneself or for an absent colleague. Out of the reader's scope it does not exist: RecordError
 * 'not_found'. `record`: all of it, for the rules that look further than the reader may.
 */
export async function readCase(
  db: Database,
  { viewer, ...me }: Pick<Someone, 'viewer' | 'actor' | 'entrusted'>,
  id: string,
  record: Database = db,
): Promise<CaseDetail> {
  const found = await db.case.findFirst({ where: { AND: [{ id }, readableCases(viewer)] }, include: row });
  if (!found) throw new RecordError('not_found', '事项不存在或不在您的权限范围内。');
  const state = found.state as unknown as CaseState;
  const { process, known } = registeredProcess(found.process);
  const actors = actorsOf(me, found.process);
  const opens = opensForm(process, state, viewer);
  const data = shownData(process, state, viewer);
  const [now, calendar, draft, versions, tasks, flags, unreached] = await Promise.all([
    businessNow(db),
    readCalendar(db),
    opens && actors.some((actor) => seesDraft(process, 'form', state, actor)) ? readDraft(db, id) : undefined,
    opens ? readVersions(db, id) : [],
    openTasks(db, process, state, actors, viewer),
    found.unitId && showsFlags(found.process, viewer) ? flagsOf(record, found.unitId) : [],
    found.unitId && reviews(found.process, viewer) ? unreachedOwners(record, id, found.unitId) : [],
  ]);
  const names = await namesIn(db, [data, draft?.savedBy]);
  const explained = async (by: Actor) => {
    const loaded = await known?.(record, [{ caseId: id, state, event: { id: '', on: 'submit', by }, now }]);
    return explain(process, id, state, by, { now, calendar, known: loaded?.get(id) ?? {} });
  };
  return {
    ...caseRow(found),
    callId: found.callId,
    data,
    names,
    flags,
    unreached,
    tasks,
    ...(state.pause ? { pause: { at: new Date(state.pause.at).toISOString(), reason: state.pause.reason } } : {}),
    explanation: explainedFor(actors, await Promise.all(actors.map(explained))),
    forecast: forecast(process, state, now, calendar),
    ...(draft ? { draft } : {}),
    versions: versions.map((version) => ({ ...version, savedAt: version.savedAt.toISOString() })),
  };
}

/** Officials who review or decide; experts score without it, applicants are not told. */
const reviews = (process: string, { posts }: Viewer): boolean => {
  const object = objectOfProcess[process];
  return object !== undefined && posts.some(({ role }) => can(role, 'V', object) || can(role, 'A', object));
};
const showsFlags = (process: string, viewer: Viewer): boolean =>
  (process === 'key-project' || process === 'claim') && reviews(process, viewer);

export interface TimelineItem {
  revision: number;
  on: string;
  label: string;
  from: string;
  to: string;
  who: string;
  unit: string | null;
  /** Whom a verb named: 转办, 委派, 加签, 减签, 征求意见, 抄送. */
  addressees: string[];
  /** 征求意见: what was asked. */
  question: string | null;
  opinion: string | null;
  at: string;
  hash: string;
}

/** 流转记录, oldest first. */
export async function readTimeline(db: Database, viewer: Viewer, id: string): Promise<TimelineItem[]> {
  const found = await db.case.findFirst({
    where: { AND: [{ id }, readableCases(viewer)] },
    select: {
      process: true,
      state: true,
      events: { orderBy: { revision: 'asc' } },
      tasks: { where: { kind: 'sign' }, select: { id: true, holderId: true } },
    },
  });
  if (!found) throw new RecordError('not_found', '事项不存在或不在您的权限范围内。');
  const { process } = registeredProcess(found.process);
  const label = (status: string) => process.states[status]?.label ?? '';
  const hides = hiddenFrom(process, found.state as unknown as CaseState, viewer).events;
  const named = found.events.map((event) => addressedBy(event, found.tasks));
  const names = await namesOf(db, named.flat());
  return found.events.map((event, index) => {
    const hidden = hides.includes(event.on) && event.personId !== viewer.personId;
    const actor = hidden ? ({ kind: 'person', name: '评审专家' } satisfies Actor) : (event.actor as unknown as Actor);
    return {
      revision: event.revision,
      on: event.on,
      label: event.label,
      from: label(event.fromStatus),
      to: label(event.toStatus),
      who: nameOfActor(actor),
      unit: actor.unitName ?? null,
      addressees: named[index]!.map((id) => names[id] ?? id),
      question: event.on === 'consult' ? String((event.payload as { question?: string }).question ?? '') : null,
      opinion: hidden ? null : event.opinion,
      at: event.at.toISOString(),
      hash: event.hash,
    };
  });
}

/** The persons a verb's dialog named, by id; 减签 names the signature asked of one. */
function addressedBy(
  { on, payload }: { on: string; payload: Prisma.JsonValue },
  signatures: { id: string; holderId: string | null }[],
): string[] {
  if (!(on in verbs)) return [];
  const { personId, personIds, taskId } = payload as { personId?: string; personIds?: string[]; taskId?: string };
  const signer = on === 'remove-signer' ? signatures.find(({ id }) => id === taskId)?.holderId : undefined;
  return [personId, ...(personIds ?? []), signer].filter((id) => typeof id === 'string');
}

export type FoundCase = Prisma.CaseGetPayload<{ include: typeof row }>;

export function caseRow(found: FoundCase): CaseRow {
  const stage = registeredProcess(found.process).process.states[found.status];
  return {
    id: found.id,
    process: found.process,
    number: found.number,
    title: found.title,
    status: found.status,
    label: stage?.label ?? found.status,
    tone: stage?.tone ?? 'draft',
    unit: found.unit?.name ?? null,
    unitId: found.unitId,
    countyCode: found.countyCode,
    prefectureCode: found.prefectureCode,
    kind: found.kind,
    amountFen: found.amountFen?.toString() ?? null,
    revision: found.revision,
    ended: found.ended,
    updatedAt: found.updatedAt.toISOString(),
    nextInstant: found.nextInstant,
    nextInstantAt: found.nextInstantAt?.toISOString() ?? null,
  };
}
