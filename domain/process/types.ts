import type { Instant, LocalDate } from '#domain/calendar/instant.js';
import type { FormDocument } from '#domain/form/document.js';
import type { WorkingCalendar } from '#domain/calendar/working-days.js';
import type { Role } from '#domain/organisation/roles.js';

/** Where in the administration a stage is handled; one person never handles two levels of one case (specification 2). */
export type Level = 'unit' | 'county' | 'prefecture' | 'province';

/** An office: everyone who holds `role` in the unit may take the task 候选人. */
export interface Office {
  unitId: string;
  role: Role;
}

/** A human task 待办. Open ones live in the state; closed ones in the log and in the task table. */
export interface Task {
  /** Running number within the case, as text: '1', '2', … */
  id: string;
  stage: string;
  /** decide 办理 · sign 加签 · advise 征求意见 · vote 会签 */
  kind: 'decide' | 'sign' | 'advise' | 'vote';
  label: string;
  office?: Office;
  /** The one person who holds it: claimed, transferred, delegated, or addressed from the start. */
  holder?: string;
  /** Who delegated it 委派; handed back to that person when answered. */
  delegatedBy?: string;
  /** The task this one serves (sign, advise). */
  serves?: string;
  /** 加签 before: the served task waits for it; after: the decision takes effect only once it agrees. */
  position?: 'before' | 'after';
  openedAt: Instant;
  due?: Instant;
  /** true while the due date rests on a calendar year not published yet 预计. */
  dueProvisional?: boolean;
  /** By how much pauses have moved the due date, ms. */
  shifted?: number;
  /** First time somebody who may handle it opened it: ends the sender's right to take back 撤回. */
  readAt?: Instant;
  urgedAt?: Instant;
  /** Answer of a vote, sign or advise task, kept until the served decision is taken. */
  answer?: { agree: boolean; by: string; at: Instant; opinion?: string };
}

/**
 * A moment that matters, by name. 截止 `closing`: hard, refuses whoever comes at or after it, never moved by a pause.
 * 办理时限 `period`: soft, reminds and escalates, frozen by a pause. `reminder`: mail only. `timer`: something happens by itself.
 */
export interface NamedInstant {
  name: string;
  at: Instant;
  kind: 'closing' | 'period' | 'reminder' | 'timer';
  /** 'stage' instants fall away when the stage is left; 'case' instants stay until passed or cleared. */
  scope: 'stage' | 'case';
  /** 预计: rests on a calendar year not published yet. */
  provisional?: boolean;
  /** While it is 预计: the day and the working days it was reckoned from. */
  basis?: { from: Instant; workingDays: number };
  label?: string;
  /** Something begins: midnight is shown as 0:00 of the day that begins, not as 24:00 of the day before. */
  begins?: true;
}

/** Who knocks at the door. */
export interface Actor {
  kind: 'person' | 'time' | 'system' | 'public';
  personId?: string;
  name?: string;
  unitId?: string;
  unitName?: string;
  /** Roles held in `unitId`. */
  roles?: Role[];
  /** Every office the person may act for; a deputy's are the principal's. Without it, `unitId` + `roles` count. */
  posts?: Office[];
  /** The person entered the password again for this very act: the built-in signature 签名 (6.9), or a step-up (S12). */
  reauthenticated?: true;
  /** Set when acting as an absent colleague's deputy 受托代办: separation of duties binds both. */
  deputyFor?: { personId: string; name: string };
}

export interface CaseEvent<P = Record<string, unknown>> {
  /** The browser's decision id or `instant:<name>:<at>`: unique in a case; a repeat returns the first answer. */
  id: string;
  on: string;
  by: Actor;
  taskId?: string;
  payload?: P;
  opinion?: string;
}

