import type { Department } from '#domain/organisation/access-matrix.js';
import type { Role } from '#domain/organisation/roles.js';
import type { Entry } from './allow.js';

/** By role, but in none of these departments: their people have no part in it. The auditor sits anywhere. */
const but =
  (departments: Department[], roles: Role[]): Entry =>
  ({ posts }) =>
    posts.some(
      ({ role, department }) => roles.includes(role) && (role === 'AU' || !department || !departments.includes(department)),
    );

/** The key-project calls are the industry department's. */
export const ofIndustry = (...roles: Role[]): Entry => but(['sti', 'finance'], roles);
/** The twelve measures are decided by the science department. */
export const ofScience = (...roles: Role[]): Entry => but(['miit', 'finance'], roles);
/** Money is paid by science and finance together; the industry department's programme pays nothing. */
export const withSubsidies = (...roles: Role[]): Entry => but(['miit'], roles);
