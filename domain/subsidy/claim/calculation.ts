import type { Effect, Row } from '#domain/process/types.js';
import type { Assessment } from '../assessment.js';
import { fills, handler, patch, system, tell, text, type Context } from './acts.js';
import { heldBy, limitTo, rebook, reckon, shown, waitsUnder } from './award.js';
import type { ClaimData, ClaimKnown } from './data.js';
import { freeMatters } from './filing.js';
import { amountOf, below, gainsQuota, notAboveFormula, ratioLowers, rateIsMaximum, reckonable, withRatio } from './guards.js';

type ClaimRow = Row<ClaimData, ClaimKnown>;

const holds = ({ state }: Context) => heldBy(state.status, state.data);
const behind = ({ known }: Context) => known.booking?.behind ?? [];

/** The award as reckoned now; a refusal was the guards' to say. */
function assessmentOf(context: Context, data = context.state.data): Assessment | undefined {
  const result = context.known.booking && reckon(data, context.known.booking);
  return result?.ok ? result.assessment : undefined;
}

/** The claim takes the assessment: data, caps, and those behind it. `to`: where it stands then. */
function book(context: Context, to: string, assessment: Assessment, more: Partial<ClaimData> = {}): Effect<ClaimData>[] {
  const change: Partial<ClaimData> = { assessment, awardFen: assessment.awardFen, year: context.known.booking!.year, ...more };
  const after = { ...context.state.data, ...change };
  return [{ kind: 'data', patch: change }, ...rebook(holds(context), heldBy(to, after), behind(context), waitsUnder(to, after))];
}

/** Leaves the way: what was reserved and laid hand on is free again. */
export const letGo = (context: Context): Effect<ClaimData>[] => [
  ...freeMatters(),
  ...rebook(holds(context), { keys: [], reserved: 0n, used: 0n }, behind(context)),
];

const awardOf = (assessment: Assessment | undefined) => BigInt(assessment?.awardFen ?? '0');

/** A computed 0.00 closes the claim as 额度已满 (section 4). */
const whereTo =
  (stays: string) =>
  (context: Context): string =>
    awardOf(assessmentOf(context)) > 0n ? stays : 'exhausted';

/** The amount after 核查: at most the formula's, cut by the caps as they stand with this claim's own part given back. */
const adjusted = (context: Context): Assessment => {
  const { assessment: _own, ...data } = context.state.data;
  return limitTo(assessmentOf(context, data)!, amountOf(context), context.event.opinion ?? '');
};

const afterAdjustment = (context: Context): string => (awardOf(adjusted(context)) > 0n ? 'meeting' : 'exhausted');

