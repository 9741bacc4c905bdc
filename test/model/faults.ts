import type { Actor, CaseEvent, CaseState, Instant, Process, StepResult } from '#domain/process/types.js';
import { verbs } from '#domain/process/verbs/index.js';
import { rowsFrom } from './people.js';

const reviewLevels = ['county', 'prefecture', 'province'] as const;

/** What must hold after every accepted step of every process, said without the engine's own helpers. Returns the first fault. */
export function faultOf<D>(
  process: Process<D>,
  before: CaseState<D>,
  event: CaseEvent,
  after: CaseState<D>,
  now: Instant,
): string | undefined {
  return (
    stateFault(process, before, after) ??
    taskFault(process, after) ??
    closingFault(process, before, event, after, now) ??
    dutyFault(process, before, event, after)
  );
}

function stateFault<D>(process: Process<D>, before: CaseState<D>, after: CaseState<D>): string | undefined {
  const stage = process.states[after.status];
  if (!stage) return `undefined state ${after.status}`;
  if (after.revision !== before.revision + 1) return 'revision does not grow by one';
  if ((stage.final === true) !== (after.ended === true)) return 'ended without a final state, or the other way round';
  return undefined;
}

function taskFault<D>(process: Process<D>, after: CaseState<D>): string | undefined {
  if (new Set(after.tasks.map((task) => task.id)).size !== after.tasks.length) return 'two tasks with one number';
  if (after.tasks.some((task) => Number(task.id) >= after.nextTask)) return 'a task number that will be given again';
  if (after.ended) return after.tasks.length > 0 ? 'a task of an ended case' : undefined;
  const stage = process.states[after.status]!;
  const wanted = [stage.task?.for(after.data) ?? []].flat();
  if (
    wanted.length > 0 &&
    !after.tasks.some((task) => task.stage === after.status && task.kind === (stage.task!.kind ?? 'decide'))
  )
    return 'a stage lost its task';
  const waits = after.tasks.some((task) => !task.answer) || after.instants.length > 0 || after.pause;
  // What waits for another case or for the applicant says so to the inspector, or it is forgotten.
  return waits || stage.waitsFor || stage.standing
    ? undefined
    : 'a live case with neither task nor deadline nor anything it waits for';
}

/** 截止: what must come before a closing is never accepted at or after it, nor without it. */
function closingFault<D>(
  process: Process<D>,
  before: CaseState<D>,
  event: CaseEvent,
  after: CaseState<D>,
  now: Instant,
): string | undefined {
  if (event.by.kind !== 'person' || before.status === after.status) return undefined;
  const rows = rowsFrom(process, before.status).filter((row) => row.on === event.on);
  if (rows.length === 0 || rows.some((row) => !row.before)) return undefined;
  const inTime = rows.some((row) => before.instants.some(({ name, at }) => name === row.before && now < at));
  return inTime ? undefined : 'accepted at or after its closing';
}

/** Nobody handles two levels, nor a case of the own unit; a paused case stands still for people. */
function dutyFault<D>(process: Process<D>, before: CaseState<D>, event: CaseEvent, after: CaseState<D>): string | undefined {
  if (before.pause && event.by.kind === 'person' && !['resume', 'read'].includes(event.on)) return 'a paused case moved';
  const seen = new Map<string, string>();
  for (const level of reviewLevels)
    for (const person of after.handlers[level] ?? []) {
      if (seen.has(person)) return `${person} handled two levels`;
      seen.set(person, level);
    }
  const owner = process.ownerUnit(after.data);
  // A decision that waited for its signers is its maker's, whoever signed last.
  const newcomers = reviewLevels.flatMap((level) =>
    (after.handlers[level] ?? []).filter((id) => !before.handlers[level]?.includes(id)),
  );
  const maker = before.held && event.on in verbs ? before.held.event.by : event.by;
  const reviewed = newcomers.includes(maker.personId ?? '');
  return reviewed && owner !== undefined && maker.posts?.some(({ unitId }) => unitId === owner)
    ? 'a case of the own unit was reviewed'
    : undefined;
}

/** 6.13 whoever's case is ended by others is told. */
export function toldFault<D>(
  process: Process<D>,
  before: CaseState<D>,
  event: CaseEvent,
  { state: after, effects }: Extract<StepResult<D>, { ok: true }>,
  untold: Record<string, string> = {},
): string | undefined {
  const owner = process.ownerUnit(after.data);
  if (!after.ended || before.ended || owner === undefined || event.on in untold || actsFor(owner, event.by)) return undefined;
  const told = effects.some(
    ({ kind, ...effect }) => kind === 'notice' && 'to' in effect && 'unitId' in effect.to && effect.to.unitId === owner,
  );
  return told ? undefined : `ended in ${after.status} without a word to its unit`;
}

const actsFor = (owner: string, by: Actor) => by.unitId === owner || by.posts?.some(({ unitId }) => unitId === owner) === true;
