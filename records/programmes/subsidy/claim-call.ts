import type { Actor } from '#domain/process/types.js';
import { claimCall, type ClaimCallData } from '#domain/subsidy/call/process.js';
import { inTransaction, RecordError, type Database } from '../../database.js';
import { openCaseIn } from '../../open-case.js';
import type { Registered } from '../../processes.js';
import { publish } from '../../publications.js';
import { officeOf } from '../../subsidy/offices.js';

export const claimCallRecords: Registered = {
  process: claimCall,
  known: async (tx, contexts) => {
    const loaded = new Map<string, Record<string, unknown>>();
    for (const { caseId, event } of contexts) {
      const drafts =
        event.on === 'extend'
          ? await tx.case.findMany({
              where: { callId: caseId, process: 'claim', status: { in: ['draft', 'returned'] } },
              select: { id: true },
              orderBy: { id: 'asc' },
            })
          : [];
      loaded.set(caseId, { drafts: drafts.map(({ id }) => id) });
    }
    return loaded;
  },
  registers: {
    publication: async (tx, { caseId, now, state, row }) => {
      const { offices: _offices, ...notice } = state.data as unknown as ClaimCallData;
      await publish(tx, now, {
        kind: 'call',
        caseId,
        title: String(row.title),
        ...(notice.documentNo ? { documentNo: notice.documentNo } : {}),
        body: { ...notice, issuer: '云南省科学技术厅' },
      });
    },
  },
};

/** The province drafts the call of a subsidy year. Throws RecordError 'call_exists' (one open call a year), 'no_office'. */
export function openClaimCall(
  db: Database,
  { id, by, ...call }: { id: string; by: Actor } & Omit<ClaimCallData, 'offices' | 'documentNo'>,
): Promise<{ id: string }> {
  return inTransaction(db, async (tx) => {
    await tx.$executeRaw`select pg_advisory_xact_lock(hashtext('claim-call'))`;
    const before = await tx.case.findFirst({
      where: { process: 'claim-call', ended: false, state: { path: ['data', 'year'], equals: call.year } },
      select: { id: true },
    });
    if (before && before.id !== id)
      throw new RecordError('call_exists', `${call.year}年度已有未截止的补助申报批次，请在原批次中修改或延期。`, 'year');
    const data: ClaimCallData = {
      ...call,
      offices: { province: await officeOf(tx, 'sti'), finance: await officeOf(tx, 'finance') },
    };
    return openCaseIn(tx, {
      process: 'claim-call',
      id,
      title: call.title,
      department: 'sti',
      by,
      data: data as unknown as Record<string, unknown>,
    });
  });
}
