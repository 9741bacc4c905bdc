import type { Actor, CaseState } from '#domain/process/types.js';
import type { ClaimData } from '#domain/subsidy/claim/data.js';
import { claimList, type ClaimListData } from '#domain/subsidy/claim/list.js';
import { measures } from '#domain/subsidy/measures.js';
import { inTransaction, RecordError, type Database, type Transaction } from '../../database.js';
import { openCaseIn } from '../../open-case.js';
import type { Registered } from '../../processes.js';
import { publish } from '../../publications.js';
import { officeOf } from '../../subsidy/offices.js';

/** What a notice or the published list shows of each claim (6.5): name, unit, region, amount; no account, no loan. */
async function shown(tx: Transaction, ids: string[]): Promise<Record<string, unknown>[]> {
  const claims = await tx.case.findMany({
    where: { id: { in: ids } },
    select: {
      id: true,
      number: true,
      kind: true,
      title: true,
      prefectureCode: true,
      amountFen: true,
      unit: { select: { name: true } },
    },
    orderBy: { number: 'asc' },
  });
  return claims.map(({ unit, amountFen, kind, prefectureCode, ...claim }) => ({
    ...claim,
    kind,
    countyCode: prefectureCode,
    unit: unit?.name ?? '',
    amountFen: amountFen?.toString() ?? null,
  }));
}

export const claimListRecords: Registered = {
  process: claimList,
  known: async (tx, contexts) => {
    const loaded = new Map<string, Record<string, unknown>>();
    for (const { caseId, event, state } of contexts) {
      if (event.on !== 'decide' || event.id === '') continue;
      const { claims } = state.data as unknown as ClaimListData;
      // All its claims are locked in one order before any of them moves a cap.
      await tx.$queryRaw`select 1 from "case" where id = any(${claims}::uuid[]) order by id for update`;
      const rows = await tx.$queryRaw<{ id: string }[]>`
        select distinct c.id from subsidy_waiting w join "case" c on c.id = w.case_id
        where c.status = 'exhausted' and not coalesce((c.state->'data'->>'quotaClosed')::boolean, false)
          and w.cap_key in (
            select cap->>'key' from "case" l, jsonb_array_elements(l.state->'data'->'assessment'->'caps') cap where l.id = any(${claims}::uuid[]))
        order by c.id`;
      loaded.set(caseId, { exhausted: rows.map(({ id }) => id) });
    }
    return loaded;
  },
  registers: {
    publication: async (tx, { caseId, now, state, row }) => {
      const data = state.data as unknown as ClaimListData;
      await publish(tx, now, {
        kind: row.kind as 'notice' | 'list',
        caseId,
        title: String(row.title),
        ...(data.planNo ? { documentNo: data.planNo } : {}),
        body: { issuer: '云南省科学技术厅', about: 'subsidy', year: data.year, projects: await shown(tx, data.selected ?? []) },
        ...(row.closesAt ? { closesAt: Number(row.closesAt) } : {}),
      });
    },
  },
};

/** Claims that wait for the meeting and stand on no open list, in the order of calculation. */
export async function claimsForMeeting(tx: Transaction): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select c.id from "case" c where c.process = 'claim' and c.status = 'meeting'
      and not exists (select from "case" l where l.process = 'claim-list' and l.status = 'meeting' and l.state->'data'->'claims' ? c.id::text)
    order by (c.state->'data'->>'calcSeq')::bigint, c.id`;
  return rows.map(({ id }) => id);
}

/** 补助上会名单: of all claims that wait for the meeting, or of those chosen. Throws RecordError 'nothing_to_decide', 'not_ready'. */
export function openClaimList(db: Database, given: { id: string; claims?: string[]; by: Actor }): Promise<{ id: string }> {
  return inTransaction(db, async (tx) => {
    // A claim stands on one list only.
    await tx.$executeRaw`select pg_advisory_xact_lock(hashtext('claim-list'))`;
    if (await tx.case.findUnique({ where: { id: given.id }, select: { id: true } })) return { id: given.id };
    const free = await claimsForMeeting(tx);
    const claims = given.claims ?? free;
    if (claims.length === 0) throw new RecordError('nothing_to_decide', '没有待上会的补助申报，或均已列入其他名单。');
    const strange = claims.filter((id) => !free.includes(id));
    if (strange.length > 0)
      throw new RecordError('not_ready', `所选申报中有 ${strange.length} 件不在待上会环节或已列入其他名单，请刷新后重选。`);
    const rows = await tx.case.findMany({ where: { id: { in: claims } }, select: { state: true } });
    const data = rows.map(({ state }) => (state as unknown as CaseState<ClaimData>).data);
    const year = Math.max(...data.map((one) => one.year));
    const kinds = [...new Set(data.map(({ measure }) => measures[measure].short))].sort().join('、');
    const title = `${year}年科技金融补助（${kinds}，${claims.length}件）`;
    const list: ClaimListData = { title, year, offices: { province: await officeOf(tx, 'sti') }, claims };
    return openCaseIn(tx, {
      process: 'claim-list',
      id: given.id,
      title,
      department: 'sti',
      by: given.by,
      data: list as unknown as Record<string, unknown>,
    });
  });
}
