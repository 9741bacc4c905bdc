import { voucher, voucherKinds, type VoucherData } from '#domain/subsidy/voucher/process.js';
import type { Actor } from '#domain/process/types.js';
import type { Database } from '../../database.js';
import { openCase } from '../../open-case.js';
import type { Registered } from '../../processes.js';
import { officeOf } from '../../subsidy/offices.js';

export const voucherRecords: Registered = { process: voucher };

/** An enterprise applies for a 科技创新券. Throws RecordError 'no_office'. */
export async function openVoucher(
  db: Database,
  given: { id: string; unitId: string; kind: VoucherData['kind']; purpose: string; by: Actor },
): Promise<{ id: string }> {
  const province = await officeOf(db, 'sti');
  const data: VoucherData = {
    title: `${voucherKinds[given.kind]}创新券`,
    kind: given.kind,
    purpose: given.purpose,
    offices: { owner: given.unitId, province },
  };
  return openCase(db, {
    process: 'voucher',
    id: given.id,
    title: data.title,
    department: 'sti',
    unitId: given.unitId,
    kind: given.kind,
    by: given.by,
    data: data as unknown as Record<string, unknown>,
  });
}
