import {
  can,
  departmentLimit,
  departments,
  scopeOf,
  type Department,
  type ObjectKind,
  type Post,
  type Principal,
  type Scope,
  type Viewer,
} from '#domain/organisation/access-matrix.js';
import { covers } from '#domain/organisation/deputy.js';
import type { Prisma, Transaction } from './database.js';

/** Which row of the role matrix (specification 5) a process falls under. */
export const objectOfProcess: Record<string, ObjectKind> = {
  call: 'call',
  'key-project': 'project-application',
  transmittal: 'transmittal',
  'selection-list': 'project-application',
  registration: 'users-orgs',
  budget: 'payment',
  'payment-order': 'payment',
  recovery: 'payment',
  disbursement: 'payment',
  instalment: 'payment',
  'consortium-formation': 'consortium-application',
  consortium: 'consortium-application',
  'annual-report': 'annual-report',
  evaluation: 'evaluation',
  'consortium-change': 'change-dissolution',
  dissolution: 'change-dissolution',
  disqualification: 'ban-credit',
  'project-task': 'consortium-application',
  coordination: 'problem-item',
  'claim-call': 'call',
  claim: 'subsidy-claim',
  'claim-list': 'subsidy-claim',
  voucher: 'subsidy-claim',
};

const objects = () => Object.entries(objectOfProcess);

/** The cases a viewer may read, as a WHERE clause: those that bear one of the viewer's keys. Nothing else is ever returned. */
export const readableCases = (viewer: Viewer): Prisma.CaseWhereInput => ({
  keys: { some: { key: { in: keysOf(viewer) } } },
});

/** Whether the case exists for the viewer at all. */
export async function isReadable(db: Transaction, viewer: Viewer, caseId: string): Promise<boolean> {
  return (await db.caseKey.count({ where: { caseId, key: { in: keysOf(viewer) } } })) > 0;
}

/** The keys a viewer holds: the matrix and the organisation tree together. Which case bears which is the database's to keep (docs/adr/0011). Pure. */
export function keysOf(viewer: Viewer): string[] {
  const { posts, principals = [] } = viewer;
  const waiting = posts.map(({ unitId, role }) => `office ${unitId} ${role}`);
  const keys = [
    ...posts.flatMap(keysOfPost),
    ...waiting,
    ...handed(viewer),
    ...ownRegistrations(viewer),
    ...principals.flatMap(entrusted),
  ];
  return [...new Set(keys)];
}

/** What one post lets its holder read: of each process, what lies in its reach; of all, what its unit owns or takes part in. */
function keysOfPost(post: Post): string[] {
  const scope = scopeOf(post);
  return objects()
    .filter(([, object]) => can(post.role, 'R', object))
    .flatMap(([process, object]) => [
      ...reach(post, scope, process, object),
      ...('unitId' in scope && process !== 'registration' ? [`${process} unit ${scope.unitId}`] : []),
    ]);
}

/** 受托代办: what the principal sees by the posts entrusted, and what lies on the principal's desk; of the processes entrusted. */
function entrusted({ personId, posts, processes }: Principal): string[] {
  const desks = objects().flatMap(([process]) => [
    `${process} desk ${personId}`,
    ...posts.map(({ unitId, role }) => `${process} office ${unitId} ${role}`),
  ]);
  return [...posts.flatMap(keysOfPost), ...desks].filter((key) => covers(processes, key.split(' ', 1)[0]!));
}

/** What was put on the person's own desk; an expert's reach ends with the open task (assigned, not recused, round open). */
const handed = ({ personId, posts }: Viewer): string[] => [
  `open ${personId}`,
  ...(posts.every((post) => post.role === 'XP') ? [] : [`done ${personId}`]),
];

/** A unit that waits for its verification gives its people no post yet; they still see how far it is. */
const ownRegistrations = ({ posts, unverified = [] }: Viewer): string[] =>
  [...posts.map(({ unitId }) => unitId), ...unverified].map((unitId) => `registration unit ${unitId}`);

/** Of one process, what lies in the region or department of the post. */
function reach(post: Post, scope: Scope, process: string, object: ObjectKind): string[] {
  // A call is addressed to everybody who may apply or review, once it is published.
  if ((process === 'call' || process === 'claim-call') && scope.kind !== 'nothing' && scope.kind !== 'department')
    return [`${process} published`];
  if (process === 'registration') return registrations(scope);
  switch (scope.kind) {
    case 'region':
      return regional(process, scope, departmentsFor(scope.department, object));
    case 'department':
      return departmentsFor(scope.department, object).map((department) => `${process} department ${department}`);
    case 'everything':
      // 三员分立: the auditor reads; the system and security administrators do not read business content.
      return post.role === 'AU' ? [`${process} all`] : [];
    default:
      return [];
  }
}

/** The bureau that verifies, and the prefecture above it, which hears when it is overdue; administrators keep units (users, orgs). */
function registrations(scope: Scope): string[] {
  if (scope.kind === 'everything') return ['registration all'];
  if (scope.kind !== 'region') return [];
  return scope.level === 'county' ? [`registration verifier ${scope.unitId}`] : regional('registration', scope, departments);
}

type Region = Extract<Scope, { kind: 'region' }>;

const regional = (process: string, { level, regionCode }: Region, of: readonly Department[]): string[] =>
  of.map((department) => `${process} ${level} ${regionCode} ${department}`);

/** The departments whose cases an office sees. */
function departmentsFor(own: Department | undefined, object: ObjectKind): readonly Department[] {
  const limit = departmentLimit(own, object);
  return limit ? [limit] : departments;
}

/** Tasks on a person's desk that a deputy may handle: as `mayHandle`, not the seats on panels. */
export const onDeskOf = (personId: string): Prisma.TaskWhereInput => ({
  holderId: personId,
  OR: [{ unitId: { not: null } }, { kind: { in: ['sign', 'advise'] } }],
});
