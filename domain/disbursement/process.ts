import { addDays, addMonths, endOfDay, localDate } from '#domain/calendar/instant.js';
import type { Fen } from '#domain/money/fen.js';
import { amountOf, cascade, money, system, text } from '#domain/payment/acts.js';
import type { RecoveryData } from '#domain/payment/recovery/process.js';
import { childId } from '#domain/process/child-id.js';
import { defineProcess } from '#domain/process/define.js';
import type { By, Effect, Guard, PayloadField, Row, StepContext } from '#domain/process/types.js';
import type { DisbursementData, InstalmentData } from './data.js';
import { instalmentTitle } from './instalment.js';
import type { Trigger } from './split.js';

/** How far each instalment is, and in which budget years the money was paid. */
export interface DisbursementKnown {
  instalments: { caseId: string; status: string; fen: string; budgetYear?: number }[];
}

type Context = StepContext<DisbursementData, DisbursementKnown>;

const officer: By<DisbursementData> = { kind: 'office', unit: (data) => data.offices.province, roles: ['VO'] };
const director: By<DisbursementData> = { kind: 'office', unit: (data) => data.offices.province, roles: ['VD'] };
const RETURN_DAYS = 30;
const RECTIFY_MONTHS = 6;

const over = new Set(['paid', 'cancelled', 'recovering', 'recovered']);

const verdict: PayloadField = {
  key: 'result',
  label: '结论',
  kind: 'choice',
  required: true,
  options: [
    { value: 'pass', label: '通过' },
    { value: 'fail', label: '不通过' },
  ],
};
const passes = ({ event }: Pick<Context, 'event'>): boolean => event.payload?.result === 'pass';

/** The instalments of a trigger that have not gone further than `among`. */
const waiting = (
  { state: { data }, known }: { state: Pick<Context['state'], 'data'>; known: DisbursementKnown },
  trigger: Trigger | undefined,
  among: readonly string[],
) =>
  data.instalments
    .filter((one) => trigger === undefined || one.trigger === trigger)
    .filter(({ caseId }) => among.includes(known.instalments.find((one) => one.caseId === caseId)?.status ?? ''))
    .map(({ caseId }) => ({ caseId, process: 'instalment' }));

/** Where instalments stand that wait for the check or the acceptance: a failed check withholds, a later one may pass. */
const checkable = { 'mid-term': ['locked', 'withheld'], acceptance: ['locked'] } as const;
const awaited = (context: Parameters<typeof waiting>[0], trigger: keyof typeof checkable): boolean =>
  waiting(context, trigger, checkable[trigger]).length > 0;

/** What the plan still waits for from its project task (2.12): the task tells it in its own transaction. */
export function awaitedTriggers(state: Pick<Context['state'], 'status' | 'data'>, known: DisbursementKnown): Trigger[] {
  if (state.status === 'drafted') return ['signed'];
  return state.status === 'active'
    ? (['mid-term', 'acceptance'] as const).filter((trigger) => awaited({ state, known }, trigger))
    : [];
}

/** Registered by an official, or told by the project task in the same transaction. */
const orByTask = (row: Row<DisbursementData, DisbursementKnown>): Row<DisbursementData, DisbursementKnown>[] => [
  row,
  { ...row, by: system },
];

/** Each instalment becomes a case; the first is set off by the 任务书 itself. */
const openInstalments = ({ caseId: planId, state: { data } }: Context): Effect<DisbursementData>[] => {
  let cumulative: Fen = 0n;
  return data.instalments.map(({ caseId, trigger, fen }, n): Effect<DisbursementData> => {
    cumulative += BigInt(fen);
    const title = instalmentTitle(data.title, n + 1, data.instalments.length, BigInt(fen));
    const { offices, consortiumId, payee, account, line, pledgedFen } = data;
    const own: InstalmentData = {
      planId,
      title,
      no: n + 1,
      of: data.instalments.length,
      trigger,
      offices,
      consortiumId,
      payee,
      account,
      line,
      fen,
      cumulativeFen: cumulative.toString(),
      pledgedFen,
    };
    return { kind: 'open-case', process: 'instalment', id: caseId, title, data: { ...own }, asChild: true };
  });
};

