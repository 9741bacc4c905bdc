import { Navigate } from 'react-router';
import type { CaseRow, Me } from '#apps/api/contract.js';
import { rightsOf } from '../admin/sections.js';
import type { PanelProps } from '../case/panels.js';

/** Entries of the menu for whoever administers a call or reads its figures. */
export const callEntries = [
  { key: '/calls', label: '申报批次' },
  { key: '/reports/monthly', label: '月度调度' },
];

export const officiates = (me: Me) => rightsOf(me).holds('CO', 'PO', 'VO', 'VD', 'VL', 'AU');

/** The page of a call, a transmittal or a selection list. */
export function callPath(one: Pick<CaseRow, 'id' | 'process'>, callId: string | null): string {
  if (one.process === 'transmittal') return `/calls/${callId}/transmittals/${one.id}`;
  if (one.process === 'selection-list') return `/calls/${callId}/selection/${one.id}`;
  return `/calls/${one.id}`;
}

/** A case that has a page of its own: links of the inbox and of mails lead there. */
export function ToCallPage({ one }: PanelProps) {
  return <Navigate replace to={callPath(one, one.callId)} />;
}

/** The case list behind a number. */
export function projectsPath(callId: string, filter: { prefecture?: string; status?: string }): string {
  const asked = Object.entries({ process: 'key-project', callId, ...filter }).filter(([, value]) => value !== undefined);
  return `/cases?${new URLSearchParams(asked as [string, string][]).toString()}`;
}
