import { closingsIn, call } from '#domain/call/process.js';
import type { CallData } from '#domain/call/data.js';
import { selectionList } from '#domain/call/selection-list.js';
import { transmittal, type TransmittalData } from '#domain/call/transmittal.js';
import type { CaseState } from '#domain/process/types.js';
import { randomUUID } from 'node:crypto';
import { advanceIn } from '../advance.js';
import type { Transaction } from '../database.js';
import type { Registered } from '../processes.js';

async function callState(tx: Transaction, id: string): Promise<CaseState<CallData>> {
  const row = await tx.case.findUniqueOrThrow({ where: { id }, select: { state: true } });
  return row.state as unknown as CaseState<CallData>;
}

/** Tells every open project of the prefectures its closings; one already swept returns to where it was (R1). */
async function spreadClosings(
  tx: Transaction,
  callId: string,
  eventId: string,
  only: { prefecture?: string; project?: string; closing?: number },
): Promise<void> {
  const { data } = await callState(tx, callId);
  const projects = await tx.case.findMany({
    where: {
      callId,
      process: 'key-project',
      ...(only.prefecture ? { prefectureCode: only.prefecture } : {}),
      ...(only.project ? { id: only.project } : {}),
      status: {
        in: ['draft', 'unit_review', 'county', 'prefecture', 'transmittable', 'returned', 'appealing', 'not_transmitted'],
      },
    },
    select: { id: true, status: true, prefectureCode: true },
  });
  const byId = new Map(projects.map((project) => [project.id, project]));
  if (projects.length === 0) return;
  await advanceIn(tx, [...byId.keys()], (id) => {
    const project = byId.get(id)!;
    const item =
      only.project && only.closing
        ? { 'owner-closing': only.closing, 'county-closing': only.closing, closing: only.closing }
        : undefined;
    return {
      id: `${eventId}/${id}`,
      on: project.status === 'not_transmitted' ? 'reopen' : 'deadlines-changed',
      by: { kind: 'system' },
      payload: { closings: item ?? closingsIn(data, project.prefectureCode!) },
    };
  });
}

export const callRecords: Registered = {
  process: call,
  registers: {
    closings: (tx, { caseId, event, row }) => spreadClosings(tx, caseId, event.id, { prefecture: String(row.prefecture) }),
    extension: (tx, { caseId, event, row }) =>
      spreadClosings(tx, caseId, event.id, {
        ...(row.prefecture ? { prefecture: String(row.prefecture) } : {}),
        ...(row.project ? { project: String(row.project) } : {}),
        closing: Number(row.at),
      }),
  },
};

export const transmittalRecords: Registered = {
  process: transmittal,
  known: async (tx, contexts) => {
    const loaded = new Map<string, Record<string, unknown>>();
    for (const { caseId, state } of contexts) {
      const { callId, prefecture } = (state as CaseState<TransmittalData>).data;
      const { data } = await callState(tx, callId);
      const carryOverOpen = await tx.carryOver.count({ where: { callId, prefectureCode: prefecture, resolution: null } });
      loaded.set(caseId, {
        carryOverOpen,
        officeNamed: data.prefectures[prefecture]?.office !== undefined,
        closing: closingsIn(data, prefecture).closing,
      });
    }
    return loaded;
  },
};

export const selectionListRecords: Registered = {
  process: selectionList,
  registers: {
    publication: async (tx, { caseId, now, row }) => {
      await tx.publication.create({
        data: {
          id: randomUUID(),
          kind: String(row.kind),
          caseId,
          title: String(row.title),
          body: { projects: row.projects as string[] },
          publishedAt: new Date(now),
          closesAt: row.closesAt ? new Date(Number(row.closesAt)) : null,
        },
      });
    },
  },
};