const paidOf = ({ known }: Context): Fen =>
  known.instalments.filter(({ status }) => status === 'paid').reduce((sum, { fen }) => sum + BigInt(fen), 0n);

const unspentWithinPaid: Guard<DisbursementData, DisbursementKnown> = {
  name: 'unspentWithinPaid',
  asks: true,
  check: (context) =>
    amountOf(context, 'unspent') <= paidOf(context)
      ? undefined
      : { code: 'more_than_paid', message: '结余资金不能超过已拨付金额，请核对。', field: 'unspent' },
};

const nothingUnderway: Guard<DisbursementData, DisbursementKnown> = {
  name: 'nothingUnderway',
  check: ({ known }) =>
    known.instalments.some(({ status }) => status === 'payable' || status === 'paying')
      ? { code: 'payment_underway', message: '有一期拨款正在支付，请待回单后再办理。' }
      : undefined,
};

/** The plan has ended; what was said stands beside it. */
const tellLead = ({ state }: Context): Effect<DisbursementData> => ({
  kind: 'notice',
  template: 'decided',
  to: { kind: 'unit', unitId: state.data.offices.lead },
});

/** 结余收回: unspent money comes back within thirty days of the decision, from the newest paid instalment backwards. */
const takeBack = (context: Context): Effect<DisbursementData>[] => {
  const { caseId, state, known, now } = context;
  let left = amountOf(context, 'unspent');
  const on = addDays(localDate(now), RETURN_DAYS);
  return known.instalments
    .filter(({ status }) => status === 'paid')
    .toReversed()
    .flatMap((paid): Effect<DisbursementData>[] => {
      const fen = left < BigInt(paid.fen) ? left : BigInt(paid.fen);
      left -= fen;
      if (fen === 0n) return [];
      const { data } = state;
      const title = `${data.title} 结余资金收回`;
      const own: RecoveryData = {
        title,
        offices: data.offices,
        of: { caseId: paid.caseId, process: 'instalment' },
        debtor: data.payee,
        line: data.line,
        year: paid.budgetYear!,
        paidFen: paid.fen,
        fen: fen.toString(),
        ground: '项目提前终止或验收不通过，结余资金收回',
        due: [{ on, fen: fen.toString() }],
        dueNo: 0,
        received: [],
      };
      return [
        {
          kind: 'open-case',
          process: 'recovery',
          id: childId(caseId, `recovery-${paid.caseId}`),
          title,
          data: { ...own },
          unitId: data.payee.unitId,
        },
      ];
    });
};

const unspent: PayloadField = money('unspent', '已拨未用结余（万元，没有填0）');

