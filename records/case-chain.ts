import { GENESIS, link } from './chain.js';
import type { Transaction } from './database.js';

/**
 * Recomputes the hash chain of one case's log from its first entry. Returns the revision of the first entry that does not hold, or of the last
 * when the case's head says otherwise; undefined when all hold (6.14, I8).
 */
export async function verifyCaseChain(db: Transaction, caseId: string): Promise<number | undefined> {
  const found = await db.case.findUnique({
    where: { id: caseId },
    select: { headHash: true, events: { orderBy: { revision: 'asc' } } },
  });
  let previous = GENESIS;
  for (const event of found?.events ?? []) {
    const record = {
      case_id: caseId,
      revision: event.revision,
      event_id: event.eventId,
      on_event: event.on,
      label: event.label,
      from_status: event.fromStatus,
      to_status: event.toStatus,
      actor: event.actor,
      payload: event.payload,
      assigned: event.assigned,
      ...(Object.keys(event.context as object).length > 0 ? { context: event.context } : {}),
      at: event.at.toISOString(),
      ...(event.revision === 0 ? {} : ofStep(event)),
    };
    if (event.previousHash !== previous || event.hash !== link(previous, record)) return event.revision;
    previous = event.hash;
  }
  return found && found.headHash !== previous ? found.events.at(-1)?.revision : undefined;
}

/** What only a step has, absent fields left out. */
function ofStep(event: { personId: string | null; level: string | null; taskId: string | null; opinion: string | null }) {
  return {
    person_id: event.personId ?? undefined,
    level: event.level ?? undefined,
    task_id: event.taskId ?? undefined,
    opinion: event.opinion ?? undefined,
  };
}
