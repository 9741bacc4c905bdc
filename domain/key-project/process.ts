import { atTime, endOfDay, localDate, startOfDay, yearOf, type Instant } from '#domain/calendar/instant.js';
import type { CoordinationData } from '#domain/coordination/data.js';
import { inWorkingDays } from '#domain/process/calendar-published.js';
import { childId } from '#domain/process/child-id.js';
import { defineProcess } from '#domain/process/define.js';
import type { By, Effect, NamedInstant, PayloadField, Row, StepContext } from '#domain/process/types.js';
import type { KeyProjectData, KeyProjectKnown } from './data.js';
import {
  appealOpen,
  callOpen,
  checklistTicked,
  closingPassed,
  countyClosed,
  countyInTime,
  creditAllows,
  excelEqualsOnline,
  fixByAllowed,
  formValid,
  lowerTarget,
  monthReportable,
  onPanel,
  photosAttached,
  poolSuffices,
  promised,
  notDrawn,
  notPromised,
  seatVacated,
  goneOf,
  ticksOf,
  prefectureInTime,
  prefectureReady,
  reportPending,
  scoreValid,
  sameProject,
  avoidTwo,
  sealInTime,
} from './guards.js';
import { panelScore } from '#domain/panel/scores.js';
import { judgements } from './rules.js';
import { memberRows } from '#domain/list/member.js';

type Context = StepContext<KeyProjectData, KeyProjectKnown>;
type ProjectRow = Row<KeyProjectData, KeyProjectKnown>;
type Effects = (context: Context) => Effect<KeyProjectData>[];

const owner = (...roles: ('EA' | 'UA')[]): By<KeyProjectData> => ({ kind: 'office', unit: (data) => data.offices.owner, roles });
const handler: By<KeyProjectData> = { kind: 'handler' };
const time: By<KeyProjectData> = { kind: 'time' };
const system: By<KeyProjectData> = { kind: 'system' };

const patch =
  (change: (context: Context) => Partial<KeyProjectData>): Effects =>
  (context) => [{ kind: 'data', patch: change(context) }];
const tellOwner =
  (template: string): Effects =>
  ({ state }) => [{ kind: 'notice', template, to: { kind: 'unit', unitId: state.data.offices.owner } }];
const tellLevels =
  (template: string): Effects =>
  ({ state }) =>
    [
      { unitId: state.data.offices.county, role: 'CO' as const },
      { unitId: state.data.offices.prefecture, role: 'PO' as const },
    ].map((office) => ({ kind: 'notice' as const, template, to: { kind: 'office' as const, ...office }, digest: true }));

const ticks: PayloadField = {
  key: 'ticks',
  label: '核实清单',
  kind: 'checklist',
  options: judgements.map(({ key, clause, label }) => ({ value: key, label: `${label}（${clause}）` })),
};
const returnFields: PayloadField[] = [
  {
    key: 'target',
    label: '退回至',
    kind: 'choice',
    required: true,
    options: [
      { value: 'owner', label: '申报单位' },
      { value: 'county', label: '县级审核' },
      { value: 'prefecture', label: '州市审核' },
    ],
  },
  { key: 'sections', label: '需修改的部分', kind: 'sections' },
  { key: 'fixBy', label: '修改期限', kind: 'date' },
];
const reason: PayloadField = { key: 'reason', label: '原因', kind: 'longtext', required: true };

const avoidList: PayloadField = { key: 'avoid', label: '申请回避的评审单位（至多2个，可不填）', kind: 'texts' };

/** Lists, notices and mail show the project as it is submitted. */
const summarise: Effects = ({ known, event }) => [
  {
    kind: 'data',
    patch: { ...known.summary, ...(Array.isArray(event.payload?.avoid) ? { avoid: event.payload.avoid as string[] } : {}) },
  },
];

/** The states a case can be swept from at D: everything before transmission. */
const beforeTransmission = ['draft', 'unit_review', 'county', 'prefecture', 'transmittable', 'returned'] as const;
const beforeDecision = [
  'draft',
  'unit_review',
  'county',
  'prefecture',
  'transmittable',
  'province',
  'expert',
  'meeting',
  'returned',
] as const;

