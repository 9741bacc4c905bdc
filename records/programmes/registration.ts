import type { Role } from '#domain/organisation/roles.js';
import type { RegistrationData, RegistrationKnown } from '#domain/registration/data.js';
import { registration } from '#domain/registration/process.js';
import type { CaseState } from '#domain/process/types.js';
import { appendAudit } from '../audit.js';
import type { Transaction } from '../database.js';
import type { Registered } from '../processes.js';

async function rolesElsewhere(tx: Transaction, { administrator, unitId }: RegistrationData): Promise<Role[]> {
  const posts = await tx.post.findMany({ where: { personId: administrator, unitId: { not: unitId } }, select: { role: true } });
  return posts.map((post) => post.role as Role);
}

/** What the door knows of a registration: the administrator's other posts, and that the unit takes the outcome. */
export const registrationRecords: Registered = {
  process: registration,
  known: async (tx, contexts) => {
    const loaded = new Map<string, Record<string, unknown>>();
    for (const { caseId, state } of contexts) {
      const { data } = state as unknown as CaseState<RegistrationData>;
      const known: RegistrationKnown = { administratorRoles: await rolesElsewhere(tx, data) };
      loaded.set(caseId, { ...known });
    }
    return loaded;
  },
  registers: {
    unit: async (tx, { caseId, state, event, row }) => {
      const { unitId, name } = (state as unknown as CaseState<RegistrationData>).data;
      const status = row.status as 'verified' | 'refused';
      await tx.unit.update({ where: { id: unitId }, data: { status } });
      await appendAudit(tx, { personId: event.by.personId, action: `unit.${status}`, target: name, caseId, detail: { unitId } });
    },
  },
};
