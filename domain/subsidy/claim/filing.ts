import { localDate } from '#domain/calendar/instant.js';
import { dueInWorkingDays } from '#domain/calendar/period.js';
import type { BankAccount } from '#domain/payment/payable.js';
import type { Row } from '#domain/process/types.js';
import { mattersOf } from '../matters.js';
import { measures } from '../measures.js';
import { fills, handler, officer, patch, seals, tell, tick, type Context } from './acts.js';
import type { ClaimData, ClaimKnown } from './data.js';
import { complete, correctOnce, fixedInTime, fixOverdue, notDisqualified, windowOpen } from './guards.js';

type ClaimRow = Row<ClaimData, ClaimKnown>;

const CORRECTION_DAYS = 10;

const file: ClaimRow['then'] = [
  () => [{ kind: 'freeze', document: 'form' }],
  patch(({ known, now }) => ({
    facts: known.filing!.facts,
    account: known.filing!.account as BankAccount,
    vouchers: known.filing!.vouchers,
    filedOn: localDate(now),
  })),
  ({ state, known }) => [
    {
      kind: 'record',
      register: 'matters',
      row: { matters: mattersOf(state.data.measure, known.filing!.facts, state.data.institution, state.data.year) },
    },
  ],
  ({ state }) =>
    state.data.number
      ? []
      : [{ kind: 'number', series: `KJJR-${state.data.year}-${measures[state.data.measure].short}-####`, into: 'number' }],
];

const firstDesk = ({ state }: Context): string => state.data.returnTo ?? (state.data.direct ? 'form_check' : 'recommender');

/** What a claim no longer lays its hand on. */
export const freeMatters = (): Extract<ReturnType<NonNullable<ClaimRow['then']>[number]>[number], { kind: 'record' }>[] => [
  { kind: 'record', register: 'matters', row: { matters: [] } },
];

/** 申报: from the draft through the unit and the recommending office to the province's form check. */
export const filingRows: ClaimRow[] = [
  {
    from: 'draft',
    on: 'submit',
    to: 'unit_review',
    label: '提交单位审核',
    by: fills,
    before: 'window-closes',
    undoable: true,
    when: [windowOpen, notDisqualified, complete],
    then: file,
  },
  {
    from: 'returned',
    on: 'submit',
    to: 'unit_review',
    label: '重新提交',
    by: fills,
    when: [fixedInTime, notDisqualified, complete],
    then: file,
  },
  {
    from: 'unit_review',
    on: 'approve',
    to: firstDesk,
    reaches: ['recommender', 'form_check'],
    label: '审核并签章',
    by: seals,
    signature: true,
    payload: [tick('promise', '本单位承诺申报材料真实，未就同一事项取得其他省级财政补助'), tick('seal', '已加盖单位公章')],
    then: [patch(() => ({ returnTo: undefined }))],
  },
  {
    from: 'unit_review',
    on: 'return',
    to: 'returned',
    label: '退回填报人',
    by: seals,
    opinion: 'required',
  },
  {
    from: 'recommender',
    on: 'recommend',
    to: 'form_check',
    label: '推荐',
    by: handler,
    opinion: 'required',
    payload: [tick('seal', '已加盖推荐单位公章')],
    then: [tell('decided')],
  },
  {
    from: 'recommender',
    on: 'return',
    to: 'returned',
    label: '退回修改',
    by: handler,
    opinion: 'required',
    then: [patch(() => ({ returnTo: 'recommender' })), tell('returned')],
  },
  {
    from: 'recommender',
    on: 'refuse',
    to: 'refused',
    label: '不予推荐',
    by: handler,
    opinion: 'required',
    confirm: '不予推荐后本次申报即终止，确定吗？',
    then: [freeMatters, tell('decided')],
  },
  {
    from: 'form_check',
    on: 'correct',
    to: 'returned',
    label: '一次性告知补正',
    by: handler,
    opinion: 'required',
    when: [correctOnce],
    then: [
      patch(() => ({ returnTo: 'form_check', corrected: true })),
      ({ now, calendar }) => {
        const { at, provisional } = dueInWorkingDays(calendar, now, CORRECTION_DAYS);
        return [
          {
            kind: 'set-instant',
            instant: {
              name: 'fix-by',
              label: '补正期限',
              kind: 'closing',
              scope: 'stage',
              at,
              ...(provisional ? { provisional } : {}),
            },
          },
        ];
      },
      tell('returned'),
    ],
  },
  {
    from: ['form_check', 'returned'],
    on: 'not-accept',
    to: 'refused',
    label: '不予受理',
    by: officer,
    handles: ['province'],
    opinion: 'required',
    when: [fixOverdue],
    then: [freeMatters, tell('decided')],
  },
  {
    from: ['draft', 'returned'],
    on: 'window-moved',
    to: '=',
    label: '申报截止时间调整',
    by: { kind: 'system' },
    then: [
      ({ event, state }) => {
        const at = Number(event.payload!.closesAt);
        return [
          { kind: 'data', patch: { windowCloses: at } },
          ...(state.status === 'draft' ? [{ kind: 'set-instant' as const, instant: windowCloses(at) }] : []),
        ];
      },
    ],
  },
];

export const windowCloses = (at: number) =>
  ({ name: 'window-closes', label: '申报截止', kind: 'closing', scope: 'stage', at }) as const;
