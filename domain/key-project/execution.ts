import { localDate } from '#domain/calendar/instant.js';
import type { CoordinationData } from '#domain/coordination/data.js';
import { childId } from '#domain/process/child-id.js';
import type { PayloadField } from '#domain/process/types.js';
import {
  handler,
  owner,
  patch,
  reason,
  tellLevels,
  tellOwner,
  time,
  type Effects,
  type Params,
  type ProjectRow,
} from './acts.js';
import type { KeyProjectData } from './data.js';
import { happened, monthReportable, photosAttached, reportPending } from './guards.js';
import { monthName } from './months.js';
import { monthReminders } from './month-reminders.js';

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
  when: [happened],
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
    title: `${data.title}${monthName(month)}调度问题`,
    detail: problems,
    source: `${monthName(month)}月度调度`,
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

const byDocument: Params = ({ event }) => ({ documentNo: String(event.payload!.documentNo) });

/** 实施: month by month until the project is finished or removed. */
export const execution: ProjectRow[] = [
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
  ...monthReminders,
  report('report-stop', 'stop', 'exec', '报告停工/缓建'),
  {
    from: 'exec',
    on: 'confirm-stop',
    to: 'paused',
    label: '确认停缓建',
    by: handler,
    handles: [],
    when: [reportPending('stop', '停缓建')],
    then: [settled, tellOwner('decided')],
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
    then: [settled, tellOwner('decided')],
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
    confirm: '调出后不再列入计划和月度调度，且不可恢复，并通知申报单位和县、州（市）。请核对项目和文号后确定。',
    then: [
      patch(({ event, now }) => ({ removed: { documentNo: String(event.payload!.documentNo), date: localDate(now) } })),
      tellOwner('removed', byDocument),
      tellLevels('removed', byDocument),
    ],
  },
];

/** While the owner reports a stop, its end or the completion, the county verifies. */
export const confirmTask = {
  task: {
    label: (data: KeyProjectData) =>
      `核实${{ stop: '停缓建', resume: '复工', completed: '竣工投产' }[data.reported?.kind ?? 'stop']}报告`,
    for: (data: KeyProjectData) => (data.reported ? { unitId: data.offices.county, role: 'CO' as const } : undefined),
    workingDays: 5,
  },
};
