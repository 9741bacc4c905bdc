import { atTime } from '#domain/calendar/instant.js';
import type { InstalmentData, InstalmentKnown } from '#domain/disbursement/data.js';
import { examplePlan } from '#domain/disbursement/examples.js';
import type { BudgetData, BudgetKnown } from '#domain/payment/budget/process.js';
import { exampleItem } from '#domain/payment/examples.js';
import type { PaymentOrderData } from '#domain/payment/order/data.js';
import type { RecoveryData } from '#domain/payment/recovery/process.js';
import { mostly, pick } from '../random.js';
import type { World } from '../world.js';

const start = atTime('2026-12-01', '09:00');

const item = (caseId: string) => exampleItem(caseId, 100_00n);

const budget: World<BudgetData, BudgetKnown> = {
  start,
  data: { title: '2026年补助预算', line: 'C6.1', year: 2026, offices: { finance: 'f' }, setFen: '0' },
  known: (next) => ({
    leftFen: pick(next, ['0', '100000000']),
    waiting: [{ caseId: 'k1', process: 'claim', fen: '5000', status: 'approved' }],
  }),
};

const paymentOrder: World<PaymentOrderData> = {
  start,
  data: { title: '支付令', offices: { finance: 'f' }, items: [item('k1'), item('k2')], totalFen: '20000', maker: ['f/FN/0'] },
  sent: (next, on, _now, { items }) => {
    const paid = pick(next, items);
    return on === 'receipt'
      ? { key: paid?.key ?? 'none', outcome: pick(next, ['paid', 'bounced']), fen: mostly(next, paid?.fen ?? '0', '1'), ref: 'r' }
      : undefined;
  },
};

const recovery: World<RecoveryData> = {
  start,
  data: {
    title: '追回',
    line: 'C6.1',
    year: 2026,
    offices: { province: 'v', finance: 'f' },
    of: { caseId: 'k1', process: 'claim' },
    debtor: { unitId: 'firm', name: '示例公司' },
    paidFen: '1000000',
    fen: '1000000',
    ground: '项目终止',
    due: [{ on: '2027-01-20', fen: '1000000' }],
    dueNo: 0,
    received: [],
  },
};

const plan = examplePlan('plan', 500_000_00n, '60/30/10');

const instalment: World<InstalmentData, InstalmentKnown> = {
  untold: { recovered: '追回办结时已告知' },
  start,
  data: {
    planId: 'plan',
    title: '第1期',
    no: 1,
    of: 2,
    trigger: 'signed',
    offices: plan.offices,
    consortiumId: 'consortium',
    payee: plan.payee,
    account: plan.account,
    line: plan.line,
    fen: '1000',
    cumulativeFen: '1000',
    pledgedFen: '2000',
  },
  known: (next) => ({
    consortium: mostly(next, { status: 'operating', label: '运行中' }, { status: 'suspended', label: '中止' }),
    reportsMissing: mostly(next, [], [2025]),
  }),
  sent: (_next, on) => ({ fund: { budgetYear: 2026 }, withhold: { reason: '中期检查不通过' } })[on],
};

export const money: Record<string, World> = {
  budget,
  'payment-order': paymentOrder,
  recovery,
  disbursement: {
    start,
    data: plan,
    known: (next) => ({
      instalments: plan.instalments.map(({ caseId, fen }) => ({
        caseId,
        fen,
        status: pick(next, ['locked', 'paid']),
        budgetYear: 2026,
      })),
    }),
    sent: (next) => ({ taskBookNo: 'YN2026-1', result: pick(next, ['pass', 'fail']), unspent: '0' }),
  },
  instalment,
};
