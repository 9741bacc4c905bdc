import type { CapMove } from '#domain/subsidy/claim/award.js';
import type { CapText } from '#domain/subsidy/claim/data.js';
import type { Cap } from '#domain/subsidy/caps.js';
import type { Transaction } from '../database.js';

interface CapRow {
  key: string;
  clause: string;
  label: string;
  institution: string | null;
  year: number | null;
  limit_fen: bigint;
  reserved_fen: bigint;
  used_fen: bigint;
}

/**
 * Locks the rows of the caps, all in the order of their keys and after the case rows, and returns them as they stand. Caps that nobody
 * touched yet get their row; a limit that a later rule set raises is raised, and is never lowered below what is spent: a claim is judged by
 * its own rules' limit. `further`: keys of caps that exist already.
 */
export async function lockCaps(tx: Transaction, caps: Cap[], further: string[] = []): Promise<Map<string, CapText>> {
  const own = [...new Map(caps.map((cap) => [cap.key, cap])).values()];
  const keys = [...new Set([...own.map(({ key }) => key), ...further])];
  if (keys.length === 0) return new Map();
  let rows = await locked(tx, keys);
  const missing = own.filter(({ key }) => !rows.some((row) => row.key === key));
  if (missing.length > 0) {
    await make(tx, missing);
    rows = await locked(tx, keys);
  }
  await raise(tx, own, rows);
  return new Map(rows.map((row) => [row.key, textOf(row)]));
}

const locked = (tx: Transaction, keys: string[]) =>
  tx.$queryRaw<CapRow[]>`select * from subsidy_cap where key = any(${keys}) order by key for update`;

async function make(tx: Transaction, caps: Cap[]): Promise<void> {
  const wanted = JSON.stringify(
    caps.map(({ key, clause, label, institution, year, limit }) => ({
      ...{ key, clause, label, institution, year },
      limit_fen: limit.toString(),
    })),
  );
  await tx.$executeRaw`
    insert into subsidy_cap (key, clause, label, institution, year, limit_fen)
    select key, clause, label, institution, year, limit_fen
    from jsonb_to_recordset(${wanted}::jsonb) as x(key text, clause text, label text, institution uuid, year int, limit_fen bigint)
    order by key on conflict (key) do nothing`;
}

async function raise(tx: Transaction, own: Cap[], rows: CapRow[]): Promise<void> {
  for (const cap of own) {
    const row = rows.find(({ key }) => key === cap.key)!;
    if (cap.limit <= row.limit_fen) continue;
    await tx.$executeRaw`update subsidy_cap set limit_fen = ${cap.limit} where key = ${cap.key}`;
    row.limit_fen = cap.limit;
  }
}

const textOf = ({ key, clause, label, institution, year, limit_fen, used_fen, reserved_fen }: CapRow): CapText => ({
  key,
  clause,
  label,
  ...(institution === null ? {} : { institution }),
  ...(year === null ? {} : { year }),
  limit: limit_fen.toString(),
  used: used_fen.toString(),
  reserved: reserved_fen.toString(),
});

/** What an act moves, and the caps under which its claim waits then, at its place in the order of calculation. */
export interface CapEntry {
  caseId: string;
  moves: CapMove[];
  waits: string[];
  seq: number;
}

/**
 * Moves the counters, guarded, each by the sum of what the acts move: a movement that would pass the limit or go below nothing moves nothing and
 * throws, and with it fall all the acts. It never happens while the rows are locked from reckoning on; the guard is there for the day the program is
 * wrong.
 */
export async function enterCaps(tx: Transaction, entries: CapEntry[]): Promise<void> {
  const moves = entries.flatMap((entry) => entry.moves);
  const ids = entries.map(({ caseId }) => caseId);
  const waits = entries.flatMap(({ caseId, seq, waits: keys }) => keys.map((key) => ({ key, seq, case_id: caseId })));
  const [done] = await tx.$queryRaw<{ moved: number }[]>`
    with move as (
      select key, sum(reserved)::bigint as reserved, sum(used)::bigint as used
      from jsonb_to_recordset(${JSON.stringify(moves)}::jsonb) as m(key text, reserved bigint, used bigint) group by key
    ), moved as (
      update subsidy_cap c set reserved_fen = c.reserved_fen + m.reserved, used_fen = c.used_fen + m.used from move m
      where c.key = m.key and c.reserved_fen + m.reserved >= 0 and c.used_fen + m.used >= 0
        and (m.reserved + m.used <= 0 or c.reserved_fen + m.reserved + c.used_fen + m.used <= c.limit_fen)
      returning 1
    ), waits as (
      select * from jsonb_to_recordset(${JSON.stringify(waits)}::jsonb) as w(key text, seq bigint, case_id uuid)
    ), left_behind as (
      delete from subsidy_waiting s where s.case_id = any (${ids}::uuid[])
        and not exists (select from waits w where w.case_id = s.case_id and w.key = s.cap_key)
    ), waiting as (
      insert into subsidy_waiting (cap_key, seq, case_id) select key, seq, case_id from waits
      on conflict (cap_key, case_id) do update set seq = excluded.seq
    )
    select count(*)::int as moved from moved`;
  const keys = new Set(moves.map(({ key }) => key));
  if (done?.moved !== keys.size) throw new Error(`caps refuse ${JSON.stringify(moves)}`);
}
