import { formatWanYuan } from '#domain/money/fen.js';
import { personsOf } from '#domain/process/access.js';
import { defineProcess } from '#domain/process/define.js';
import type { Guard, StepContext } from '#domain/process/types.js';
import { amountOf, cascade, finance, financeDesk, handler, money, otherThan, post, text } from '../acts.js';
import { allocate, type Waiting } from '../allocation.js';
import { transfers, type BudgetLine } from '../ledger.js';
import { payableEvents } from '../payable.js';

/** 预算: one case a line and year (6.7). */
export interface BudgetData extends BudgetLine {
  title: string;
  offices: { finance: string };
  /** As confirmed, fen. */
  setFen: string;
  proposed?: { fen: string; documentNo: string };
  /** Who proposed: another person confirms. */
  maker?: string[];
}

/** What the door loads: what is left of the line, and who waits for it, in approval order. */
export interface BudgetKnown {
  leftFen: string;
  waiting: (Omit<Waiting, 'fen'> & { fen: string; status: string })[];
}

type Context = StepContext<BudgetData, BudgetKnown>;

const lineOf = ({ state }: Context): BudgetLine => ({ line: state.data.line, year: state.data.year });
const changeOf = ({ state }: Context): bigint => BigInt(state.data.proposed!.fen) - BigInt(state.data.setFen);

/** What is committed cannot be taken away. */
const keepsCommitted: Guard<BudgetData, BudgetKnown> = {
  name: 'keepsCommitted',
  check: (context) => {
    const left = BigInt(context.known.leftFen) + changeOf(context);
    return left >= 0n
      ? undefined
      : {
          code: 'budget_committed',
          message: `预算已安排 ${formatWanYuan(BigInt(context.state.data.setFen) - BigInt(context.known.leftFen))} 万元，调减后不足，请核对金额。`,
        };
  },
};

const allocationOf = ({ known }: Context) =>
  allocate(
    BigInt(known.leftFen),
    known.waiting.map((one) => ({ ...one, fen: BigInt(one.fen) })),
  );

/** Somebody is funded, or somebody newly approved is told to wait. */
const somethingToDo: Guard<BudgetData, BudgetKnown> = {
  name: 'somethingToDo',
  check: (context) => {
    const [first] = context.known.waiting;
    if (!first) return { code: 'nothing_waiting', message: '没有待安排预算的核定补助或拨付。' };
    const { funded, queued } = allocationOf(context);
    if (funded.length > 0 || queued.some(({ status }) => status === 'approved')) return undefined;
    return {
      code: 'budget_short',
      message: `预算余额 ${formatWanYuan(BigInt(context.known.leftFen))} 万元，不足以安排排在最前的 ${formatWanYuan(BigInt(first.fen))} 万元，请追加预算或编入下年度预算。`,
    };
  },
};

export const budget = defineProcess<BudgetData, BudgetKnown>({
  name: 'budget',
  version: 1,
  label: '补助资金预算',
  initial: 'open',
  ownerUnit: () => undefined,
  summary: (data) => ({ title: data.title, kind: data.line, amountFen: data.setFen }),
  states: {
    open: { label: '执行中', tone: 'running', standing: true, waitsFor: '等待财政安排预算。' },
    proposed: { label: '预算待复核', tone: 'review', task: { label: '复核预算', for: financeDesk, workingDays: 5 } },
  },
  rows: [
    {
      from: 'open',
      on: 'propose',
      to: 'proposed',
      label: '录入预算',
      by: finance,
      payload: [money('amount', '全年预算（万元）'), text('documentNo', '预算文号')],
      then: [
        (context) => [
          {
            kind: 'data',
            patch: {
              proposed: {
                fen: amountOf(context, 'amount').toString(),
                documentNo: String(context.event.payload!.documentNo),
              },
              maker: personsOf(context.event.by),
            },
          },
        ],
      ],
    },
    {
      from: 'proposed',
      on: 'confirm',
      to: 'open',
      label: '复核通过',
      by: handler,
      stepUp: true,
      undoable: false,
      when: [otherThan({ of: 'maker', name: '录入' }), keepsCommitted],
      then: [
        (context) => {
          const change = changeOf(context);
          return post(
            change === 0n
              ? []
              : [change > 0n ? transfers.appropriate(lineOf(context), change) : transfers.reduce(lineOf(context), -change)],
          );
        },
        ({ state }) => [{ kind: 'data', patch: { setFen: state.data.proposed!.fen, proposed: undefined, maker: undefined } }],
      ],
    },
    {
      from: 'proposed',
      on: 'reject',
      to: 'open',
      label: '退回',
      by: handler,
      opinion: 'required',
      undoable: false,
      when: [otherThan({ of: 'maker', name: '录入' })],
      then: [() => [{ kind: 'data', patch: { proposed: undefined, maker: undefined } }]],
    },
    {
      from: 'open',
      on: 'allocate',
      to: '=',
      label: '按核定顺序安排预算',
      by: finance,
      when: [somethingToDo],
      confirm: '将按核定先后安排；余额不足的结转下年度预算。确定吗？',
      then: [
        (context) => {
          const { funded, queued } = allocationOf(context);
          return [
            ...post(funded.map(({ fen }) => transfers.commit(lineOf(context), fen))),
            ...cascade(funded, payableEvents.fund, { budgetYear: context.state.data.year }),
            ...cascade(
              queued.filter(({ status }) => status === 'approved'),
              payableEvents.queue,
            ),
          ];
        },
      ],
    },
  ],
});
