import { localDate } from '#domain/calendar/instant.js';
import type { CallData } from '#domain/call/data.js';
import type { FormValues } from '#domain/form/definition.js';
import type { KeyProjectData, KeyProjectKnown } from '#domain/key-project/data.js';
import { monthsOwed } from '#domain/key-project/months.js';
import { keyProject } from '#domain/key-project/process.js';
import { checkProjectForm, defaultParameters } from '#domain/key-project/rules.js';
import { parseWanYuan } from '#domain/money/fen.js';
import type { CaseState } from '#domain/process/types.js';
import type { Transaction } from '../database.js';
import type { Registered } from '../processes.js';
import { countDifferences } from '../readings.js';
import { drawFor } from './expert-draw.js';

/** Events by which experts are drawn (6.2). */
const drawsExperts = new Set(['draw-panel', 'recuse', 'replace-expert']);

/** Events whose guards look at the form; every other decision is spared the reading of it. */
const looksAtForm = new Set(['submit', 'approve']);

/** Reminders of 月度报告, which speak of what is not reported. */
const remindsOfMonths = new Set(['month-open', 'month-remind', 'month-due']);

/** The levels that forward, which a differing Excel blocks (A14); time and other cases are not blocked. */
const looksAtExcel = ({ state, event }: Context) => ['county', 'prefecture'].includes(state.status) && event.by.kind === 'person';

type Context = Parameters<NonNullable<Registered['known']>>[1][number];

async function known(
  tx: Transaction,
  contexts: Parameters<NonNullable<Registered['known']>>[1],
): Promise<Map<string, Record<string, unknown>>> {
  const states = contexts.map((context) => context.state as CaseState<KeyProjectData>);
  const calls = await tx.case.findMany({
    where: { id: { in: [...new Set(states.map((state) => state.data.callId))] } },
    select: { id: true, status: true, state: true },
  });
  const forwarding = contexts.filter(looksAtExcel).map((context) => context.caseId);
  const differences = forwarding.length > 0 ? await countDifferences(tx, forwarding) : new Map<string, number>();
  const loaded = new Map<string, Record<string, unknown>>();
  for (const context of contexts) {
    const { data } = context.state as CaseState<KeyProjectData>;
    const call = calls.find((one) => one.id === data.callId);
    const callData = (call?.state as unknown as CaseState<CallData> | undefined)?.data;
    const form =
      looksAtForm.has(context.event.on) && data.type
        ? await formKnowledge(tx, context.caseId, data, context.now, callData)
        : { findings: [], reasons: {}, disqualified: false };
    const value: KeyProjectKnown = {
      ...form,
      callOpen: call?.status === 'published' || call?.status === 'settled',
      excelDifferences: differences.get(context.caseId) ?? 0,
      prefectureReady: callData?.prefectures[data.regions.prefecture]?.office !== undefined,
      ...(remindsOfMonths.has(context.event.on)
        ? { monthsOwed: await monthsOwedBy(tx, context.caseId, data.year, context.now) }
        : {}),
      ...(context.event.on === 'confirm-completed' ? { attachments: await attachmentsOf(tx, context.caseId) } : {}),
      ...(drawsExperts.has(context.event.on) ? { draw: await drawFor(tx, context) } : {}),
    };
    loaded.set(context.caseId, value as unknown as Record<string, unknown>);
  }
  return loaded;
}

async function attachmentsOf(tx: Transaction, caseId: string): Promise<string[]> {
  const files = await tx.attachment.findMany({ where: { caseId, removedAt: null }, select: { id: true } });
  return files.map((file) => file.id);
}

async function monthsOwedBy(tx: Transaction, caseId: string, year: number, now: number): Promise<string[]> {
  const reports = await tx.monthlyReport.findMany({ where: { caseId }, select: { month: true } });
  return monthsOwed(
    year,
    reports.map((report) => report.month),
    now,
  );
}

async function formKnowledge(
  tx: Transaction,
  caseId: string,
  data: KeyProjectData,
  now: number,
  call?: CallData,
): Promise<Pick<KeyProjectKnown, 'findings' | 'reasons' | 'disqualified' | 'moved' | 'summary'>> {
  const draft = await tx.documentVersion.findUnique({
    where: { caseId_document_version: { caseId, document: 'form', version: 0 } },
  });
  const content = (draft?.content ?? {}) as FormValues & { reasons?: Record<string, string> };
  const parameters = { ...defaultParameters(data.year), ...(call ? { preworkBefore: call.preworkBefore } : {}) };
  const blocked = await tx.creditRecord.count({
    where: {
      unitId: data.offices.owner,
      kind: 'disqualify',
      from: { lte: new Date(now) },
      OR: [{ until: null }, { until: { gt: new Date(now) } }],
    },
  });
  return {
    findings: checkProjectForm(content, { call: parameters, today: localDate(now) }),
    reasons: content.reasons ?? {},
    disqualified: blocked > 0,
    ...(content.type !== data.type ? { moved: 'type' } : content.county !== data.regions.county ? { moved: 'county' } : {}),
    summary: { title: String(content.name ?? data.title), ...totalOf(content) },
  };
}

/** The form's total in fen; nothing while it is not a number. */
function totalOf(content: FormValues): { totalFen?: string } {
  try {
    return { totalFen: parseWanYuan(String(content.total ?? '')).toString() };
  } catch {
    return {};
  }
}

/** What the door knows of a key project. */
export const keyProjectRecords: Registered = {
  process: keyProject,
  known,
  registers: {
    'monthly-report': async (tx, { caseId, now, row }) => {
      const values = {
        monthFen: parseWanYuan(String(row.monthInvestment)),
        cumulativeFen: parseWanYuan(String(row.cumulative)),
        progress: String(row.progress),
        problems: row.problems ? String(row.problems) : null,
        status: 'submitted',
        submittedAt: new Date(now),
      };
      const month = String(row.month);
      await tx.monthlyReport.upsert({
        where: { caseId_month: { caseId, month } },
        create: { caseId, month, ...values },
        update: values,
      });
    },
  },
};
