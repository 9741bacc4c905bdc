import { yunnanRegions } from './data/yunnan-regions.js';

export interface Region {
  /** Six digits of GB/T 2260. */
  code: string;
  name: string;
}

export interface County extends Region {
  prefectureCode: string;
}

/** The sixteen prefectures 州(市). */
export const prefectures: readonly Region[] = yunnanRegions.map(({ code, name }) => ({ code, name }));

/** The 129 counties 县(市、区). */
export const counties: readonly County[] = yunnanRegions.flatMap((prefecture) =>
  prefecture.counties.map((county) => ({ ...county, prefectureCode: prefecture.code })),
);

const prefectureByCode = new Map(prefectures.map((prefecture) => [prefecture.code, prefecture]));
const countyByCode = new Map(counties.map((county) => [county.code, county]));

export function isPrefecture(code: string): boolean {
  return prefectureByCode.has(code);
}

export function isCounty(code: string): boolean {
  return countyByCode.has(code);
}

/** The prefecture a county belongs to, from the table; nothing for any other code. */
export function prefectureOf(countyCode: string): string | undefined {
  return countyByCode.get(countyCode)?.prefectureCode;
}

/** The prefecture a registered place lies in, county or prefecture itself. */
export function prefectureOfPlace(code: string): string | undefined {
  return isPrefecture(code) ? code : prefectureOf(code);
}

export function countiesOf(prefectureCode: string): County[] {
  return counties.filter((county) => county.prefectureCode === prefectureCode);
}

/** '云南省', '楚雄彝族自治州' or '楚雄市'; nothing for a code outside Yunnan. */
export function regionName(code: string): string | undefined {
  return code === '530000' ? '云南省' : (prefectureByCode.get(code) ?? countyByCode.get(code))?.name;
}
