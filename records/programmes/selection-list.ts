import type { CallData } from '#domain/call/data.js';
import { selectionList, type SelectionListData } from '#domain/call/selection-list.js';
import type { Actor, CaseState } from '#domain/process/types.js';
import { inTransaction, RecordError, type Database, type Transaction } from '../database.js';
import { openCaseIn } from '../open-case.js';
import { publish } from '../publications.js';
import type { Registered } from '../processes.js';

/** What a notice or a published list shows of each project (6.5): name, unit, region, amount; no personal data. */
async function shown(tx: Transaction, ids: string[]): Promise<Record<string, unknown>[]> {
  const projects = await tx.case.findMany({
    where: { id: { in: ids } },
    select: {
      id: true,
      number: true,
      title: true,
      kind: true,
      countyCode: true,
      amountFen: true,
      unit: { select: { name: true } },
    },
    orderBy: { number: 'asc' },
  });
  return projects.map(({ unit, amountFen, ...project }) => ({
    ...project,
    unit: unit?.name ?? '',
    amountFen: amountFen?.toString() ?? null,
  }));
}

export const selectionListRecords: Registered = {
  process: selectionList,
  registers: {
    publication: async (tx, { caseId, now, state, row }) => {
      const data = state.data as unknown as SelectionListData;
      const call = await tx.case.findUniqueOrThrow({ where: { id: data.callId }, select: { state: true } });
      const { office, phones, supervisionPhone, issuer } = (call.state as unknown as CaseState<CallData>).data;
      await publish(tx, now, {
        kind: row.kind as 'notice' | 'list',
        caseId,
        title: String(row.title),
        ...(data.planNo ? { documentNo: data.planNo } : {}),
        body: { issuer, office, phones, supervisionPhone, year: data.year, projects: await shown(tx, data.selected ?? []) },
        ...(row.closesAt ? { closesAt: Number(row.closesAt) } : {}),
      });
    },
  },
};

/** Projects of the call that wait for the meeting and stand on no other open list. */
export async function readyForMeeting(tx: Transaction, callId: string, except?: string): Promise<string[]> {
  const open = await tx.case.findMany({
    where: { callId, process: 'selection-list', status: 'meeting', ...(except ? { id: { not: except } } : {}) },
    select: { state: true },
  });
  const taken = new Set(open.flatMap((list) => (list.state as unknown as CaseState<SelectionListData>).data.projects));
  const ready = await tx.case.findMany({
    where: { callId, process: 'key-project', status: 'meeting' },
    select: { id: true },
    orderBy: { number: 'asc' },
  });
  return ready.map((project) => project.id).filter((id) => !taken.has(id));
}

/**
 * 上会名单: one list of all projects of the call that wait for the meeting, or of those chosen; hundreds of rows move with its acts. Throws
 * RecordError 'not_found', 'nothing_to_decide', 'not_ready', 'on_another_list'.
 */
export async function openSelectionList(
  db: Database,
  given: { id: string; callId: string; projects?: string[]; by: Actor },
): Promise<{ id: string }> {
  return inTransaction(db, async (tx) => {
    const call = await tx.case.findFirst({ where: { id: given.callId, process: 'call' } });
    if (!call) throw new RecordError('not_found', '申报批次不存在。');
    const { data } = call.state as unknown as CaseState<CallData>;
    const free = await readyForMeeting(tx, given.callId, given.id);
    const projects = given.projects ?? free;
    if (projects.length === 0) throw new RecordError('nothing_to_decide', '没有待上会的项目，或均已列入其他上会名单。');
    const strange = projects.filter((id) => !free.includes(id));
    if (strange.length > 0)
      throw new RecordError('not_ready', `所选项目中有 ${strange.length} 个不在待上会环节或已列入其他名单，请刷新后重选。`);
    const title = `${data.year}年重点项目计划（上会 ${projects.length} 个）`;
    return openCaseIn(tx, {
      process: 'selection-list',
      id: given.id,
      title,
      department: 'miit',
      callId: given.callId,
      by: given.by,
      data: { callId: given.callId, title, year: data.year, offices: { province: data.offices.province }, projects },
    });
  });
}
