import { readFile } from 'node:fs/promises';
import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { contentDisposition } from '#activities/documents/media.js';
import { readGrid } from '#activities/documents/read-grid.js';
import { FileStore } from '#activities/documents/store.js';
import { takenOut } from '#activities/documents/table-workbook.js';
import { XLSX } from '#activities/documents/workbook.js';
import { chooseTreasury } from '#activities/payments/choose.js';
import { paymentList, readReceipts } from '#activities/payments/files.js';
import { parseLocalDate } from '#domain/calendar/instant.js';
import { templates, type Template } from '#domain/disbursement/split.js';
import { parseWanYuan } from '#domain/money/fen.js';
import type { PaymentOrderData } from '#domain/payment/order/data.js';
import type { CaseState } from '#domain/process/types.js';
import { audit, type Trail } from '#records/audit.js';
import { businessNow, readClock } from '#records/clock.js';
import { RecordError, type Database } from '#records/database.js';
import { entriesOf, trialBalance, type EntryRow, type TrialBalance } from '#records/payment/ledger.js';
import { listBudgets, type BudgetRow } from '#records/payment/overview.js';
import { listPayables, type Payable } from '#records/payment/payables.js';
import { applyReceipts, type Applied } from '#records/payment/receipts.js';
import { reconcilePayments, type Difference } from '#records/payment/reconciliation.js';
import type { Someone } from '#records/people.js';
import { openBudget } from '#records/programmes/payment/budget.js';
import { openDisbursement } from '#records/programmes/payment/disbursement.js';
import { openPaymentOrder } from '#records/programmes/payment/order.js';
import { openRecovery } from '#records/programmes/payment/recovery.js';
import { isReadable } from '#records/scope.js';
import { Allow, holding, to } from '../access/allow.js';
import { withSubsidies } from '../access/departments.js';
import { DATABASE, READER } from '../config.js';
import { receiveUpload } from '../documents/upload.js';
import { Me } from '../session/guard.js';
import { From } from '../session/trail.js';

const Id = z.uuid();
const Line = z.string().regex(/^[\w.-]{1,40}$/);
const NewBudget = z.strictObject({ line: Line, year: z.int().min(2022).max(2100), label: z.string().trim().min(1).max(60) });
const NewOrder = z.strictObject({ id: Id, cases: z.array(Id).max(500).optional() });
const Amount = z.string().max(40);
const Day = z.string().refine((text) => parseLocalDate(text) !== undefined);
const NewRecovery = z.strictObject({
  id: Id,
  ground: z.string().trim().min(5).max(500),
  due: z.array(z.strictObject({ on: Day, amount: Amount })).max(36),
});
const NewPlan = z.strictObject({
  id: Id,
  consortiumId: Id,
  taskId: Id.optional(),
  title: z.string().trim().min(2).max(120),
  total: Amount,
  pledged: Amount,
  template: z.enum(Object.keys(templates) as [Template, ...Template[]]),
  account: z.strictObject({
    name: z.string().trim().min(2).max(100),
    bank: z.string().trim().min(2).max(100),
    number: z.string().regex(/^\d{8,30}$/),
  }),
});
const MOST_RECEIPTS = 5 * 1024 * 1024;