/** 拨付计划 (specification 2.10): instalments by template, set off by task book, mid-term check and acceptance. */
export const disbursement = defineProcess<DisbursementData, DisbursementKnown>({
  name: 'disbursement',
  version: 1,
  label: '拨付计划',
  initial: 'drafted',
  ownerUnit: (data) => data.offices.lead,
  summary: (data) => ({ title: data.title, amountFen: data.totalFen, kind: data.line }),
  states: {
    drafted: { label: '已编制', tone: 'draft', waitsFor: '等待任务书签订。' },
    active: { label: '执行中', tone: 'running', waitsFor: '等待下一期拨款条件成就。' },
    closed: { label: '已完成', tone: 'passed', final: true },
    terminated: { label: '已终止', tone: 'ended', final: true },
    voided: { label: '已作废', tone: 'ended', final: true },
  },
  rows: [
    ...orByTask({
      from: 'drafted',
      on: 'task-signed',
      to: 'active',
      label: '任务书已签订',
      by: officer,
      payload: [text('taskBookNo', '任务书编号')],
      undoable: false,
      then: [
        ({ event }) => [{ kind: 'data', patch: { taskBookNo: String(event.payload!.taskBookNo) } }],
        openInstalments,
        ({ state }) =>
          cascade(
            state.data.instalments
              .filter(({ trigger }) => trigger === 'signed')
              .map(({ caseId }) => ({ caseId, process: 'instalment' })),
            'trigger',
          ),
      ],
    }),
    {
      from: 'drafted',
      on: 'void',
      to: 'voided',
      label: '作废',
      by: officer,
      opinion: 'required',
      then: [(context) => [tellLead(context)]],
    },
    ...orByTask({
      from: 'active',
      on: 'mid-term',
      to: '=',
      label: '登记中期检查',
      by: officer,
      opinion: 'required',
      payload: [verdict],
      when: [
        {
          name: 'midTermWaits',
          check: (context) =>
            awaited(context, 'mid-term') ? undefined : { code: 'no_instalment_waits', message: '没有等待中期检查的拨款。' },
        },
      ],
      then: [
        (context) => {
          if (passes(context))
            return [
              ...cascade(waiting(context, 'mid-term', ['locked']), 'trigger'),
              { kind: 'clear-instant', name: 'rectify-by' },
            ];
          return [
            ...cascade(waiting(context, 'mid-term', ['locked']), 'withhold', { reason: '中期检查不通过' }),
            {
              kind: 'set-instant',
              instant: {
                name: 'rectify-by',
                label: '中期整改期限（6个月）',
                kind: 'timer',
                scope: 'case',
                at: endOfDay(addMonths(localDate(context.now), RECTIFY_MONTHS)),
              },
            },
          ];
        },
      ],
    }),
    {
      from: 'active',
      on: 'rectify-by',
      to: '=',
      by: { kind: 'time' },
      then: [
        ({ state }) => [
          { kind: 'notice', template: 'rectify-over', to: { kind: 'office', unitId: state.data.offices.province, role: 'VD' } },
        ],
      ],
    },
    ...orByTask({
      from: 'active',
      on: 'acceptance',
      to: '=',
      label: '登记验收',
      by: officer,
      opinion: 'required',
      payload: [verdict, unspent],
      when: [
        unspentWithinPaid,
        {
          name: 'tailWaits',
          check: (context) =>
            awaited(context, 'acceptance') ? undefined : { code: 'no_instalment_waits', message: '没有等待验收的拨款。' },
        },
      ],
      then: [
        (context) =>
          passes(context)
            ? cascade(waiting(context, 'acceptance', ['locked']), 'trigger')
            : [...cascade(waiting(context, 'acceptance', ['locked']), 'cancel'), ...takeBack(context)],
      ],
    }),
    ...orByTask({
      from: 'active',
      on: 'terminate',
      to: 'terminated',
      label: '提前终止',
      by: director,
      opinion: 'required',
      payload: [unspent],
      confirm: '未拨付的各期将取消，结余资金须在30日内退回。确定吗？',
      undoable: false,
      when: [unspentWithinPaid, nothingUnderway],
      then: [
        (context) => [
          {
            kind: 'data',
            patch: { terminated: { reason: context.event.opinion!, unspentFen: amountOf(context, 'unspent').toString() } },
          },
          ...cascade(
            waiting(context, undefined, ['locked', 'due', 'applied', 'checked', 'withheld', 'approved', 'queued']),
            'cancel',
          ),
          ...takeBack(context),
          tellLead(context),
        ],
      ],
    }),
    {
      from: 'active',
      on: 'close',
      to: 'closed',
      label: '办结拨付计划',
      by: officer,
      when: [
        {
          name: 'allOver',
          check: ({ known }) =>
            known.instalments.length > 0 && known.instalments.every(({ status }) => over.has(status))
              ? undefined
              : { code: 'instalments_open', message: '还有未办结的拨款，不能办结拨付计划。' },
        },
      ],
      then: [(context) => [tellLead(context)]],
    },
  ],
});
