import type { Home } from '#domain/consortium/formation/data.js';
import { prefectureOfPlace } from '#domain/organisation/regions.js';
import type { Transaction } from '../../database.js';
import { isUuid } from './units.js';

/** B17, R23 where units are at home: the prefecture, and its science bureau 属地科技行政主管部门. A unit without one is left out. */
export async function homesOf(tx: Transaction, unitIds: readonly string[]): Promise<Record<string, Home>> {
  const wanted = unitIds.filter(isUuid);
  if (wanted.length === 0) return {};
  const units = await tx.unit.findMany({ where: { id: { in: wanted } }, select: { id: true, regionCode: true } });
  const homes: Record<string, Home> = {};
  for (const { id, regionCode } of units) {
    const prefectureCode = regionCode ? prefectureOfPlace(regionCode) : undefined;
    const bureau = prefectureCode && (await scienceBureau(tx, prefectureCode));
    if (!regionCode || !prefectureCode || !bureau) continue;
    const countyCode = regionCode === prefectureCode ? {} : { countyCode: regionCode };
    homes[id] = { prefectureCode, ...countyCode, recommender: bureau.id };
  }
  return homes;
}

const scienceBureau = (tx: Transaction, regionCode: string) =>
  tx.unit.findFirst({
    where: { kind: 'government', level: 'prefecture', regionCode, departments: { has: 'sti' }, status: 'verified' },
    orderBy: { id: 'asc' },
    select: { id: true },
  });
