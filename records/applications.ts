import { closingsIn } from '#domain/call/closings.js';
import type { CallData } from '#domain/call/data.js';
import { monthsOwed } from '#domain/key-project/months.js';
import { prefectureOf } from '#domain/organisation/regions.js';
import { waitsFor } from '#domain/process/explain.js';
import type { CaseState } from '#domain/process/types.js';
import { conceals } from './concealment.js';
import { deskOf, namesOf } from './case-desk.js';
import { caseRow, type CaseRow } from './cases.js';
import { businessNow } from './clock.js';
import type { Database } from './database.js';
import type { Someone } from './people.js';
import { registeredProcess } from './processes.js';

/** One of the applicant's own cases: what it waits for, on whose desk, until when. */
export interface Application extends CaseRow {
  callId: string | null;
  waitsFor: string;
  desks: string[];
  /** What is to happen next and by when: the applicant's own closing while it is the applicant's turn, else the desk's review period. */
  deadline: { label: string; at: string; closing: boolean; provisional: boolean } | null;
  /** The last return, while it is to be answered. */
  returned: { reason: string; by: string; sections: string[] } | null;
  /** Months 'YYYY-MM' whose report 月度调度 is owed. */
  monthsOwed: string[];
}

/** A call that takes applications now. */
export interface OpenCall {
  id: string;
  title: string;
  year: number;
  documentNo: string | null;
  preworkBefore: string;
  /** 申报单位填报截止 in the firm's own prefecture; elsewhere the prefecture's may differ. */
  ownerClosing: string;
  closing: string;
}

const MOST = 500;

/** 我的申报: every case of the units for which the person applies, what is to be done first. */
export async function readApplications(db: Database, me: Someone): Promise<Application[]> {
  const units = me.units.filter((unit) => unit.roles.some((role) => role === 'EA' || role === 'UA')).map((unit) => unit.id);
  const found = await db.case.findMany({
    where: { unitId: { in: units }, process: { not: 'registration' } },
    include: { unit: { select: { name: true } } },
    orderBy: [{ ended: 'asc' }, { updatedAt: 'desc' }],
    take: MOST,
  });
  const states = new Map(found.map((one) => [one.id, one.state as unknown as CaseState]));
  const names = await namesOf(
    db,
    [...states.values()].flatMap((state) =>
      state.tasks.flatMap((task) => [task.holder, task.office?.unitId].filter((id) => id !== undefined)),
    ),
  );
  const executing = found.filter((one) => one.process === 'key-project' && one.status === 'exec').map((one) => one.id);
  const [now, reports] = await Promise.all([
    businessNow(db),
    db.monthlyReport.findMany({ where: { caseId: { in: executing } }, select: { caseId: true, month: true } }),
  ]);
  const reported = new Map(
    [...Map.groupBy(reports, (report) => report.caseId)].map(([id, own]) => [id, own.map((report) => report.month)]),
  );
  const returns = await db.caseEvent.findMany({
    where: { caseId: { in: found.filter((one) => one.status === 'returned').map((one) => one.id) }, toStatus: 'returned' },
    orderBy: { revision: 'asc' },
    select: { caseId: true, opinion: true, actor: true },
  });
  const lastReturn = new Map(returns.map((one) => [one.caseId, one]));
  return found.map((one) => {
    const state = states.get(one.id)!;
    const { process } = registeredProcess(one.process);
    const concealed = conceals(process, state, me.viewer);
    const last = lastReturn.get(one.id);
    const data = state.data as { returnedSections?: string[]; year?: number };
    return {
      ...caseRow(one),
      callId: one.callId,
      waitsFor: waitsFor(process, state),
      desks: [...new Set(state.tasks.filter((task) => !task.answer).map((task) => deskOf(task, names, concealed)))],
      deadline: deadlineOf(state, process.states[state.status]!.tone, now),
      returned: last
        ? {
            reason: last.opinion ?? '',
            by: (last.actor as { unitName?: string; name?: string }).unitName ?? '',
            sections: data.returnedSections ?? [],
          }
        : null,
      monthsOwed: executing.includes(one.id) ? monthsOwed(data.year!, reported.get(one.id) ?? [], now) : [],
    };
  });
}

function deadlineOf(state: CaseState, tone: string, now: number): Application['deadline'] {
  const closings = state.instants.filter((instant) => instant.kind === 'closing' && instant.at > now);
  const task = state.tasks.find((one) => !one.answer && one.due !== undefined);
  const appeal = closings.find((instant) => instant.name === 'appeal');
  const own = tone === 'draft' || tone === 'returned' ? (closings.find((one) => one.scope === 'stage') ?? closings[0]) : appeal;
  const stands =
    own ??
    (task ? undefined : (closings.at(-1) ?? state.instants.find((instant) => instant.at > now && instant.kind !== 'reminder')));
  if (stands)
    return {
      label: stands.label ?? stands.name,
      at: new Date(stands.at).toISOString(),
      closing: stands.kind === 'closing',
      provisional: stands.provisional === true,
    };
  return task
    ? {
        label: `${task.label}办理时限`,
        at: new Date(task.due!).toISOString(),
        closing: false,
        provisional: task.dueProvisional === true,
      }
    : null;
}

/** The calls open now to a firm. */
export async function readOpenCalls(db: Database, me: Someone): Promise<OpenCall[]> {
  const now = await businessNow(db);
  const [calls, units] = await Promise.all([
    db.case.findMany({ where: { process: 'call', status: { in: ['published', 'settled'] } }, orderBy: { createdAt: 'desc' } }),
    db.unit.findMany({ where: { id: { in: me.units.map((unit) => unit.id) } }, select: { regionCode: true } }),
  ]);
  const region = units[0]?.regionCode ?? '';
  const prefecture = prefectureOf(region) ?? region;
  return calls.flatMap((call) => {
    const { data } = call.state as unknown as CaseState<CallData>;
    const closings = closingsIn(data, prefecture);
    if (closings.closing <= now) return [];
    return [
      {
        id: call.id,
        title: data.title,
        year: data.year,
        documentNo: data.documentNo ?? null,
        preworkBefore: data.preworkBefore,
        ownerClosing: new Date(closings['owner-closing']).toISOString(),
        closing: new Date(closings.closing).toISOString(),
      },
    ];
  });
}
