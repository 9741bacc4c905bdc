import { formatInstant } from '#domain/calendar/instant.js';
import { step } from '#domain/process/step.js';
import type { Actor, CaseEvent, CaseState, Effect, Refusal, Task } from '#domain/process/types.js';
import { readCalendar } from './calendar.js';
import { inTransaction, Prisma, RecordError, untilFree, type Database, type Transaction } from './database.js';
import { refuseUnentrusted } from './deputies.js';
import { freezeDocument } from './documents.js';
import { refuseNamed } from './named-persons.js';
import { openAsked } from './open-asked.js';
import { prepareStep, type LockedCase } from './prepare.js';
import { decidesTogether, registeredProcess, registerOf, type RegisterEntry, type RegisterOfMany } from './processes.js';
import { Together } from './together.js';
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

interface Locked extends LockedCase {
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

/**
 * The door: the only way anything changes a case. One transaction locks the row, judges by the database's business clock read after the
 * lock, and writes state, log, tasks and mail together. A refusal is a value and leaves nothing behind. Throws RecordError 'not_found'.
 */
export function advance(
  db: Database,
  caseId: string,
  event: CaseEvent,
  options: Pick<Act, 'expectedRevision'> = {},
): Promise<Advanced> {
  const act = { caseId, event, ...options };
  return decidesTogether(event.on) ? queueOf(db).decide(act) : alone(db, act);
}

/** One queue a database handle: whoever comes while others are decided goes with the next. */
const queues = new WeakMap<Database, Together<Act, Advanced>>();

function queueOf(db: Database): Together<Act, Advanced> {
  const found = queues.get(db);
  if (found) return found;
  const queue = new Together<Act, Advanced>(
    (act) => alone(db, act),
    (acts) => inTransaction(db, (tx) => allOfThem(tx, acts)),
  );
  queues.set(db, queue);
  return queue;
}

/** They do not go together: each is decided by itself. */
class Apart extends Error {}

/**
 * Acts decided together, or none of them. One that is refused, or was here before, has been reckoned for its part of a cap that the others then did not get; and a process
 * with an act of the same name has not said that its own may be decided so. Throws Apart.
 */
async function allOfThem(tx: Transaction, acts: Act[]): Promise<Advanced[]> {
  const locked = await lock(tx, acts);
  if (!locked.every(({ row, act }) => registeredProcess(row.process).together?.includes(act.event.on))) throw new Apart();
  const answers = await decide(tx, locked);
  if (!answers.every(({ outcome }) => outcome === 'done')) throw new Apart();
  return answers;
}

async function alone(db: Database, act: Act): Promise<Advanced> {
  try {
    return await untilFree(() =>
      inTransaction(db, async (tx) => {
        const [answer] = await advanceIn(tx, [act]);
        // A refusal after a partial cascade must undo the whole act.
        if (answer?.outcome === 'refused') throw new Refused(answer);
        return answer!;
      }),
    );
  } catch (error) {
    if (error instanceof Refused) return error.answer;
    throw refusalOfDatabase(error, act.caseId) ?? error;
  }
}

class Refused extends Error {
  constructor(readonly answer: Extract<Advanced, { outcome: 'refused' }>) {
    super(answer.refusal.code);
  }
}

interface Written {
  step: WrittenStep;
  row: Locked;
  event: CaseEvent;
  effects: Effect<any>[];
}

/**
 * The door for cases already known to one transaction: a decision, a list's cascade, a closing. All rows are locked in one order, and judged and
 * answered in that of the acts, each on a case of its own.
 */
export async function advanceIn(tx: Transaction, acts: Act[]): Promise<Advanced[]> {
  return decide(tx, await lock(tx, acts));
}

interface LockedAct {
  row: Locked;
  act: Act;
}

async function decide(tx: Transaction, locked: LockedAct[]): Promise<Advanced[]> {
  const known = await loadKnown(tx, locked);

  const answers: Advanced[] = [];
  const written: Written[] = [];
  for (const { row, act } of locked) {
    const event = { ...act.event, payload: act.event.payload ?? {} };
    if (row.recorded) {
      const { revision, to_status: status, label } = row.recorded;
      answers.push({ outcome: 'repeated', caseId: row.id, process: row.process, revision, status, label, opened: [] });
      continue;
    }
    const early = (await refuseStale(tx, row, act.expectedRevision)) ?? (await refuseUnentrusted(tx, row, event.by));
    if (early) {
      answers.push({ outcome: 'refused', caseId: row.id, revision: row.state.revision, refusal: early });
      continue;
    }
    const { process } = registeredProcess(row.process);
    const surroundings = { now: row.now, calendar: await readCalendar(tx, row.calendar), known: known.get(row.id) ?? {} };
    const result = step(process, row.id, row.state, event, surroundings);
    const refusal = result.ok ? await refuseNamed(tx, process, row.state, event) : result.refusal;
    if (!result.ok || refusal) {
      answers.push({ outcome: 'refused', caseId: row.id, revision: row.state.revision, refusal: refusal! });
      continue;
    }
    const assigned = await assign(tx, row, result.effects);
    const prepared = prepareStep(process, row, event, result, assigned, { ...surroundings, calendar: row.calendar });
    written.push({ step: prepared, row, event, effects: result.effects });
    answers.push({
      outcome: 'done',
      caseId: row.id,
      process: row.process,
      revision: result.state.revision,
      status: result.to,
      label: result.label,
      opened: result.opened,
    });
  }
  await writeSteps(
    tx,
    written.map(({ step: one }) => one),
  );
  await carryOut(tx, written);
  return answers;
}

/** The person saw an older revision: who moved the case since then, and when. That somebody merely opened a task is no such move. */
async function refuseStale(tx: Transaction, row: Locked, seen: number | undefined): Promise<Refusal | undefined> {
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
 * other. Clock and log are read by the outer query, after the locks are held.
 */
async function lock(tx: Transaction, acts: Act[]): Promise<LockedAct[]> {
  const caseIds = acts.map(({ caseId }) => caseId);
  const eventIds = acts.map(({ event }) => event.id);
  const rows = await tx.$queryRaw<(Omit<Locked, 'now'> & { now: Date })[]>`
    with parent as materialized (
      select p.id from "case" p where p.id in (select parent_id from "case" where id = any (${caseIds}::uuid[])) order by p.id for update of p
    )
    select held.*, business_now() as now, recorded_event(held.id, held.wanted) as recorded,
      (select coalesce(max(version), 0)::double precision from calendar_publication) as calendar
    from (
      select c.id, c.process, c.title, c.number, c.state, c.head_hash, w.event_id as wanted
      from unnest(${caseIds}::uuid[], ${eventIds}::text[]) as w(id, event_id) join "case" c on c.id = w.id
      where (select count(*) from parent) >= 0
      order by c.id for update of c
    ) held`;
  const found = new Map(rows.map((row) => [row.id, { ...row, now: row.now.getTime() }]));
  return acts.map((act) => {
    const row = found.get(act.caseId);
    if (!row) throw new RecordError('not_found', '事项不存在或不在您的权限范围内。');
    return { row, act };
  });
}

async function loadKnown(tx: Transaction, locked: LockedAct[]): Promise<Map<string, Record<string, unknown>>> {
  const known = new Map<string, Record<string, unknown>>();
  for (const [name, group] of Map.groupBy(locked, ({ row }) => row.process)) {
    const load = registeredProcess(name).known;
    if (!load) continue;
    const contexts = group.map(({ row, act }) => ({ caseId: row.id, state: row.state, event: act.event, now: row.now }));
    for (const [id, value] of await load(tx, contexts)) known.set(id, value);
  }
  return known;
}

/** Numbers of series and frozen versions: taken now, in this transaction, and written to the log with the step. */
async function assign(tx: Transaction, row: Locked, effects: Effect<any>[]): Promise<Record<string, unknown>> {
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
async function carryOut(tx: Transaction, written: Written[]): Promise<void> {
  let waiting: { write: RegisterOfMany; entries: RegisterEntry[] } | undefined;
  const writeWaiting = async () => {
    await waiting?.write(tx, waiting.entries);
    waiting = undefined;
  };
  for (const { row, step: one, event, effects } of written) {
    // The case as it stands now, with the numbers the door took.
    const after = one.entry.state as CaseState<any>;
    for (const effect of effects) {
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
  row: Locked,
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

/** The database's own checks, said in the door's words. */
function refusalOfDatabase(error: unknown, caseId: string): RecordError | undefined {
  const text = error instanceof Prisma.PrismaClientKnownRequestError ? JSON.stringify(error.meta ?? {}) + error.message : '';
  if (text.includes('DB003')) return new RecordError('two_levels', `同一人不得办理同一事项的两级审核（${caseId}）。`);
  return undefined;
}
