import { can, type Post, type Viewer } from '#domain/organisation/access-matrix.js';
import type { RegisterDefinition } from './definition.js';

/** How much of a register somebody sees: all of it, or the own units' entries and, of others, those in force whose units agreed (C12.1). */
export type RegisterReach = { kind: 'all' } | { kind: 'own'; units: string[]; consented?: string };

const ofDepartment = ({ level, department }: Post): boolean => level === 'province' && department === 'sti';

/** 省科技厅经办: who writes the policy's parameters (specification 5) keeps its registers. */
const keepsAll = (post: Post): boolean => ofDepartment(post) && can(post.role, 'C', 'call');

/** 企业填报人 and 单位管理员. */
const ofFirm = ({ role, level }: Post): boolean => level === 'unit' && (role === 'EA' || role === 'UA');

/** What the viewer sees of the register; nothing: it does not exist for them. */
export function reachOf(definition: RegisterDefinition, { posts }: Viewer): RegisterReach | undefined {
  const readers = posts.filter((post) => can(post.role, 'R', 'call'));
  if (readers.some((post) => definition.published || post.role === 'AU' || ofDepartment(post))) return { kind: 'all' };
  const units = readers.filter(({ level }) => level === 'unit').map(({ unitId }) => unitId);
  const institution = definition.consent !== undefined && readers.some(({ role }) => role === 'FI');
  if (!definition.unit || units.length === 0) return undefined;
  return { kind: 'own', units: [...new Set(units)], ...(institution ? { consented: definition.consent! } : {}) };
}

/** Whose entries the viewer may enter and change: any, those of the own units, or nobody's. */
export function keepingOf(definition: RegisterDefinition, { posts }: Viewer): 'any' | string[] {
  if (posts.some(keepsAll)) return 'any';
  return definition.ownEntries ? [...new Set(posts.filter(ofFirm).map(({ unitId }) => unitId))] : [];
}
