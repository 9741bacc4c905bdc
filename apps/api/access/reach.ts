import { grantFor, type Letter, type Viewer } from '#domain/organisation/access-matrix.js';
import type { Reach } from '#records/organisation.js';

/** Whose people and units the viewer may read (R) or keep (C): everybody's, or those of the own units (row 用户、单位、字典). */
export function reachOf(viewer: Viewer, letter: Letter): Reach {
  const own: string[] = [];
  for (const post of viewer.posts) {
    const grant = grantFor(post.role, letter, 'users-orgs');
    if (grant && !grant.qualifier) return 'all';
    if (grant) own.push(post.unitId);
  }
  return own;
}
