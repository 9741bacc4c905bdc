import { mayHandle } from './access.js';
import { byPerson, sources, targets } from './define.js';
import { whyNot } from './step.js';
import { verbs } from './verbs/index.js';
import type { Surroundings } from './step.js';
import type { Actor, CaseState, NamedInstant, PayloadField, Process, Refusal, Row, State, StepContext, Task } from './types.js';

/** A button: available, or visible with the reason why not. */
export interface Action {
  on: string;
  label: string;
  available: boolean;
  /** Chinese; says what to do. */
  reason?: string;
  refusal?: Refusal;
  fields: PayloadField[];
  opinion?: 'required';
  confirm?: string;
  /** What a verb does and what it leaves as it is. */
  hint?: string;
  /** The dialog asks for the password again (6.9). */
  signature?: true;
  /** It asks for the password again, besides everything else (S12). */
  stepUp?: true;
  /** Sent from a line of a list on the page. */
  onList?: boolean;
  /** Leaves the case in its state: a record beside the decision. */
  stays?: boolean;
  /** 委托人: possible only in this person's place. */
  deputyFor?: { personId: string; name: string };
  /** Never the button that stands out. */
  quiet?: true;
  /** The open task the act would answer. */
  taskId?: string;
  /** A verb of the human task (转办, 加签 …) rather than a row of the process table. */
  verb: boolean;
}

export interface Explanation {
  status: string;
  label: string;
  tone: State['tone'];
  /** One plain sentence: whose desk, or what it waits for. */
  waitsFor: string;
  /** What can come next, as state labels. */
  next: string[];
  actions: Action[];
}

/** Where a case stands, why, and what the actor can do about it: the inbox's buttons and the inspector's paragraph. */
export function explain<D, K>(
  process: Process<D, K>,
  caseId: string,
  state: CaseState<D>,
  actor: Actor,
  surroundings: Surroundings<K>,
): Explanation {
  const stage = process.states[state.status]!;
  const base = { caseId, state, ...surroundings };
  const context = (on: string): StepContext<D, K> => ({ ...base, event: { id: '', on, by: actor } });
  return {
    status: state.status,
    label: stage.label,
    tone: stage.tone,
    waitsFor: waitsFor(process, state),
    next: nextLabels(process, state),
    actions: [...rowActions(process, context, state, actor), ...verbActions(process, context)],
  };
}

/**
 * What somebody can do as oneself and for absent colleagues, in that order: an act that is not possible as oneself is offered for the first
 * principal for whom it is. `explanations`: of `actors`, one each.
 */
export function explainedFor(actors: readonly Actor[], [own, ...others]: readonly Explanation[]): Explanation {
  const entrusted = (on: string): Action | undefined => {
    const index = others.findIndex((other) => other.actions.some((action) => action.on === on && action.available));
    const found = others[index]?.actions.find((action) => action.on === on);
    return found && { ...found, deputyFor: actors[index + 1]!.deputyFor! };
  };
  return { ...own!, actions: own!.actions.map((action) => (action.available ? action : (entrusted(action.on) ?? action))) };
}

function rowActions<D, K>(
  process: Process<D, K>,
  context: (on: string) => StepContext<D, K>,
  state: CaseState<D>,
  actor: Actor,
): Action[] {
  const personal = process.rows.filter((row) => sources(row).includes(state.status) && byPerson(row));
  const best = new Map<string, { row: Row<D, K>; refusal: Refusal | undefined }>();
  for (const row of personal) {
    const refusal = state.pause
      ? { code: 'paused', message: '事项已暂停，恢复后方可办理。' }
      : whyNot(process, row, context(row.on));
    if (!best.has(row.on) || (best.get(row.on)!.refusal && !refusal)) best.set(row.on, { row, refusal });
  }
  const task = state.tasks.find((one) => one.kind === 'decide' && mayHandle(actor, one));
  return [...best.values()].map(({ row, refusal }) => ({
    on: row.on,
    label: row.label!,
    available: refusal === undefined,
    ...(refusal ? { reason: refusal.message, refusal } : {}),
    fields: row.payload ?? [],
    ...(row.onList ? { onList: true } : {}),
    ...(row.to === '=' ? { stays: true } : {}),
    ...(row.quiet ? { quiet: true as const } : {}),
    ...(row.opinion ? { opinion: row.opinion } : {}),
    ...(row.confirm ? { confirm: row.confirm } : {}),
    ...(row.signature ? { signature: true as const } : {}),
    ...(row.stepUp ? { stepUp: true as const } : {}),
    ...(row.by.kind === 'handler' && task ? { taskId: task.id } : {}),
    verb: false,
  }));
}

/** `read` is not a button: opening the task is. */
function verbActions<D, K>(process: Process<D, K>, context: (on: string) => StepContext<D, K>): Action[] {
  return Object.values(verbs)
    .filter((verb) => verb.on !== 'read')
    .map((verb) => {
      const at = context(verb.on);
      const blocked = at.state.ended && verb.on !== 'cc' ? { code: 'ended', message: '事项已办结。' } : undefined;
      const paused =
        at.state.pause && verb.on !== 'resume' ? { code: 'paused', message: '事项已暂停，恢复后方可办理。' } : undefined;
      const refusal = blocked ?? paused ?? verb.refuse(process as Process, at);
      return {
        on: verb.on,
        label: verb.label,
        available: refusal === undefined,
        ...(refusal ? { reason: refusal.message, refusal } : {}),
        fields: verb.fields ?? [],
        ...(verb.hint ? { hint: verb.hint } : {}),
        ...(verb.opinion ? { opinion: verb.opinion } : {}),
        verb: true,
      };
    });
}

/** 在等什么: a plain sentence. */
export function waitsFor<D, K>(process: Process<D, K>, state: CaseState<D>): string {
  const stage = process.states[state.status]!;
  if (state.ended) return '已办结。';
  if (state.pause) return `已暂停：${state.pause.reason}`;
  if (state.held) return '决定已作出，等待后加签人签署。';
  // An opinion asked for holds nothing up.
  const open = state.tasks.filter((task: Task) => !task.answer && task.kind !== 'advise');
  if (open.length > 0) return `等待办理：${[...new Set(open.map((task) => task.label))].join('、')}。`;
  if (stage.waitsFor) return stage.waitsFor;
  const next: NamedInstant | undefined = state.instants[0];
  return next ? `等待时点：${next.label ?? next.name}。` : '等待关联事项。';
}

function nextLabels<D, K>(process: Process<D, K>, state: CaseState<D>): string[] {
  const reached = process.rows.filter((row) => sources(row).includes(state.status)).flatMap((row) => targets(row, state.status));
  return [...new Set(reached)].filter((name) => name !== state.status).map((name) => process.states[name]!.label);
}
