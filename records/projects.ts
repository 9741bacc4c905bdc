import { localDate } from '#domain/calendar/instant.js';
import type { CallData } from '#domain/call/data.js';
import type { TransmittalData } from '#domain/call/transmittal.js';
import type { FormValues } from '#domain/form/definition.js';
import type { RecordFacts } from '#domain/key-project/comparison.js';
import type { KeyProjectData } from '#domain/key-project/data.js';
import type { Viewer } from '#domain/organisation/access-matrix.js';
import type { Actor, CaseState, Level } from '#domain/process/types.js';
import { nameOfActor } from './actor-name.js';
import { opensForm } from './concealment.js';
import { RecordError, type Database } from './database.js';
import { readDraft, readVersions } from './documents.js';
import { recordFacts } from './readings.js';
import { registeredProcess } from './processes.js';
import { readableCases } from './scope.js';

/** A project as it leaves the system on paper or in Excel. */
export interface ProjectRecord {
  id: string;
  number: string | null;
  title: string;
  status: string;
  data: KeyProjectData;
  form: FormValues;
  /** The frozen version `form` is; absent while it is the owner's draft. */
  version?: { version: number; sha256: string };
  facts: RecordFacts;
}

/** A level's last decision on a project, with its opinion. */
export interface LevelOpinion {
  level: Exclude<Level, 'unit'>;
  decision: string;
  opinion: string;
  unit: string;
  person: string;
  /** Shanghai. */
  date: string;
}

/** One project in the viewer's scope. Throws RecordError 'not_found', also for a case that is no project. */
export async function readProject(db: Database, viewer: Viewer, id: string): Promise<ProjectRecord> {
  const [found] = await readProjects(db, viewer, id);
  return found!;
}

/**
 * The projects behind a case in the viewer's scope: the project itself, or all of a transmittal or selection list (A18). The owner sees its draft
 * while it may be edited, everybody else the last frozen version. Throws RecordError 'not_found'.
 */
export async function readProjects(db: Database, viewer: Viewer, id: string, lists = false): Promise<ProjectRecord[]> {
  const place = await db.case.findFirst({
    where: { AND: [{ id }, readableCases(viewer)] },
    select: { process: true, state: true },
  });
  const listed = (place?.state as { data?: { projects?: string[] } } | undefined)?.data?.projects;
  const ids = place?.process === 'key-project' ? [id] : lists ? (listed ?? []) : [];
  if (ids.length === 0) throw new RecordError('not_found', '项目不存在或不在您的权限范围内。');
  if (!opensForm(registeredProcess(place!.process).process, place!.state as unknown as CaseState, viewer))
    throw new RecordError('not_found', '请先签署评审承诺，再查阅材料。');
  return recordsOf(db, ids, {
    draftFor: ({ status, unitId }) =>
      ['draft', 'returned'].includes(status) && viewer.posts.some((post) => post.unitId === unitId),
  });
}

/** The projects of a transmittal as they were sealed at that moment: the bundle that goes to the call's mailbox (A18). */
export async function readTransmitted(
  db: Database,
  transmittalId: string,
  at: Date,
): Promise<{ title: string; projects: ProjectRecord[] }> {
  const { title, state } = await db.case.findUniqueOrThrow({
    where: { id: transmittalId, process: 'transmittal' },
    select: { title: true, state: true },
  });
  const { projects } = (state as unknown as CaseState<TransmittalData>).data;
  return { title, projects: await recordsOf(db, projects, { draftFor: () => false, at }) };
}

/** `draftFor`: whose draft is shown instead of the last frozen version; `at`: frozen up to then. */
async function recordsOf(
  db: Database,
  ids: string[],
  { draftFor, at }: { draftFor: (row: { status: string; unitId: string | null }) => boolean; at?: Date },
): Promise<ProjectRecord[]> {
  const rows = await db.case.findMany({
    where: { id: { in: ids }, process: 'key-project' },
    select: { id: true, number: true, title: true, status: true, unitId: true, state: true },
    orderBy: [{ number: 'asc' }, { id: 'asc' }],
  });
  return Promise.all(
    rows.map(async ({ state, unitId, ...row }) => {
      const { data } = state as unknown as CaseState<KeyProjectData>;
      const [draft, versions, facts] = await Promise.all([
        readDraft(db, row.id),
        readVersions(db, row.id),
        recordFacts(db, data),
      ]);
      const last = draftFor({ status: row.status, unitId })
        ? undefined
        : versions.findLast(({ savedAt }) => at === undefined || savedAt <= at);
      const form = (last?.content ?? draft?.content ?? {}) as FormValues;
      return { ...row, data, form, facts, ...(last ? { version: { version: last.version, sha256: last.sha256 } } : {}) };
    }),
  );
}

/** The year of a call in the viewer's scope. Throws RecordError 'not_found'. */
export async function readCallYear(db: Database, viewer: Viewer, callId: string): Promise<number> {
  const call = await db.case.findFirst({
    where: { AND: [{ id: callId, process: 'call' }, readableCases(viewer)] },
    select: { state: true },
  });
  if (!call) throw new RecordError('not_found', '申报批次不存在或尚未发布。');
  return (call.state as unknown as CaseState<CallData>).data.year;
}

/** The last decision of each level above the owner, county first. */
export async function readOpinions(db: Database, caseId: string): Promise<LevelOpinion[]> {
  const events = await db.caseEvent.findMany({
    where: { caseId, level: { in: ['county', 'prefecture', 'province'] }, personId: { not: null } },
    orderBy: { revision: 'asc' },
  });
  const last = new Map(events.filter((event) => event.fromStatus !== event.toStatus).map((event) => [event.level, event]));
  return (['county', 'prefecture', 'province'] as const).flatMap((level) => {
    const event = last.get(level);
    if (!event) return [];
    const actor = event.actor as unknown as Actor;
    return [
      {
        level,
        decision: event.label,
        opinion: event.opinion ?? '',
        unit: actor.unitName ?? '',
        person: nameOfActor(actor),
        date: localDate(event.at.getTime()),
      },
    ];
  });
}

/** 签章 (6.9): whose password confirmed this very version of the form, and when. */
export async function readSeal(
  db: Database,
  caseId: string,
  version: number,
): Promise<{ person: string; unit: string; at: number } | undefined> {
  const event = await db.caseEvent.findFirst({
    where: { caseId, assigned: { path: ['frozen', 'form', 'version'], equals: version } },
  });
  const actor = event?.actor as unknown as Actor | undefined;
  if (!actor?.reauthenticated) return undefined;
  return { person: nameOfActor(actor), unit: actor.unitName ?? '', at: event!.at.getTime() };
}
