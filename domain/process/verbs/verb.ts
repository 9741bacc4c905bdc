import { personsOf } from '../access.js';
import { recipientOf } from '../instants.js';
import { refuseShortOpinion } from '../opinion.js';
import type {
  CaseEvent,
  CaseState,
  ClosedTask,
  Effect,
  PayloadField,
  Process,
  Refusal,
  StepContext,
  StepResult,
  Task,
} from '../types.js';

/** Lets a verb send a further event on the state it has made (a held decision, a panel's outcome). */
export type Send<D> = (state: CaseState<D>, event: CaseEvent) => StepResult<D>;

/** A verb every process understands: it moves desks, not states. */
export interface Verb {
  on: string;
  /** Official Chinese term, on the button. */
  label: string;
  /** What it does and what it leaves as it is, in a sentence above the dialog's questions. */
  hint?: string;
  fields?: PayloadField[];
  opinion?: 'required';
  /** Why it is not possible for this actor now, before anything the dialog asks. */
  refuse(process: Process, context: StepContext<any, any>): Refusal | undefined;
  /** The change, once `refuse` found nothing. */
  change(process: Process, context: StepContext<any, any>, send: Send<any>): Change | Refusal | StepResult<any>;
}

export interface Change {
  state: CaseState<any>;
  effects?: Effect<any>[];
  opened?: Task[];
  closed?: ClosedTask[];
  label?: string;
}

export const person = (label: string): PayloadField => ({ key: 'personId', label, kind: 'person', required: true });

export const refusal = (code: string, message: string, field?: string): Refusal => ({
  code,
  message,
  ...(field ? { field } : {}),
});

/** Mail to whoever works on the task: that it came, came back, or can go on. */
export function tell(template: string, task: Task, more: Record<string, string> = {}): Effect<any>[] {
  const to = recipientOf(task);
  const params = { ...more, task: task.label, ...(task.due ? { due: task.due } : {}) };
  return to ? [{ kind: 'notice', template, to, params }] : [];
}

/** What was answered, as the record says it. */
export const answered = (label: string, { agree }: { agree: boolean }): string => `${label}：${agree ? '同意' : '不同意'}`;

/** 同意 or 不同意, asked of everyone who signs or votes. */
export const agreement = (label: string): PayloadField => ({
  key: 'agree',
  label,
  kind: 'choice',
  required: true,
  options: [
    { value: 'true', label: '同意' },
    { value: 'false', label: '不同意' },
  ],
});

/** What a signer or voter answered; who disagrees says why. */
export function answerOf({ event, now }: StepContext<any, any>): NonNullable<Task['answer']> | Refusal {
  const agree = { true: true, false: false }[String(event.payload?.agree)];
  if (agree === undefined) return refusal('payload_required', '请选择同意或不同意。', 'agree');
  const silent = agree ? undefined : refuseShortOpinion(event, '不同意须填写不少于5个字的意见。');
  if (silent) return silent;
  return { agree, by: event.by.personId!, at: now, ...(event.opinion ? { opinion: event.opinion } : {}) };
}

/** The task replaced in the state. */
export function withTask(state: CaseState<any>, id: string, change: Partial<Task>): CaseState<any> {
  return { ...state, tasks: state.tasks.map((task) => (task.id === id ? { ...task, ...change } : task)) };
}

/** A new task for one person, serving an open one. */
export function openFor(state: CaseState<any>, task: Omit<Task, 'id'>): { state: CaseState<any>; task: Task } {
  const opened: Task = { id: String(state.nextTask), ...task };
  return { state: { ...state, tasks: [...state.tasks, opened], nextTask: state.nextTask + 1 }, task: opened };
}

/** The person named in the dialog, who must be neither the actor nor whom the actor stands in for. */
export function namedPerson({ event }: StepContext<any, any>): string | Refusal {
  const personId = event.payload?.personId;
  if (typeof personId !== 'string' || personId === '') return refusal('payload_required', '请选择人员。', 'personId');
  if (personsOf(event.by).includes(personId)) return refusal('same_person', '不能选择本人，请选择其他人员。', 'personId');
  return personId;
}
