import { addDays, atTime, endOfDay, formatDate, localDate, type Instant, type LocalDate } from '#domain/calendar/instant.js';
import { formatWanYuan, type Fen } from '#domain/money/fen.js';
import { defineProcess } from '#domain/process/define.js';
import type { Effect, Guard, NamedInstant, Role, StepContext } from '#domain/process/types.js';
import { amountOf, positive, cascade, day, finance, handler, money, post, text, time } from '../acts.js';
import { transfers, type BudgetLine } from '../ledger.js';
import { payableEvents, type Payee } from '../payable.js';

/** 追回: wrong or recovered money comes back by decision, with due dates, and is never an undo (specification 2.9, design 9). */
export interface RecoveryData extends BudgetLine {
  title: string;
  offices: { province: string; finance: string };
  /** The claim or instalment it was paid for. */
  of: { caseId: string; process: string };
  debtor: Payee;
  paidFen: string;
  /** What is to come back; never more than was paid. */
  fen: string;
  ground: string;
  /** Instalments 分期, in order; their sum is `fen`. */
  due: { on: LocalDate; fen: string }[];
  /** The instalment whose end comes next, from 0; after the last, their number. */
  dueNo: number;
  received: { fen: string; on: LocalDate; ref: string }[];
  decisionNo?: string;
}

type Context = StepContext<RecoveryData>;

const DAY_MS = 86_400_000;

const receivedOf = (data: RecoveryData): Fen => data.received.reduce((sum, { fen }) => sum + BigInt(fen), 0n);
export const outstanding = (data: RecoveryData): Fen => BigInt(data.fen) - receivedOf(data);

/** What should have come back by the n-th due date and has not. */
export function overdueBy(data: RecoveryData, upTo: number): Fen {
  const due = data.due.slice(0, upTo + 1).reduce((sum, { fen }) => sum + BigInt(fen), 0n);
  const late = due - receivedOf(data);
  return late > 0n ? late : 0n;
}

/** The next instalment's reminder at 09:00 a week before, and its end; after the last one whoever still owes is dunned every week. */
function instantsOf({ due }: RecoveryData, no: number, now: Instant): NamedInstant[] {
  const next = due[no];
  const timer = (name: string, label: string, at: Instant): NamedInstant => ({ name, label, kind: 'timer', scope: 'stage', at });
  if (!next) return [timer('due', '逾期未退催缴', now + 7 * DAY_MS)];
  return [
    timer('remind', `第${no + 1}期退回提醒`, atTime(addDays(next.on, -7), '09:00')),
    timer('due', `第${no + 1}期退回期限`, endOfDay(next.on)),
  ];
}

const tellDebtor = (template: string, context: Context, params: Record<string, string> = {}): Effect<RecoveryData> => ({
  kind: 'notice',
  template,
  to: { kind: 'unit', unitId: context.state.data.debtor.unitId },
  params,
});

const notMoreThanDue: Guard<RecoveryData> = {
  name: 'notMoreThanDue',
  asks: true,
  check: (context) => {
    const left = outstanding(context.state.data);
    return amountOf(context, 'amount') <= left
      ? undefined
      : { code: 'more_than_due', message: `尚需退回 ${formatWanYuan(left)} 万元，登记金额不能超过此数。`, field: 'amount' };
  },
};

const refOnce: Guard<RecoveryData> = {
  name: 'refOnce',
  asks: true,
  check: ({ state, event }) =>
    state.data.received.some(({ ref }) => ref === event.payload?.ref)
      ? { code: 'ref_taken', message: '该缴款凭证号已登记，请核对。', field: 'ref' }
      : undefined,
};

const dateNotAhead: Guard<RecoveryData> = {
  name: 'dateNotAhead',
  asks: true,
  check: ({ event, now }) => {
    return String(event.payload?.date) <= localDate(now)
      ? undefined
      : { code: 'date_invalid', message: '缴款日期应为今日或以前的日期。', field: 'date' };
  },
};

const withReceived = (context: Context): RecoveryData => ({
  ...context.state.data,
  received: [
    ...context.state.data.received,
    {
      fen: amountOf(context, 'amount').toString(),
      on: String(context.event.payload!.date),
      ref: String(context.event.payload!.ref),
    },
  ],
});

