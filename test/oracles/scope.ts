import {
  can,
  departmentLimit,
  scopeOf,
  type Department,
  type ObjectKind,
  type Post,
  type Principal,
  type Scope,
  type Viewer,
} from '#domain/organisation/access-matrix.js';
import type { Prisma } from '#records/database.js';
import { objectOfProcess } from '#records/scope.js';

/** Specification 5 asked of the tables themselves, case, tasks, participants and posts: the oracle of the keys (docs/adr/0011), which it does not look at. */
export function seenByTables(viewer: Viewer): Prisma.CaseWhereInput {
  return {
    OR: [...reachOf(viewer.posts), ownRegistration(viewer), handed(viewer), ...(viewer.principals ?? []).map(entrusted)],
  };
}

const reachOf = (posts: Post[]): Prisma.CaseWhereInput[] => [...posts.flatMap(readableBy), ...posts.map(waiting)];

/** 受托代办: what the principal sees by the posts entrusted, and what lies on the principal's desk; of the processes entrusted. */
const entrusted = ({ personId, posts, processes }: Principal): Prisma.CaseWhereInput => ({
  ...(processes.length > 0 ? { process: { in: processes } } : {}),
  OR: [...reachOf(posts), { tasks: { some: onDeskOf(personId) } }],
});

/** Tasks on a person's desk that a deputy may handle: as `mayHandle`, not the seats on panels. */
const onDeskOf = (personId: string): Prisma.TaskWhereInput => ({
  holderId: personId,
  OR: [{ unitId: { not: null } }, { kind: { in: ['sign', 'advise'] } }],
});

/** What one post lets its holder read: of each process, what lies in its reach; of all, what its unit takes part in. */
function readableBy(post: Post): Prisma.CaseWhereInput[] {
  const readable = Object.entries(objectOfProcess).filter(([, object]) => can(post.role, 'R', object));
  const scope = scopeOf(post);
  const reach = readable.flatMap(([process, object]) => {
    const within = withinScope(post, scope, process, object);
    return within ? [{ process, ...within }] : [];
  });
  if (!('unitId' in scope) || readable.length === 0) return reach;
  return [...reach, takesPart(scope.unitId, readable)];
}

/** Its own, or it was made a participant. */
const takesPart = (unitId: string, readable: [string, ObjectKind][]): Prisma.CaseWhereInput => ({
  process: { in: readable.flatMap(([process]) => (process === 'registration' ? [] : [process])) },
  OR: [{ unitId }, { participants: { some: { unitId } } }],
});

/** What was put on the person's own desk; an expert's reach ends with the open task (assigned, not recused, round open). */
const handed = ({ personId, posts }: Viewer): Prisma.CaseWhereInput => ({
  tasks: { some: { holderId: personId, ...(posts.every((post) => post.role === 'XP') ? { closedAt: null } : {}) } },
});

/** What waits for somebody of the office to take it, wherever the case lies: a recommending zone, the finance office. */
const waiting = ({ unitId, role }: Post): Prisma.CaseWhereInput => ({
  tasks: { some: { closedAt: null, holderId: null, unitId, role } },
});

/** A unit that waits for its verification gives its people no post yet; they still see how far it is. */
const ownRegistration = ({ personId }: Viewer): Prisma.CaseWhereInput => ({
  process: 'registration',
  unit: { posts: { some: { personId } } },
});

/** The bureau that verifies, and the prefecture above it, which hears when it is overdue; administrators keep units (users, orgs). */
function registrationsWithin(scope: Scope): Prisma.CaseWhereInput | undefined {
  if (scope.kind === 'everything') return {};
  if (scope.kind !== 'region') return undefined;
  return scope.level === 'county' ? { tasks: { some: { unitId: scope.unitId } } } : { prefectureCode: scope.regionCode };
}

/** An application is its owner's alone until it is submitted. */
const submitted = (process: string): Prisma.CaseWhereInput =>
  process === 'key-project' || process === 'claim' ? { status: { not: 'draft' } } : {};

/** The local science office comes in when the lead files (B17); the province sets the field and grants exceptions, so it sees all. */
const filed = (process: string): Prisma.CaseWhereInput =>
  process === 'consortium-formation'
    ? { status: { notIn: ['field_set', 'lead_selection', 'inviting', 'signing', 'signed'] } }
    : {};

/** Of one process, what lies in the region or department of the post; undefined: nothing does. */
function withinScope(post: Post, scope: Scope, process: string, object: ObjectKind): Prisma.CaseWhereInput | undefined {
  // A call is addressed to everybody who may apply or review, once it is published.
  if ((process === 'call' || process === 'claim-call') && scope.kind !== 'nothing' && scope.kind !== 'department')
    return { status: { not: 'draft' } };
  if (process === 'registration') return registrationsWithin(scope);
  switch (scope.kind) {
    case 'region':
      return {
        ...(scope.level === 'county' ? { countyCode: scope.regionCode } : { prefectureCode: scope.regionCode }),
        ...limitedTo(scope.department, object),
        ...submitted(process),
        ...filed(process),
      };
    case 'department':
      return { ...limitedTo(scope.department, object), ...submitted(process) };
    case 'everything':
      // 三员分立: the auditor reads; the system and security administrators do not read business content.
      return post.role === 'AU' ? {} : undefined;
    default:
      return undefined;
  }
}

function limitedTo(own: Department | undefined, object: ObjectKind): Prisma.CaseWhereInput {
  const department = departmentLimit(own, object);
  return department ? { department } : {};
}