/** After the owner's seal: back to the level that returned it, else the project's county (A15). */
const firstReviewer = ({ state }: Context): string => state.data.returnTo ?? 'county';
/** A lower reviewer it was returned to decides again; then back to the returning level. A transmitted one is not transmitted twice. */
const afterCounty = ({ state }: Context): string => state.data.returnTo ?? 'prefecture';
const afterPrefecture = ({ state }: Context): string => (state.data.transmitted ? 'province' : 'transmittable');
const nextAfterRefusal = ({ state }: Context): string => (state.data.refusedAt === 'county' ? 'prefecture' : 'transmittable');

/** An appeal upheld after D still has five working days to be transmitted. */
const graceAfterClosing: Effects = ({ state, now, calendar }) => {
  const closing = state.instants.find((instant) => instant.name === 'closing');
  if (closing && now < closing.at) return [];
  return [
    {
      kind: 'set-instant',
      instant: {
        name: 'closing',
        label: '申诉后报送截止',
        kind: 'closing',
        scope: 'case',
        ...inWorkingDays(calendar, now, 5),
      },
    },
  ];
};

/** 月度报告 is due on the 5th of the next month, reminded at 09:00. */
export function monthDue(now: Instant): NamedInstant {
  const [year, month] = localDate(now).split('-').map(Number) as [number, number];
  const [nextYear, nextMonth] = month === 12 ? [year + 1, 1] : [year, month + 1];
  return {
    name: 'month-due',
    label: '月度调度报告',
    kind: 'timer',
    scope: 'stage',
    at: atTime(`${nextYear}-${String(nextMonth).padStart(2, '0')}-05`, '09:00'),
  };
}

/** 办理时限 of each level's review, in working days (specification 2). */
export const reviewPeriods = { county: 5, prefecture: 5, province: 10 } as const;

const review = (label: string, office: keyof typeof reviewPeriods, role: 'CO' | 'PO' | 'VO') => ({
  task: { label, for: (data: KeyProjectData) => ({ unitId: data.offices[office], role }), workingDays: reviewPeriods[office] },
});

