import type { Database } from '../database.js';

/** A cap on the board 额度看板, with who gets freed quota next. Fen as text. */
export interface CapLine {
  key: string;
  clause: string;
  label: string;
  institutionId: string | null;
  institution: string | null;
  year: number | null;
  limitFen: string;
  reservedFen: string;
  usedFen: string;
  leftFen: string;
  /** Cut claims in the order of calculation. */
  next: { caseId: string; number: string | null; unit: string; wantsFen: string }[];
  waiting: number;
}

export interface CapFilter {
  clauses?: string[];
  year?: number;
  text?: string;
  page?: number;
}

const A_PAGE = 50;
const SHOWN_NEXT = 3;

/** Caps that somebody has touched, the fullest first. `institutions`: those of the viewer's own units; without it, all. */
export async function readCapBoard(
  db: Database,
  filter: CapFilter,
  institutions?: string[],
): Promise<{ rows: CapLine[]; total: number }> {
  const where = {
    ...(filter.clauses ? { clause: { in: filter.clauses } } : {}),
    ...(filter.year ? { OR: [{ year: filter.year }, { year: null }] } : {}),
  };
  const named = filter.text
    ? (await db.unit.findMany({ where: { name: { contains: filter.text } }, select: { id: true }, take: 200 })).map(
        ({ id }) => id,
      )
    : undefined;
  const scoped = [institutions, named].reduce<string[] | undefined>(
    (kept, some) => (some === undefined ? kept : kept === undefined ? some : kept.filter((id) => some.includes(id))),
    undefined,
  );
  const within = { AND: [where, ...(scoped ? [{ institution: { in: scoped } }] : [])] };
  const [total, caps] = await Promise.all([
    db.subsidyCap.count({ where: within }),
    db.subsidyCap.findMany({
      where: within,
      orderBy: [{ year: 'desc' }, { clause: 'asc' }, { usedFen: 'desc' }, { key: 'asc' }],
      take: A_PAGE,
      skip: ((filter.page ?? 1) - 1) * A_PAGE,
    }),
  ]);
  const [units, waiting] = await Promise.all([
    db.unit.findMany({
      where: { id: { in: caps.flatMap(({ institution }) => institution ?? []) } },
      select: { id: true, name: true },
    }),
    waitingUnder(
      db,
      caps.map(({ key }) => key),
    ),
  ]);
  return {
    total,
    rows: caps.map(({ key, clause, label, institution, year, limitFen, reservedFen, usedFen }) => {
      const queue = waiting.filter(({ cap_key }) => cap_key === key);
      return {
        key,
        clause,
        label,
        institutionId: institution,
        institution: units.find(({ id }) => id === institution)?.name ?? null,
        year,
        limitFen: limitFen.toString(),
        reservedFen: reservedFen.toString(),
        usedFen: usedFen.toString(),
        leftFen: (limitFen - reservedFen - usedFen).toString(),
        waiting: queue.length,
        next: queue
          .slice(0, SHOWN_NEXT)
          .map(({ id, number, unit, wants }) => ({ caseId: id, number, unit: unit ?? '', wantsFen: wants.toString() })),
      };
    }),
  };
}

function waitingUnder(db: Database, keys: string[]) {
  return db.$queryRaw<{ cap_key: string; id: string; number: string | null; unit: string | null; wants: bigint }[]>`
    select w.cap_key, c.id, c.number, u.name as unit, (c.state->'data'->'assessment'->>'lapsesFen')::bigint as wants
    from subsidy_waiting w join "case" c on c.id = w.case_id left join unit u on u.id = c.unit_id
    where w.cap_key = any(${keys}) and c.status in ('calculating', 'verifying', 'meeting', 'exhausted')
      and not coalesce((c.state->'data'->>'quotaClosed')::boolean, false)
    order by w.seq, c.id`;
}
