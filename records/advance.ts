import { formatInstant } from '#domain/calendar/instant.js';
import { step } from '#domain/process/step.js';
import type { Actor, CaseEvent, CaseState, Effect, Refusal, Task } from '#domain/process/types.js';
import { readCalendar } from './calendar.js';
import { inTransaction, Prisma, RecordError, untilFree, type Database, type Transaction } from './database.js';
import { refuseUnentrusted } from './deputies.js';
import { freezeDocument } from './documents.js';
import { openAsked } from './open-asked.js';
import { prepareStep, type LockedCase } from './prepare.js';
import { registeredProcess, registerOf } from './processes.js';
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

/**
 * The door: the only way anything changes a case. One transaction locks the row, judges by the database's business clock read after the
 * lock, and writes state, log, tasks and mail together. A refusal is a value and leaves nothing behind. `expectedRevision` is what the
 * person saw; another revision means somebody else acted meanwhile. Throws RecordError 'not_found'.
 */
export async function advance(
  db: Database,
  caseId: string,
  event: CaseEvent,
  options: { expectedRevision?: number } = {},
): Promise<Advanced> {
  try {
    return await untilFree(() =>
      inTransaction(db, async (tx) => {
        const [answer] = await advanceIn(tx, [caseId], () => event, options);
        // A refusal after a partial cascade must undo the whole act.
        if (answer?.outcome === 'refused') throw new Refused(answer);
        return answer!;
      }),
    );
  } catch (error) {
    if (error instanceof Refused) return error.answer;
    throw refusalOfDatabase(error, caseId) ?? error;
  }
}

class Refused extends Error {
  constructor(readonly answer: Extract<Advanced, { outcome: 'refused' }>) {
    super(answer.refusal.code);
  }
}

/** The door for cases already known to one transaction: a decision, a list's cascade, a closing. All rows are locked in one order. */
export async function advanceIn(
  tx: Transaction,
  caseIds: string[],
  eventFor: (caseId: string) => CaseEvent,
  options: { expectedRevision?: number } = {},
): Promise<Advanced[]> {
  const rows = await lock(tx, caseIds, eventFor);
  if (rows.length < new Set(caseIds).size) throw new RecordError('not_found', '事项不存在或不在您的权限范围内。');
  const known = await loadKnown(tx, rows, eventFor);

  const answers: Advanced[] = [];
  const written: { step: WrittenStep; row: Locked; event: CaseEvent; effects: Effect<any>[] }[] = [];
  for (const row of rows) {
    const event = { ...eventFor(row.id), payload: eventFor(row.id).payload ?? {} };
    if (row.recorded) {
      const { revision, to_status: status, label } = row.recorded;
      answers.push({ outcome: 'repeated', caseId: row.id, process: row.process, revision, status, label, opened: [] });
      continue;
    }
    const early = (await refuseStale(tx, row, options.expectedRevision)) ?? (await refuseUnentrusted(tx, row, event.by));
    if (early) {
      answers.push({ outcome: 'refused', caseId: row.id, revision: row.state.revision, refusal: early });
      continue;
    }
    const { process } = registeredProcess(row.process);
    const surroundings = { now: row.now, calendar: await readCalendar(tx, row.calendar), known: known.get(row.id) ?? {} };
    const result = step(process, row.id, row.state, event, surroundings);
    if (!result.ok) {
      answers.push({ outcome: 'refused', caseId: row.id, revision: row.state.revision, refusal: result.refusal });
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
  for (const one of written) await carryOut(tx, one.row, one.step.entry.state as CaseState<any>, one.event, one.effects);
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
async function lock(tx: Transaction, caseIds: string[], eventFor: (caseId: string) => CaseEvent): Promise<Locked[]> {
  const eventIds = caseIds.map((id) => eventFor(id).id);
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
  return rows.map((row) => ({ ...row, now: row.now.getTime() }));
}

async function loadKnown(
  tx: Transaction,
  rows: Locked[],
  eventFor: (caseId: string) => CaseEvent,
): Promise<Map<string, Record<string, unknown>>> {
  const known = new Map<string, Record<string, unknown>>();
  for (const [name, group] of Map.groupBy(rows, (row) => row.process)) {
    const load = registeredProcess(name).known;
    if (!load) continue;
    const contexts = group.map((row) => ({ caseId: row.id, state: row.state, event: eventFor(row.id), now: row.now }));
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

/** What a step asks for besides its own record; `after` is the case as it stands now, with the numbers the door took. */
async function carryOut(
  tx: Transaction,
  row: Locked,
  after: CaseState<any>,
  event: CaseEvent,
  effects: Effect<any>[],
): Promise<void> {
  for (const effect of effects) {
    if (effect.kind === 'cascade' && effect.cases.length > 0) await cascade(tx, row, after, event, effect);
    if (effect.kind === 'open-case') await openAsked(tx, { id: row.id, after, event }, effect);
    if (effect.kind === 'record') {
      const write = registerOf(row.process, effect.register);
      if (!write) throw new Error(`${row.process} names unknown register ${effect.register}`);
      await write(tx, { caseId: row.id, state: after, event, now: row.now, row: effect.row });
    }
  }
}

/** One act on many cases: all or none, unless the effect says that a refused one is skipped. */
async function cascade(
  tx: Transaction,
  row: Locked,
  after: CaseState<any>,
  event: CaseEvent,
  effect: Extract<Effect<any>, { kind: 'cascade' }>,
): Promise<void> {
  const answers = await advanceIn(tx, effect.cases, (caseId) => ({
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
  }));
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