export const recovery = defineProcess<RecoveryData>({
  name: 'recovery',
  version: 1,
  label: '资金追回',
  initial: 'proposed',
  ownerUnit: (data) => data.debtor.unitId,
  summary: (data) => ({ title: data.title, amountFen: data.fen, kind: data.line }),
  states: {
    proposed: {
      label: '拟追回',
      tone: 'review',
      level: 'province',
      task: { label: '决定是否追回', for: ({ offices }) => ({ unitId: offices.province, role: 'VD' }), workingDays: 10 },
    },
    collecting: {
      label: '追回中',
      tone: 'running',
      waitsFor: '等待单位退回资金。',
      instants: ({ data, now }) => instantsOf(data, data.dueNo, now),
    },
    recovered: { label: '已追回', tone: 'passed', final: true },
    dropped: { label: '不予追回', tone: 'ended', final: true },
  },
  rows: [
    {
      from: 'proposed',
      on: 'decide',
      to: ({ state }) => (BigInt(state.data.fen) > 0n ? 'collecting' : 'recovered'),
      reaches: ['collecting', 'recovered'],
      label: '决定追回',
      by: handler,
      opinion: 'required',
      undoable: false,
      payload: [text('decisionNo', '决定文号')],
      confirm: '决定作出即通知单位退回资金，确定吗？',
      then: [
        (context) => {
          const { state, event } = context;
          const { of, fen } = state.data;
          const owed = BigInt(fen);
          return [
            { kind: 'data', patch: { decisionNo: String(event.payload!.decisionNo) } },
            ...cascade([of], payableEvents.recover),
            ...(owed > 0n
              ? [
                  ...post([transfers.claimBack(state.data, owed)]),
                  tellDebtor('recovery-decided', context, {
                    amount: formatWanYuan(owed),
                    due: formatDate(state.data.due[0]!.on),
                  }),
                ]
              : cascade([of], payableEvents.recovered, { recoveredFen: '0' })),
          ];
        },
      ],
    },
    {
      from: 'proposed',
      on: 'drop',
      to: 'dropped',
      label: '不予追回',
      by: handler,
      opinion: 'required',
      undoable: false,
      then: [(context) => [tellDebtor('decided', context)]],
    },
    {
      from: 'collecting',
      on: 'receive',
      to: (context) => (outstanding(withReceived(context)) === 0n ? 'recovered' : '='),
      reaches: ['recovered', '='],
      label: '登记退回资金',
      by: finance,
      payload: [money('amount', '退回金额（万元）'), day('date', '缴款日期'), text('ref', '缴款凭证号')],
      when: [positive('amount'), notMoreThanDue, refOnce, dateNotAhead],
      then: [
        (context) => {
          const after = withReceived(context);
          const complete = outstanding(after) === 0n;
          return [
            { kind: 'data', patch: { received: after.received } },
            ...post([transfers.takeBack(after, amountOf(context, 'amount'))]),
            ...(complete ? cascade([after.of], payableEvents.recovered, { recoveredFen: after.fen }) : []),
            ...(complete ? [tellDebtor('decided', context)] : []),
          ];
        },
      ],
    },
    {
      from: 'collecting',
      on: 'remind',
      to: '=',
      by: time,
      then: [
        (context) => {
          const { data } = context.state;
          const owed = overdueBy(data, data.dueNo);
          const next = data.due[data.dueNo];
          if (!next || owed === 0n) return [];
          return [{ ...tellDebtor('recovery-due', context, sums(data, owed)), until: endOfDay(next.on) }];
        },
      ],
    },
    {
      from: 'collecting',
      on: 'due',
      to: '=',
      by: time,
      then: [
        (context) => {
          const { data } = context.state;
          const owed = overdueBy(data, data.dueNo);
          const params = sums(data, owed);
          const tell = (unitId: string, role: Role): Effect<RecoveryData> => ({
            kind: 'notice',
            template: 'recovery-overdue',
            to: { kind: 'office', unitId, role },
            params,
          });
          return owed > 0n
            ? [
                tellDebtor('recovery-overdue', context, params),
                tell(data.offices.province, 'VD'),
                tell(data.offices.finance, 'FN'),
              ]
            : [];
        },
        ({ state, now }) => {
          const dueNo = Math.min(state.data.dueNo + 1, state.data.due.length);
          return [
            { kind: 'data', patch: { dueNo } },
            ...instantsOf(state.data, dueNo, now).map((instant) => ({ kind: 'set-instant' as const, instant })),
          ];
        },
      ],
    },
  ],
});

/** How much, and by when it was or is due. */
function sums({ due, dueNo }: RecoveryData, owed: Fen): Record<string, string> {
  return { amount: formatWanYuan(owed), due: formatDate((due[dueNo] ?? due.at(-1)!).on) };
}
