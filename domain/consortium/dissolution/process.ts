import { addDays, endOfDay, formatDeadline, localDate } from '#domain/calendar/instant.js';
import { defineProcess } from '#domain/process/define.js';
import type { Effect, Row, StepContext } from '#domain/process/types.js';
import { at, guard, handler, lead, leaderOf, members, patchOf, said, sealed, tell, tellOf, text, unitOf } from '../acts.js';
import { childRows, endedWithConsortium, toConsortium } from '../child.js';
import type { Member } from '../data.js';
import { refuseFindings } from '../formation/guards.js';
import { noRunningProject } from '../life/guards.js';
import { silenceInstant, silenceInstants, silenceRow, type Silence } from '../silence.js';
import { signingRows, voidSignatures } from '../signing.js';
import type { DissolutionData, DissolutionKnown } from './data.js';
import { dissolutionAgreement } from './form.js';

type Context = StepContext<DissolutionData, DissolutionKnown>;
type DissolutionRow = Row<DissolutionData, DissolutionKnown>;
const patch = patchOf<DissolutionData, DissolutionKnown>();
const rule = guard<DissolutionData, DissolutionKnown>;

/** [O] all units sign, or nobody objects for twenty working days. */
const consent: Silence = { on: 'consent-over', label: '异议期满', workingDays: 20 };
const FINAL_REPORT_DAYS = 30;

const parties = (data: DissolutionData): Member[] => data.members;
const disputed = ({ state }: Context): boolean => (state.data.objections?.length ?? 0) > 0;

/** B27 at every step towards the end, not only at the request. */
const nothingRuns = rule('nothingRuns', 'B27', (context) =>
  noRunningProject.check({ ...context, known: { children: context.known.running } } as never),
);

/** The final report takes the place of the year's. */
const askFinalReport = (context: Context): Effect<DissolutionData>[] => [
  toConsortium(context, 'final-report', { dueAt: endOfDay(addDays(localDate(context.now), FINAL_REPORT_DAYS)) }),
];
const over = (context: Context): Effect<DissolutionData>[] => [
  toConsortium(context, 'dissolution-closed'),
  ...tell('decided', 'members', 'recommender')(context),
];
const live = ['requested', 'member_consent', 'disputed', 'settlement', 'recommender', 'province_approval'] as const;
const back = (from: string): DissolutionRow => ({
  from,
  on: 'return',
  to: 'settlement',
  label: '退回完善清算',
  by: handler,
  opinion: 'required',
  then: [tell('returned', 'lead')],
});

