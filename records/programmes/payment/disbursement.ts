import type { Fen } from '#domain/money/fen.js';
import type { DisbursementData, InstalmentData, InstalmentKnown } from '#domain/disbursement/data.js';
import { instalment } from '#domain/disbursement/instalment.js';
import { disbursement } from '#domain/disbursement/process.js';
import { split, triggersOf, type Template } from '#domain/disbursement/split.js';
import type { BankAccount } from '#domain/payment/payable.js';
import { childId } from '#domain/process/child-id.js';
import type { Actor, CaseState } from '#domain/process/types.js';
import { advanceIn } from '../../decide.js';
import { inTransaction, RecordError, type Database, type Transaction } from '../../database.js';
import { openCaseIn } from '../../open-case.js';
import { postTransfers } from '../../payment/ledger.js';
import { registeredProcess, type Registered } from '../../processes.js';
import { instalmentsOf } from './instalments.js';

/** The budget line of the consortia's fore-funded tasks 重大科技专项. */
export const MAJOR_PROJECTS = 'major-project';

export const disbursementRecords: Registered = {
  process: disbursement,
  known: async (tx, contexts) => {
    const loaded = new Map<string, Record<string, unknown>>();
    for (const { caseId, state } of contexts) {
      const { data } = state as CaseState<DisbursementData>;
      loaded.set(caseId, {
        instalments: await instalmentsOf(tx, data),
      });
    }
    return loaded;
  },
};

/** The consortium's state, and which of its annual reports are due and not filed (2.4: overdue, urged, refused, or never filed). */
async function knownOf(tx: Transaction, consortiumId: string): Promise<InstalmentKnown> {
  const consortium = await tx.case.findUnique({ where: { id: consortiumId }, select: { process: true, status: true } });
  const late = await tx.case.findMany({
    where: { process: 'annual-report', parentId: consortiumId, status: { in: ['overdue', 'urged', 'refused', 'not_filed'] } },
    select: { state: true },
  });
  return {
    ...(consortium
      ? {
          consortium: {
            status: consortium.status,
            label: registeredProcess(consortium.process).process.states[consortium.status]!.label,
          },
        }
      : {}),
    reportsMissing: late.map(({ state }) => Number((state as unknown as CaseState<{ year: number }>).data.year)).sort(),
  };
}

export const instalmentRecords: Registered = {
  process: instalment,
  known: async (tx, contexts) => {
    const loaded = new Map<string, Record<string, unknown>>();
    for (const { caseId, state } of contexts)
      loaded.set(caseId, { ...(await knownOf(tx, (state as CaseState<InstalmentData>).data.consortiumId)) });
    return loaded;
  },
  registers: { ledger: postTransfers },
};

/** The task learns of its plan; from then on its own course moves it (2.12). */
async function linkToTask(tx: Transaction, taskId: string, consortiumId: string, planId: string, by: Actor): Promise<void> {
  const task = await tx.case.findFirst({ where: { id: taskId, parentId: consortiumId, process: 'project-task' } });
  if (!task) throw new RecordError('not_found', '项目任务不存在，请核对。', 'taskId');
  const linked = { id: `plan/${planId}`, on: 'plan-drafted', by: { ...by, kind: 'system' as const }, payload: { planId } };
  const [answer] = await advanceIn(tx, [{ caseId: taskId, event: linked }]);
  if (answer?.outcome === 'refused') throw new RecordError(answer.refusal.code, answer.refusal.message, 'taskId');
}

/**
 * 编制拨付计划 for a task of a consortium. Throws RecordError 'not_found' (no such consortium or task of it), 'total_too_small' (an instalment of
 * nothing), 'plan_exists' (the task has one).
 */
export async function openDisbursement(
  db: Database,
  given: {
    id: string;
    consortiumId: string;
    taskId?: string;
    title: string;
    total: Fen;
    pledged: Fen;
    template: Template;
    account: BankAccount;
    finance: string;
    by: Actor;
  },
): Promise<{ id: string }> {
  const parts = split(given.total, given.template);
  if (parts.some((fen) => fen <= 0n)) throw new RecordError('total_too_small', '金额过小，按比例不足一期，请核对金额。', 'total');
  return inTransaction(db, async (tx) => {
    const consortium = await tx.case.findFirst({
      where: { id: given.consortiumId, process: 'consortium' },
      select: { id: true, state: true, department: true, prefectureCode: true },
    });
    if (!consortium) throw new RecordError('not_found', '创新联合体不存在。');
    const { offices } = (consortium.state as unknown as CaseState<{ offices: { lead: string; province: string } }>).data;
    const lead = await tx.unit.findUniqueOrThrow({ where: { id: offices.lead }, select: { name: true } });
    const triggers = triggersOf(given.template);
    const data: DisbursementData = {
      title: given.title,
      offices: { lead: offices.lead, province: offices.province, finance: given.finance },
      consortiumId: consortium.id,
      ...(given.taskId ? { taskId: given.taskId } : {}),
      payee: { unitId: offices.lead, name: lead.name },
      account: given.account,
      line: MAJOR_PROJECTS,
      totalFen: given.total.toString(),
      template: given.template,
      pledgedFen: given.pledged.toString(),
      instalments: parts.map((fen, n) => ({
        caseId: childId(given.id, `instalment-${n + 1}`),
        trigger: triggers[n]!,
        fen: fen.toString(),
      })),
    };
    if (given.taskId) await linkToTask(tx, given.taskId, consortium.id, given.id, given.by);
    return openCaseIn(tx, {
      process: 'disbursement',
      id: given.id,
      title: given.title,
      department: 'sti',
      unitId: offices.lead,
      ...(consortium.prefectureCode ? { prefectureCode: consortium.prefectureCode } : {}),
      amountFen: given.total,
      by: given.by,
      data: data as unknown as Record<string, unknown>,
    });
  });
}
