import { rows } from './data/access-rows.js';
import { prefectureOf } from './regions.js';
import { allRoles, type Role } from './roles.js';

/** C create/edit · S submit/sign · R read in scope · V review/return · A approve/decide · P pay. */
export type Letter = 'C' | 'S' | 'R' | 'V' | 'A' | 'P';

/** own: what concerns oneself or one's unit · own-unit: people and data of one's unit · obj: an objection 异议 · clue: a clue 线索. */
export type Qualifier = 'own' | 'own-unit' | 'obj' | 'clue';

export interface Grant {
  letter: Letter;
  qualifier?: Qualifier;
}

/** The objects of the matrix, one a row. */
export type ObjectKind = keyof typeof rows;

export const objectKinds = Object.keys(rows) as ObjectKind[];

const matrix = Object.fromEntries(
  objectKinds.map((object) => [object, rows[object].split('|').map((cell) => parseCell(cell.trim()))]),
) as Record<ObjectKind, Grant[][]>;

/** The cell of the matrix, empty for '-'. */
export function grantsOf(role: Role, object: ObjectKind): readonly Grant[] {
  return matrix[object][allRoles.indexOf(role)]!;
}

/** Whether the role has the letter on the object; every right includes reading what it applies to. Scope is `inScope`'s to judge. */
export function can(role: Role, letter: Letter, object: ObjectKind): boolean {
  return grantFor(role, letter, object) !== undefined;
}

/** The grant that gives the role the letter, with its qualifier. */
export function grantFor(role: Role, letter: Letter, object: ObjectKind): Grant | undefined {
  const grants = grantsOf(role, object);
  return grants.find((grant) => grant.letter === letter) ?? (letter === 'R' ? grants[0] : undefined);
}

/** miit 工信 (A) · sti 科技 (B, C) · finance 财政 (payments). */
export type Department = (typeof departments)[number];
export const departments = ['miit', 'sti', 'finance'] as const;

/** A role held in a unit 岗位. */
export interface Post {
  role: Role;
  unitId: string;
  level: 'unit' | 'county' | 'prefecture' | 'province';
  /** Of a government office; a county or prefecture bureau that serves several has none. */
  department?: Department;
  regionCode?: string;
}

/** Who looks: a person with all posts. */
export interface Viewer {
  personId: string;
  posts: Post[];
  /** Units not verified, or no longer: they give no post, but their people follow their registration. */
  unverified?: string[];
  /** Absent colleagues the viewer stands in for now 受托代办, each with what is entrusted. */
  principals?: Principal[];
}

/** 委托人: of the processes named (none named: of all) and by these posts, their cases are in the deputy's sight. */
export interface Principal {
  personId: string;
  name: string;
  posts: Post[];
  processes: string[];
}

/** What the scope rules need to know of a thing. */
export interface ScopedObject {
  object: ObjectKind;
  department?: Department;
  /** The unit it belongs to: applicant, claimant, objector. */
  unitId?: string;
  /** Further units that take part: members of a consortium, the recommending unit. */
  participants?: string[];
  countyCode?: string;
  prefectureCode?: string;
  /** The person it concerns: an expert's entry, the actor of a log line. */
  personId?: string;
  /** Experts assigned and not recused, while their round is open; empty once it has closed. */
  assignedTo?: string[];
}

/** How far a post reaches (specification 5), as data: the same scope is a predicate here and a WHERE clause in records. */
export type Scope =
  | { kind: 'unit'; unitId: string }
  | { kind: 'region'; level: 'county' | 'prefecture'; regionCode: string; department?: Department; unitId: string }
  | { kind: 'department'; department: Department; unitId: string }
  | { kind: 'assigned' }
  | { kind: 'everything' }
  | { kind: 'nothing' };

const reach: Record<Role, 'unit' | 'county' | 'prefecture' | 'province' | 'assigned' | 'everything'> = {
  EA: 'unit',
  UA: 'unit',
  LD: 'unit',
  MB: 'unit',
  FI: 'unit',
  XP: 'assigned',
  CO: 'county',
  PO: 'prefecture',
  RU: 'prefecture',
  VO: 'province',
  VD: 'province',
  VL: 'province',
  FN: 'province',
  SA: 'everything',
  SE: 'everything',
  AU: 'everything',
};

