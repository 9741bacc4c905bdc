import { prefectureOfPlace } from '#domain/organisation/regions.js';
import { RecordError, type Transaction } from '../database.js';

/** The province's office of the department. Throws RecordError 'no_office'. */
export async function officeOf(tx: Transaction, department: 'sti' | 'finance'): Promise<string> {
  const unit = await tx.unit.findFirst({
    where: { level: 'province', departments: { has: department }, status: 'verified' },
    orderBy: { name: 'asc' },
  });
  if (!unit) throw new RecordError('no_office', '省级主管部门尚未配置，请联系系统管理员。');
  return unit.id;
}

export interface Recommender {
  id: string;
  name: string;
}

/** Who may recommend a unit of the region: the 州(市)科技局 first, then the 国家高新区 there. */
export async function recommendersOf(tx: Transaction, regionCode: string | null): Promise<Recommender[]> {
  const prefecture = regionCode === null ? undefined : prefectureOfPlace(regionCode);
  if (!prefecture) return [];
  const [bureaus, zones] = await Promise.all([
    tx.unit.findMany({
      where: { level: 'prefecture', regionCode: prefecture, departments: { has: 'sti' }, status: 'verified' },
      select: { id: true, name: true },
    }),
    tx.unit.findMany({
      where: { kind: 'zone', regionCode: { startsWith: prefecture.slice(0, 4) }, status: 'verified' },
      select: { id: true, name: true },
    }),
  ]);
  return [...bureaus, ...zones];
}

/** C2.1 在滇一级法人机构: branches stand for their parent of the same kind. */
export const institutionOf = (unit: {
  id: string;
  kind: string;
  parentId: string | null;
  parent: { kind: string } | null;
}): string => (unit.parent?.kind === unit.kind && unit.parentId ? unit.parentId : unit.id);
