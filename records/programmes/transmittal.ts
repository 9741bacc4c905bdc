import { closingsIn } from '#domain/call/closings.js';
import type { CallData } from '#domain/call/data.js';
import { transmittal, type TransmittalData } from '#domain/call/transmittal.js';
import { regionName } from '#domain/organisation/regions.js';
import type { Actor, CaseState } from '#domain/process/types.js';
import { inTransaction, RecordError, type Database, type Transaction } from '../database.js';
import { openCaseIn } from '../open-case.js';
import type { Registered } from '../processes.js';
import { carryOverOpen } from './call/carry-over.js';

export const transmittalRecords: Registered = {
  process: transmittal,
  known: async (tx, contexts) => {
    const loaded = new Map<string, Record<string, unknown>>();
    for (const { caseId, state } of contexts) {
      const { callId, prefecture } = (state as CaseState<TransmittalData>).data;
      const call = await tx.case.findUniqueOrThrow({ where: { id: callId }, select: { state: true } });
      const { data } = call.state as unknown as CaseState<CallData>;
      loaded.set(caseId, {
        carryOverOpen: await carryOverOpen(tx, callId, prefecture),
        officeNamed: data.prefectures[prefecture]?.office !== undefined,
        closing: closingsIn(data, prefecture).closing,
      });
    }
    return loaded;
  },
};

/** The prefecture for which somebody transmits in a call, and what it may transmit now. Throws RecordError 'not_found'. */
export async function readyToTransmit(
  tx: Transaction,
  callId: string,
  posts: readonly { unitId: string; role: string }[],
): Promise<{ data: CallData; prefecture: string; unitId: string; projects: string[] }> {
  const call = await tx.case.findFirst({ where: { id: callId, process: 'call' } });
  const data = (call?.state as unknown as CaseState<CallData> | undefined)?.data;
  const own = Object.entries(data?.prefectures ?? {}).find(([, { unitId }]) =>
    posts.some((post) => post.unitId === unitId && post.role === 'PO'),
  );
  if (!data || !own) throw new RecordError('not_found', '申报批次不存在，或贵单位不是本批次的报送单位。');
  const [prefecture, { unitId }] = own;
  const ready = await tx.case.findMany({
    where: { callId, process: 'key-project', prefectureCode: prefecture, status: 'transmittable' },
    select: { id: true },
    orderBy: { number: 'asc' },
  });
  return { data, prefecture, unitId, projects: ready.map((project) => project.id) };
}

/**
 * A18 a prefecture's transmittal of the projects it has approved: all of them, or those chosen. Throws RecordError 'not_found' (no such call, or
 * not an addressee), 'nothing_to_transmit', 'not_transmittable'.
 */
export async function openTransmittal(
  db: Database,
  given: { id: string; callId: string; projects?: string[]; by: Actor },
): Promise<{ id: string }> {
  return inTransaction(db, async (tx) => {
    const { data, prefecture, unitId, projects: ready } = await readyToTransmit(tx, given.callId, given.by.posts ?? []);
    const projects = given.projects ?? ready;
    if (projects.length === 0) throw new RecordError('nothing_to_transmit', '没有待报送的项目，请先完成州（市）审核。');
    const strange = projects.filter((id) => !ready.includes(id));
    if (strange.length > 0)
      throw new RecordError('not_transmittable', `所选项目中有 ${strange.length} 个尚未完成州（市）审核或已报送，请刷新后重选。`);
    return openCaseIn(tx, {
      process: 'transmittal',
      id: given.id,
      title: `${regionName(prefecture)!}报送${data.year}年重点项目（${projects.length}个）`,
      department: 'miit',
      unitId,
      callId: given.callId,
      prefectureCode: prefecture,
      by: given.by,
      data: {
        callId: given.callId,
        title: `${regionName(prefecture)!}报送${data.year}年重点项目（${projects.length}个）`,
        prefecture,
        offices: { prefecture: unitId, province: data.offices.province },
        projects,
        mailbox: data.mailbox,
      },
    });
  });
}
