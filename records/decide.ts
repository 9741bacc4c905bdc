import { formatInstant } from '#domain/calendar/instant.js';
import { step } from '#domain/process/step.js';
import type { Actor, CaseEvent, CaseState, Effect, Refusal, StepResult, Task } from '#domain/process/types.js';
import { readCalendar } from './calendar.js';
import { canonical } from './chain.js';
import { Prisma, RecordError, type Transaction } from './database.js';
import { refuseUnentrusted } from './deputies.js';
import { freezeDocument } from './documents.js';
import { refuseNamed } from './named-persons.js';
import { openAsked } from './open-asked.js';
import { prepareStep, type LockedCase } from './prepare.js';
import { registeredProcess, registerOf, type RegisterEntry, type RegisterOfMany } from './processes.js';
import { writeSteps, type WrittenStep } from './write.js';

export type Advanced =
  /** `repeated`: this event id was recorded before, even a year ago; the answer is the first one. */
  | {
      outcome: 'done' | 'repeated';
      caseId: string;
      process: string;
      revision: number;
      status: string;
      label: string;
      opened: Task[];
    }
  | { outcome: 'refused'; caseId: string; revision: number; refusal: Refusal };

/** A case as it was read for an act. */
export interface CaseRow extends LockedCase {
  process: string;
  now: number;
  /** Version of the working-day calendar the step is judged by. */
  calendar: number;
  /** The first answer to this event id, when it was here before. */
  recorded: { revision: number; to_status: string; label: string } | null;
}

/** One event for one case. `expectedRevision` is what the person saw; another revision means somebody else acted meanwhile. */
export interface Act {
  caseId: string;
  event: CaseEvent;
  expectedRevision?: number;
}

/** An act and its case as it was read, locked or not. */
export interface ReadAct {
  row: CaseRow;
  act: Act;
}

/** What an act comes to. */
interface Judged extends ReadAct {
  event: CaseEvent;
  known: Record<string, unknown>;
  answer: Advanced;
  /** None of a refusal or a repetition. */
  result?: Extract<StepResult<any>, { ok: true }>;
}

/** What an act comes to, as it will be written. */
export interface Reckoned extends Judged {
  step?: WrittenStep;
}

/** Acts reckoned before they could be written, by case. */
export type Ahead = ReadonlyMap<string, Reckoned>;

/** An act is undone with what it asked of other cases, because one of them refused. */
export class Refused extends Error {
  constructor(readonly answer: Extract<Advanced, { outcome: 'refused' }>) {
    super(answer.refusal.code);
  }
}

/**
 * The door for cases already known to one transaction: a decision, a list's cascade, a closing. All rows are locked in one order, and judged and
 * answered in that of the acts, each on a case of its own. What was reckoned ahead is written so, if all that it rests on is as it was.
 */
export async function advanceIn(tx: Transaction, acts: Act[], ahead: Ahead = new Map()): Promise<Advanced[]> {
  return decide(tx, await lock(tx, acts, ahead), ahead);
}

/** As `advanceIn`, on cases that are locked. */
export async function decide(tx: Transaction, locked: ReadAct[], ahead: Ahead = new Map()): Promise<Advanced[]> {
  const known = await loadKnown(tx, locked);
  const reckoned: Reckoned[] = [];
  for (const one of locked) {
    const knows = known.get(one.row.id) ?? {};
    const before = ahead.get(one.row.id);
    if (before && stillHolds(before, one, knows)) reckoned.push(before);
    else {
      const judged = await judge(tx, one, knows);
      reckoned.push(prepare(judged, judged.result ? await assign(tx, one.row, judged.result.effects) : {}));
    }
  }
  await writeSteps(
    tx,
    reckoned.flatMap((one) => one.step ?? []),
  );
  await carryOut(tx, reckoned);
  return reckoned.map(({ answer }) => answer);
}

/**
 * Reckons acts of an instant that is still to come, `at`, so that little is left to do when it is there. Locks nothing and writes nothing. Acts that are refused, or that take
 * numbers and versions at the door, are left out.
 */
export async function reckonAhead(tx: Transaction, acts: Act[], at: number): Promise<Ahead> {
  const read = (await lookUp(tx, acts)).map(({ row, act }) => ({ row: { ...row, now: at }, act }));
  const known = await loadKnown(tx, read);
  const ahead = new Map<string, Reckoned>();
  for (const one of read) {
    const judged = await judge(tx, one, known.get(one.row.id) ?? {});
    if (judged.result && !judged.result.effects.some(takenAtTheDoor)) ahead.set(one.row.id, prepare(judged, {}));
  }
  return ahead;
}

/** The head of the chain stands for the whole case; the rest is what else a step looks at. */
function stillHolds(before: Reckoned, { row, act }: ReadAct, known: Record<string, unknown>): boolean {
  return (
    before.event.id === act.event.id &&
    before.row.head_hash === row.head_hash &&
    before.row.calendar === row.calendar &&
    before.row.now <= row.now &&
    row.recorded === null &&
    canonical(before.known) === canonical(known)
  );
}

