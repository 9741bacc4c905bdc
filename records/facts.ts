import { factsOf, type Facts, type Kin } from '#domain/process/facts.js';
import type { CaseState } from '#domain/process/types.js';
import type { BusinessClock } from '#domain/calendar/business-clock.js';
import { readClock } from './clock.js';
import { Prisma, RecordError, type Transaction } from './database.js';

/** The row of a case, named `c`, as `factsOfRow` wants it: state, live parent, live children. */
export const factsColumns = Prisma.sql`c.id, c.state,
  (select p.id from "case" p where p.id = c.parent_id and not p.ended) as parent_id,
  (select coalesce(jsonb_agg(jsonb_build_object('caseId', k.id, 'process', k.process) order by k.created_at, k.id), '[]')
   from "case" k where k.parent_id = c.id and not k.ended) as children`;

export interface FactsRow {
  id: string;
  state: CaseState;
  parent_id: string | null;
  children: Kin[];
}

export function factsOfRow({ id, state, parent_id, children }: FactsRow, clock: BusinessClock): Facts {
  return factsOf(id, state, clock, { children, ...(parent_id ? { parentId: parent_id } : {}) });
}

/** What the case's workflow must know now. Throws RecordError 'not_found'. */
export async function readFacts(db: Transaction, caseId: string): Promise<Facts> {
  const clock = await readClock(db);
  const [row] = await db.$queryRaw<FactsRow[]>`select ${factsColumns} from "case" c where c.id = ${caseId}::uuid`;
  if (!row) throw new RecordError('not_found', '事项不存在。');
  return factsOfRow(row, clock);
}
