import { randomUUID } from 'node:crypto';
import type { CaseState } from '#domain/process/types.js';
import { ask } from './record.js';

interface CaseRow {
  number: string | null;
  unit_id: string;
  state: CaseState<any>;
}

/** What is a copy's own: columns of its row, and facts of its state. */
interface Own {
  title: string;
  number: string | null;
  unit_id: string;
  data: Record<string, unknown>;
}

/** Further cases like `original`: the same rows under other ids, with what `own` says of the nth. Returns their ids. */
export async function copies(
  url: string,
  original: string,
  count: number,
  own: (row: CaseRow, n: number) => Own,
): Promise<string[]> {
  const [row] = await ask<CaseRow>(url, 'select number, state, unit_id from "case" where id = $1', [original]);
  const { state } = row!;
  const copied = Array.from({ length: count }, (_, n) => {
    const { data, ...columns } = own(row!, n);
    return { id: randomUUID(), change: { ...columns, state: { ...state, data: { ...state.data, ...data } } } };
  });
  const rows = JSON.stringify(copied);
  await ask(
    url,
    `insert into "case" select (jsonb_populate_record(c, w.change || jsonb_build_object('id', w.id))).*
     from "case" c, jsonb_to_recordset($2::jsonb) as w(id uuid, change jsonb) where c.id = $1`,
    [original, rows],
  );
  for (const table of ['case_event', 'case_participant', 'task', 'document_version'])
    await ask(
      url,
      `insert into ${table} select (jsonb_populate_record(t, jsonb_build_object('case_id', w.id))).*
       from ${table} t, jsonb_to_recordset($2::jsonb) as w(id uuid) where t.case_id = $1`,
      [original, rows],
    );
  return copied.map(({ id }) => id);
}