async function judge(tx: Transaction, { row, act }: ReadAct, known: Record<string, unknown>): Promise<Judged> {
  const event = { ...act.event, payload: act.event.payload ?? {} };
  const judged = { row, act, event, known };
  const of = { caseId: row.id, process: row.process };
  const refused = (refusal: Refusal): Judged => ({
    ...judged,
    answer: { outcome: 'refused', caseId: row.id, revision: row.state.revision, refusal },
  });
  if (row.recorded) {
    const { revision, to_status: status, label } = row.recorded;
    return { ...judged, answer: { outcome: 'repeated', ...of, revision, status, label, opened: [] } };
  }
  const early = (await refuseStale(tx, row, act.expectedRevision)) ?? (await refuseUnentrusted(tx, row, event.by));
  if (early) return refused(early);
  const { process } = registeredProcess(row.process);
  const result = step(process, row.id, row.state, event, { now: row.now, calendar: await readCalendar(tx, row.calendar), known });
  if (!result.ok) return refused(result.refusal);
  const named = await refuseNamed(tx, process, row.state, event);
  if (named) return refused(named);
  const { state, to: status, label, opened } = result;
  return { ...judged, result, answer: { outcome: 'done', ...of, revision: state.revision, status, label, opened } };
}

function prepare(judged: Judged, assigned: Record<string, unknown>): Reckoned {
  const { row, event, known, result } = judged;
  if (!result) return judged;
  const { process, inLog } = registeredProcess(row.process);
  const surroundings = { now: row.now, calendar: row.calendar, known: inLog ? inLog.brief(known) : known };
  return { ...judged, step: prepareStep(process, row, event, result, assigned, surroundings) };
}

/** The person saw an older revision: who moved the case since then, and when. That somebody merely opened a task is no such move. */
async function refuseStale(tx: Transaction, row: CaseRow, seen: number | undefined): Promise<Refusal | undefined> {
  if (seen === undefined || seen === row.state.revision) return undefined;
  const moved = await tx.caseEvent.findFirst({
    where: { caseId: row.id, revision: { gt: seen }, on: { not: 'read' } },
    orderBy: { revision: 'desc' },
    select: { label: true, actor: true, at: true },
  });
  if (!moved && seen < row.state.revision) return undefined;
  const { name, unitName } = (moved?.actor ?? {}) as unknown as Actor;
  const by = [unitName, name].filter(Boolean).join('') || '系统';
  const what = moved ? `已由${by}于${formatInstant(moved.at.getTime())}办理（${moved.label}）` : '的状态已经变化';
  return { code: 'stale', message: `该事项${what}，请刷新后查看最新状态。` };
}

/**
 * Locks the rows in id order, their parents first: what a case tells its children and what a child tells its parent can then never wait for each
 * other. Clock and log are read by the outer query, after the locks are held. A state that was reckoned with and still stands is not read again.
 */
export async function lock(tx: Transaction, acts: Act[], ahead: Ahead = new Map()): Promise<ReadAct[]> {
  const heads = acts.map(({ caseId }) => ahead.get(caseId)?.row.head_hash ?? null);
  const rows = await tx.$queryRaw<FoundRow[]>`
    with parent as materialized (
      select p.id from "case" p where p.id in (select parent_id from "case" where id = any (${idsOf(acts)}::uuid[])) order by p.id for update of p
    )
    select held.*, ${alsoRead} from (
      select c.id, c.process, c.title, c.number, case when c.head_hash is distinct from w.head then c.state end as state, c.head_hash, w.event_id as wanted
      from unnest(${idsOf(acts)}::uuid[], ${eventsOf(acts)}::text[], ${heads}::text[]) as w(id, event_id, head) join "case" c on c.id = w.id
      where (select count(*) from parent) >= 0
      order by c.id for update of c
    ) held`;
  return found(rows, acts, ahead);
}

/** The rows as they stand, without a lock. */
async function lookUp(tx: Transaction, acts: Act[]): Promise<ReadAct[]> {
  const rows = await tx.$queryRaw<FoundRow[]>`
    select held.*, ${alsoRead} from (
      select c.id, c.process, c.title, c.number, c.state, c.head_hash, w.event_id as wanted
      from unnest(${idsOf(acts)}::uuid[], ${eventsOf(acts)}::text[]) as w(id, event_id) join "case" c on c.id = w.id
    ) held`;
  return found(rows, acts);
}

type FoundRow = Omit<CaseRow, 'now' | 'state'> & { now: Date; state: CaseRow['state'] | null };

const alsoRead = Prisma.sql`business_now() as now, recorded_event(held.id, held.wanted) as recorded,
      (select coalesce(max(version), 0)::double precision from calendar_publication) as calendar`;

const idsOf = (acts: Act[]) => acts.map(({ caseId }) => caseId);
const eventsOf = (acts: Act[]) => acts.map(({ event }) => event.id);