/** 解散, specification 2.7: never by itself, never while a provincial project runs (B27). */
export const dissolution = defineProcess<DissolutionData, DissolutionKnown>({
  name: 'dissolution',
  version: 1,
  label: '联合体解散',
  initial: 'requested',
  ownerUnit: (data) => data.offices.lead,
  leaderOf,
  documents: { agreement: { form: dissolutionAgreement, states: ['requested'], by: lead, shownTo: members } },
  summary: (data) => ({ title: data.title, number: data.documentNo, kind: data.ground }),
  states: {
    requested: { label: '已申请', tone: 'draft', task: { label: '起草解散协议', for: at.lead, workingDays: 10 } },
    member_consent: {
      label: '成员签署',
      tone: 'running',
      waitsFor: '等待全部单位签署解散协议；20个工作日无异议视为同意。',
      instants: silenceInstants(consent),
    },
    disputed: {
      label: '异议处理',
      tone: 'review',
      task: { label: '处理成员异议', for: at.province('VO'), workingDays: 10 },
    },
    settlement: { label: '清算', tone: 'running', task: { label: '完成清算并提交', for: at.lead } },
    recommender: {
      label: '推荐单位审核',
      tone: 'review',
      level: 'prefecture',
      task: { label: '审核解散', for: at.recommender, workingDays: 5 },
    },
    province_approval: {
      label: '省厅审批',
      tone: 'review',
      level: 'province',
      task: { label: '审批解散', for: at.province('VD'), workingDays: 10 },
    },
    dissolved: { label: '准予解散', tone: 'passed', final: true },
    rejected: { label: '不予解散', tone: 'refused', final: true },
    withdrawn: { label: '已撤回', tone: 'ended', final: true },
    ended: endedWithConsortium,
  },
  rows: [
    {
      from: 'requested',
      on: 'submit-agreement',
      to: 'member_consent',
      label: '提交解散协议',
      by: lead,
      when: [nothingRuns, rule('agreementWritten', '2.7', ({ known }) => refuseFindings('解散协议', known.agreement))],
      then: [
        () => [{ kind: 'freeze', document: 'agreement', into: 'instrument' }],
        patch(() => ({ ...voidSignatures, objections: [] })),
        ({ state, now, calendar }) =>
          tellOf(state.data, 'dissolution-consent', ['members'], {
            until: formatDeadline(silenceInstant(consent, now, calendar).at),
          }),
      ],
    },
    ...signingRows<DissolutionData, DissolutionKnown>({
      from: 'member_consent',
      complete: (context) => (disputed(context) ? 'disputed' : 'settlement'),
      reaches: ['settlement', 'disputed'],
      parties,
      // Whoever is banned signs too: it is the end of a role, not the beginning of one.
      barred: () => undefined,
      onComplete: (context) => (disputed(context) ? [] : askFinalReport(context)),
    }),
    {
      from: 'member_consent',
      on: 'object-dissolution',
      to: '=',
      label: '提出异议',
      by: members,
      opinion: 'required',
      then: [
        patch(({ state, event }) => ({
          objections: [
            ...(state.data.objections ?? []),
            {
              unitId: unitOf(state.data, event),
              reason: event.opinion!,
            },
          ],
        })),
        tell('dissolution-objected', 'lead', 'province'),
      ],
    },
    silenceRow<DissolutionData, DissolutionKnown>(consent, {
      from: 'member_consent',
      to: (context) => (disputed(context) ? 'disputed' : 'settlement'),
      reaches: ['disputed', 'settlement'],
      then: [(context) => (disputed(context) ? [] : askFinalReport(context))],
    }),
    {
      from: 'disputed',
      on: 'dismiss-objection',
      to: 'settlement',
      label: '异议不成立，进入清算',
      quiet: true,
      by: handler,
      handles: [],
      opinion: 'required',
      undoable: false,
      then: [askFinalReport, tell('decided', 'members')],
    },
    {
      from: 'disputed',
      on: 'uphold-objection',
      to: 'rejected',
      label: '异议成立，不予解散',
      quiet: true,
      by: handler,
      handles: [],
      opinion: 'required',
      undoable: false,
      then: [over],
    },
    {
      from: 'settlement',
      on: 'submit-settlement',
      to: 'recommender',
      label: '提交清算',
      by: lead,
      payload: [
        text('funds', '经费结算'),
        text('property', '知识产权处置'),
        text('equipment', '设备处置'),
        text('data', '数据和资料移交'),
      ],
      then: [
        patch((context) => ({
          settlement: {
            funds: said(context, 'funds'),
            property: said(context, 'property'),
            equipment: said(context, 'equipment'),
            data: said(context, 'data'),
          },
        })),
      ],
    },
    {
      from: 'recommender',
      on: 'recommend',
      to: 'province_approval',
      label: '同意',
      by: handler,
      opinion: 'required',
      then: [tell('decided', 'lead')],
    },
    back('recommender'),
    {
      from: 'province_approval',
      on: 'approve',
      to: 'dissolved',
      label: '准予解散',
      by: handler,
      opinion: 'required',
      undoable: false,
      payload: [{ ...sealed, key: 'plaqueRecalled', label: '牌匾已收回' }],
      confirm: '准予解散后不可恢复，确定吗？',
      when: [
        nothingRuns,
        rule('finalReportFiled', '2.4', ({ known }) =>
          known.finalReport === 'filed'
            ? undefined
            : { code: 'final_report_missing', message: '总结报告尚未归档，请待牵头单位报送并经审核归档后再批准解散。' },
        ),
      ],
      then: [
        ({ now }) => [{ kind: 'number', series: `云科联解〔${localDate(now).slice(0, 4)}〕#号`, into: 'documentNo' }],
        (context) => [toConsortium(context, 'dissolve'), ...tellOf(context.state.data, 'decided', ['lead'])],
      ],
    },
    back('province_approval'),
    {
      from: 'province_approval',
      on: 'reject',
      to: 'rejected',
      label: '不予解散',
      by: handler,
      opinion: 'required',
      undoable: false,
      then: [over],
    },
    {
      from: ['requested', 'member_consent', 'settlement'],
      on: 'withdraw',
      to: 'withdrawn',
      label: '撤回解散申请',
      by: lead,
      opinion: 'required',
      then: [over],
    },
    ...childRows<DissolutionData, DissolutionKnown>({ live, desksAt: ['requested', 'settlement', 'recommender'] }),
  ],
});
