import { Prisma, type Transaction } from './database.js';

/** One step as it will stand in the record; every field plain JSON. */
export interface WrittenStep {
  /** Its entry in the log, and the case as it stands afterwards. */
  entry: {
    case_id: string;
    revision: number;
    event_id: string;
    on_event: string;
    label: string;
    from_status: string;
    to_status: string;
    actor: unknown;
    person_id?: string;
    level?: string;
    task_id?: string;
    payload: unknown;
    opinion?: string;
    assigned: unknown;
    context: unknown;
    at: string;
    previous_hash: string;
    hash: string;
    state: unknown;
    round: number;
    title?: string;
    number?: string;
    amount_fen?: string;
    kind?: string;
    paused: boolean;
    ended: boolean;
    next_instant?: string;
    next_instant_at?: string;
    since: string;
  };
  tasks: WrittenTask[];
  notices: WrittenNotice[];
}

export interface WrittenTask {
  case_id: string;
  id: string;
  process: string;
  stage: string;
  kind: string;
  label: string;
  unit_id?: string;
  role?: string;
  holder_id?: string;
  opened_at: string;
  due?: string;
  due_provisional: boolean;
  read_at?: string;
  urged_at?: string;
  closed_at?: string;
  closed_by?: string;
  outcome?: string;
}

/** A notice for everyone it reaches: one office, one unit, one person, or a bare address. */
export interface WrittenNotice {
  case_id: string;
  key: string;
  template: string;
  subject: string;
  /** A digest's line is its subject. */
  body?: string;
  unit_id?: string;
  role?: string;
  person_id?: string;
  address?: string;
  digest?: string;
  /** Of this case, whose projects' workbook goes along. */
  bundle?: boolean;
  /** From then on its text would be false. */
  until?: string;
  at: string;
}

/**
 * Writes any number of steps in one statement: case rows, log, tasks, mail. The same statement serves one decision and the closing of
 * ten thousand cases. Call it only with the case rows locked.
 */
export async function writeSteps(tx: Transaction, steps: WrittenStep[]): Promise<void> {
  if (steps.length === 0) return;
  const entries = JSON.stringify(steps.map((step) => step.entry));
  const tasks = JSON.stringify(steps.flatMap((step) => step.tasks));
  await tx.$executeRaw`
    with step as materialized (
      select * from jsonb_to_recordset(${entries}::jsonb) as x(case_id uuid, revision int, event_id text, on_event text, label text, from_status text, to_status text, actor jsonb,
        person_id uuid, level text, task_id text, payload jsonb, opinion text, assigned jsonb, context jsonb, at timestamptz, previous_hash text, hash text,
        state jsonb, round int, title text, number text, amount_fen bigint, kind text, paused bool, ended bool, next_instant text, next_instant_at timestamptz, since timestamptz)
    ), moved as (
      update "case" c set
        status = x.to_status, revision = x.revision, round = x.round, state = x.state, title = coalesce(x.title, c.title), number = coalesce(x.number, c.number),
        amount_fen = coalesce(x.amount_fen, c.amount_fen), kind = coalesce(x.kind, c.kind), head_hash = x.hash, paused = x.paused, ended = x.ended,
        next_instant = x.next_instant, next_instant_at = x.next_instant_at, since = x.since, updated_at = x.at, undelivered = true, deliver_after = null
      from step x where c.id = x.case_id
    ), logged as (
      insert into case_event (case_id, revision, event_id, on_event, label, from_status, to_status, actor, person_id, level, task_id, payload, opinion, assigned, context, at, previous_hash, hash)
      select case_id, revision, event_id, on_event, label, from_status, to_status, actor, person_id, level, task_id, payload, opinion, assigned, context, at, previous_hash, hash from step
    ), tasked as (
      insert into task (case_id, id, process, stage, kind, label, unit_id, role, holder_id, opened_at, due, due_provisional, read_at, urged_at, closed_at, closed_by, outcome)
      select case_id, id, process, stage, kind, label, unit_id, role, holder_id, opened_at, due, due_provisional, read_at, urged_at, closed_at, closed_by, outcome
      from jsonb_to_recordset(${tasks}::jsonb) as x(case_id uuid, id text, process text, stage text, kind text, label text, unit_id uuid, role text, holder_id uuid, opened_at timestamptz,
        due timestamptz, due_provisional bool, read_at timestamptz, urged_at timestamptz, closed_at timestamptz, closed_by uuid, outcome text)
      on conflict (case_id, id) do update set holder_id = excluded.holder_id, due = excluded.due, due_provisional = excluded.due_provisional, read_at = excluded.read_at,
        urged_at = excluded.urged_at, closed_at = excluded.closed_at, closed_by = excluded.closed_by, outcome = excluded.outcome
    ), ${mailing(steps.flatMap((step) => step.notices))}`;
}

/** Queues notices that come with no step: the first tasks of a new case. */
export async function writeNotices(tx: Transaction, notices: WrittenNotice[]): Promise<void> {
  if (notices.length > 0) await tx.$executeRaw`with ${mailing(notices)}`;
}

/** The notices' recipients and their deputies 受托代办, each once, as mail or as lines of their digests. */
const mailing = (notices: WrittenNotice[]): Prisma.Sql => Prisma.sql`notice as (
      select * from jsonb_to_recordset(${JSON.stringify(notices)}::jsonb) as x(case_id uuid, key text, template text, subject text, body text, unit_id uuid, role text, person_id uuid, address text, digest text, bundle bool, until timestamptz, at timestamptz)
    ), recipient as (
      select distinct on (n.key, coalesce(p.id::text, n.address)) n.*, p.id as to_person, coalesce(p.email, n.address) as to_address
      from notice n
      left join post o on o.unit_id = n.unit_id and (n.role is null or o.role = n.role)
      left join lateral (
        select coalesce(n.person_id, o.person_id) as id
        union all
        select d.deputy_id from deputy d join "case" c on c.id = n.case_id
        where d.principal_id = coalesce(n.person_id, o.person_id) and d.from_at <= n.at and n.at < d.until_at
          and (d.processes = '{}' or c.process = any (d.processes))
          and exists (select from post a join post b on b.unit_id = a.unit_id where a.person_id = d.principal_id and b.person_id = d.deputy_id)
      ) r on true
      left join person p on p.id = r.id and p.status = 'active'
      where coalesce(p.email, n.address) is not null
    ), mailed as (
      insert into mail (id, message_id, case_id, person_id, address, template, subject, body, attachments, useful_until, send_after, created_at)
      select gen_random_uuid(), '<' || key || '.' || coalesce(to_person::text, md5(to_address)) || '@duban>', case_id, to_person, to_address, template, subject, body,
        case when bundle then jsonb_build_array(jsonb_build_object('bundle', case_id)) else '[]' end, until, at, at
      from recipient where digest is null
      on conflict (message_id) do nothing
    )
    insert into digest_line (person_id, address, digest, case_id, line, useful_until, created_at)
    select to_person, to_address, digest, case_id, subject, until, at from recipient where digest is not null`;
