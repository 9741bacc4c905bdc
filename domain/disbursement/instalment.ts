import { formatWanYuan } from '#domain/money/fen.js';
import { amountOf, handler, money, post, system } from '#domain/payment/acts.js';
import { transfers } from '#domain/payment/ledger.js';
import { defineProcess } from '#domain/process/define.js';
import type { By, Effect, Row, StepContext } from '#domain/process/types.js';
import type { InstalmentData, InstalmentKnown } from './data.js';
import { consortiumRuns, reportsFiled, twoToOne } from './guards.js';

type Context = StepContext<InstalmentData, InstalmentKnown>;

const lead: By<InstalmentData> = { kind: 'office', unit: (data) => data.offices.lead, roles: ['LD'] };
const officer: By<InstalmentData> = { kind: 'office', unit: (data) => data.offices.province, roles: ['VO', 'VD'] };

const tellLead =
  (template: string) =>
  ({ state }: Context): Effect<InstalmentData>[] => [
    { kind: 'notice', template, to: { kind: 'office', unitId: state.data.offices.lead, role: 'LD' } },
  ];

/** From approval to receipt: the same events as an award's (domain/payment/payable.ts). */
const payment: Row<InstalmentData, InstalmentKnown>[] = [
  {
    from: ['approved', 'queued'],
    on: 'fund',
    to: 'payable',
    by: system,
    then: [({ event }) => [{ kind: 'data', patch: { budgetYear: Number(event.payload!.budgetYear) } }]],
  },
  { from: 'approved', on: 'queue', to: 'queued', by: system, then: [tellLead('decided')] },
  { from: 'payable', on: 'order', to: 'paying', by: system, when: [consortiumRuns] },
  { from: 'paying', on: 'paid', to: 'paid', by: system, then: [tellLead('decided')] },
  { from: 'paying', on: 'bounced', to: 'payable', by: system, then: [tellLead('payment-bounced')] },
  { from: 'paid', on: 'recover', to: 'recovering', by: system },
  { from: 'recovering', on: 'recovered', to: 'recovered', by: system },
];

/** 分期拨款 (specification 2.10): locked until its trigger, then applied for, checked, approved and paid. */
export const instalment = defineProcess<InstalmentData, InstalmentKnown>({
  name: 'instalment',
  version: 1,
  label: '分期拨款',
  initial: 'locked',
  ownerUnit: (data) => data.offices.lead,
  leaderOf: (office) => (office.role === 'VO' ? { ...office, role: 'VD' } : undefined),
  summary: (data) => ({ title: data.title, amountFen: data.fen, kind: data.line }),
  states: {
    locked: { label: '待触发', tone: 'draft', waitsFor: '等待拨款条件成就（任务书签订、中期检查或验收通过）。' },
    due: {
      label: '可申请',
      tone: 'running',
      task: { label: '申请拨款', for: ({ offices }) => ({ unitId: offices.lead, role: 'LD' }) },
    },
    applied: {
      label: '审核中',
      tone: 'review',
      level: 'province',
      task: { label: '审核拨款条件', for: ({ offices }) => ({ unitId: offices.province, role: 'VO' }), workingDays: 10 },
    },
    checked: {
      label: '待批准',
      tone: 'review',
      task: { label: '批准拨款', for: ({ offices }) => ({ unitId: offices.province, role: 'VD' }), workingDays: 5 },
    },
    approved: { label: '已批准', tone: 'passed', waitsFor: '等待财政安排预算。' },
    queued: { label: '结转下年预算', tone: 'running', waitsFor: '等待下年度预算。' },
    payable: { label: '待支付', tone: 'running', waitsFor: '等待财政开具支付令。' },
    paying: { label: '支付中', tone: 'running', waitsFor: '等待国库回单。' },
    paid: { label: '已拨付', tone: 'passed', final: true },
    withheld: { label: '暂缓拨付', tone: 'returned', waitsFor: '等待整改或决定。' },
    cancelled: { label: '已取消', tone: 'ended', final: true },
    recovering: { label: '追回中', tone: 'running', waitsFor: '等待单位退回资金。' },
    recovered: { label: '已追回', tone: 'ended', final: true },
  },
  rows: [
    { from: 'locked', on: 'trigger', to: 'due', by: system },
    {
      from: 'due',
      on: 'apply',
      to: 'applied',
      label: '申请拨款',
      by: lead,
      undoable: true,
      payload: [money('arrived', '企业自筹资金累计到位（万元）'), { key: 'files', label: '到位凭证', kind: 'files' }],
      then: [(context) => [{ kind: 'data', patch: { arrivedFen: amountOf(context, 'arrived').toString() } }]],
    },
    {
      from: 'applied',
      on: 'check',
      to: 'checked',
      label: '审核通过',
      by: handler,
      when: [consortiumRuns, reportsFiled, twoToOne],
    },
    {
      from: 'applied',
      on: 'return',
      to: 'due',
      label: '退回补充',
      by: handler,
      opinion: 'required',
      then: [tellLead('returned')],
    },
    {
      from: ['due', 'applied', 'checked', 'approved', 'queued', 'payable'],
      on: 'withhold',
      to: 'withheld',
      label: '暂缓拨付',
      by: officer,
      opinion: 'required',
      then: [
        ({ event }) => [{ kind: 'data', patch: { withheldFor: event.opinion } }],
        tellLead('decided'),
        ({ state: { data } }) =>
          data.budgetYear === undefined
            ? []
            : post([transfers.release({ line: data.line, year: data.budgetYear }, BigInt(data.fen))]),
        () => [{ kind: 'data', patch: { budgetYear: undefined } }],
      ],
    },
    {
      from: 'locked',
      on: 'withhold',
      to: 'withheld',
      by: system,
      then: [({ event }) => [{ kind: 'data', patch: { withheldFor: String(event.payload!.reason) } }], tellLead('decided')],
    },
    {
      from: 'withheld',
      on: 'release',
      to: 'due',
      label: '恢复拨付',
      by: officer,
      stepUp: true,
      opinion: 'required',
      when: [consortiumRuns],
      then: [() => [{ kind: 'data', patch: { withheldFor: undefined } }], tellLead('decided')],
    },
    {
      from: 'checked',
      on: 'approve',
      to: 'approved',
      label: '批准拨付',
      by: handler,
      stepUp: true,
      undoable: false,
      when: [consortiumRuns],
      then: [
        ({ now }) => [
          { kind: 'data', patch: { approvedAt: now } },
          { kind: 'number', series: '拨款核定顺序########', into: 'approvedSeq' },
        ],
        tellLead('decided'),
      ],
    },
    {
      from: 'checked',
      on: 'return',
      to: 'applied',
      label: '退回审核',
      by: handler,
      opinion: 'required',
    },
    {
      from: ['locked', 'due', 'applied', 'checked', 'withheld', 'approved', 'queued'],
      on: 'cancel',
      to: 'cancelled',
      by: system,
      then: [tellLead('decided')],
    },
    ...payment,
  ],
});

/** What a mail or a list says of an instalment. */
export const instalmentTitle = (plan: string, no: number, of: number, fen: bigint): string =>
  `${plan} 第${no}期（共${of}期）${formatWanYuan(fen)}万元`;
