import type { CaseState } from '#domain/process/types.js';
import type { Transaction } from './database.js';

export interface NextEvent {
  caseId: string;
  title: string;
  label: string;
  /** Business time, epoch ms. */
  at: number;
}

/** The nearest instant that lies ahead on any live case: where a training system's clock can be moved to next. */
export async function nextEvent(db: Transaction): Promise<NextEvent | undefined> {
  const [row] = await db.$queryRaw<{ id: string; title: string; state: CaseState; next_instant: string; at: Date }[]>`
    select id, title, state, next_instant, next_instant_at as at from "case"
    where not ended and next_instant_at > business_now() order by next_instant_at, id limit 1`;
  if (!row) return undefined;
  const instant = row.state.instants.find((one) => one.name === row.next_instant);
  return { caseId: row.id, title: row.title, label: instant?.label ?? row.next_instant, at: row.at.getTime() };
}
