import { CALENDAR_PUBLISHED, calendarPublished } from './calendar-published.js';
import { levelsOf, personsOf, refuseActor, taskToDecide } from './access.js';
import { sources, targetOf } from './define.js';
import { HOLDER_LEFT, holderLeft } from './holder-left.js';
import { passInstant, taskPeriodNotices } from './instants.js';
import { refuseShortOpinion } from './opinion.js';
import { refusePayload } from './payload.js';
import { closingsOf, enter, periodInstants } from './transition.js';
import { stepUpRequired } from './step-up.js';
import { applyVerb, verbs } from './verbs/index.js';
import type {
  CaseEvent,
  CaseState,
  ClosedTask,
  Effect,
  Instant,
  Process,
  Refusal,
  Row,
  StepContext,
  StepResult,
  Task,
  WorkingCalendar,
} from './types.js';

export interface Surroundings<K> {
  now: Instant;
  calendar: WorkingCalendar;
  known: K;
}

/** A case's first state: revision 0, the initial stage's tasks and instants already open. */
export function begin<D, K>(
  process: Process<D, K>,
  data: D,
  { now, calendar }: Pick<Surroundings<K>, 'now' | 'calendar'>,
): { state: CaseState<D>; opened: Task[] } {
  const blank: CaseState<D> = {
    process: process.name,
    version: process.version,
    status: process.initial,
    since: now,
    revision: 0,
    round: 1,
    data,
    tasks: [],
    nextTask: 1,
    instants: [],
    handlers: {},
  };
  const { state, opened } = enter(process, blank, process.initial, now, calendar, '');
  return { state, opened };
}

/**
 * The only way a case moves. Pure: the same state, event, time and knowledge always give the same answer. Returns the next state with
 * what the door must do, or a typed refusal; the state passed in is never changed.
 */
export function step<D, K>(
  process: Process<D, K>,
  caseId: string,
  state: CaseState<D>,
  event: CaseEvent,
  surroundings: Surroundings<K>,
): StepResult<D> {
  const context: StepContext<D, K> = { caseId, state, event, ...surroundings };
  if (state.pause && event.by.kind === 'person' && event.on !== 'resume' && event.on !== 'read') {
    return refused({ code: 'paused', message: '事项已暂停，恢复后方可办理。' });
  }
  const refusal = event.by.kind === 'time' ? refuseInstant(context) : undefined;
  if (refusal) return refused(refusal);

  if (event.on === CALENDAR_PUBLISHED) return calendarPublished(process, context);
  if (event.on === HOLDER_LEFT) return holderLeft(context);
  const row = rowFor(process, context);
  if (row) return takeRow(process, row, context);
  if (event.by.kind === 'time' && (periodInstants as readonly string[]).includes(event.on)) return passPeriod(process, context);
  const verb = verbs[event.on];
  if (verb)
    return applyVerb(verb, process as Process, context, (next, decision) =>
      step(process, caseId, next, decision, surroundings),
    ) as StepResult<D>;
  return refused({
    code: state.ended ? 'ended' : 'not_possible_now',
    message: `当前状态为「${process.states[state.status]!.label}」，不能进行此操作，请刷新后查看。`,
  });
}

/** Why the row's button is not available to this actor now; nothing when it is. Rules that read the dialog are not asked yet. */
export function whyNot<D, K>(process: Process<D, K>, row: Row<D, K>, context: StepContext<D, K>): Refusal | undefined {
  return (
    refuseActor(process, row, context) ??
    refuseLate(row, context) ??
    refuseHeld(row, context) ??
    refuseUnsigned(row, context) ??
    refuseGuards(row, context, false)
  );
}

/** Of several rows for one event the first whose sender fits; none fitting, the first, so that its refusal explains. */
function rowFor<D, K>(process: Process<D, K>, context: StepContext<D, K>): Row<D, K> | undefined {
  const rows = process.rows.filter((row) => row.on === context.event.on && sources(row).includes(context.state.status));
  return rows.find((row) => !refuseActor(process, row, context)) ?? rows[0];
}

function takeRow<D, K>(process: Process<D, K>, row: Row<D, K>, context: StepContext<D, K>): StepResult<D> {
  const refusal =
    refuseActor(process, row, context) ??
    refuseLate(row, context) ??
    refuseHeld(row, context) ??
    refuseUnsigned(row, context) ??
    refuseIncomplete(row, context.event) ??
    refuseGuards(row, context, true);
  if (refusal) return refused(refusal);
  return holdForSigners(row, context) ?? apply(process, row, context);
}

