import { formatDate, formatDeadline, localDate, startOfDay } from '#domain/calendar/instant.js';
import { defineProcess } from '#domain/process/define.js';
import type { Effect, Row, StepContext } from '#domain/process/types.js';
import {
  at,
  day,
  documentNo,
  guard,
  handler,
  lead,
  leaderOf,
  minutesNo,
  patchOf,
  province,
  said,
  tell,
  tellOf,
  tellUnits,
  text,
  time,
  unitsOf,
} from '../acts.js';
import { banPeriod } from '../ban.js';
import { toConsortium } from '../child.js';
import { silenceInstant, silenceInstants, silenceRow, type Silence } from '../silence.js';
import type { DisqualificationData, DisqualificationKnown } from './data.js';

type Context = StepContext<DisqualificationData, DisqualificationKnown>;
type DisqualificationRow = Row<DisqualificationData, DisqualificationKnown>;
const patch = patchOf<DisqualificationData, DisqualificationKnown>();
const rule = guard<DisqualificationData, DisqualificationKnown>;

/** [O] 陈述申辩 within five working days of the receipt. */
const pleading: Silence = { on: 'plea-over', label: '陈述申辩期满', workingDays: 5 };
/** 复核 may be asked for within ten working days of the service. */
const reviewing: Silence = { on: 'review-over', label: '复核申请期满', workingDays: 10 };

const twoOfficials = rule(
  'twoOfficials',
  '2.8',
  ({ event, known }) => {
    const chosen = [...new Set((event.payload?.personIds ?? []) as string[])];
    if (chosen.length < 2) return { code: 'two_officials', message: '调查人员不得少于2名。', field: 'personIds' };
    return chosen.every((personId) => known.officials.includes(personId))
      ? undefined
      : { code: 'not_an_official', message: '调查人员须为省科技厅工作人员，请重新选择。', field: 'personIds' };
  },
  'asks',
);
const today = (key: string, since: (context: Context) => number) =>
  rule(
    'today',
    '2.8',
    (context) => {
      const on = said(context, key);
      return on <= localDate(context.now) && on >= localDate(since(context))
        ? undefined
        : { code: 'date_invalid', message: '日期不得晚于今日，也不得早于文书作出之日。', field: key };
    },
    'asks',
  );
const namedAreUnits = rule(
  'namedAreUnits',
  '2.8',
  ({ state, event }) =>
    ((event.payload?.named ?? []) as string[]).every((unitId) => unitsOf(state.data).includes(unitId))
      ? undefined
      : { code: 'not_a_member', message: '决定点名的单位须为本联合体的成员单位。', field: 'named' },
  'asks',
);

/** The lead, and whom the decision names: a member or a joint lead is banned only if named (R5, 2.8). */
const banned = ({ offices, named = [] }: DisqualificationData): string[] => [...new Set([offices.lead, ...named])];

const fileOf = ({ event }: Context): string => String([event.payload?.file].flat()[0]);

/** 送达: the consortium is disqualified, the ban runs, the credit record is written, everyone is told (B32, R10). */
function takeEffect(context: Context): Effect<DisqualificationData>[] {
  const { state, known } = context;
  const { data } = state;
  const servedOn = said(context, 'servedOn');
  const { lastDay, until } = banPeriod(servedOn);
  const units = banned(data);
  const from = startOfDay(servedOn);
  return [
    { kind: 'data', patch: { servedOn, serviceReceipt: fileOf(context), ban: { units, from, lastDay, until } } },
    ...units.map((unitId): Effect<DisqualificationData> => ({
      kind: 'record',
      register: 'credit',
      row: {
        kind: 'consortium-ban',
        unitId,
        fact: `${data.consortium}被取消资格，3年内不得牵头组建或作为核心成员参与创新联合体`,
        decisionNo: data.decisionNo ?? '',
        from,
        until,
      },
    })),
    { kind: 'set-instant', instant: { name: 'ban-ends', label: '禁入期满', kind: 'timer', scope: 'case', at: until } },
    toConsortium(context, 'disqualify'),
    ...tellOf(data, 'disqualified', ['members', 'recommender']),
    ...tellUnits('banned', units, { lastDay: formatDate(lastDay), decisionNo: data.decisionNo ?? '' }),
    ...(known.finance
      ? [
          {
            kind: 'notice' as const,
            template: 'disqualified',
            to: { kind: 'office' as const, unitId: known.finance, role: 'FN' as const },
          },
        ]
      : []),
    ...(known.coreElsewhere.length > 0
      ? tellOf(data, 'banned-core-elsewhere', ['province'], {
          consortia: known.coreElsewhere.map(({ title }) => title).join('、'),
        })
      : []),
  ];
}
/** The ban ends now by an act of equal rank. */
const endBan = (): Effect<DisqualificationData>[] => [
  { kind: 'record', register: 'end-bans', row: {} },
  { kind: 'clear-instant', name: 'ban-ends' },
];
const closed = (context: Context): Effect<DisqualificationData>[] => [
  toConsortium(context, 'disqualification-closed'),
  ...tell('decided', 'lead', 'recommender')(context),
];
const banOver = (from: string): DisqualificationRow => ({
  from,
  on: 'ban-ends',
  to: 'ended',
  by: time,
  then: [({ state }) => tellUnits('ban-over', state.data.ban!.units)],
});

