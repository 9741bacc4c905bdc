import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { CaseDetail, Me, MonthlyReport } from '#apps/api/contract.js';
import { localDate } from '#domain/calendar/instant.js';
import type { CallData } from '#domain/call/data.js';
import type { Finding } from '#domain/form/finding.js';
import { provenPoints } from '#domain/key-project/checklist.js';
import type { KeyProjectData } from '#domain/key-project/data.js';
import { projectForm } from '#domain/key-project/form.js';
import { monthsOwed, reportableMonths } from '#domain/key-project/months.js';
import { checkProjectForm, defaultParameters } from '#domain/key-project/rules.js';
import { toWanYuan } from '#domain/money/fen.js';
import { api } from '../../../data/client.js';
import type { DialogKnowledge } from '../act/knowledge.js';
import { contentOfProject } from './content.js';

export const projectData = (one: CaseDetail) => one.data as unknown as KeyProjectData;

/** May the reader edit the form now: the owner's applicant, while it is a draft or returned. */
export function isEditable(one: CaseDetail, me: Me): boolean {
  const { offices } = projectData(one);
  return (
    ['draft', 'returned'].includes(one.status) && me.units.some((unit) => unit.id === offices.owner && unit.roles.includes('EA'))
  );
}

/** What readers see: the owner its draft while it is open, everybody else the last frozen version. */
export function shownForm(one: CaseDetail): Record<string, unknown> {
  return ['draft', 'returned', 'unit_review'].includes(one.status)
    ? (one.draft?.content ?? {})
    : (one.versions.at(-1)?.content ?? one.draft?.content ?? {});
}

/** Findings by the call's own parameters, on the business day of today. */
export function useFindings(one: CaseDetail, me: Me): (saved: Record<string, unknown>) => Finding[] {
  const { year, callId } = projectData(one);
  const call = useQuery({
    queryKey: ['case', callId],
    queryFn: () => api<CaseDetail>('GET', `/cases/${callId}`),
    staleTime: 600_000,
    retry: false,
  });
  const data = call.data?.data as unknown as CallData | undefined;
  const parameters = { ...defaultParameters(year), ...(data ? { preworkBefore: data.preworkBefore } : {}) };
  const today = localDate(Date.parse(me.clock.now));
  return (saved) => checkProjectForm(contentOfProject(saved).fields, { call: parameters, today });
}

export function useMonthlyReports(one: CaseDetail) {
  return useQuery({
    queryKey: ['case', one.id, 'monthly-reports'],
    queryFn: () => api<MonthlyReport[]>('GET', `/cases/${one.id}/monthly-reports`),
    enabled: ['exec', 'paused', 'done', 'removed'].includes(one.status),
  });
}

/** What the dialogs of a project's acts know. */
export function useProject(one: CaseDetail, me: Me): DialogKnowledge {
  const data = projectData(one);
  const check = useFindings(one, me);
  const reports = useMonthlyReports(one).data ?? [];
  const form = shownForm(one);
  const now = Date.parse(me.clock.now);
  const today = localDate(now);
  const owed = monthsOwed(
    data.year,
    reports.map((report) => report.month),
    now,
  );
  const [ticked, tick] = useState<{ at: string; points: string[] }>();
  const desk = `${one.id} ${one.status}`;
  const ticks = ticked?.at === desk ? ticked.points : savedTicks(data, one.status);
  const scored = new Set((data.scores ?? []).map((score) => score.personId));
  return {
    sections: projectForm(data.year).sections.map(({ key, label }) => ({ value: key, label })),
    proven: provenPoints(contentOfProject(form).fields, check(form)),
    experts: (data.experts ?? []).filter((id) => !scored.has(id)).map((id) => ({ value: id, label: one.names[id] ?? id })),
    choice: { chosen: ticks, choose: (points) => tick({ at: desk, points }) },
    defaults: {
      recommend: { ticks },
      approve: { ticks },
      return: { target: 'owner', fixBy: fixBy(one, today) },
      'register-paper': { date: today },
      'report-month': {
        month: owed[0] ?? reportableMonths(data.year, now).at(-1),
        ...(reports.length ? { cumulative: toWanYuan(BigInt(reports.at(-1)!.cumulativeFen)) } : {}),
      },
      'report-stop': { date: today },
      'report-resume': { date: today },
      'report-completed': { date: today },
    },
  };
}

export const savedTicks = (data: KeyProjectData, level: string): string[] =>
  data.ticks?.level === level ? data.ticks.points : [];

/** Five days from now, never past the closing that binds (A25). */
function fixBy(one: CaseDetail, today: string): string {
  const closing = one.forecast.find((item) => item.name === 'closing');
  const inFiveDays = localDate(Date.parse(`${today}T12:00:00+08:00`) + 5 * 86_400_000);
  const last = closing && !projectData(one).transmitted ? localDate(closing.at - 1) : inFiveDays;
  return inFiveDays < last ? inFiveDays : last;
}
