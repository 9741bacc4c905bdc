import { begin, step } from '#domain/process/step.js';
import type { Actor, CaseEvent, CaseState, Office } from '#domain/process/types.js';
import { readCalendar } from './calendar.js';
import { canonical } from './chain.js';
import { RecordError, type Transaction } from './database.js';
import { withAssigned } from './prepare.js';
import { registeredProcess } from './processes.js';

export interface Refolded {
  /** The state as the events alone give it. */
  state: CaseState<any>;
  /** Whether the record holds exactly this state. */
  exact: boolean;
}

/**
 * Computes a case's state again from its log (design 4): the same events, judged at the same instants by the same calendar and knowledge,
 * through today's process table. Throws when a step that was once taken is refused now: the rules have changed since. Throws RecordError
 * 'not_found', and 'not_exact' for a case whose log was begun before it held what steps looked at.
 */
export async function refold(db: Transaction, caseId: string): Promise<Refolded> {
  const row = await db.case.findUnique({ where: { id: caseId }, include: { events: { orderBy: { revision: 'asc' } } } });
  if (!row) throw new RecordError('not_found', '事项不存在。');
  const { process, inLog } = registeredProcess(row.process);
  let state: CaseState<any> | undefined;
  for (const event of row.events) {
    const { calendar, known: logged = {}, posts } = event.context as Context;
    if (calendar === undefined) throw new RecordError('not_exact', '该事项的早期记录不含重算所需内容。');
    const known = inLog ? await inLog.whole(db, logged) : logged;
    const surroundings = { now: event.at.getTime(), calendar: await readCalendar(db, calendar), known };
    if (!state) {
      state = begin(process, (event.payload as { data: unknown }).data, surroundings).state;
      continue;
    }
    const by = { ...(event.actor as unknown as Actor), ...(posts ? { posts } : {}) };
    const result = step(process, caseId, state, { ...stored(event), by }, surroundings);
    if (!result.ok) throw new Error(`${caseId}@${event.revision} ${event.on}: ${result.refusal.code} ${result.refusal.message}`);
    // As the next step read it from the record: plain JSON.
    state = JSON.parse(JSON.stringify(withAssigned(result.state, event.assigned as Record<string, unknown>))) as CaseState<any>;
  }
  if (!state) throw new RecordError('not_found', '事项没有任何记录。');
  return { state, exact: canonical(state) === canonical(row.state) };
}

interface Context {
  calendar?: number;
  known?: Record<string, unknown>;
  posts?: Office[];
}

function stored(event: {
  eventId: string;
  on: string;
  taskId: string | null;
  payload: unknown;
  opinion: string | null;
}): Omit<CaseEvent, 'by'> {
  return {
    id: event.eventId,
    on: event.on,
    payload: event.payload as Record<string, unknown>,
    ...(event.taskId === null ? {} : { taskId: event.taskId }),
    ...(event.opinion === null ? {} : { opinion: event.opinion }),
  };
}
