import type { CaseRow, ForecastNumber, Me } from '#apps/api/contract.js';
import type { ReviewLevel } from '#domain/key-project/load-forecast.js';
import { rightsOf } from '../admin/sections.js';

/** Entries of the menu for whoever administers a call or reads its figures. */
export const callEntries = [
  { key: '/calls', label: '申报批次' },
  { key: '/reports/monthly', label: '月度调度' },
];

/** Officials of the industry department, whose calls they are, and the auditor. */
export const officiates = (me: Me) => rightsOf(me).holds('AU') || rightsOf(me).holdsIn('miit', 'CO', 'PO', 'VO', 'VD', 'VL');
/** Who drafts a call. */
export const draftsCalls = (me: Me) => rightsOf(me).holdsIn('miit', 'VO');

/** The page of a call, a transmittal or a selection list: links of the inbox and of mails to the case lead there. */
export function callPath(one: Pick<CaseRow, 'id' | 'process'>, callId: string | null): string {
  if (one.process === 'transmittal') return `/calls/${callId}/transmittals/${one.id}`;
  if (one.process === 'selection-list') return `/calls/${callId}/selection/${one.id}`;
  return `/calls/${one.id}`;
}

/** The case list behind a number. */
export function projectsPath(callId: string, filter: { prefecture?: string; status?: string }): string {
  const asked = Object.entries({ process: 'key-project', callId, ...filter }).filter(([, value]) => value !== undefined);
  return `/cases?${new URLSearchParams(asked as [string, string][]).toString()}`;
}

/** The projects behind a number of the forecast. */
export function forecastPath(callId: string, number: { level: ReviewLevel; region: string; number: ForecastNumber }): string {
  return `/calls/${callId}/forecast?${new URLSearchParams({ ...number }).toString()}`;
}