/** 财政厅 sees the money of every department, nothing else of theirs. */
const moneyObjects: ObjectKind[] = ['payment', 'subsidy-claim'];

/** Published to everyone who may read it at all. */
const openObjects: ObjectKind[] = ['call'];

/** The scope of a post. An official's role outside an office of its level reaches nothing. */
export function scopeOf(post: Post): Scope {
  const { unitId, department, regionCode } = post;
  const level = reach[post.role];
  switch (level) {
    case 'unit':
      return { kind: 'unit', unitId };
    case 'county':
    case 'prefecture':
      if (post.level !== level || !regionCode) return { kind: 'nothing' };
      return { kind: 'region', level, regionCode, department, unitId };
    case 'province':
      return post.level === level && department ? { kind: 'department', department, unitId } : { kind: 'nothing' };
    default:
      return { kind: level };
  }
}

/** Whether the thing lies in the post's scope. What may be done with it is the matrix's to say; `may` asks both. */
export function inScope(post: Post, object: ScopedObject, personId?: string): boolean {
  const scope = scopeOf(post);
  switch (scope.kind) {
    case 'nothing':
      return false;
    case 'everything':
      return true;
    case 'assigned':
      return personId !== undefined && (object.personId === personId || (object.assignedTo ?? []).includes(personId));
    case 'unit':
      return openObjects.includes(object.object) || takesPart(object, scope.unitId);
    case 'region':
      if (takesPart(object, scope.unitId) || openObjects.includes(object.object)) return true;
      return regionOf(object, scope.level) === scope.regionCode && sameDepartment(scope.department, object);
    case 'department':
      return takesPart(object, scope.unitId) || sameDepartment(scope.department, object);
  }
}

/** Whether one of the viewer's posts gives the letter on this very thing: matrix, qualifier and scope together. */
export function may(viewer: Viewer, letter: Letter, object: ScopedObject): boolean {
  return viewer.posts.some((post) => {
    const grant = grantFor(post.role, letter, object.object);
    if (!grant || !inScope(post, object, viewer.personId)) return false;
    return grant.qualifier === undefined || qualifies(grant.qualifier, post, object, viewer.personId);
  });
}

function qualifies(qualifier: Qualifier, post: Post, object: ScopedObject, personId: string): boolean {
  switch (qualifier) {
    case 'own':
      return object.personId !== undefined ? object.personId === personId : takesPart(object, post.unitId);
    case 'own-unit':
    case 'obj':
      return object.unitId === post.unitId;
    case 'clue':
      return true;
  }
}

function takesPart(object: ScopedObject, unitId: string): boolean {
  return object.unitId === unitId || (object.participants ?? []).includes(unitId);
}

function regionOf(object: ScopedObject, level: 'county' | 'prefecture'): string | undefined {
  if (level === 'county') return object.countyCode;
  return object.prefectureCode ?? (object.countyCode && prefectureOf(object.countyCode));
}

/** The department an office is limited to on such objects; undefined: none. */
export function departmentLimit(department: Department | undefined, object: ObjectKind): Department | undefined {
  return department === 'finance' && moneyObjects.includes(object) ? undefined : department;
}

function sameDepartment(department: Department | undefined, object: ScopedObject): boolean {
  const limit = departmentLimit(department, object.object);
  return limit === undefined || limit === object.department;
}

function parseCell(cell: string): Grant[] {
  if (cell === '-') return [];
  if (cell === 'own unit') return [{ letter: 'C', qualifier: 'own-unit' }];
  const [first, second] = cell.split(' ') as [Letter, string?];
  if (second === undefined) return [{ letter: first }];
  if (second.length === 1) return [{ letter: first }, { letter: second as Letter }];
  return [{ letter: first, qualifier: second as Qualifier }];
}
