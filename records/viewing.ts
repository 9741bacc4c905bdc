import { can, departmentLimit, scopeOf, type Post, type Scope, type Viewer } from '#domain/organisation/access-matrix.js';
import { inTransaction, type Database, type Transaction } from './database.js';
import { objectOfProcess } from './scope.js';

/**
 * Reads as the viewer: in one transaction, as a role of PostgreSQL that sees only the viewer's cases and what belongs to them, whatever the
 * queries ask for (ADR 0011). Nothing of it outlives the transaction. Inside, only reading is possible.
 */
export function seenBy<T>(db: Database, viewer: Viewer, read: (tx: Transaction) => Promise<T>): Promise<T> {
  return inTransaction(db, async (tx) => {
    const said = JSON.stringify(viewerSays(viewer));
    await tx.$executeRaw`select set_config('duban.viewer', ${said}, true), set_config('role', 'duban_reader', true)`;
    return read(tx);
  });
}

/** What the policies are told of the viewer: by which keys of a case it is seen, and whose desks are the viewer's. */
export function viewerSays({ personId, posts }: Viewer): Record<string, unknown> {
  const keys = posts.flatMap((post) => {
    const scope = scopeOf(post);
    return Object.entries(objectOfProcess)
      .filter(([, object]) => can(post.role, 'R', object))
      .flatMap(([process, object]): string[] => {
        const own = 'unitId' in scope ? [`${process}|u|${scope.unitId}`] : [];
        if (process === 'registration') return keysOfRegistrations(scope);
        if (process === 'call' && scope.kind !== 'nothing' && scope.kind !== 'department') return [...own, 'call|o'];
        switch (scope.kind) {
          case 'region':
            return [
              ...own,
              `${process}|${scope.level === 'county' ? 'c' : 'p'}|${scope.regionCode}|${departmentLimit(scope.department, object) ?? '*'}`,
            ];
          case 'department':
            return [...own, `${process}|d|${departmentLimit(scope.department, object) ?? '*'}`];
          case 'everything':
            return post.role === 'AU' ? [`${process}|a`] : [];
          default:
            return own;
        }
      });
  });
  return {
    person: personId,
    expert: posts.every((post) => post.role === 'XP'),
    keys: asSet(keys),
    units: asSet(posts.map((post) => post.unitId)),
    offices: asSet(posts.map(({ unitId, role }) => `${unitId}|${role}`)),
    verifies: Object.fromEntries(posts.flatMap(verifies)),
  };
}

/** The prefecture hears of every registration in its region; administrators and the auditor keep units. */
function keysOfRegistrations(scope: Scope): string[] {
  if (scope.kind === 'everything') return ['registration|a'];
  return scope.kind === 'region' && scope.level === 'prefecture' ? [`registration|p|${scope.regionCode}|*`] : [];
}

/** A county's bureau, and the county whose registrations it verifies. */
function verifies(post: Post): [string, string][] {
  const scope = scopeOf(post);
  const reads = can(post.role, 'R', 'users-orgs');
  return reads && scope.kind === 'region' && scope.level === 'county' ? [[scope.unitId, scope.regionCode]] : [];
}

const asSet = (members: string[]) => Object.fromEntries(members.map((member) => [member, 1]));
