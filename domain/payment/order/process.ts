import { yearOf } from '#domain/calendar/instant.js';
import { personsOf } from '#domain/process/access.js';
import { defineProcess } from '#domain/process/define.js';
import type { Effect, Guard, Instant, NamedInstant, StepContext } from '#domain/process/types.js';
import { cascade, finance, financeDesk, handler, otherThan, post, system, text, time } from '../acts.js';
import { transfers } from '../ledger.js';
import { payableEvents, type OrderItem } from '../payable.js';
import { totalOf, type PaymentOrderData, type Receipt } from './data.js';

type Context = StepContext<PaymentOrderData>;

const MAKER = { of: 'maker', name: '经办' };
const CHECKER = { of: 'checker', name: '复核' };
const EXCHANGE_MS = 10 * 60_000;

/** Lists out, receipts in: asked again every ten minutes until each payment has its receipt. */
const exchangeAt = (at: Instant): Effect<PaymentOrderData> => ({
  kind: 'set-instant',
  instant: { name: 'exchange', label: '与财政一体化交换', kind: 'timer', scope: 'stage', at } satisfies NamedInstant,
});

const receiptOf = ({ event }: Pick<Context, 'event'>): Receipt => event.payload as unknown as Receipt;
const itemOf = ({ state, event }: Context): OrderItem | undefined =>
  state.data.items.find(({ key }) => key === receiptOf({ event }).key);

/** Receipts of unknown or settled payments are refused; whoever brought them keeps them as discrepancies. */
const receiptFits: Guard<PaymentOrderData> = {
  name: 'receiptFits',
  clause: '2.9',
  check: (context) => {
    const item = itemOf(context);
    if (!item) return { code: 'unknown_payment', message: '回单所指的支付不在本支付令内，请与财政核对。', field: 'key' };
    if (item.outcome)
      return {
        code: 'already_settled',
        message: `该笔支付已有回单（${item.ref}），重复回单不再入账，请与财政核对。`,
        field: 'key',
      };
    const { fen } = receiptOf(context);
    return fen === item.fen
      ? undefined
      : { code: 'amount_differs', message: '回单金额与核定金额不一致，未入账，请与财政核对。', field: 'fen' };
  },
};

const settled = (context: Context): OrderItem[] =>
  context.state.data.items.map((item) => {
    const { key, outcome, ref, reason } = receiptOf(context);
    return item.key === key ? { ...item, outcome, ref, ...(reason ? { reason } : {}), at: context.now } : item;
  });

/** 支付令 (specification 2.9): made, checked and approved by three people, sent, and settled receipt by receipt. */
export const paymentOrder = defineProcess<PaymentOrderData>({
  name: 'payment-order',
  version: 1,
  label: '支付令',
  initial: 'checking',
  ownerUnit: () => undefined,
  summary: (data) => ({ title: data.title, number: data.number, amountFen: data.totalFen }),
  states: {
    checking: { label: '待复核', tone: 'review', task: { label: '复核支付令', for: financeDesk, workingDays: 3 } },
    approving: { label: '待审批', tone: 'review', task: { label: '审批支付令', for: financeDesk, workingDays: 3 } },
    returned: { label: '退回经办', tone: 'returned', waitsFor: '等待经办人修改后重新提交或作废。' },
    sent: { label: '支付中', tone: 'running', waitsFor: '等待财政一体化回单。' },
    settled: { label: '已办结', tone: 'passed', final: true },
    voided: { label: '已作废', tone: 'ended', final: true },
  },
  rows: [
    {
      from: 'checking',
      on: 'check',
      to: 'approving',
      label: '复核通过',
      by: handler,
      stepUp: true,
      when: [otherThan(MAKER)],
      then: [({ event }) => [{ kind: 'data', patch: { checker: personsOf(event.by) } }]],
    },
    {
      from: 'approving',
      on: 'approve',
      to: 'sent',
      label: '审批并发送',
      by: handler,
      undoable: false,
      stepUp: true,
      payload: [text('documentNo', '资金下达文号')],
      when: [otherThan(MAKER, CHECKER)],
      confirm: '审批后即发送财政一体化支付，不能撤回。确定吗？',
      then: [
        ({ state, event, now }) => [
          { kind: 'data', patch: { approver: personsOf(event.by), documentNo: String(event.payload!.documentNo) } },
          { kind: 'number', series: `云财支付〔${yearOf(now)}〕#号`, into: 'number' },
          ...post(state.data.items.map((item) => transfers.send(item, BigInt(item.fen)))),
          ...cascade(state.data.items, payableEvents.order, { documentNo: String(event.payload!.documentNo) }),
          { kind: 'record', register: 'intents', row: { items: state.data.items } },
          exchangeAt(now),
        ],
      ],
    },
    {
      from: ['checking', 'approving'],
      on: 'return',
      to: 'returned',
      label: '退回经办',
      by: handler,
      opinion: 'required',
      when: [otherThan(MAKER)],
      then: [({ state }) => [{ kind: 'notice', template: 'returned', to: { kind: 'person', personId: state.data.maker[0]! } }]],
    },
    {
      from: 'returned',
      on: 'resubmit',
      to: 'checking',
      label: '重新提交',
      by: finance,
      payload: [{ key: 'leave', label: '剔除的支付', kind: 'cases' }],
      when: [
        {
          name: 'somethingLeft',
          asks: true,
          check: ({ state, event }) =>
            keptOf(state.data.items, event.payload?.leave).length > 0
              ? undefined
              : { code: 'nothing_to_pay', message: '剔除后没有待支付事项，请作废本支付令。', field: 'leave' },
        },
      ],
      then: [
        ({ state, event }) => {
          const items = keptOf(state.data.items, event.payload?.leave);
          return [
            {
              kind: 'data',
              patch: { items, totalFen: totalOf(items), maker: personsOf(event.by), checker: undefined, approver: undefined },
            },
          ];
        },
      ],
    },
    {
      from: 'returned',
      on: 'void',
      to: 'voided',
      label: '作废',
      by: finance,
      opinion: 'required',
      confirm: '确定作废本支付令吗？',
    },
    { from: 'sent', on: 'exchange', to: '=', by: time, then: [({ now }) => [exchangeAt(now + EXCHANGE_MS)]] },
    {
      from: 'sent',
      on: 'receipt',
      to: (context) => (settled(context).every(({ outcome }) => outcome) ? 'settled' : '='),
      reaches: ['settled', '='],
      by: system,
      when: [receiptFits],
      then: [
        (context) => {
          const item = itemOf(context)!;
          const { outcome, ref, reason } = receiptOf(context);
          const move = outcome === 'paid' ? transfers.pay : transfers.bounce;
          return [
            { kind: 'data', patch: { items: settled(context) } },
            ...post([move(item, BigInt(item.fen))]),
            ...cascade([item], payableEvents[outcome], { ref, ...(reason ? { reason } : {}) }),
            { kind: 'record', register: 'settled', row: { key: item.key, outcome, ref } },
          ];
        },
      ],
    },
  ],
});

function keptOf(items: readonly OrderItem[], leave: unknown): OrderItem[] {
  const gone = Array.isArray(leave) ? leave : [];
  return items.filter(({ caseId }) => !gone.includes(caseId));
}