/** In the order of the acts. */
function found(rows: FoundRow[], acts: Act[], ahead: Ahead = new Map()): ReadAct[] {
  const byId = new Map(rows.map((row) => [row.id, row]));
  return acts.map((act) => {
    const row = byId.get(act.caseId);
    const state = row?.state ?? ahead.get(act.caseId)?.row.state;
    if (!row || !state) throw new RecordError('not_found', '事项不存在或不在您的权限范围内。');
    return { row: { ...row, state, now: row.now.getTime() }, act };
  });
}

async function loadKnown(tx: Transaction, locked: ReadAct[]): Promise<Map<string, Record<string, unknown>>> {
  const known = new Map<string, Record<string, unknown>>();
  for (const [name, group] of Map.groupBy(locked, ({ row }) => row.process)) {
    const load = registeredProcess(name).known;
    if (!load) continue;
    const contexts = group.map(({ row, act }) => ({ caseId: row.id, state: row.state, event: act.event, now: row.now }));
    for (const [id, value] of await load(tx, contexts)) known.set(id, value);
  }
  return known;
}

const takenAtTheDoor = ({ kind }: Effect<any>): boolean => kind === 'number' || kind === 'freeze';

/** Numbers of series and frozen versions: taken now, in this transaction, and written to the log with the step. */
async function assign(tx: Transaction, row: CaseRow, effects: Effect<any>[]): Promise<Record<string, unknown>> {
  const data: Record<string, unknown> = {};
  const frozen: Record<string, unknown> = {};
  for (const effect of effects) {
    if (effect.kind === 'number') data[effect.into] = await nextNumber(tx, effect.series);
    if (effect.kind === 'freeze') {
      const version = await freezeDocument(tx, row.id, effect.document, row.now);
      frozen[effect.document] = version;
      if (effect.into) data[effect.into] = version;
    }
  }
  return { ...(Object.keys(data).length ? { data } : {}), ...(Object.keys(frozen).length ? { frozen } : {}) };
}

/** The next number of a series: '#' in the series' name stands for the number, '##…' for a padded one. Never given twice; gaps stay. */
export async function nextNumber(tx: Transaction, series: string): Promise<string> {
  const [row] = await tx.$queryRaw<{ last: number }[]>`
    insert into number_series (series, last) values (${series}, 1) on conflict (series) do update set last = number_series.last + 1 returning last`;
  return series.replace(/#+/, (places) => String(row!.last).padStart(places.length, '0'));
}

/** What steps ask for besides their own record, in their order; rows that follow each other in one register are written at once. */
async function carryOut(tx: Transaction, reckoned: Reckoned[]): Promise<void> {
  let waiting: { write: RegisterOfMany; entries: RegisterEntry[] } | undefined;
  const writeWaiting = async () => {
    await waiting?.write(tx, waiting.entries);
    waiting = undefined;
  };
  for (const { row, step: written, event, result } of reckoned) {
    if (!written || !result) continue;
    // The case as it stands now, with the numbers the door took.
    const after = written.entry.state as CaseState<any>;
    for (const effect of result.effects) {
      if (effect.kind === 'record') {
        const write = registerOf(row.process, effect.register);
        if (waiting?.write !== write) await writeWaiting();
        waiting ??= { write, entries: [] };
        waiting.entries.push({ caseId: row.id, state: after, event, now: row.now, row: effect.row });
      }
      if (effect.kind === 'cascade' && effect.cases.length > 0) {
        await writeWaiting();
        await cascade(tx, row, after, event, effect);
      }
      if (effect.kind === 'open-case') {
        await writeWaiting();
        await openAsked(tx, { id: row.id, after, event }, effect);
      }
    }
  }
  await writeWaiting();
}

/** One act on many cases: all or none, unless the effect says that a refused one is skipped. */
async function cascade(
  tx: Transaction,
  row: CaseRow,
  after: CaseState<any>,
  event: CaseEvent,
  effect: Extract<Effect<any>, { kind: 'cascade' }>,
): Promise<void> {
  const eventFor = (caseId: string): CaseEvent => ({
    id: `${event.id}/${caseId}`,
    on: effect.on,
    by: {
      kind: 'system',
      personId: event.by.personId,
      name: event.by.name,
      unitId: event.by.unitId,
      unitName: event.by.unitName,
    },
    payload: {
      ...effect.payload,
      ...Object.fromEntries((effect.fields ?? []).map((key) => [key, after.data[key]])),
      list: row.id,
    },
    opinion: effect.opinion,
  });
  const answers = await advanceIn(
    tx,
    effect.cases.map((caseId) => ({ caseId, event: eventFor(caseId) })),
  );
  const refused = answers.find((answer) => answer.outcome === 'refused');
  if (refused?.outcome === 'refused' && effect.each !== 'skip')
    throw new Refused({ ...refused, caseId: row.id, revision: row.state.revision });
}
