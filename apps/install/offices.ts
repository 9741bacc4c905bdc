import { counties, prefectures } from '#domain/organisation/regions.js';
import type { Department } from '#domain/organisation/access-matrix.js';
import type { Transaction } from '#records/database.js';
import { stableId } from './stable-id.js';

/** 云南省工业和信息化厅: the root of the tree of industry offices. */
export const provinceOffice = stableId('省工信厅');
/** 云南省科学技术厅. */
export const scienceOffice = stableId('省科技厅');
/** 云南省财政厅. */
export const financeOffice = stableId('省财政厅');

/** The industry office of a prefecture or county, by its six-digit code. */
export const officeOf = (regionCode: string) => stableId(regionCode);
/** 州市科技局, the science office of a prefecture (B17, R23). */
export const scienceBureauOf = (prefectureCode: string) => stableId(`科技局 ${prefectureCode}`);

interface OfficeRow {
  id: string;
  name: string;
  level: 'province' | 'prefecture' | 'county';
  regionCode?: string;
  parentId?: string;
}

/** 工信 down to the counties, 科技 down to the prefectures, 财政 of the province; parents before children. */
const offices: Record<Department, OfficeRow[]> = {
  miit: [
    { id: provinceOffice, name: '云南省工业和信息化厅', level: 'province' },
    ...prefectures.map(({ code, name }): OfficeRow => ({
      id: officeOf(code),
      name: `${name}工业和信息化局`,
      level: 'prefecture',
      regionCode: code,
      parentId: provinceOffice,
    })),
    ...counties.map(({ code, name, prefectureCode }): OfficeRow => ({
      id: officeOf(code),
      name: `${name}工业信息化和科学技术局`,
      level: 'county',
      regionCode: code,
      parentId: officeOf(prefectureCode),
    })),
  ],
  sti: [
    { id: scienceOffice, name: '云南省科学技术厅', level: 'province' },
    ...prefectures.map(({ code, name }): OfficeRow => ({
      id: scienceBureauOf(code),
      name: `${name}科学技术局`,
      level: 'prefecture',
      regionCode: code,
      parentId: scienceOffice,
    })),
  ],
  finance: [{ id: financeOffice, name: '云南省财政厅', level: 'province' }],
};

/**
 * Writes the offices of every department that has no provincial office yet: all of them into an empty organisation tree, and those of a department
 * that came with a later release into an older one. What an administrator has entered is left alone.
 */
export async function writeOffices(db: Transaction): Promise<void> {
  for (const [department, rows] of Object.entries(offices)) {
    const there = await db.unit.count({
      where: { kind: 'government', level: 'province', departments: { has: department } },
    });
    if (there > 0) continue;
    await db.unit.createMany({ data: rows.map((row) => ({ ...row, kind: 'government', departments: [department] })) });
  }
}
