import { levelsOf } from '#domain/process/access.js';
import { sources } from '#domain/process/define.js';
import { recipientOf } from '#domain/process/instants.js';
import type { CaseEvent, CaseState, Effect, Process, Recipient, StepResult, Task } from '#domain/process/types.js';
import { link } from './chain.js';
import { renderNotice } from './notices/catalogue.js';
import type { WrittenNotice, WrittenStep, WrittenTask } from './write.js';

export interface LockedCase {
  id: string;
  title: string;
  number: string | null;
  state: CaseState<any>;
  head_hash: string;
}

type Done = Extract<StepResult<any>, { ok: true }>;

/** A step as it will be written: state, log entry with its link in the chain, tasks, mail. Pure. */
export function prepareStep(
  process: Process,
  row: LockedCase,
  event: CaseEvent,
  result: Done,
  assigned: Record<string, unknown>,
  { now, calendar, known }: { now: number; calendar: number; known: Record<string, unknown> },
): WrittenStep {
  const at = new Date(now).toISOString();
  const state = withAssigned(result.state, assigned);
  const summary = process.summary?.(state.data) ?? {};
  const next = state.instants[0];
  const { posts, ...actor } = event.by;
  const record = {
    case_id: row.id,
    revision: state.revision,
    event_id: event.id,
    on_event: event.on,
    label: result.label,
    from_status: result.from,
    to_status: result.to,
    actor,
    person_id: event.by.personId,
    level: levelOf(process, row.state, event),
    task_id: event.taskId,
    payload: event.payload ?? {},
    opinion: event.opinion,
    assigned,
    context: { calendar, known, ...(posts ? { posts } : {}) },
    at,
  };
  return {
    entry: {
      ...record,
      previous_hash: row.head_hash,
      hash: link(row.head_hash, record),
      state,
      round: state.round,
      title: summary.title,
      number: summary.number,
      amount_fen: summary.amountFen,
      kind: summary.kind,
      paused: state.pause !== undefined,
      ended: state.ended === true,
      next_instant: next?.name,
      next_instant_at: next && new Date(next.at).toISOString(),
      since: new Date(state.since).toISOString(),
    },
    tasks: writtenTasks(row.id, process.name, state, result, event, at),
    notices: [
      ...arrivals(row, summary, state.revision, result.opened, at),
      ...notices(row, summary, process, state, result, event, at),
    ],
  };
}

/** Numbers the door took become part of the data, and of the log, so that the fold stays exact. */
export function withAssigned(state: CaseState<any>, assigned: Record<string, unknown>): CaseState<any> {
  const data = assigned.data as Record<string, unknown> | undefined;
  return data ? { ...state, data: { ...state.data, ...data } } : state;
}

/** The review level an act counts for, in the log and in the database's own check of separated duties. */
function levelOf(process: Process, state: CaseState<any>, event: CaseEvent): string | undefined {
  if (event.by.kind !== 'person') return undefined;
  const row = process.rows.find((one) => one.on === event.on && sources(one).includes(state.status));
  return row ? levelsOf(process, row, state.status).at(-1) : undefined;
}

function writtenTasks(
  caseId: string,
  process: string,
  state: CaseState<any>,
  result: Done,
  event: CaseEvent,
  at: string,
): WrittenTask[] {
  const open = state.tasks.map((task) =>
    writtenTask(
      caseId,
      process,
      task,
      task.answer && {
        at: new Date(task.answer.at).toISOString(),
        by: task.answer.by,
        outcome: task.answer.agree ? 'agreed' : 'disagreed',
      },
    ),
  );
  const closed = result.closed
    .filter(({ task }) => !state.tasks.some((still) => still.id === task.id))
    .map(({ task, outcome }) => writtenTask(caseId, process, task, { at, by: event.by.personId, outcome }));
  return [...open, ...closed];
}

function writtenTask(
  caseId: string,
  process: string,
  task: Task,
  closed?: { at: string; by?: string; outcome: string },
): WrittenTask {
  const instant = (value?: number) => (value === undefined ? undefined : new Date(value).toISOString());
  return {
    case_id: caseId,
    id: task.id,
    process,
    stage: task.stage,
    kind: task.kind,
    label: task.label,
    unit_id: task.office?.unitId,
    role: task.office?.role,
    holder_id: task.holder,
    opened_at: new Date(task.openedAt).toISOString(),
    due: instant(task.due),
    due_provisional: task.dueProvisional === true,
    read_at: instant(task.readAt),
    urged_at: instant(task.urgedAt),
    closed_at: closed?.at,
    closed_by: closed?.by,
    outcome: closed?.outcome,
  };
}

/** Whoever's turn it is hears of it when the task arrives. */
export function arrivals(
  row: Pick<LockedCase, 'id' | 'title' | 'number'>,
  summary: { title?: string; number?: string },
  revision: number,
  opened: Task[],
  at: string,
): WrittenNotice[] {
  return opened.flatMap((task) => {
    const to = recipientOf(task);
    if (!to) return [];
    const text = renderNotice('your-turn', {
      title: summary.title ?? row.title,
      number: summary.number ?? row.number ?? undefined,
      task: task.label,
      due: task.due,
    });
    return [
      { case_id: row.id, key: `${row.id}.${revision}.task-${task.id}`, template: 'your-turn', ...text, ...address(to), at },
    ];
  });
}

function notices(
  row: LockedCase,
  summary: { title?: string; number?: string },
  process: Process,
  state: CaseState<any>,
  result: Done,
  event: CaseEvent,
  at: string,
): WrittenNotice[] {
  return result.effects.flatMap((effect: Effect<any>, index) => {
    if (effect.kind !== 'notice') return [];
    const text = renderNotice(effect.template, {
      title: summary.title ?? row.title,
      number: summary.number ?? row.number ?? undefined,
      status: process.states[result.to]!.label,
      opinion: event.opinion,
      task: typeof effect.params?.task === 'string' ? effect.params.task : undefined,
      due: typeof effect.params?.due === 'number' ? effect.params.due : undefined,
      params: effect.params,
    });
    return [
      {
        case_id: row.id,
        key: `${row.id}.${state.revision}.${effect.template}.${index}`,
        template: effect.template,
        ...(effect.digest ? { subject: text.subject, digest: effect.template } : text),
        ...(effect.bundle ? { bundle: true } : {}),
        ...(effect.until === undefined ? {} : { until: new Date(effect.until).toISOString() }),
        ...address(effect.to),
        at,
      },
    ];
  });
}

function address(to: Recipient): Pick<WrittenNotice, 'unit_id' | 'role' | 'person_id' | 'address'> {
  switch (to.kind) {
    case 'office':
      return { unit_id: to.unitId, role: to.role };
    case 'unit':
      return { unit_id: to.unitId };
    case 'person':
      return { person_id: to.personId };
    case 'address':
      return { address: to.address };
  }
}
