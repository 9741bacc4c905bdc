import { yearOf, type Instant } from '#domain/calendar/instant.js';
import { regionName } from '#domain/organisation/regions.js';
import { measureCodes, measures, type Measure } from '#domain/subsidy/measures.js';

/** （六）1科技创新融资评价体系贷款贴息 */
export const measureLabel = (code: Measure): string => `${measures[code].clause}${measures[code].label}`;
export const measureOptions = measureCodes.map((code) => ({ value: code, label: measureLabel(code) }));

/** Units registered with the province itself lie in no prefecture. */
export const prefectureLabel = (code: string | null): string => (code ? (regionName(code) ?? code) : '省级');

/** This subsidy year and the three before it. */
export const yearOptions = (now: Instant) =>
  [0, 1, 2, 3].map((back) => String(yearOf(now) - back)).map((year) => ({ value: year, label: `${year}年` }));
