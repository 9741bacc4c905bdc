import { counties, prefectures } from '#domain/organisation/regions.js';
import type { Transaction } from '#records/database.js';
import { stableId } from './stable-id.js';

/** 云南省工业和信息化厅: the root of the tree of offices. */
export const provinceOffice = stableId('省工信厅');

/** The office of a prefecture or county, by its six-digit code. */
export const officeOf = (regionCode: string) => stableId(regionCode);

/** Writes the industry offices 工信部门 of province, sixteen prefectures and 129 counties into an empty organisation tree. */
export async function writeOffices(db: Transaction): Promise<void> {
  await db.unit.create({
    data: {
      id: provinceOffice,
      name: '云南省工业和信息化厅',
      kind: 'government',
      level: 'province',
      departments: ['miit'],
    },
  });
  await db.unit.createMany({
    data: prefectures.map(({ code, name }) => ({
      id: officeOf(code),
      name: `${name}工业和信息化局`,
      kind: 'government',
      level: 'prefecture',
      departments: ['miit'],
      regionCode: code,
      parentId: provinceOffice,
    })),
  });
  await db.unit.createMany({
    data: counties.map(({ code, name, prefectureCode }) => ({
      id: officeOf(code),
      name: `${name}工业信息化和科学技术局`,
      kind: 'government',
      level: 'county',
      departments: ['miit'],
      regionCode: code,
      parentId: officeOf(prefectureCode),
    })),
  });
}
