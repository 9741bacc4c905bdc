import { localDate } from '#domain/calendar/instant.js';
import { noticePeriod } from '#domain/calendar/period.js';
import { defineProcess } from '#domain/process/define.js';
import type { CaseEvent, Guard, Instant, StepContext } from '#domain/process/types.js';

/** 遴选名单: meeting, notice and listing are acts on one list of hundreds of rows (specification 2.1). */
export interface SelectionListData {
  callId: string;
  title: string;
  year: number;
  offices: { province: string };
  /** All projects before the meeting. */
  projects: string[];
  selected?: string[];
  minutesNo?: string;
  noticeDays?: number;
  planNo?: string;
}

const selectedOf = (event: CaseEvent): string[] =>
  Array.isArray(event.payload?.selected) ? (event.payload.selected as string[]) : [];

const choiceWithinList: Guard<SelectionListData> = {
  name: 'choiceWithinList',
  asks: true,
  check: ({ state, event }) => {
    return selectedOf(event).every((id) => state.data.projects.includes(id))
      ? undefined
      : { code: 'not_on_list', message: '入选项目须在本次上会名单内。', field: 'selected' };
  },
};
const noticeDaysAllowed: Guard<SelectionListData> = {
  name: 'noticeDaysAllowed',
  clause: '6.5',
  asks: true,
  check: ({ event }) =>
    [5, 7].includes(Number(event.payload?.days))
      ? undefined
      : { code: 'days_invalid', message: '公示期为5个或7个工作日。', field: 'days' },
};
/** The end of a notice is a legal day: it may not rest on a year whose holidays are not published. */
const calendarPublished: Guard<SelectionListData> = {
  name: 'calendarPublished',
  asks: true,
  check: ({ event, now, calendar }) => {
    const { provisional, lastDay } = noticePeriod(calendar, localDate(now), Number(event.payload?.days));
    return provisional
      ? {
          code: 'calendar_not_published',
          message: `${lastDay.slice(0, 4)}年节假日安排尚未发布，公示截止日无法确定，请管理员录入工作日历后再公示。`,
          field: 'days',
        }
      : undefined;
  },
};

/** 6.5 the publication day is day 1 if a working day; the notice ends at 24:00 of its last one. */
const noticeCloses = ({ event, now, calendar }: StepContext<SelectionListData>): Instant =>
  noticePeriod(calendar, localDate(now), Number(event.payload!.days)).endsAt;

export const selectionList = defineProcess<SelectionListData>({
  name: 'selection-list',
  version: 1,
  label: '遴选名单',
  initial: 'meeting',
  ownerUnit: () => undefined,
  summary: (data) => ({ title: data.title }),
  states: {
    meeting: {
      label: '待上会',
      tone: 'review',
      task: { label: '厅务会审议', for: (data) => ({ unitId: data.offices.province, role: 'VL' }) },
    },
    decided: {
      label: '已审议',
      tone: 'review',
      task: { label: '发布公示', for: (data) => ({ unitId: data.offices.province, role: 'VO' }), workingDays: 5 },
    },
    publicity: { label: '公示中', tone: 'running', waitsFor: '等待公示期满。' },
    listed: { label: '已列入计划', tone: 'passed', final: true },
    empty: { label: '无入选项目', tone: 'ended', final: true },
    dropped: { label: '已撤销', tone: 'ended', final: true },
  },
  rows: [
    {
      from: 'meeting',
      on: 'decide',
      to: ({ event }) => (selectedOf(event).length > 0 ? 'decided' : 'empty'),
      reaches: ['decided', 'empty'],
      label: '审议决定',
      by: { kind: 'handler' },
      when: [choiceWithinList],
      confirm: '未入选项目将即时办结并通知申报单位，确定吗？',
      payload: [
        { key: 'minutesNo', label: '会议纪要号', kind: 'text', required: true },
        { key: 'selected', label: '入选项目', kind: 'cases' },
      ],
      then: [
        ({ event }) => [{ kind: 'data', patch: { selected: selectedOf(event), minutesNo: String(event.payload!.minutesNo) } }],
        ({ state, event }) => {
          const selected = new Set(selectedOf(event));
          const payload = { minutesNo: String(event.payload!.minutesNo) };
          return [
            {
              kind: 'cascade',
              process: 'key-project',
              on: 'select',
              cases: state.data.projects.filter((id) => selected.has(id)),
              payload,
            },
            {
              kind: 'cascade',
              process: 'key-project',
              on: 'not-select',
              cases: state.data.projects.filter((id) => !selected.has(id)),
              payload,
              // A project that its owner has withdrawn since needs no decision.
              each: 'skip',
            },
          ];
        },
      ],
    },
    {
      from: 'meeting',
      on: 'drop',
      to: 'dropped',
      label: '撤销名单',
      by: { kind: 'office', unit: (data) => data.offices.province, roles: ['VO'] },
      opinion: 'required',
      confirm: '撤销后所列项目回到待上会，可另行列入名单，确定撤销吗？',
    },
    {
      from: 'decided',
      on: 'publish-notice',
      to: 'publicity',
      label: '发布公示',
      by: { kind: 'handler' },
      when: [noticeDaysAllowed, calendarPublished],
      payload: [
        {
          key: 'days',
          label: '公示期',
          kind: 'choice',
          required: true,
          options: [
            { value: '5', label: '5个工作日' },
            { value: '7', label: '7个工作日' },
          ],
        },
      ],
      then: [
        (context) => {
          const { state, event } = context;
          const closesAt = noticeCloses(context);
          return [
            { kind: 'data', patch: { noticeDays: Number(event.payload!.days) } },
            {
              kind: 'set-instant',
              instant: { name: 'notice-closes', label: '公示期满', kind: 'timer', scope: 'stage', at: closesAt },
            },
            {
              kind: 'cascade',
              process: 'key-project',
              on: 'notice-opened',
              cases: state.data.selected ?? [],
              payload: { closesAt },
              each: 'skip',
            },
            { kind: 'record', register: 'publication', row: { kind: 'notice', title: `${state.data.title}公示`, closesAt } },
          ];
        },
      ],
    },
    {
      from: 'publicity',
      on: 'notice-closes',
      to: 'listed',
      label: '公示期满',
      by: { kind: 'time' },
      then: [
        ({ state }) => [{ kind: 'number', series: `云工信计划〔${state.data.year}〕#号`, into: 'planNo' }],
        ({ state }) => [
          {
            kind: 'cascade',
            process: 'key-project',
            on: 'publicity-closes',
            cases: state.data.selected ?? [],
            fields: ['planNo'],
            each: 'skip',
          },
        ],
        ({ state }) => [
          {
            kind: 'record',
            register: 'publication',
            row: { kind: 'list', title: `${state.data.year}年重点项目计划` },
          },
        ],
      ],
    },
  ],
});