const offices: DisqualificationRow[] = [
  {
    from: 'clue',
    on: 'open-investigation',
    to: 'investigating',
    label: '立案调查',
    quiet: true,
    by: handler,
    handles: [],
    opinion: 'required',
    undoable: false,
    payload: [{ key: 'personIds', label: '调查人员（不少于2名）', kind: 'person', required: true, many: true }],
    when: [twoOfficials],
    then: [
      patch(({ event }) => ({ investigators: [...new Set(event.payload!.personIds as string[])] })),
      (context) => [toConsortium(context, 'disqualification-opened')],
    ],
  },
  {
    from: 'clue',
    on: 'dismiss-clue',
    to: 'dismissed',
    label: '不予立案',
    quiet: true,
    by: handler,
    handles: [],
    opinion: 'required',
    then: [tell('decided', 'recommender')],
  },
  {
    from: 'investigating',
    on: 'report-findings',
    to: 'notice',
    label: '提交调查报告，告知拟作决定',
    by: handler,
    handles: ['province'],
    undoable: false,
    payload: [text('findings', '调查认定的事实、理由和依据')],
    then: [
      patch((context) => ({ findings: said(context, 'findings') })),
      // From here on the lead may read it: it has the right to be heard.
      ({ state }) => [{ kind: 'record', register: 'participants', row: { units: [state.data.offices.lead] } }],
      tell('disqualification-notice', 'lead'),
    ],
  },
  {
    from: 'investigating',
    on: 'drop',
    to: 'dismissed',
    label: '调查不成立，撤销立案',
    by: handler,
    handles: ['province'],
    opinion: 'required',
    undoable: false,
    then: [closed],
  },
  {
    from: 'notice',
    on: 'record-receipt',
    to: '=',
    label: '登记告知书送达回证',
    by: province('VO'),
    handles: [],
    payload: [day('on', '签收日期'), { key: 'file', label: '送达回证', kind: 'files', required: true }],
    when: [
      rule('receiptOnce', '2.8', ({ state }) =>
        state.data.receipt ? { code: 'receipt_recorded', message: '送达回证已登记。' } : undefined,
      ),
      today('on', ({ state }) => state.since),
    ],
    then: [
      (context) => {
        const on = said(context, 'on');
        const over = silenceInstant(pleading, startOfDay(on), context.calendar);
        return [
          { kind: 'data', patch: { receipt: { on, file: fileOf(context) } } },
          { kind: 'set-instant', instant: over },
          ...tellOf(context.state.data, 'plea-until', ['lead'], { until: formatDeadline(over.at) }),
        ];
      },
    ],
  },
  {
    from: 'notice',
    on: 'plead',
    to: '=',
    label: '陈述申辩',
    by: lead,
    payload: [text('text', '陈述申辩意见')],
    then: [patch((context) => ({ plea: { text: said(context, 'text'), at: context.now } })), tell('plea-filed', 'province')],
  },
  silenceRow<DisqualificationData, DisqualificationKnown>(pleading, {
    from: 'notice',
    to: 'deliberation',
    since: (data) => startOfDay(data.receipt!.on),
  }),
  {
    from: 'deliberation',
    on: 'cancel',
    to: 'decided',
    label: '决定取消资格',
    quiet: true,
    by: handler,
    handles: ['province'],
    opinion: 'required',
    undoable: false,
    payload: [minutesNo, { key: 'named', label: '决定点名的其他单位（一并禁入）', kind: 'units' }],
    confirm: '取消资格决定送达后，牵头单位3年内不得牵头或作为核心成员参与创新联合体，确定吗？',
    when: [namedAreUnits],
    then: [
      patch((context) => ({
        minutesNo: said(context, 'minutesNo'),
        named: (context.event.payload?.named ?? []) as string[],
      })),
      ({ now }) => [{ kind: 'number', series: `云科联取〔${localDate(now).slice(0, 4)}〕#号`, into: 'decisionNo' }],
    ],
  },
  {
    from: 'deliberation',
    on: 'not-cancel',
    to: 'dismissed',
    label: '决定不取消资格',
    quiet: true,
    by: handler,
    handles: ['province'],
    opinion: 'required',
    undoable: false,
    payload: [minutesNo],
    then: [patch((context) => ({ minutesNo: said(context, 'minutesNo') })), closed],
  },
  {
    from: 'decided',
    on: 'record-service',
    to: 'effective',
    label: '登记决定书送达',
    by: handler,
    handles: [],
    undoable: false,
    payload: [day('servedOn', '送达日期'), { key: 'file', label: '送达回证', kind: 'files', required: true }],
    when: [today('servedOn', ({ state }) => state.since)],
    then: [takeEffect],
  },
];