function apply<D, K>(process: Process<D, K>, row: Row<D, K>, context: StepContext<D, K>): StepResult<D> {
  const { state, event, now, calendar } = context;
  const effects = (row.then ?? []).flatMap((effect) => effect(context));
  // The passed instant falls off first: a row may name it again for the next time (every month, every year).
  const timed = event.by.kind === 'time' ? passInstant(state, event.on) : state;
  const changed = applyToState(withHandlers(process, row, timed, event), effects);
  const to = targetOf(row, context);
  const label = row.label ?? instantLabel(context);
  const task = row.by.kind === 'handler' ? taskToDecide(row.by, context) : undefined;

  const stays = row.to === '=' || (typeof row.to === 'function' && row.to(context) === '=');
  if (stays) {
    const closed: ClosedTask[] = task && row.answers ? [{ task, outcome: row.on }] : [];
    const tasks = changed.tasks.filter((open) => !closed.some((gone) => gone.task.id === open.id));
    return done(process, context, { ...changed, tasks, undo: undefined }, effects, [], closed, to, label);
  }
  const entered = enter(process, changed as CaseState<D>, to, now, calendar, row.on);
  // A case instant set by this very row survives the move; a stage instant set by it belongs to the new stage.
  const withOwn = applyInstants(entered.state, effects);
  const next = { ...withOwn, undo: undoOf(row, context, entered.opened, effects) };
  return done(process, context, next, effects, entered.opened, entered.closed, to, label);
}

function done<D, K>(
  process: Process<D, K>,
  { state }: StepContext<D, K>,
  next: CaseState<D>,
  effects: Effect<D>[],
  opened: Task[],
  closed: ClosedTask[],
  to: string,
  label: string,
): StepResult<D> {
  const ended = process.states[to]?.final === true;
  const kept = ended ? { ...next, instants: closingsOf(next.instants), tasks: [] } : next;
  return {
    ok: true,
    state: { ...kept, revision: state.revision + 1, ended },
    effects,
    opened,
    closed,
    from: state.status,
    to,
    label,
  };
}

function refused(refusal: Refusal): { ok: false; refusal: Refusal } {
  return { ok: false, refusal };
}

function refuseInstant<D, K>({ state, event, now }: StepContext<D, K>): Refusal | undefined {
  const instant = state.instants.find((one) => one.name === event.on);
  if (!instant) return { code: 'no_such_instant', message: '该时点已办结或已取消。' };
  if (now < instant.at) return { code: 'not_due', message: '该时点尚未到来。' };
  return undefined;
}

/** 截止: accepted only while the business clock is before the closing on the record (R2). */
function refuseLate<D, K>(row: Row<D, K>, { state, now, event }: StepContext<D, K>): Refusal | undefined {
  if (!row.before || event.by.kind !== 'person') return undefined;
  const closing = state.instants.find((instant) => instant.name === row.before);
  if (!closing)
    return { code: 'too_late', message: '已过截止时间，不再受理。如确需办理，请向省级主管部门申请延期。', clause: 'R2' };
  if (now < closing.at) return undefined;
  return {
    code: 'too_late',
    message: `已过${closing.label ?? '截止时间'}，不再受理。如确需办理，请向省级主管部门申请延期。`,
    clause: 'R2',
  };
}

/** 后加签: while a decision waits for its signers there is no other. */
function refuseHeld<D, K>(row: Row<D, K>, { state }: StepContext<D, K>): Refusal | undefined {
  if (!state.held || row.by.kind !== 'handler' || row.to === '=') return undefined;
  return { code: 'already_held', message: '决定已作出，正等待后加签人签署。' };
}

/** 前加签: the decision waits until everyone asked to sign first has signed. */
function refuseUnsigned<D, K>(row: Row<D, K>, context: StepContext<D, K>): Refusal | undefined {
  if (row.by.kind !== 'handler') return undefined;
  const task = taskToDecide(row.by, context);
  const waiting = context.state.tasks.filter(
    (one) => one.kind === 'sign' && one.serves === task?.id && one.position === 'before' && !one.answer,
  );
  if (waiting.length === 0) return undefined;
  return { code: 'waiting_for_signers', message: `尚有 ${waiting.length} 位加签人未签署，请待其签署或减签后再办理。` };
}

function refuseIncomplete<D, K>(row: Row<D, K>, event: CaseEvent): Refusal | undefined {
  return (
    refuseUnconfirmed(row, event) ??
    (row.opinion === 'required' ? refuseShortOpinion(event) : undefined) ??
    refusePayload(row.payload ?? [], event)
  );
}

