import { dueInWorkingDays } from '#domain/calendar/period.js';
import type { Row } from '#domain/process/types.js';
import { handler, lead, minutesNo, patchOf, province, said, sealed, tell, tellOf, text } from '../acts.js';
import { panelRows, promised } from '../panel-stage.js';
import { panelScore } from '#domain/panel/scores.js';
import type { FormationData, FormationKnown } from './data.js';
import {
  applicationValid,
  avoidFew,
  correctOnce,
  fundRulesAttached,
  nobodyBanned,
  planComplete,
  scoreValid,
  type Context,
} from './guards.js';

type FormationRow = Row<FormationData, FormationKnown>;
const patch = patchOf<FormationData, FormationKnown>();

/** B17 自下而上 goes through the local science office; the others go straight to the province. */
const firstDesk = ({ state }: Context): string =>
  state.data.returnTo ?? (state.data.origin === 'bottom-up' ? 'recommending' : 'acceptance');

/** 申报: from the signed agreement to the province's deliberation. */
export const reviewRows: FormationRow[] = [
  {
    from: ['signed', 'returned'],
    on: 'submit',
    to: firstDesk,
    reaches: ['recommending', 'acceptance'],
    label: '提交组建申请',
    by: lead,
    payload: [{ key: 'avoid', label: '申请回避的单位（至多2家，可不填）', kind: 'units' }],
    when: [
      {
        name: 'fixedInTime',
        clause: '2.2',
        check: ({ state, now }) =>
          (state.instants.find(({ name }) => name === 'fix-by')?.at ?? Infinity) > now
            ? undefined
            : { code: 'too_late', message: '补正期限已过，不予受理。' },
      },
      {
        name: 'agreementEffective',
        clause: 'B15',
        check: ({ state }) =>
          state.data.effectiveOn ? undefined : { code: 'agreement_not_effective', message: '组建协议尚未由全部单位签署生效。' },
      },
      applicationValid,
      planComplete,
      fundRulesAttached,
      nobodyBanned,
      avoidFew,
    ],
    then: [
      () => [
        { kind: 'freeze', document: 'form' },
        { kind: 'freeze', document: 'plan' },
        { kind: 'clear-instant', name: 'fix-by' },
      ],
      patch(({ known, event }) => ({
        ...known.filed,
        ...(known.filed.name ? { title: known.filed.name } : {}),
        ...(event.payload?.avoid ? { avoid: event.payload.avoid as string[] } : {}),
      })),
    ],
  },
  {
    from: 'recommending',
    on: 'recommend',
    to: 'acceptance',
    label: '推荐',
    by: handler,
    opinion: 'required',
    payload: [sealed],
    then: [patch(() => ({ returnTo: undefined })), tell('decided', 'lead')],
  },
  {
    from: 'recommending',
    on: 'return',
    to: 'returned',
    label: '退回修改',
    by: handler,
    opinion: 'required',
    then: [patch(() => ({ returnTo: 'recommending' as const })), tell('returned', 'lead')],
  },
  {
    from: 'recommending',
    on: 'refuse',
    to: 'refused',
    label: '不予推荐',
    by: handler,
    opinion: 'required',
    confirm: '不予推荐后本次申请即终止，确定吗？',
    then: [tell('decided', 'members')],
  },
  {
    from: 'acceptance',
    on: 'accept-form',
    to: 'review',
    label: '受理',
    by: handler,
    handles: ['province'],
    then: [patch(() => ({ returnTo: undefined })), tell('decided', 'lead')],
  },
  {
    from: 'acceptance',
    on: 'correct',
    to: 'returned',
    label: '一次性告知补正',
    by: handler,
    opinion: 'required',
    when: [correctOnce],
    then: [
      patch(() => ({ returnTo: 'acceptance' as const, corrected: true })),
      ({ state, now, calendar }) => {
        const { at: until, provisional } = dueInWorkingDays(calendar, now, 10);
        return [
          {
            kind: 'set-instant',
            instant: {
              name: 'fix-by',
              label: '补正期限',
              kind: 'closing',
              // The text may be signed anew meanwhile: the time runs on.
              scope: 'case',
              at: until,
              ...(provisional ? { provisional } : {}),
            },
          },
          ...tellOf(state.data, 'returned', ['lead'], { due: until }),
        ];
      },
    ],
  },
  {
    from: ['acceptance', 'returned', 'signing', 'signed'],
    on: 'not-accept',
    to: 'refused',
    label: '不予受理',
    by: province('VO'),
    handles: ['province'],
    opinion: 'required',
    when: [
      {
        name: 'correctionOver',
        clause: '2.2',
        check: ({ state, now }) => {
          const until = state.instants.find(({ name }) => name === 'fix-by')?.at;
          if (state.status === 'acceptance' || (until !== undefined && until <= now)) return undefined;
          return until === undefined
            ? { code: 'not_filed', message: '申请尚未提交，不能作出受理决定。' }
            : { code: 'correction_running', message: '补正期限未到，请待申请单位补正。' };
        },
      },
    ],
    then: [tell('decided', 'members', 'recommender')],
  },
  ...panelRows<FormationData, FormationKnown>({ from: 'review' }),
  {
    from: 'review',
    on: 'score',
    to: ({ state }) => ((state.data.scores?.length ?? 0) + 1 < (state.data.panel?.length ?? 0) ? '=' : 'deliberation'),
    reaches: ['=', 'deliberation'],
    label: '提交评分',
    by: handler,
    handles: [],
    answers: true,
    undoable: false,
    payload: [{ key: 'score', label: '评分（0-100）', kind: 'number', required: true }, text('comment', '评语')],
    when: [promised, scoreValid],
    then: [
      patch(({ state, event }) => {
        const scores = [
          ...(state.data.scores ?? []),
          { personId: event.by.personId!, score: Number(event.payload!.score), comment: said({ event }, 'comment') },
        ];
        return { scores, score: panelScore(scores.map((one) => one.score)) };
      }),
    ],
  },
  {
    from: 'deliberation',
    on: 'approve',
    to: 'publicity',
    label: '审议通过',
    by: handler,
    payload: [minutesNo],
    when: [nobodyBanned],
    then: [patch(({ event }) => ({ minutesNo: said({ event }, 'minutesNo') }))],
  },
  {
    from: 'deliberation',
    on: 'defer',
    to: 'deliberation',
    label: '暂缓审议',
    by: handler,
    opinion: 'required',
    payload: [minutesNo],
    then: [patch(({ event }) => ({ minutesNo: said({ event }, 'minutesNo') })), tell('decided', 'lead')],
  },
  {
    from: 'deliberation',
    on: 'reject',
    to: 'refused',
    label: '审议不通过',
    by: handler,
    opinion: 'required',
    payload: [minutesNo],
    then: [patch(({ event }) => ({ minutesNo: said({ event }, 'minutesNo') })), tell('decided', 'members', 'recommender')],
  },
];