/** The state of a case: the fold of its events. Small: documents live beside it. */
export interface CaseState<D = Record<string, unknown>> {
  process: string;
  version: number;
  status: string;
  /** When the status was entered. */
  since: Instant;
  revision: number;
  /** nth submission, from 1. */
  round: number;
  data: D;
  tasks: Task[];
  nextTask: number;
  instants: NamedInstant[];
  /** Persons who decided at each level. */
  handlers: Partial<Record<Level, string[]>>;
  /** 暂停: periods, reminders and timers of the stage stand still, closings do not. */
  pause?: { at: Instant; by: string; reason: string; frozen: NamedInstant[] };
  /** A decision waiting for its after-signers 后加签. */
  held?: { event: CaseEvent; taskId: string };
  /** What taking back 撤回 would restore. */
  undo?: { by: string; on: string; tasks: string[]; numbers: string[]; restore: Omit<CaseState<D>, 'undo' | 'revision'> };
  ended?: boolean;
}

/** What a step may look at besides the state: nothing else exists for a rule. `K` is the process's own knowledge, loaded by the door in the same transaction. */
export interface StepContext<D = Record<string, unknown>, K = Record<string, unknown>> {
  caseId: string;
  state: CaseState<D>;
  event: CaseEvent;
  now: Instant;
  calendar: WorkingCalendar;
  known: K;
}

/** A typed "no": what it is, what to do about it, where. */
export interface Refusal {
  code: string;
  /** Chinese; says what to do. */
  message: string;
  field?: string;
  clause?: string;
  /** Further single findings, when there are many (form checks, cell differences). */
  details?: Detail[];
}

/** One finding of a refusal. */
export interface Detail {
  code?: string;
  message: string;
  field?: string;
  clause?: string;
  /** The case that stands in the way: the page links to it. */
  caseId?: string;
}

export type Recipient =
  | { kind: 'office'; unitId: string; role: Role }
  | { kind: 'unit'; unitId: string }
  | { kind: 'person'; personId: string }
  | { kind: 'address'; address: string };

/** What a step asks the door to do, in the same transaction. */
export type Effect<D = Record<string, unknown>> =
  | { kind: 'data'; patch: Partial<D> }
  /** Mail + in-app message. `digest`: goes into the recipient's daily digest instead of a mail of its own. `bundle`: the
   * mail carries the workbook of the case's projects (A18). `until`: the deadline it reminds of, at and after which it is not sent any more. */
  | {
      kind: 'notice';
      template: string;
      to: Recipient;
      params?: Record<string, string | number>;
      digest?: boolean;
      bundle?: boolean;
      until?: Instant;
    }
  /** Takes the next number of a series and writes it to `data[into]` (specification 6.8). */
  | { kind: 'number'; series: string; into: keyof D & string }
  | { kind: 'set-instant'; instant: NamedInstant }
  | { kind: 'clear-instant'; name: string }
  /** One act on many cases: the door applies `event` to each in the same transaction; a refusal of one refuses all unless `each` is 'skip'. */
  | {
      kind: 'cascade';
      process: string;
      cases: string[];
      on: string;
      payload?: Record<string, unknown>;
      /** Fields of this case's data sent along as they stand after the step: numbers the door took. */
      fields?: string[];
      opinion?: string;
      each?: 'skip';
    }
  /**
   * Opens another case in the same transaction, in this one's department and region; `fields` of this case's data, numbers the door took
   * included, become fields of the new one's. `participants`: further units that may read it.
   */
  | {
      kind: 'open-case';
      process: string;
      id: string;
      title: string;
      data: Record<string, unknown>;
      fields?: string[];
      /** Whose case it is; without it the opener's own unit; null: nobody's yet, only its offices read it. */
      unitId?: string | null;
      participants?: string[];
      asChild?: boolean;
    }
  /** Freezes the current draft of the case's document as a version with its SHA-256; `into`: both are also kept in the data. */
  | { kind: 'freeze'; document: string; into?: keyof D & string }
  /**
   * Writes a credit record 信用记录, a register row or another fact kept outside the case; the door knows the kinds. Every process has
   * 'participants' and 'participants-left' (`row.units`): units that may read the case from now on, or no longer.
   */
  | { kind: 'record'; register: string; row: Record<string, unknown> };