const afterwards: DisqualificationRow[] = [
  {
    from: 'effective',
    on: 'ask-review',
    to: 'review',
    label: '申请复核',
    by: lead,
    before: reviewing.on,
    opinion: 'required',
    then: [patch(({ event, now }) => ({ review: { reason: event.opinion!, at: now } }))],
  },
  silenceRow<DisqualificationData, DisqualificationKnown>(reviewing, { from: 'effective', to: 'final' }),
  {
    // The effect is not suspended unless that is ordered.
    from: 'review',
    on: 'suspend-effect',
    to: '=',
    label: '决定复核期间暂停执行',
    by: handler,
    handles: [],
    opinion: 'required',
    then: [
      patch(({ event }) => ({ suspendedEffect: { reason: event.opinion! } })),
      () => [{ kind: 'record', register: 'end-bans', row: {} }],
      tell('effect-suspended', 'members', 'recommender'),
    ],
  },
  {
    from: 'review',
    on: 'uphold',
    to: 'final',
    label: '维持决定',
    quiet: true,
    by: handler,
    handles: [],
    opinion: 'required',
    undoable: false,
    payload: [minutesNo],
    then: [
      ({ state: { data } }) =>
        data.suspendedEffect
          ? data.ban!.units.map((unitId) => ({
              kind: 'record',
              register: 'credit',
              row: {
                kind: 'consortium-ban',
                unitId,
                fact: '复核维持取消资格决定',
                decisionNo: data.decisionNo,
                from: data.ban!.from,
                until: data.ban!.until,
              },
            }))
          : [],
      tell('decided', 'lead', 'recommender'),
    ],
  },
  {
    from: 'review',
    on: 'revoke',
    to: 'revoked',
    label: '撤销决定',
    quiet: true,
    by: handler,
    handles: [],
    opinion: 'required',
    undoable: false,
    payload: [minutesNo],
    then: [endBan, (context) => [toConsortium(context, 'disqualification-revoked')], tell('decided', 'members', 'recommender')],
  },
  banOver('effective'),
  banOver('review'),
  banOver('final'),
  {
    // 信用修复: only by a decision of equal rank.
    from: 'final',
    on: 'lift-ban',
    to: 'lifted',
    label: '提前解除禁入（信用修复）',
    by: province('VL'),
    handles: [],
    opinion: 'required',
    payload: [minutesNo, documentNo],
    undoable: false,
    then: [
      patch((context) => ({
        lifted: { reason: context.event.opinion!, documentNo: said(context, 'documentNo'), at: context.now },
      })),
      endBan,
      ({ state }) => tellUnits('ban-lifted', state.data.ban!.units),
      tell('decided', 'recommender'),
    ],
  },
];

/** 取消资格与禁入, specification 2.8. Its case lives as long as the ban it ends by itself. */
export const disqualification = defineProcess<DisqualificationData, DisqualificationKnown>({
  name: 'disqualification',
  version: 1,
  label: '取消资格',
  initial: 'clue',
  ownerUnit: (data) => data.offices.lead,
  leaderOf,
  summary: (data) => ({ title: data.title, number: data.decisionNo, kind: data.ground }),
  states: {
    clue: { label: '线索', tone: 'draft', task: { label: '研判线索', for: at.province('VD'), workingDays: 10 } },
    investigating: {
      label: '调查中',
      tone: 'review',
      level: 'province',
      task: {
        label: '调查取消资格线索',
        for: (data) => (data.investigators ?? []).map((personId) => ({ personId })),
        workingDays: 30,
      },
    },
    notice: {
      label: '事先告知',
      tone: 'review',
      waitsFor: '等待告知书送达；送达后5个工作日内可陈述申辩。',
      task: { label: '送达告知书并登记回证', for: (data) => (data.receipt ? undefined : at.province('VO')(data)) },
    },
    deliberation: { label: '审议', tone: 'review', task: { label: '审议是否取消资格', for: at.province('VL') } },
    decided: {
      label: '已决定待送达',
      tone: 'refused',
      task: { label: '送达决定书并登记', for: at.province('VO'), workingDays: 7 },
    },
    effective: {
      label: '已生效',
      tone: 'refused',
      waitsFor: '牵头单位可在送达后10个工作日内申请复核。',
      instants: silenceInstants(reviewing),
    },
    review: { label: '复核', tone: 'review', task: { label: '复核取消资格决定', for: at.province('VL'), workingDays: 20 } },
    final: { label: '禁入期内', tone: 'refused', waitsFor: '禁入期满自行解除。' },
    dismissed: { label: '不予取消', tone: 'ended', final: true },
    revoked: { label: '已撤销', tone: 'ended', final: true },
    lifted: { label: '提前解除', tone: 'ended', final: true },
    ended: { label: '禁入期满', tone: 'ended', final: true },
  },
  rows: [
    ...offices,
    ...afterwards,
    {
      // The lead may change while it is looked into: the ban still falls on the one it is about.
      from: ['clue', 'investigating', 'notice', 'deliberation', 'decided'],
      on: 'offices-changed',
      to: '=',
      label: '牵头或成员单位变更生效',
      by: { kind: 'system' },
      then: [
        patch(({ state, event }) => ({
          members: (event.payload?.members as DisqualificationData['members'] | undefined) ?? state.data.members,
        })),
      ],
    },
  ],
});