/** Budgets, payment orders, the treasury's lists and receipts, the ledger, recovery and disbursement plans (2.9, 2.10). Their decisions are acts on cases. */
@ApiTags('payments')
@Controller()
export class PaymentsController {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(READER) private readonly reader: Database,
    @Inject(FileStore) private readonly store: FileStore,
  ) {}

  @Allow(withSubsidies('FN', 'VO', 'VD', 'VL', 'AU'))
  @Get('budgets')
  budgets(): Promise<BudgetRow[]> {
    return listBudgets(this.db);
  }

  @Allow(to('P', 'payment'))
  @Post('budgets')
  @HttpCode(201)
  openBudget(@Me() me: Someone, @Body() body: unknown): Promise<{ id: string }> {
    return openBudget(this.db, { ...NewBudget.parse(body), finance: unitOf(me, 'FN'), by: me.actor });
  }

  /** What waits for a payment order. */
  @Allow(to('P', 'payment'))
  @Get('payables')
  payables(): Promise<Payable[]> {
    return listPayables(this.db);
  }

  @Allow(to('P', 'payment'))
  @Post('payment-orders')
  @HttpCode(201)
  openOrder(@Me() me: Someone, @Body() body: unknown): Promise<{ id: string }> {
    const { id, cases } = NewOrder.parse(body);
    return openPaymentOrder(this.db, { id, finance: unitOf(me, 'FN'), ...(cases ? { cases } : {}), by: me.actor });
  }

  /** 支付清单 for the treasury, with its answer columns. */
  @Allow(to('P', 'payment'))
  @Get('payment-orders/:id/list.xlsx')
  async list(@Me() me: Someone, @From() trail: Trail, @Param('id') id: string, @Res() reply: FastifyReply): Promise<void> {
    const order = await this.readOrder(me, Id.parse(id));
    const bytes = await paymentList(order, takenOut(me.actor.name ?? '', await businessNow(this.db)));
    await audit(this.db, { ...trail, action: 'export', target: '支付清单', caseId: id });
    await reply
      .type(XLSX)
      .header('content-disposition', contentDisposition(`支付清单${order.number ?? ''}.xlsx`))
      .header('cache-control', 'private, no-store')
      .send(bytes);
  }

  /** Receipts in: the list as the treasury returned it, or a journal of several orders. Each moves its own payment; what does not fit is kept and told. */
  @Allow(to('P', 'payment'))
  @Post('receipts')
  @HttpCode(200)
  async receipts(@Me() me: Someone, @From() trail: Trail, @Req() request: FastifyRequest): Promise<Applied> {
    const file = await receiveUpload(request, this.store, MOST_RECEIPTS);
    try {
      const receipts = readReceipts(await readGrid(await readFile(file.path)));
      await audit(this.db, { ...trail, action: 'import', target: '支付回执' });
      const { personId, name, unitId, unitName } = me.actor;
      return await applyReceipts(this.db, receipts, { kind: 'system', personId, name, unitId, unitName });
    } finally {
      await this.store.discard(file);
    }
  }

  /** 试算平衡: every account's balance and their sum, which is nought. */
  @Allow(withSubsidies('FN', 'VD', 'VL', 'AU'))
  @Get('ledger')
  ledger(): Promise<TrialBalance> {
    return trialBalance(this.db);
  }

  @Allow(withSubsidies('FN', 'VD', 'VL', 'AU'))
  @Get('ledger/entries')
  entries(@Query('account') account: string): Promise<EntryRow[]> {
    return entriesOf(this.db, z.string().max(80).parse(account));
  }

  /** 对账 with the treasury's journal, and what did not fit so far. */
  @Allow(holding('FN', 'AU'))
  @Get('reconciliation')
  async reconciliation(): Promise<{ differences: Difference[]; discrepancies: DiscrepancyRow[] }> {
    const { sealed } = await readClock(this.db);
    const journal = await (await chooseTreasury(this.db)).journal();
    const kept = await this.db.paymentDiscrepancy.findMany({ orderBy: { seenAt: 'desc' }, take: 200 });
    return {
      // Without an interface there is no journal to compare with: receipts come by file, and misfits stand below.
      differences: sealed ? [] : await reconcilePayments(this.db, journal),
      discrepancies: kept.map((row) => ({ ...row, fen: row.fen?.toString() ?? null, seenAt: row.seenAt.toISOString() })),
    };
  }

  /** 拟追回 of an award or instalment. */
  @Allow(withSubsidies('VO'))
  @Post('cases/:id/recovery')
  @HttpCode(201)
  async openRecovery(@Me() me: Someone, @Param('id') caseId: string, @Body() body: unknown): Promise<{ id: string }> {
    const { id, ground, due } = NewRecovery.parse(body);
    if (!(await isReadable(this.reader, me.viewer, Id.parse(caseId)))) throw notFound();
    return openRecovery(this.db, {
      id,
      caseId,
      ground,
      due: due.map(({ on, amount }) => ({ on, fen: parseWanYuan(amount) })),
      finance: await this.financeUnit(),
      province: unitOf(me, 'VO'),
      by: me.actor,
    });
  }

  /** 编制拨付计划. */
  @Allow(withSubsidies('VO'))
  @Post('disbursements')
  @HttpCode(201)
  async openPlan(@Me() me: Someone, @Body() body: unknown): Promise<{ id: string }> {
    const { total, pledged, taskId, ...plan } = NewPlan.parse(body);
    if (!(await isReadable(this.reader, me.viewer, plan.consortiumId))) throw notFound();
    return openDisbursement(this.db, {
      ...plan,
      ...(taskId ? { taskId } : {}),
      total: parseWanYuan(total),
      pledged: parseWanYuan(pledged),
      finance: await this.financeUnit(),
      by: me.actor,
    });
  }

  private async readOrder(me: Someone, id: string): Promise<PaymentOrderData> {
    const found = await this.db.case.findFirst({ where: { id, process: 'payment-order' }, select: { state: true } });
    if (!found || !(await isReadable(this.reader, me.viewer, id))) throw notFound();
    return (found.state as unknown as CaseState<PaymentOrderData>).data;
  }

  /** 省财政厅, which there is one of. */
  private async financeUnit(): Promise<string> {
    const unit = await this.db.unit.findFirst({
      where: { level: 'province', departments: { has: 'finance' }, status: 'verified' },
      select: { id: true },
    });
    if (!unit) throw new RecordError('finance_missing', '系统中没有省财政厅，请系统管理员先建立单位。');
    return unit.id;
  }
}

export interface DiscrepancyRow {
  ref: string;
  code: string;
  key: string;
  fen: string | null;
  message: string;
  seenAt: string;
}

const notFound = () => new RecordError('not_found', '事项不存在或不在您的权限范围内。');

const unitOf = (me: Someone, role: 'FN' | 'VO'): string => me.viewer.posts.find((post) => post.role === role)!.unitId;
