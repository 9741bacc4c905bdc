import { startOfDay } from '#domain/calendar/instant.js';
import { defineProcess } from '#domain/process/define.js';
import type { NamedInstant } from '#domain/process/types.js';
import { application } from './application.js';
import { closingInstants } from './closings.js';
import type { KeyProjectData, KeyProjectKnown } from './data.js';
import { confirmTask, execution } from './execution.js';
import { monthInstants, monthsToCome } from './month-reminders.js';
import { selection } from './selection.js';

/** 办理时限 of each level's review, in working days (specification 2). */
export const reviewPeriods = { county: 5, prefecture: 5, province: 10 } as const;

const review = (label: string, office: keyof typeof reviewPeriods, role: 'CO' | 'PO' | 'VO') => ({
  task: { label, for: (data: KeyProjectData) => ({ unitId: data.offices[office], role }), workingDays: reviewPeriods[office] },
});

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
    if (state.status === 'exec') next.push(...monthsToCome(state.data.year, now));
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
        seats: true,
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
      instants: ({ now }) => monthInstants(now),
      waitsFor: '实施中，按月报告进展。',
      ...confirmTask,
    },
    paused: { label: '停缓建', tone: 'returned', waitsFor: '停缓建，等待复工。', ...confirmTask },
    done: { label: '竣工投产', tone: 'passed', final: true },
    removed: { label: '调出计划', tone: 'refused', final: true },
  },
  rows: [...application, ...selection, ...execution],
});
