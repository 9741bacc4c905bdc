import { askedOf, askingStates } from '#domain/consortium/asked.js';
import type { CaseState } from '#domain/process/types.js';
import type { Database } from '../../database.js';
import type { Someone } from '../../people.js';
import { readableCases } from '../../scope.js';

/** A case that waits for one of the person's units itself. */
export interface AskedOfUnit {
  caseId: string;
  title: string;
  unit: string;
  what: string;
}

/** What stands on no desk because every unit answers for itself: invitations, signatures, consents; what came first, first. */
export async function readAsked(db: Database, me: Someone): Promise<AskedOfUnit[]> {
  const units = me.units.filter(({ roles }) => roles.some((role) => ['MB', 'LD', 'UA', 'VO'].includes(role)));
  const found = await db.case.findMany({
    where: {
      AND: [{ OR: askingStates.map(({ process, states }) => ({ process, status: { in: states } })) }, readableCases(me.viewer)],
    },
    select: { id: true, title: true, process: true, state: true },
    orderBy: [{ since: 'asc' }, { id: 'asc' }],
  });
  return found.flatMap(({ id, title, process, state }) =>
    units.flatMap((unit) => {
      const what = askedOf(process, state as unknown as CaseState, unit.id);
      return what ? [{ caseId: id, title, unit: unit.name, what }] : [];
    }),
  );
}