/** 申报: from the owner's draft to the prefecture's transmission. */
const application: ProjectRow[] = [
  {
    from: 'draft',
    on: 'submit',
    to: 'unit_review',
    label: '提交',
    by: owner('EA'),
    before: 'owner-closing',
    undoable: true,
    payload: [avoidList],
    when: [callOpen, creditAllows, formValid, sameProject, avoidTwo],
    then: [summarise],
  },
  {
    from: 'returned',
    on: 'submit',
    to: 'unit_review',
    label: '重新提交',
    by: owner('EA'),
    before: 'fix-by',
    undoable: true,
    when: [creditAllows, formValid, sameProject],
    then: [summarise],
  },
  {
    from: 'unit_review',
    on: 'approve',
    to: firstReviewer,
    reaches: ['county', 'prefecture', 'province'],
    label: '审核并签章',
    by: owner('UA'),
    undoable: true,
    when: [sealInTime, formValid],
    confirm: '签章即承诺所填信息真实，确定报送吗？',
    signature: true,
    then: [
      ({ state }) => [
        { kind: 'freeze', document: 'form' },
        ...(state.data.number
          ? []
          : [{ kind: 'number' as const, series: `${state.data.year}01ZD######`, into: 'number' as const }]),
      ],
      patch(() => ({ returnTo: undefined, ticks: undefined })),
    ],
  },
  { from: 'unit_review', on: 'return-to-draft', to: 'draft', label: '退回填报人', by: owner('UA'), opinion: 'required' },
  {
    from: 'county',
    on: 'recommend',
    to: afterCounty,
    reaches: ['prefecture', 'province'],
    label: '推荐',
    by: handler,
    payload: [ticks],
    when: [countyInTime, checklistTicked, excelEqualsOnline],
    then: [patch(() => ({ returnTo: undefined })), tellOwner('decided')],
  },
  {
    from: ['county', 'prefecture'],
    on: 'tick',
    to: '=',
    label: '保存核实情况',
    by: handler,
    handles: [],
    onList: true,
    payload: [ticks],
    then: [patch(({ event, state }) => ({ ticks: { level: state.status, points: ticksOf(event) } }))],
  },
  {
    from: 'county',
    on: 'register-paper',
    to: '=',
    label: '登记纸质材料',
    by: handler,
    payload: [{ key: 'date', label: '收到日期', kind: 'date', required: true }],
    then: [patch(({ event }) => ({ paperReceived: { date: String(event.payload!.date), by: event.by.name ?? '' } }))],
  },
  {
    from: 'county',
    on: 'take-over',
    to: 'prefecture',
    label: '提级审核',
    by: { kind: 'office', unit: (data) => data.offices.prefecture, roles: ['PO'] },
    before: 'closing',
    opinion: 'required',
    handles: ['prefecture'],
    when: [countyClosed, prefectureReady],
    then: [patch(() => ({ takenOver: true }))],
  },
  {
    from: 'county',
    on: 'reopen-county',
    to: '=',
    label: '退回县级办理',
    by: { kind: 'office', unit: (data) => data.offices.prefecture, roles: ['PO'] },
    before: 'closing',
    opinion: 'required',
    when: [countyClosed],
    payload: [{ key: 'until', label: '县级办理期限', kind: 'date', required: true }],
    then: [
      ({ state, event }) => {
        const closing = state.instants.find((instant) => instant.name === 'closing')!.at;
        return [
          {
            kind: 'set-instant',
            instant: {
              name: 'county-closing',
              label: '县级审核截止',
              kind: 'closing',
              scope: 'case',
              at: Math.min(closing, endOfDay(String(event.payload!.until))),
            },
          },
        ];
      },
    ],
  },
  {
    from: 'prefecture',
    on: 'approve',
    to: afterPrefecture,
    reaches: ['transmittable', 'province'],
    label: '同意报送',
    by: handler,
    payload: [ticks],
    when: [prefectureInTime, prefectureReady, checklistTicked, excelEqualsOnline],
    then: [patch(() => ({ returnTo: undefined })), tellOwner('decided')],
  },
  {
    from: ['county', 'prefecture', 'province'],
    on: 'return',
    to: ({ event }) => (event.payload?.target === 'owner' ? 'returned' : String(event.payload?.target)),
    reaches: ['returned', 'county', 'prefecture'],
    label: '退回修改',
    by: handler,
    opinion: 'required',
    payload: returnFields,
    when: [lowerTarget, fixByAllowed],
    then: [
      patch(({ state, event }) => ({
        returnTo: state.status,
        returnedSections: Array.isArray(event.payload?.sections) ? (event.payload.sections as string[]) : undefined,
      })),
      ({ event }) =>
        event.payload?.target === 'owner'
          ? [
              {
                kind: 'set-instant',
                instant: {
                  name: 'fix-by',
                  label: '修改期限',
                  kind: 'closing',
                  scope: 'stage',
                  at: endOfDay(String(event.payload.fixBy)),
                },
              },
            ]
          : [],
      tellOwner('returned'),
      tellLevels('returned'),
    ],
  },
  {
    from: ['county', 'prefecture'],
    on: 'refuse',
    to: 'rejected',
    label: '不予推荐',
    by: handler,
    opinion: 'required',
    confirm: '不予推荐后，申报单位可在5个工作日内申诉一次。确定吗？',
    then: [
      patch(({ state }) => ({ refusedAt: state.status as 'county' | 'prefecture' })),
      ({ now, calendar }) => [
        {
          kind: 'set-instant',
          instant: { name: 'appeal', label: '申诉截止', kind: 'closing', scope: 'case', ...inWorkingDays(calendar, now, 5) },
        },
      ],
      tellOwner('decided'),
    ],
  },
  {
    from: 'rejected',
    on: 'appeal',
    to: 'appealing',
    label: '申诉',
    by: owner('EA', 'UA'),
    opinion: 'required',
    when: [appealOpen],
    then: [patch(() => ({ appealed: true })), () => [{ kind: 'clear-instant', name: 'appeal' }]],
  },
  {
    from: 'appealing',
    on: 'uphold',
    to: nextAfterRefusal,
    reaches: ['prefecture', 'transmittable'],
    label: '申诉成立',
    by: handler,
    opinion: 'required',
    then: [graceAfterClosing, tellOwner('decided')],
  },
  {
    from: 'appealing',
    on: 'dismiss',
    to: 'rejected',
    label: '驳回申诉',
    by: handler,
    opinion: 'required',
    then: [tellOwner('decided')],
  },
  {
    from: 'transmittable',
    on: 'transmit',
    to: 'province',
    label: '州市报送',
    by: system,
    then: [patch(() => ({ transmitted: true })), tellOwner('decided')],
  },
  {
    from: beforeDecision,
    on: 'withdraw',
    to: 'withdrawn',
    label: '撤回申报',
    by: owner('EA', 'UA'),
    opinion: 'required',
    confirm: '撤回后本年度不能恢复，确定撤回申报吗？',
  },
  {
    from: beforeTransmission,
    on: 'deadline-passed',
    to: ({ state }) => (state.data.transmitted ? '=' : 'not_transmitted'),
    reaches: ['not_transmitted', '='],
    label: '截止未报送',
    by: system,
    when: [closingPassed],
    then: [
      ({ state }) =>
        state.data.transmitted
          ? []
          : [
              { kind: 'data', patch: { sweptFrom: state.status } },
              {
                kind: 'notice',
                template: 'not-transmitted',
                to: { kind: 'unit', unitId: state.data.offices.owner },
                digest: true,
              },
            ],
    ],
  },
  {
    from: 'not_transmitted',
    on: 'reopen',
    to: ({ state }) => state.data.sweptFrom ?? 'draft',
    reaches: beforeTransmission,
    label: '延期恢复',
    by: system,
    then: [setClosings],
  },
  {
    from: [...beforeTransmission, 'appealing'],
    on: 'deadlines-changed',
    to: '=',
    label: '截止时间调整',
    by: system,
    then: [setClosings],
  },
];