/** 6.9, S12 a signature is the person's own, and so is what moves money: the password entered again for this very act. */
function refuseUnconfirmed<D, K>(row: Row<D, K>, { by }: CaseEvent): Refusal | undefined {
  if (!(row.signature || row.stepUp) || by.kind !== 'person' || by.reauthenticated) return undefined;
  if (!row.signature) return stepUpRequired;
  return { code: 'password_required', message: '签署须再次输入登录密码，以确认是您本人签署。', field: 'password', clause: '6.9' };
}

function refuseGuards<D, K>(row: Row<D, K>, context: StepContext<D, K>, asked: boolean): Refusal | undefined {
  for (const guard of row.when ?? []) {
    if (guard.asks && !asked) continue;
    const refusal = guard.check(context);
    if (refusal) return guard.clause && !refusal.clause ? { ...refusal, clause: guard.clause } : refusal;
  }
  return undefined;
}

/** 后加签: the decision is kept and takes effect once the signers after it agree. */
function holdForSigners<D, K>(row: Row<D, K>, context: StepContext<D, K>): StepResult<D> | undefined {
  if (row.by.kind !== 'handler' || row.to === '=') return undefined;
  const { state, event } = context;
  const task = taskToDecide(row.by, context)!;
  const pending = state.tasks.some(
    (one) => one.kind === 'sign' && one.serves === task.id && one.position === 'after' && one.answer?.agree !== true,
  );
  if (!pending) return undefined;
  return {
    ok: true,
    state: { ...state, held: { event, taskId: task.id }, revision: state.revision + 1 },
    effects: [],
    opened: [],
    closed: [],
    from: state.status,
    to: state.status,
    label: `${row.label}（待后加签）`,
  };
}

function withHandlers<D, K>(process: Process<D, K>, row: Row<D, K>, state: CaseState<D>, event: CaseEvent): CaseState<D> {
  if (event.by.kind !== 'person') return state;
  const handlers = { ...state.handlers };
  for (const level of levelsOf(process, row, state.status)) {
    handlers[level] = [...new Set([...(handlers[level] ?? []), ...personsOf(event.by)])];
  }
  return { ...state, handlers };
}

/** Data patches, and case instants, in the order the row gives them. */
function applyToState<D>(state: CaseState<D>, effects: Effect<D>[]): CaseState<D> {
  let data = state.data;
  for (const effect of effects) if (effect.kind === 'data') data = { ...data, ...effect.patch };
  return applyInstants({ ...state, data }, effects);
}

function applyInstants<D>(state: CaseState<D>, effects: Effect<D>[]): CaseState<D> {
  let instants = state.instants;
  for (const effect of effects) {
    if (effect.kind === 'set-instant') instants = [...instants.filter((one) => one.name !== effect.instant.name), effect.instant];
    if (effect.kind === 'clear-instant') instants = instants.filter((one) => one.name !== effect.name);
  }
  return { ...state, instants: [...instants].sort((a, b) => a.at - b.at || (a.name < b.name ? -1 : 1)) };
}

/** 撤回 restores exactly what was there; only a person's move to someone else's desk can be taken back. */
function undoOf<D, K>(
  row: Row<D, K>,
  { state, event }: StepContext<D, K>,
  opened: Task[],
  effects: Effect<D>[],
): CaseState<D>['undo'] {
  const undoable = row.undoable ?? (row.by.kind === 'handler' && opened.length > 0);
  if (!undoable || event.by.kind !== 'person' || !event.by.personId) return undefined;
  const { undo: _undo, revision: _revision, ...restore } = state;
  const numbers = effects.flatMap((effect) => (effect.kind === 'number' ? [effect.into as string] : []));
  return { by: event.by.personId, on: row.on, tasks: opened.map((task) => task.id), numbers, restore };
}

function passPeriod<D, K>(process: Process<D, K>, context: StepContext<D, K>): StepResult<D> {
  const { state, event } = context;
  return {
    ok: true,
    state: { ...passInstant(state, event.on), revision: state.revision + 1 },
    effects: taskPeriodNotices(process, context),
    opened: [],
    closed: [],
    from: state.status,
    to: state.status,
    label: instantLabel(context),
  };
}

/** What has come, in the words of the record. */
const instantLabel = ({ state, event }: StepContext<any, any>): string =>
  state.instants.find((one) => one.name === event.on)?.label ?? event.on;