/** A rule that stands between an event and its row. Returns nothing when it holds. */
export interface Guard<D = Record<string, unknown>, K = Record<string, unknown>> {
  name: string;
  clause?: string;
  /** Looks at what the dialog asks (payload, opinion): judged only when the act is sent, not for the state of the button. */
  asks?: boolean;
  check(context: StepContext<D, K>): Refusal | undefined;
}

/** Who may send the event of a row. */
export type By<D> =
  /** The holder (or a candidate) of the stage's open task; of several desks the one with this role. */
  | { kind: 'handler'; role?: Role }
  /** Anyone holding one of the roles in the unit, or in one of the units. */
  | { kind: 'office'; unit: (data: D) => string | string[] | undefined; roles: Role[] }
  /** Anyone holding one of the roles in any unit; a guard judges which unit's line it is. */
  | { kind: 'role'; roles: Role[] }
  | { kind: 'time' }
  /** Another case's act (a list, a call), through the door. */
  | { kind: 'system' }
  | { kind: 'public' };

/** A field the decision's dialog asks for, checked again by the step. */
export interface PayloadField {
  key: string;
  label: string;
  kind:
    | 'text'
    | 'longtext'
    | 'date'
    | 'choice'
    | 'sections'
    | 'tick'
    | 'checklist'
    | 'number'
    | 'money'
    /** A month, 'YYYY-MM'. */
    | 'month'
    /** Several short free texts. */
    | 'texts'
    | 'person'
    /** An open signature 加签 of the case, by its task. */
    | 'task'
    /** An expert of the case's panel. */
    | 'expert'
    /** Ids of cases: one, or a choice of the case's own list. */
    | 'case'
    | 'cases'
    /** Ids of units: one, or several in order. */
    | 'unit'
    | 'units'
    /** Lines of a table, its columns in `options`. */
    | 'rows'
    | 'files';
  required?: boolean;
  /** Several persons instead of one. */
  many?: true;
  /** Of `rows`: the columns, each with its control where it is not a short text. */
  options?: { value: string; label: string; control?: 'unit' | 'yes-no' }[];
  /** The dialog asks it only while another of its fields has one of these values; what must then be answered, a guard says. */
  askedFor?: { key: string; values: readonly string[] };
}

export interface Row<D = Record<string, unknown>, K = Record<string, unknown>> {
  from: string | readonly string[];
  on: string;
  /** '=' stays in the state and keeps its tasks. */
  to: string | ((context: StepContext<D, K>) => string);
  /** Every state `to` can yield, for the diagram and the tests, where `to` is a function. */
  reaches?: readonly string[];
  /** Button text; rows by time or system need none. */
  label?: string;
  by: By<D>;
  /** The act is refused at or after this closing 截止 of the record. */
  before?: string;
  opinion?: 'required';
  payload?: PayloadField[];
  when?: Guard<D, K>[];
  then?: ((context: StepContext<D, K>) => Effect<D>[])[];
  /** Counts as handling the stage's level (separation of duties). Default: true for handler rows. */
  handles?: Level[];
  /** May be taken back 撤回 until the next person opens it. Default: true for handler rows that open another person's task. */
  undoable?: boolean;
  /** Closes the actor's own task while the state stays (to '='): one panel member's score, one of several answers. */
  answers?: boolean;
  /** Sent from a line of a list on the page; it has no button of its own. */
  onList?: boolean;
  /** Irreversible: the browser asks once more. */
  confirm?: string;
  /** Never the button that stands out: seldom meant, or one of several decisions of which none may be suggested (R8). */
  quiet?: true;
  /** A built-in signature (6.9): refused unless the actor has entered the password again. */
  signature?: true;
  /** It pays, says where to, or moves a limit (S12): refused unless the actor has entered the password again. */
  stepUp?: true;
}

