import type { Department, Post, Principal, Viewer } from '#domain/organisation/access-matrix.js';
import { covers, postsInTrust } from '#domain/organisation/deputy.js';
import { allRoles } from '#domain/organisation/roles.js';
import { isSeparateOfficer } from '#domain/organisation/separation.js';
import type { Actor, Role } from '#domain/process/types.js';
import { RecordError, type Prisma, type Transaction } from './database.js';

export interface Someone {
  viewer: Viewer;
  actor: Actor;
  entrusted: Entrusted[];
  name: string;
  login: string;
  /** Whether a second factor is enrolled. */
  secondFactor: boolean;
  units: { id: string; name: string; departments: Department[]; roles: Role[] }[];
}

/** What an absent colleague has entrusted 受托代办: as whose deputy the person acts, and in which processes (none named: in all). */
export interface Entrusted {
  actor: Actor;
  processes: string[];
}

export const withPosts = { include: { posts: { include: { unit: true } } } } as const;
type WithPosts = Prisma.PersonGetPayload<typeof withPosts>;
type Held = WithPosts['posts'];

const verified = (post: Held[number]): boolean => post.unit.status === 'verified';
const heldBy = ({ posts }: WithPosts): Held => posts.filter(verified);

/** The posts that count: those in verified units. */
export const postsOf = (person: WithPosts): Post[] =>
  heldBy(person).map(({ unit, role }) => ({
    role: role as Role,
    unitId: unit.id,
    level: unit.level as Post['level'],
    ...(unit.departments.length === 1 ? { department: unit.departments[0] as Department } : {}),
    // An office that serves no department has no region to look at either.
    ...(unit.regionCode && (unit.kind !== 'government' || unit.departments.length > 0) ? { regionCode: unit.regionCode } : {}),
  }));

const unitsOf = (held: Held): Someone['units'] =>
  [...Map.groupBy(held, (post) => post.unit.id).values()].map((group) => ({
    id: group[0]!.unit.id,
    name: group[0]!.unit.name,
    departments: group[0]!.unit.departments as Department[],
    roles: group.map((post) => post.role as Role),
  }));

/** A person with all posts, as viewer (who may see) and as actor (who may act). Nothing for one who is disabled. */
export async function readSomeone(db: Transaction, personId: string): Promise<Someone | undefined> {
  const person = await db.person.findFirst({ where: { id: personId, status: 'active' }, ...withPosts });
  if (!person) return undefined;
  const posts = postsOf(person);
  const units = unitsOf(heldBy(person));
  const first = units[0];
  const trusts = await readTrusts(db, personId, posts);
  return {
    viewer: {
      personId,
      posts,
      unverified: person.posts.filter((post) => !verified(post)).map(({ unitId }) => unitId),
      ...(trusts.length ? { principals: trusts.map(({ unit: _, ...principal }) => principal) } : {}),
    },
    actor: {
      kind: 'person',
      personId,
      name: person.name,
      ...(first ? { unitId: first.id, unitName: first.name, roles: first.roles } : {}),
      posts: posts.map(({ unitId, role }) => ({ unitId, role })),
    },
    entrusted: trusts.map(({ personId: principalId, name, unit, ...trust }) => ({
      processes: trust.processes,
      actor: {
        kind: 'person',
        personId,
        name: person.name,
        ...{ unitId: unit.id, unitName: unit.name },
        posts: trust.posts.map(({ unitId, role }) => ({ unitId, role })),
        deputyFor: { personId: principalId, name },
      },
    })),
    name: person.name,
    login: person.login,
    secondFactor: person.totpSecret !== null,
    units,
  };
}

type Trust = Principal & { unit: { id: string; name: string } };

/** Whom the person stands in for at this moment: active principals with a post left that both unit and separation allow. */
async function readTrusts(db: Transaction, deputyId: string, own: Post[]): Promise<Trust[]> {
  const now = await db.$queryRaw<{ principal_id: string; processes: string[] }[]>`
    select principal_id, processes from deputy
    where deputy_id = ${deputyId}::uuid and from_at <= business_now() and business_now() < until_at order by from_at, id`;
  if (now.length === 0) return [];
  const ids = now.map((one) => one.principal_id);
  const principals = await db.person.findMany({ where: { id: { in: ids }, status: 'active' }, ...withPosts });
  return now.flatMap(({ principal_id: id, processes }) => {
    const principal = principals.find((one) => one.id === id);
    const posts = principal ? postsInTrust(postsOf(principal), own) : [];
    const unit = principal?.posts.find((post) => post.unitId === posts[0]?.unitId)?.unit;
    return principal && unit ? [{ personId: id, name: principal.name, posts, processes, unit }] : [];
  });
}

/** As whom the person may act in a process: as oneself first, then for each principal who entrusted it. */
export function actorsOf({ actor, entrusted }: Pick<Someone, 'actor' | 'entrusted'>, process: string): [Actor, ...Actor[]] {
  return [actor, ...entrusted.filter((one) => covers(one.processes, process)).map((one) => one.actor)];
}

/** The person as deputy of the principal named; as oneself when none is. Throws RecordError 'not_entrusted'. */
export function actorFor({ actor, entrusted }: Pick<Someone, 'actor' | 'entrusted'>, principalId: string | undefined): Actor {
  const found = principalId ? entrusted.find((one) => one.actor.deputyFor!.personId === principalId)?.actor : actor;
  if (!found) throw new RecordError('not_entrusted', '委托不存在、已到期或已终止，请刷新后查看。');
  return found;
}

/** Persons who share a unit with the viewer and handle business: to whom a task can be handed over, who can be copied. */
export async function listColleagues(
  db: Transaction,
  viewer: Viewer,
): Promise<{ id: string; name: string; unit: string; roles: Role[] }[]> {
  const posts = await db.post.findMany({
    where: {
      unitId: { in: viewer.posts.map((post) => post.unitId) },
      personId: { not: viewer.personId },
      person: { status: 'active' },
      role: { notIn: allRoles.filter(isSeparateOfficer) },
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
