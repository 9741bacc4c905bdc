import { createHash } from 'node:crypto';
import pg from 'pg';

/** Independent of the product's code on purpose: plain SQL and its own hashing. Returns every violation found. */
export async function violations(url: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return [
      ...(await paths(client)),
      ...(await decisions(client)),
      ...(await chains(client)),
      ...(await auditChain(client)),
      ...(await duties(client)),
      ...(await deadlines(client)),
      ...(await desks(client)),
      ...(await keys(client)),
    ];
  } finally {
    await client.end();
  }
}

/** I4: a case's log is one unbroken path: revisions without gap, each step leaving where the last arrived. */
async function paths(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query(`
    select case_id, revision from (
      select case_id, revision, from_status, lag(to_status) over w as came_to, lag(revision) over w as before from case_event window w as (partition by case_id order by revision)
    ) e where (before is null and revision <> 0) or (before is not null and (revision <> before + 1 or (from_status <> came_to and from_status <> '')))
    union all
    select c.id, c.revision from "case" c join lateral (select revision, to_status from case_event e where e.case_id = c.id order by revision desc limit 1) l on true
    where l.revision <> c.revision or l.to_status <> c.status`);
  return rows.map((row) => `I4 broken path ${row.case_id}@${row.revision}`);
}

/** I4: a desk is left by one decision: no task was answered by two steps that moved the case. */
async function decisions(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query(
    `select case_id, task_id from case_event where task_id is not null and person_id is not null and from_status <> to_status group by 1, 2 having count(*) > 1`,
  );
  return rows.map((row) => `I4 two decisions on task ${row.task_id} of ${row.case_id}`);
}

/** I8: every link recomputed from the stored record. */
async function chains(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query(
    `select e.*, c.head_hash, (select max(revision) from case_event l where l.case_id = e.case_id) as last from case_event e join "case" c on c.id = e.case_id order by case_id, revision`,
  );
  const found: string[] = [];
  let previous = '';
  for (const row of rows) {
    if (row.revision === 0) previous = '0'.repeat(64);
    const record: Record<string, unknown> = {
      case_id: row.case_id,
      revision: row.revision,
      event_id: row.event_id,
      on_event: row.on_event,
      label: row.label,
      from_status: row.from_status,
      to_status: row.to_status,
      actor: row.actor,
      ...(row.revision > 0
        ? {
            person_id: row.person_id ?? undefined,
            level: row.level ?? undefined,
            task_id: row.task_id ?? undefined,
            opinion: row.opinion ?? undefined,
          }
        : {}),
      payload: row.payload,
      assigned: row.assigned,
      ...(Object.keys(row.context).length > 0 ? { context: row.context } : {}),
      at: row.at.toISOString(),
    };
    const hash = createHash('sha256')
      .update(`${previous}\n${sorted(record)}`)
      .digest('hex');
    if (row.previous_hash !== previous || row.hash !== hash) found.push(`I8 broken chain ${row.case_id}@${row.revision}`);
    if (row.revision === row.last && row.head_hash !== row.hash) found.push(`I8 head differs ${row.case_id}`);
    previous = row.hash;
  }
  return found;
}

/** I8: the log of everything that is no step of a case is one chain too. */
async function auditChain(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query(`select * from audit_entry order by id`);
  let previous = '0'.repeat(64);
  for (const row of rows) {
    const record: Record<string, unknown> = {
      personId: row.person_id ?? undefined,
      action: row.action,
      target: row.target ?? undefined,
      caseId: row.case_id ?? undefined,
      detail: row.detail,
      ip: row.ip ?? undefined,
      requestId: row.request_id ?? undefined,
      at: row.at.toISOString(),
    };
    const hash = createHash('sha256')
      .update(`${previous}\n${sorted(record)}`)
      .digest('hex');
    if (row.previous_hash !== previous || row.hash !== hash) return [`I8 broken audit chain at ${row.id}`];
    previous = hash;
  }
  return [];
}

function sorted(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(sorted).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const object = value as Record<string, unknown>;
  return `{${Object.keys(object)
    .filter((key) => object[key] !== undefined)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${sorted(object[key])}`)
    .join(',')}}`;
}

/** I10: nobody handled two review levels of one case, as oneself or through a deputy, nor any of the own unit's. */
async function duties(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query(
    `select case_id, person as person_id from case_event cross join lateral (values (person_id::text), (actor -> 'deputyFor' ->> 'personId')) p (person)
     where level in ('county','prefecture','province') and person is not null group by 1, 2 having count(distinct level) > 1`,
  );
  const own = await client.query(
    `select e.case_id, e.revision from case_event e join "case" c on c.id = e.case_id
     where e.level in ('county','prefecture','province') and e.person_id is not null and e.actor->>'unitId' = c.unit_id::text`,
  );
  return [
    ...rows.map((row) => `I10 two levels by ${row.person_id} in ${row.case_id}`),
    ...own.rows.map((row) => `I10 the own unit's case reviewed ${row.case_id}@${row.revision}`),
  ];
}

/** I6: no submission or review of a project judged at or after the closing that then stood on its record. */
async function deadlines(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query(`
    select e.case_id, e.revision from case_event e join case_event x on x.case_id = e.case_id and x.on_event in ('closing', 'deadline-passed')
    where e.revision < x.revision and e.person_id is not null and e.at > x.at`);
  return rows.map((row) => `I6 accepted after closing ${row.case_id}@${row.revision}`);
}

/** The task table says exactly what the state says. */
async function desks(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query(`
    select c.id from "case" c
    where (select count(*) from jsonb_array_elements(c.state->'tasks') t where not t ? 'answer') <> (select count(*) from task t where t.case_id = c.id and t.closed_at is null)`);
  return rows.map((row) => `desk differs from state ${row.id}`);
}

/** S1: a case bears the keys that its row, its tasks and its participants give, and no other. */
async function keys(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query(`
    with given (case_id, source, key) as (
      select id, 'case', unnest(case_keys(process, status, unit_id, department, county_code, prefecture_code)) from "case"
      union all select case_id, id, unnest(task_keys(process, kind, unit_id, role, holder_id, closed_at)) from task
      union all select p.case_id, p.unit_id::text, unnest(participant_keys(c.process, p.unit_id)) from case_participant p join "case" c on c.id = p.case_id
    )
    select * from ((table given except table case_key) union all (table case_key except table given)) wrong`);
  return rows.map((row) => `S1 wrong key ${row.key} of ${row.case_id}`);
}