/** The call's closings for this project, as the call's act carries them (extension, forwarding). */
function setClosings({ event }: Context): Effect<KeyProjectData>[] {
  return closingInstants((event.payload?.closings ?? {}) as Record<string, Instant>).map((instant) => ({
    kind: 'set-instant',
    instant,
  }));
}

function closingInstants(closings: Record<string, Instant>): NamedInstant[] {
  return Object.entries(closings).map(([name, at]) => ({
    name,
    at,
    kind: 'closing',
    scope: 'case',
    label: closingLabels[name] ?? name,
  }));
}

export const closingLabels: Record<string, string> = {
  'owner-closing': '申报单位填报截止',
  'county-closing': '县级审核截止',
  closing: '州市报送截止',
};

/** The panel as drawn, with everything needed to repeat the draw; whoever is gone is remembered. */
const seat: Effects = ({ state, event, known, now }) => {
  const draw = known.draw!;
  const gone = goneOf(state, event);
  return [
    {
      kind: 'data',
      patch: {
        experts: [...(state.data.experts ?? []).filter((id) => !gone.includes(id)), ...draw.drawn],
        gone,
        draws: [...(state.data.draws ?? []), { ...draw, at: now, on: event.on }],
      },
    },
  ];
};

/** 专家评审 (6.2): drawn by the system, promised, scored, recused and drawn again; the last score leads to the meeting. */
const expertRound: ProjectRow[] = [
  {
    from: 'expert',
    on: 'draw-panel',
    to: 'expert',
    label: '抽取专家',
    by: { kind: 'office', unit: (data) => data.offices.province, roles: ['VO'] },
    when: [notDrawn, poolSuffices],
    confirm: '将由系统从专家库随机抽取，抽取过程和结果全部留痕。确定抽取吗？',
    then: [seat],
  },
  {
    from: 'expert',
    on: 'promise',
    to: '=',
    label: '签署评审承诺',
    by: handler,
    handles: [],
    payload: [{ key: 'promise', label: '本人与申报单位无利害关系，独立客观评审并保守秘密', kind: 'tick', required: true }],
    when: [onPanel, notPromised],
    then: [patch(({ state, event }) => ({ promised: [...new Set([...(state.data.promised ?? []), event.by.personId!])] }))],
  },
  {
    from: 'expert',
    on: 'recuse',
    to: 'expert',
    label: '申请回避',
    by: handler,
    handles: [],
    opinion: 'required',
    undoable: false,
    when: [onPanel, poolSuffices],
    confirm: '回避后系统将另行抽取一名专家，确定吗？',
    then: [seat],
  },
  {
    from: 'expert',
    on: 'replace-expert',
    to: 'expert',
    label: '更换专家',
    by: { kind: 'office', unit: (data) => data.offices.province, roles: ['VO'] },
    opinion: 'required',
    payload: [{ key: 'expert', label: '缺席专家', kind: 'expert', required: true }],
    when: [seatVacated, poolSuffices],
    then: [seat],
  },
  {
    from: 'expert',
    on: 'score',
    to: ({ state }) => ((state.data.scores?.length ?? 0) + 1 < (state.data.experts?.length ?? 0) ? '=' : 'meeting'),
    reaches: ['meeting', '='],
    label: '提交评分',
    by: handler,
    handles: [],
    answers: true,
    undoable: false,
    confirm: '评分提交后锁定，不能修改。确定提交吗？',
    payload: [
      { key: 'score', label: '评分（0-100）', kind: 'number', required: true },
      { key: 'comment', label: '评语', kind: 'longtext', required: true },
    ],
    when: [onPanel, promised, scoreValid],
    then: [
      patch(({ state, event }) => {
        const scores = [
          ...(state.data.scores ?? []),
          { personId: event.by.personId!, score: Number(event.payload!.score), comment: String(event.payload!.comment) },
        ];
        const complete = scores.length === state.data.experts?.length;
        return { scores, ...(complete ? { score: Number(panelScore(scores.map(({ score }) => score))) } : {}) };
      }),
    ],
  },
];

