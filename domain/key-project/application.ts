import { endOfDay } from '#domain/calendar/instant.js';
import { inWorkingDays } from '#domain/process/calendar-published.js';
import type { PayloadField } from '#domain/process/types.js';
import { handler, owner, patch, system, tellLevels, tellOwner, type Context, type Effects, type ProjectRow } from './acts.js';
import { fixBy, graceAfterClosing, setClosings, tellExtension } from './closings.js';
import {
  appealOpen,
  avoidTwo,
  callOpen,
  checklistTicked,
  closingPassed,
  countyClosed,
  countyInTime,
  creditAllows,
  excelEqualsOnline,
  fixByAllowed,
  formValid,
  happened,
  lowerTarget,
  prefectureInTime,
  prefectureReady,
  sameProject,
  sealInTime,
  stillCorrectable,
  ticksOf,
} from './guards.js';
import { judgements } from './rules.js';

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
const avoidList: PayloadField = { key: 'avoid', label: '申请回避的评审单位（至多2个，可不填）', kind: 'texts' };

/** Lists, notices and mail show the project as it is submitted. */
const summarise: Effects = ({ known, event }) => [
  {
    kind: 'data',
    patch: { ...known.summary, ...(Array.isArray(event.payload?.avoid) ? { avoid: event.payload.avoid as string[] } : {}) },
  },
];

/** The states a case is swept from at D: everything before transmission. */
export const beforeTransmission = ['draft', 'unit_review', 'county', 'prefecture', 'transmittable', 'returned'] as const;
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

/** 申报: from the owner's draft to the prefecture's transmission. */
export const application: ProjectRow[] = [
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
  {
    from: 'unit_review',
    on: 'return-to-draft',
    to: ({ state }) => (state.data.returnTo ? 'returned' : 'draft'),
    reaches: ['draft', 'returned'],
    label: '退回填报人',
    by: owner('UA'),
    opinion: 'required',
    when: [stillCorrectable],
    then: [
      ({ state }) => (state.data.returnTo ? [{ kind: 'set-instant', instant: fixBy(state.data.fixBy!) }] : []),
      tellOwner('returned'),
    ],
  },
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
    when: [happened],
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
    then: [
      patch(() => ({ takenOver: true })),
      tellOwner('decided'),
      ({ state }) => [
        { kind: 'notice', template: 'decided', to: { kind: 'office', unitId: state.data.offices.county, role: 'CO' } },
      ],
    ],
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
        fixBy: event.payload?.target === 'owner' ? endOfDay(String(event.payload.fixBy)) : undefined,
      })),
      ({ event }) =>
        event.payload?.target === 'owner' ? [{ kind: 'set-instant', instant: fixBy(endOfDay(String(event.payload.fixBy))) }] : [],
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
    then: [setClosings, tellExtension],
  },
  {
    from: [...beforeTransmission, 'appealing'],
    on: 'deadlines-changed',
    to: '=',
    label: '截止时间调整',
    by: system,
    then: [setClosings, tellExtension],
  },
];
