import { formatWanYuan } from '#domain/money/fen.js';
import { localDate, type LocalDate } from '#domain/calendar/instant.js';
import { recovery, type RecoveryData } from '#domain/payment/recovery/process.js';
import type { Actor } from '#domain/process/types.js';
import { businessNow } from '../../clock.js';
import { inTransaction, RecordError, type Database } from '../../database.js';
import { openCaseIn } from '../../open-case.js';
import { postTransfers } from '../../payment/ledger.js';
import { awardedAs } from '../../payment/payables.js';
import type { Registered } from '../../processes.js';

export const recoveryRecords: Registered = { process: recovery, registers: { ledger: postTransfers } };

export interface NewRecovery {
  id: string;
  caseId: string;
  ground: string;
  due: { on: LocalDate; fen: bigint }[];
  finance: string;
  province: string;
  by: Actor;
}

/**
 * 拟追回 of a paid award or instalment, whole or in part; of one approved and not paid yet nothing is owed, only the award is taken away. Throws
 * RecordError 'not_found', 'not_recoverable' (its status, or another recovery is open), 'more_than_paid', 'due_invalid'.
 */
export async function openRecovery(
  db: Database,
  { id, caseId, ground, due, finance, province, by }: NewRecovery,
): Promise<{ id: string }> {
  return inTransaction(db, async (tx) => {
    const found = await tx.case.findUnique({ where: { id: caseId } });
    const award = found && awardedAs(found.process, found.state);
    if (!found || !award) throw new RecordError('not_found', '事项不存在或不在您的权限范围内。');
    if (!['paid', 'approved', 'queued', 'payable'].includes(found.status))
      throw new RecordError('not_recoverable', '只有已核定或已支付的补助、拨款可以追回。');
    const open = await tx.case.count({
      where: { process: 'recovery', ended: false, state: { path: ['data', 'of', 'caseId'], equals: caseId } },
    });
    if (open > 0) throw new RecordError('not_recoverable', '该笔资金已有未办结的追回事项。');
    const fen = due.reduce((sum, one) => sum + one.fen, 0n);
    const paidFen = found.status === 'paid' ? BigInt(award.fen) : 0n;
    if (fen > paidFen)
      throw new RecordError('more_than_paid', `追回金额不能超过已支付的 ${formatWanYuan(paidFen)} 万元。`, 'due');
    if (paidFen > 0n && fen === 0n) throw new RecordError('due_invalid', '请填写追回金额。', 'due');
    const today = localDate(await businessNow(tx));
    if (due.some(({ on }, n) => on <= (due[n - 1]?.on ?? today)))
      throw new RecordError('due_invalid', '各期退回日期须晚于今日并依次递增。', 'due');
    const title = `追回：${found.title}`;
    const data: RecoveryData = {
      title,
      offices: { province, finance },
      of: { caseId, process: found.process },
      debtor: award.payee,
      line: award.line,
      year: award.year,
      paidFen: paidFen.toString(),
      fen: fen.toString(),
      ground,
      due: due.map((one) => ({ on: one.on, fen: one.fen.toString() })),
      dueNo: 0,
      received: [],
    };
    return openCaseIn(tx, {
      process: 'recovery',
      id,
      title,
      department: 'sti',
      unitId: award.payee.unitId,
      amountFen: fen,
      by,
      data: data as unknown as Record<string, unknown>,
    });
  });
}