/** 评审: from the province's form check to the published plan. */
const selection: ProjectRow[] = [
  {
    from: 'province',
    on: 'form-pass',
    to: ({ state }) => (state.data.expertRound ? 'expert' : 'meeting'),
    reaches: ['expert', 'meeting'],
    label: '形式审查通过',
    by: handler,
  },
  {
    from: 'province',
    on: 'form-fail',
    to: 'not_selected',
    label: '形式审查不通过',
    by: handler,
    opinion: 'required',
    then: [tellOwner('decided')],
  },
  ...expertRound,
  ...memberRows<KeyProjectData, KeyProjectKnown>({
    passes: 'listed',
    reaches: ['listed'],
    fails: 'not_selected',
    passed: (context) => [...tellOwner('decided')(context), ...tellLevels('decided')(context)],
    failed: tellOwner('decided'),
  }),
];

const monthFields: PayloadField[] = [
  { key: 'month', label: '月份', kind: 'month', required: true },
  { key: 'monthInvestment', label: '当月完成投资（万元）', kind: 'money', required: true },
  { key: 'cumulative', label: '累计完成投资（万元）', kind: 'money', required: true },
  { key: 'progress', label: '形象进度', kind: 'longtext', required: true },
  { key: 'problems', label: '存在问题', kind: 'longtext' },
];
const report = (on: string, kind: 'stop' | 'resume' | 'completed', from: 'exec' | 'paused', label: string): ProjectRow => ({
  from,
  on,
  to: from,
  label,
  by: owner('EA', 'UA'),
  payload: [reason, { key: 'date', label: '日期', kind: 'date', required: true }],
  then: [
    patch(({ event }) => ({ reported: { kind, reason: String(event.payload!.reason), date: String(event.payload!.date) } })),
  ],
});
const settled = patch(() => ({ reported: undefined }));

/** 2.1 → 2.11: a month's problems become an item of coordination, first at the county's desk; the month reported again raises nothing new. */
const raiseProblems: Effects = ({ caseId, state: { data }, event }) => {
  const problems = String(event.payload?.problems ?? '').trim();
  const month = String(event.payload?.month);
  if (problems === '') return [];
  const item: CoordinationData = {
    title: `${data.title}${month}调度问题`,
    detail: problems,
    source: `${month}月度调度`,
    raiser: { unitId: data.offices.owner, role: 'EA' },
    triage: { unitId: data.offices.county, role: 'CO' },
    province: { unitId: data.offices.province, role: 'VO' },
  };
  return [
    {
      kind: 'open-case',
      process: 'coordination',
      id: childId(caseId, `problem-${month}`),
      title: item.title,
      data: { ...item },
    },
  ];
};

