import type { Department, Post, Viewer } from '#domain/organisation/access-matrix.js';
import type { Actor, Role } from '#domain/process/types.js';
import type { Transaction } from './database.js';

export interface Someone {
  viewer: Viewer;
  actor: Actor;
  name: string;
  login: string;
  /** Whether a second factor is enrolled. */
  secondFactor: boolean;
  units: { id: string; name: string; departments: Department[]; roles: Role[] }[];
}

/** A person with all posts, as viewer (who may see) and as actor (who may act). Nothing for one who is disabled. */
export async function readSomeone(db: Transaction, personId: string): Promise<Someone | undefined> {
  const person = await db.person.findFirst({
    where: { id: personId, status: 'active' },
    include: { posts: { include: { unit: true } } },
  });
  if (!person) return undefined;
  const held = person.posts.filter((post) => post.unit.status === 'verified');
  const posts: Post[] = held.map(({ unit, role }) => ({
    role: role as Role,
    unitId: unit.id,
    level: unit.level as Post['level'],
    ...(unit.departments.length === 1 ? { department: unit.departments[0] as Department } : {}),
    // An office that serves no department has no region to look at either.
    ...(unit.regionCode && (unit.kind !== 'government' || unit.departments.length > 0) ? { regionCode: unit.regionCode } : {}),
  }));
  const units = [...Map.groupBy(held, (post) => post.unit.id).values()].map((group) => ({
    id: group[0]!.unit.id,
    name: group[0]!.unit.name,
    departments: group[0]!.unit.departments as Department[],
    roles: group.map((post) => post.role as Role),
  }));
  const first = units[0];
  return {
    viewer: { personId, posts },
    actor: {
      kind: 'person',
      personId,
      name: person.name,
      ...(first ? { unitId: first.id, unitName: first.name, roles: first.roles } : {}),
      posts: posts.map(({ unitId, role }) => ({ unitId, role })),
    },
    name: person.name,
    login: person.login,
    secondFactor: person.totpSecret !== null,
    units,
  };
}

/** Persons who share a unit with the viewer: to whom a task can be handed over, who can be copied. */
export async function listColleagues(
  db: Transaction,
  viewer: Viewer,
): Promise<{ id: string; name: string; unit: string; roles: Role[] }[]> {
  const posts = await db.post.findMany({
    where: {
      unitId: { in: viewer.posts.map((post) => post.unitId) },
      personId: { not: viewer.personId },
      person: { status: 'active' },
    },
    include: { person: { select: { name: true } }, unit: { select: { name: true } } },
    orderBy: { person: { name: 'asc' } },
  });
  return [...Map.groupBy(posts, (post) => post.personId).entries()].map(([id, held]) => ({
    id,
    name: held[0]!.person.name,
    unit: held[0]!.unit.name,
    roles: held.map((post) => post.role as Role),
  }));
}