/** 核算 and 核查: what a claim gets, in the order of calculation (2.9, section 4). */
export const calculationRows: ClaimRow[] = [
  {
    from: 'form_check',
    on: 'accept',
    to: whereTo('calculating'),
    reaches: ['calculating', 'exhausted'],
    label: '受理并核算',
    by: handler,
    undoable: false,
    when: [reckonable],
    then: [
      (context) =>
        book(context, whereTo('calculating')(context), assessmentOf(context)!, { calcSeq: context.known.booking!.seq }),
      tell('decided'),
    ],
  },
  {
    from: 'calculating',
    on: 'confirm',
    to: 'verifying',
    label: '确认核算金额',
    by: handler,
    undoable: false,
  },
  {
    from: 'calculating',
    on: 'lower',
    to: 'verifying',
    label: '调低核算金额',
    by: handler,
    undoable: false,
    opinion: 'required',
    payload: [{ key: 'amount', label: '调低后的金额（万元）', kind: 'money', required: true }],
    when: [notAboveFormula, below],
    then: [
      (context) =>
        book(context, 'verifying', limitTo(context.state.data.assessment!, amountOf(context), context.event.opinion ?? '')),
    ],
  },
  {
    from: 'calculating',
    on: 'lower-ratio',
    to: '=',
    label: '调整补助比例',
    by: handler,
    opinion: 'required',
    payload: [text('ratio', '补助比例（%）')],
    when: [rateIsMaximum, ratioLowers],
    then: [
      (context) => {
        const data = withRatio(context);
        return book(context, 'calculating', assessmentOf(context, data)!, { facts: data.facts! });
      },
    ],
  },
  {
    from: 'verifying',
    on: 'verify',
    to: 'meeting',
    label: '核查通过',
    by: handler,
    undoable: false,
    payload: [text('audit', '第三方审计报告文号', false)],
  },
  {
    from: 'verifying',
    on: 'adjust',
    to: afterAdjustment,
    reaches: ['meeting', 'exhausted'],
    label: '核查调整',
    by: handler,
    undoable: false,
    opinion: 'required',
    payload: [
      { key: 'amount', label: '核查后的金额（万元）', kind: 'money', required: true },
      text('audit', '第三方审计报告文号', false),
    ],
    when: [notAboveFormula],
    then: [
      (context) => book(context, afterAdjustment(context), adjusted(context)),
      (context) => (afterAdjustment(context) === 'exhausted' ? tell('decided')(context) : []),
    ],
  },
  {
    from: 'verifying',
    on: 'reject',
    to: 'refused',
    label: '核查不通过',
    by: handler,
    undoable: false,
    opinion: 'required',
    confirm: '核查不通过后本次申报即终止，预留额度随即释放，确定吗？',
    then: [letGo, tell('decided')],
  },
  {
    from: ['calculating', 'verifying', 'meeting', 'exhausted'],
    on: 'recalculate',
    to: ({ state }) => (state.status === 'exhausted' ? 'calculating' : '='),
    reaches: ['calculating', '='],
    label: '额度释放后重新核算',
    by: system,
    when: [gainsQuota],
    then: [
      (context) => {
        const to = context.state.status === 'exhausted' ? 'calculating' : context.state.status;
        return book(context, to, assessmentOf(context)!);
      },
      tell('award-raised', (context) => ({ amount: shown(assessmentOf(context)!.awardFen) })),
    ],
  },
  {
    from: 'exhausted',
    on: 'quota-closed',
    to: '=',
    label: '名单已审议，额度不再重新分配',
    by: system,
    then: [patch(() => ({ quotaClosed: true })), freeMatters],
  },
  {
    from: ['draft', 'returned', 'unit_review', 'recommender', 'form_check', 'calculating', 'verifying'],
    on: 'withdraw',
    to: 'withdrawn',
    label: '撤回申报',
    by: fills,
    undoable: false,
    opinion: 'required',
    confirm: '撤回后本次申报即终止，确定吗？',
    then: [letGo],
  },
];

/** 核定: the reserved amount is consumed. In a new year a measure that counts by the year of 核定 (R17) goes under that year's caps. */
export const approvedTo = (context: Context): string => {
  const { booking } = context.known;
  if (!booking || booking.year === context.state.data.year) return 'approved';
  return whereTo('approved')(context);
};

/** C7 uses the voucher up, C3 redeems those received. */
const spendVouchers = ({ vouchers = [], measure }: ClaimData): Effect<ClaimData>[] =>
  vouchers.length === 0
    ? []
    : [{ kind: 'cascade', process: 'voucher', cases: vouchers, on: measure === 'C3' ? 'redeem' : 'use', each: 'skip' }];

export const award = (context: Context): Effect<ClaimData>[] => {
  const { data } = context.state;
  const to = approvedTo(context);
  const moved = context.known.booking && context.known.booking.year !== data.year;
  const approved: Partial<ClaimData> =
    to === 'approved' ? { approvedAt: context.now, approvedSeq: String(data.calcSeq ?? 0).padStart(8, '0') } : {};
  return [
    ...book(context, to, moved ? assessmentOf(context)! : data.assessment!, approved),
    ...(to === 'approved' ? spendVouchers(data) : freeMatters()),
    ...tell('decided')(context),
  ];
};