/** 实施: month by month until the project is finished or removed. */
const execution: ProjectRow[] = [
  { from: 'listed', on: 'begin', to: 'exec', label: '进入实施', by: time },
  {
    from: 'exec',
    on: 'report-month',
    to: '=',
    label: '填报月度进展',
    by: owner('EA', 'UA'),
    payload: monthFields,
    when: [monthReportable],
    then: [({ event }) => [{ kind: 'record', register: 'monthly-report', row: event.payload ?? {} }], raiseProblems],
  },
  {
    from: 'exec',
    on: 'month-due',
    to: '=',
    label: '月度报告提醒',
    by: time,
    then: [
      ({ now }) => [{ kind: 'set-instant', instant: monthDue(now) }],
      ({ state, now }) => [
        {
          kind: 'notice',
          template: 'month-due',
          to: { kind: 'unit', unitId: state.data.offices.owner },
          params: { month: Number(localDate(startOfDay(`${localDate(now).slice(0, 7)}-01`) - 1).slice(5, 7)) },
        },
      ],
    ],
  },
  report('report-stop', 'stop', 'exec', '报告停工/缓建'),
  {
    from: 'exec',
    on: 'confirm-stop',
    to: 'paused',
    label: '确认停缓建',
    by: handler,
    handles: [],
    when: [reportPending('stop', '停缓建')],
    then: [settled],
  },
  report('report-resume', 'resume', 'paused', '报告复工'),
  {
    from: 'paused',
    on: 'confirm-resume',
    to: 'exec',
    label: '确认复工',
    by: handler,
    handles: [],
    when: [reportPending('resume', '复工')],
    then: [settled],
  },
  report('report-completed', 'completed', 'exec', '报告竣工投产'),
  {
    from: 'exec',
    on: 'confirm-completed',
    to: 'done',
    label: '现场核查确认竣工',
    by: handler,
    handles: [],
    payload: [
      { key: 'siteCheck', label: '现场核查情况', kind: 'longtext', required: true },
      { key: 'photos', label: '现场照片', kind: 'files', required: true },
    ],
    when: [reportPending('completed', '竣工投产'), photosAttached],
    then: [patch(({ state }) => ({ completedOn: state.data.reported!.date, reported: undefined })), tellOwner('decided')],
  },
  {
    from: ['exec', 'paused'],
    on: 'decline-report',
    to: '=',
    label: '不予确认',
    by: handler,
    handles: [],
    answers: true,
    opinion: 'required',
    then: [settled, tellOwner('decided')],
  },
  {
    from: ['exec', 'paused'],
    on: 'remove',
    to: 'removed',
    label: '调出计划',
    by: { kind: 'office', unit: (data) => data.offices.province, roles: ['VD', 'VL'] },
    opinion: 'required',
    payload: [{ key: 'documentNo', label: '文号', kind: 'text', required: true }],
    confirm: '调出计划后不可恢复，确定吗？',
    then: [tellOwner('decided'), tellLevels('decided')],
  },
];

const confirmTask = {
  task: {
    label: (data: KeyProjectData) =>
      `核实${{ stop: '停缓建', resume: '复工', completed: '竣工投产' }[data.reported?.kind ?? 'stop']}报告`,
    for: (data: KeyProjectData) => (data.reported ? { unitId: data.offices.county, role: 'CO' as const } : undefined),
    workingDays: 5,
  },
};

