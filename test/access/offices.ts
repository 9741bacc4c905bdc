import { randomUUID } from 'node:crypto';
import type { Role } from '#domain/organisation/roles.js';
import type { Database } from '#records/database.js';

/** Own, sibling, parent, another prefecture, another department: every place from which somebody may look at a case of 楚雄市. */
/** 楚雄市 and 双柏县 of 楚雄州, 五华区 of 昆明市. */
export const [chuxiong, shuangbai, wuhua] = ['532301', '532322', '530102'];
export const offices: Record<string, [level: string, region: string | null, departments: string[]]> = {
  firm: ['unit', chuxiong, []],
  neighbour: ['unit', chuxiong, []],
  member: ['unit', wuhua, []],
  'county-miit': ['county', chuxiong, ['miit']],
  'county-sti': ['county', chuxiong, ['sti']],
  'county-both': ['county', chuxiong, ['miit', 'sti']],
  'county-none': ['county', chuxiong, []],
  'sibling-county': ['county', shuangbai, ['miit']],
  'other-county': ['county', wuhua, ['miit', 'sti']],
  'prefecture-miit': ['prefecture', '532300', ['miit']],
  'prefecture-sti': ['prefecture', '532300', ['sti']],
  'prefecture-both': ['prefecture', '532300', ['miit', 'sti']],
  'other-prefecture': ['prefecture', '530100', ['miit', 'sti']],
  'province-miit': ['province', null, ['miit']],
  'province-sti': ['province', null, ['sti']],
  'province-finance': ['province', null, ['finance']],
};

const ids = new Map<string, string>();

/** The id of an office or of anything else a test names. */
export function idOf(name: string): string {
  if (!ids.has(name)) ids.set(name, randomUUID());
  return ids.get(name)!;
}

/** Makes the offices, but for those a test has already, whose ids it gives. */
export async function addOffices(db: Database, known: Record<string, string> = {}): Promise<void> {
  for (const [name, [level, regionCode, departments]] of Object.entries(offices)) {
    if (known[name]) {
      ids.set(name, known[name]);
      continue;
    }
    const kind = level === 'unit' ? 'enterprise' : 'government';
    await db.unit.create({ data: { id: idOf(name), name, kind, level, regionCode, departments } });
  }
}

/** Roles that no government office gives. */
const ofUnits: Role[] = ['EA', 'UA', 'LD', 'MB', 'FI'];

/** Whether such a unit gives the role. */
export const fits = (role: Role, level: string): boolean => level === 'unit' || !ofUnits.includes(role);
