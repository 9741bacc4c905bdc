import { localDate } from '#domain/calendar/instant.js';
import { noticePeriod } from '#domain/calendar/period.js';
import { defineProcess } from '#domain/process/define.js';
import type { CaseEvent, Effect, Guard, Process, StepContext } from '#domain/process/types.js';

/** Meeting, notice and outcome as acts on one list of hundreds of cases with one minutes number (specification 2.1, 2.9). */
export interface MeetingListData {
  title: string;
  year: number;
  offices: { province: string };
  selected?: string[];
  minutesNo?: string;
  noticeDays?: number;
  /** Number of the document that ends it. */
  planNo?: string;
}

export interface MeetingListOf<D extends MeetingListData> {
  name: string;
  label: string;
  /** The process of its cases, which follow with the rows of domain/list/member.ts. */
  process: string;
  members: (data: D) => string[];
  words: {
    meeting: string;
    selected: string;
    notOnList: string;
    confirmDecide: string;
    confirmDrop: string;
    listed: string;
    empty: string;
  };
  /** Series of the document number. */
  series: (data: D) => string;
  publication: (data: D) => string;
  /** What else follows the decision, after the cases of the list have moved. */
  decided?: (context: StepContext<D, any>) => Effect<D>[];
}

const selectedOf = (event: CaseEvent): string[] =>
  Array.isArray(event.payload?.selected) ? (event.payload.selected as string[]) : [];

/** The end of a notice is a legal day: it may not rest on a year whose holidays are not published. */
const calendarPublished: Guard<any> = {
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

/** The process of such a list. */
export function meetingList<D extends MeetingListData>(of: MeetingListOf<D>): Process<D> {
  const { words } = of;
  const cascade = (
    on: string,
    cases: string[],
    more: Partial<Extract<Effect<D>, { kind: 'cascade' }>> = {},
  ): Extract<Effect<D>, { kind: 'cascade' }> => ({ kind: 'cascade', process: of.process, on, cases, ...more });
  const choiceWithinList: Guard<D> = {
    name: 'choiceWithinList',
    asks: true,
    check: ({ state, event }) =>
      selectedOf(event).every((id) => of.members(state.data).includes(id))
        ? undefined
        : { code: 'not_on_list', message: words.notOnList, field: 'selected' },
  };
  return defineProcess<D>({
    name: of.name,
    version: 1,
    label: of.label,
    initial: 'meeting',
    ownerUnit: () => undefined,
    summary: (data) => ({ title: data.title }),
    states: {
      meeting: {
        label: '待上会',
        tone: 'review',
        task: { label: words.meeting, for: (data) => ({ unitId: data.offices.province, role: 'VL' }) },
      },
      decided: {
        label: '已审议',
        tone: 'review',
        task: { label: '发布公示', for: (data) => ({ unitId: data.offices.province, role: 'VO' }), workingDays: 5 },
      },
      publicity: { label: '公示中', tone: 'running', waitsFor: '等待公示期满。' },
      listed: { label: words.listed, tone: 'passed', final: true },
      empty: { label: words.empty, tone: 'ended', final: true },
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
        confirm: words.confirmDecide,
        payload: [
          { key: 'minutesNo', label: '会议纪要号', kind: 'text', required: true },
          { key: 'selected', label: words.selected, kind: 'cases' },
        ],
        then: [
          ({ event }) => [
            {
              kind: 'data',
              patch: { selected: selectedOf(event), minutesNo: String(event.payload!.minutesNo) } as Partial<D>,
            },
          ],
          ({ state, event }) => {
            const selected = new Set(selectedOf(event));
            const payload = { minutesNo: String(event.payload!.minutesNo) };
            const members = of.members(state.data);
            return [
              // Those not selected first: what they give back reaches the others while the list is still open (2.9). A case
              // that its owner has withdrawn since needs no decision.
              cascade(
                'not-select',
                members.filter((id) => !selected.has(id)),
                { payload, each: 'skip' },
              ),
              cascade(
                'select',
                members.filter((id) => selected.has(id)),
                { payload },
              ),
            ];
          },
          (context) => of.decided?.(context) ?? [],
        ],
      },
      {
        from: 'meeting',
        on: 'drop',
        to: 'dropped',
        label: '撤销名单',
        by: { kind: 'office', unit: (data) => data.offices.province, roles: ['VO'] },
        opinion: 'required',
        confirm: words.confirmDrop,
      },
      {
        from: 'decided',
        on: 'publish-notice',
        to: 'publicity',
        label: '发布公示',
        by: { kind: 'handler' },
        when: [calendarPublished],
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
          ({ state, event, now, calendar }) => {
            const days = Number(event.payload!.days);
            // 6.5 the publication day is day 1 if a working day; the notice ends at 24:00 of its last one.
            const closesAt = noticePeriod(calendar, localDate(now), days).endsAt;
            return [
              { kind: 'data', patch: { noticeDays: days } as Partial<D> },
              {
                kind: 'set-instant',
                instant: { name: 'notice-closes', label: '公示期满', kind: 'timer', scope: 'stage', at: closesAt },
              },
              cascade('notice-opened', state.data.selected ?? [], { payload: { closesAt }, each: 'skip' }),
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
          ({ state }) => [{ kind: 'number', series: of.series(state.data), into: 'planNo' as keyof D & string }],
          ({ state }) => [cascade('publicity-closes', state.data.selected ?? [], { fields: ['planNo'], each: 'skip' })],
          ({ state }) => [{ kind: 'record', register: 'publication', row: { kind: 'list', title: of.publication(state.data) } }],
        ],
      },
    ],
  });
}