/** 重点项目申报, specification 2.1. */
export const keyProject = defineProcess<KeyProjectData, KeyProjectKnown>({
  name: 'key-project',
  version: 1,
  label: '重点项目申报',
  initial: 'draft',
  ownerUnit: (data) => data.offices.owner,
  leaderOf: (office) => (office.role === 'VO' ? { ...office, role: 'VD' } : { ...office, role: 'RU' }),
  concealed: {
    fields: ['experts', 'gone', 'promised', 'draws', 'scores', 'score', 'objections'],
    events: ['promise', 'recuse', 'replace-expert', 'score', 'object'],
    form: (data, personId) => !data.experts?.includes(personId) || data.promised?.includes(personId) === true,
    until: (state) => ['listed', 'exec', 'paused', 'done', 'removed', 'not_selected'].includes(state.status),
    forGood: { fields: ['objections'], events: ['object'] },
  },
  summary: (data) => ({ title: data.title, number: data.number, amountFen: data.totalFen, kind: data.type }),
  schedule: (state, now) => {
    const next: NamedInstant[] = [];
    if (['publicity', 'listed'].includes(state.status))
      next.push({
        name: 'begin',
        label: '进入实施',
        kind: 'timer',
        scope: 'stage',
        at: Math.max(now, startOfDay(`${state.data.year}-01-01`)),
      });
    const recorded = state.instants.find((instant) => instant.name === 'month-due')?.at;
    if (state.status === 'exec')
      for (let at = monthDue(recorded ?? now).at; yearOf(at) <= state.data.year; at = monthDue(at).at)
        next.push({ ...monthDue(at - 86_400_000 * 10), name: `month-due-${localDate(at).slice(0, 7)}`, at });
    return next;
  },
  states: {
    draft: {
      label: '草稿',
      tone: 'draft',
      waitsFor: '等待申报单位填报并提交。',
      instants: ({ data }) => closingInstants(data.closings),
    },
    unit_review: {
      label: '单位审核',
      tone: 'review',
      level: 'unit',
      task: { label: '单位审核', for: (data) => ({ unitId: data.offices.owner, role: 'UA' }) },
    },
    county: { label: '县级审核', tone: 'review', level: 'county', ...review('县级审核', 'county', 'CO') },
    prefecture: { label: '州市审核', tone: 'review', level: 'prefecture', ...review('州市审核', 'prefecture', 'PO') },
    transmittable: { label: '待报送', tone: 'review', waitsFor: '等待州（市）汇总报送。' },
    province: { label: '省级复审', tone: 'review', level: 'province', ...review('省级形式审查', 'province', 'VO') },
    expert: {
      label: '专家评审',
      tone: 'review',
      task: {
        label: (data) => (data.experts ? '专家评分' : '抽取专家'),
        for: (data) =>
          data.experts
            ? data.experts
                .filter((personId) => !data.scores?.some((score) => score.personId === personId))
                .map((personId) => ({ personId }))
            : { unitId: data.offices.province, role: 'VO' },
      },
    },
    meeting: { label: '厅务会审议', tone: 'review', waitsFor: '等待列入会议遴选名单。' },
    publicity: {
      label: '公示中',
      tone: 'review',
      waitsFor: '等待公示期满。',
      task: {
        label: '处理公示异议',
        for: (data) => (data.objections?.length ? { unitId: data.offices.province, role: 'VO' } : undefined),
        workingDays: 15,
      },
    },
    listed: {
      label: '已列入计划',
      tone: 'passed',
      waitsFor: '等待计划年度开始。',
      instants: ({ data, now }) => [
        { name: 'begin', label: '进入实施', kind: 'timer', scope: 'stage', at: Math.max(now, startOfDay(`${data.year}-01-01`)) },
      ],
    },
    not_selected: { label: '未入选', tone: 'refused', final: true },
    returned: { label: '退回修改', tone: 'returned', waitsFor: '等待申报单位修改后重新提交。' },
    rejected: { label: '不予推荐', tone: 'refused', final: true },
    appealing: {
      label: '申诉处理中',
      tone: 'review',
      task: {
        label: '处理申诉',
        for: (data) =>
          data.refusedAt === 'county'
            ? { unitId: data.offices.prefecture, role: 'PO' }
            : { unitId: data.offices.province, role: 'VO' },
        workingDays: 5,
      },
    },
    withdrawn: { label: '已撤回', tone: 'ended', final: true },
    not_transmitted: { label: '逾期未报送', tone: 'ended', final: true },
    exec: {
      label: '实施中',
      tone: 'running',
      instants: ({ now }) => [monthDue(now)],
      waitsFor: '实施中，按月报告进展。',
      ...confirmTask,
    },
    paused: { label: '停缓建', tone: 'returned', waitsFor: '停缓建，等待复工。', ...confirmTask },
    done: { label: '竣工投产', tone: 'passed', final: true },
    removed: { label: '调出计划', tone: 'refused', final: true },
  },
  rows: [...application, ...selection, ...execution],
});