export interface TaskTemplate<D> {
  label: string | ((data: D) => string);
  kind?: 'decide' | 'vote';
  /** Candidates: one office, or several tasks when it returns a list (panels, 会签). */
  for: (data: D) => Office | { personId: string } | (Office | { personId: string })[] | undefined;
  /** Who is addressed by name sits on a panel (6.2): the seat is handed to nobody, and through it nobody else is brought in. */
  seats?: true;
  /** Review period 办理时限 in working days; of a function, as an official set it for this case. */
  workingDays?: number | ((data: D) => number | undefined);
}

/** A document 材料 that lies beside the case: a working draft, and the versions frozen from it. */
export interface DocumentRule<D = Record<string, unknown>> {
  /** What it is made of: the page, the checks and the printed paper follow it. Asked through `formOf` (documents.ts). */
  form: FormDocument | ((data: D) => FormDocument);
  /** 附件1 … of the regulation it comes from. */
  annex?: string;
  /** While the case stands there, `by` may edit the draft. */
  states: readonly string[];
  by: Extract<By<D>, { kind: 'office' }>;
  /** Who else sees the draft; frozen versions are for every reader of the case. */
  shownTo?: Extract<By<D>, { kind: 'office' }>;
}

export interface State<D = Record<string, unknown>> {
  label: string;
  tone: 'draft' | 'review' | 'returned' | 'passed' | 'refused' | 'running' | 'ended';
  level?: Level;
  task?: TaskTemplate<D>;
  /** Instants of the stage, computed on entry. */
  instants?: (context: { data: D; now: Instant; calendar: WorkingCalendar }) => NamedInstant[];
  /** 会签 all · 或签 any · ratio: votes of the stage's tasks fire `passes` or `fails`. */
  panel?: { rule: 'all' | 'any' | { atLeast: number }; passes: string; fails: string };
  final?: boolean;
  /** Never left: a standing duty of the system. */
  standing?: boolean;
  /** A plain sentence for the inspector when no task is open: what the case waits for. */
  waitsFor?: string;
}

export interface Process<D = any, K = any> {
  name: string;
  version: number;
  label: string;
  initial: string;
  states: Record<string, State<D>>;
  rows: Row<D, K>[];
  /** The unit whose case it is: its people can never review it. */
  ownerUnit: (data: D) => string | undefined;
  /** What the applicant's people do not see while the case goes on: fields of the data, and who sent these events (6.2: experts). */
  concealed?: {
    fields: string[];
    events: string[];
    until: (state: CaseState<D>) => boolean;
    /** Fields that are a draft in these states, and theirs to see before the end: a result not yet confirmed. */
    draft?: { fields: string[]; states: string[] };
    /** Of the fields and events those that are never theirs to see: who objected and with what (6.5). */
    forGood?: { fields: string[]; events: string[] };
    /** Units whose people are applicants too: members of a consortium. */
    from?: (data: D) => readonly string[];
    /** Who may open the form though the case is theirs to see. */
    form?: (data: D, personId: string) => boolean;
  };
  /** The case's documents by name, those with a draft to edit. */
  documents?: Record<string, DocumentRule<D>>;
  /** What lists show of the case; written to its row after every step. */
  summary?: (data: D) => { title?: string; number?: string; amountFen?: string; kind?: string };
  /** What is certain to come after the record's instants (the inspector's forecast): months, years, closings. */
  schedule?: (state: CaseState<D>, now: Instant, calendar: WorkingCalendar) => NamedInstant[];
  /** The leader who hears of an overdue task of the office. */
  leaderOf?: (office: Office, data: D) => Office | undefined;
}

export type StepResult<D = Record<string, unknown>> =
  | {
      ok: true;
      state: CaseState<D>;
      effects: Effect<D>[];
      opened: Task[];
      closed: ClosedTask[];
      from: string;
      to: string;
      label: string;
    }
  | { ok: false; refusal: Refusal };

export interface ClosedTask {
  task: Task;
  outcome: string;
}

export type { Instant, LocalDate, Role, WorkingCalendar };
