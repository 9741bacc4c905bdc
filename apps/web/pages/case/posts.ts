import type { Me } from '#apps/api/contract.js';
import type { Role } from '#domain/process/types.js';

/** Whether the reader holds one of the roles in the unit. */
export const holdsIn = (me: Me, unitId: string | undefined, ...roles: Role[]): boolean =>
  me.units.some((unit) => unit.id === unitId && unit.roles.some((role) => roles.includes(role)));
