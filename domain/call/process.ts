import { closingBefore, reminderInstants } from '#domain/calendar/closing-rule.js';
import { endOfDay, formatDeadline, parseLocalDate, type Instant } from '#domain/calendar/instant.js';
import { defineProcess } from '#domain/process/define.js';
import type { By, Effect, Guard, NamedInstant, PayloadField, Row, StepContext } from '#domain/process/types.js';
import type { CallData, CallKnown, PrefectureInCall } from './data.js';

type CallRow = Row<CallData, CallKnown>;
type Context = StepContext<CallData, CallKnown>;

const province = (...roles: ('VO' | 'VD' | 'VL')[]): By<CallData> => ({
  kind: 'office',
  unit: (data) => data.offices.province,
  roles,
});

/** Any of the addressed prefectures' officers. */
const addressees: By<CallData> = {
  kind: 'office',
  unit: (data) => Object.values(data.prefectures).map((prefecture) => prefecture.unitId),
  roles: ['PO'],
};

/** D: 24:00 of the closing date; fixed, not moved for holidays (R2). */
export const closingOf = (data: CallData): Instant => endOfDay(data.closingDate);

/** The prefecture the actor acts for: its own, found by the unit; there is no other way to name one. */
function ownPrefecture({ state, event }: Context): [string, PrefectureInCall] | undefined {
  const units = new Set([
    event.by.unitId,
    ...(event.by.posts ?? []).filter((post) => post.role === 'PO').map((post) => post.unitId),
  ]);
  return Object.entries(state.data.prefectures).find(([, prefecture]) => units.has(prefecture.unitId));
}

/** Closings of a prefecture's projects: its own when forwarded, else D-15 and D-7; D unless extended (R1). */
export function closingsIn(
  data: CallData,
  prefectureCode: string,
): { 'owner-closing': Instant; 'county-closing': Instant; closing: Instant } {
  const own = data.prefectures[prefectureCode];
  return {
    'owner-closing': own?.ownerClosing ?? closingBefore(data.closingDate, 15),
    'county-closing': own?.countyClosing ?? closingBefore(data.closingDate, 7),
    closing: own?.closing ?? closingOf(data),
  };
}

/** R1 owner's closing ≤ county's closing ≤ D, all still to come. */
const closingsInOrder: Guard<CallData, CallKnown> = {
  name: 'closingsInOrder',
  clause: 'R1',
  asks: true,
  check: ({ state, event, now }) => {
    const owner = parseLocalDate(String(event.payload?.ownerClosing ?? ''));
    const county = parseLocalDate(String(event.payload?.countyClosing ?? ''));
    if (!owner || endOfDay(owner) <= now)
      return { code: 'owner_closing_invalid', message: '请填写今天或以后的申报单位填报截止日。', field: 'ownerClosing' };
    if (!county || county < owner)
      return { code: 'county_closing_invalid', message: '县级审核截止日不得早于申报单位填报截止日。', field: 'countyClosing' };
    return endOfDay(county) <= closingOf(state.data)
      ? undefined
      : { code: 'county_closing_late', message: '县级审核截止日不得晚于州市报送截止日。', field: 'countyClosing' };
  },
};

const untilLater: Guard<CallData, CallKnown> = {
  name: 'untilLater',
  clause: 'R1',
  asks: true,
  check: ({ event, now }) => {
    const until = parseLocalDate(String(event.payload?.until ?? ''));
    return until && endOfDay(until) > now
      ? undefined
      : { code: 'until_invalid', message: '延期至的日期须在今天或以后。', field: 'until' };
  },
};

const changePrefecture = (context: Context, code: string, change: Partial<PrefectureInCall>): Effect<CallData> => ({
  kind: 'data',
  patch: { prefectures: { ...context.state.data.prefectures, [code]: { ...context.state.data.prefectures[code]!, ...change } } },
});

/** D-30 … D-0 reminders, and the moment the call settles. */
function instants(data: CallData, now: Instant): NamedInstant[] {
  const closing = closingOf(data);
  const reminders = reminderInstants(closing).map(({ name, at }) => ({
    name,
    at,
    kind: 'reminder' as const,
    scope: 'case' as const,
    label: `${name} 截止提醒`,
  }));
  return [
    ...reminders.filter(({ at }) => at > now),
    { name: 'settle', at: closing, kind: 'timer', scope: 'case', label: '申报截止，清理未报送项目' },
  ];
}

const reminders: CallRow[] = ['D-30', 'D-15', 'D-7', 'D-3', 'D-1', 'D-0'].map((name) => ({
  from: 'published',
  on: name,
  to: '=',
  by: { kind: 'time' },
  then: [
    ({ state }) =>
      Object.values(state.data.prefectures).map((prefecture): Effect<CallData> => ({
        kind: 'notice',
        template: 'closing',
        to: { kind: 'office', unitId: prefecture.unitId, role: 'PO' },
        digest: true,
        params: { reminder: name, closing: formatDeadline(closingOf(state.data)) },
      })),
  ],
}));

/** A1: what the province may still change of an unpublished call; offices, prefectures and the year are not among it. */
const noticeFields: PayloadField[] = [
  { key: 'title', label: '标题', kind: 'text' },
  { key: 'issuer', label: '发文机关', kind: 'text' },
  { key: 'forms', label: '附件表格', kind: 'sections' },
  { key: 'office', label: '责任处室', kind: 'text' },
  { key: 'phones', label: '联系电话', kind: 'sections' },
  { key: 'fax', label: '传真', kind: 'text' },
  { key: 'mailbox', label: '电子邮箱', kind: 'text' },
  { key: 'closingDate', label: '州市报送截止日', kind: 'date' },
  { key: 'preworkBefore', label: '前期手续办结时限', kind: 'date' },
  { key: 'expertRound', label: '组织专家评审', kind: 'tick' },
];

/** 申报批次 (specification 1A, R1): published by the province, forwarded by each prefecture, settled at D. */
export const call = defineProcess<CallData, CallKnown>({
  name: 'call',
  version: 1,
  label: '申报批次',
  initial: 'draft',
  ownerUnit: () => undefined,
  summary: (data) => ({ title: data.title, number: data.documentNo }),
  states: {
    draft: { label: '起草', tone: 'draft', waitsFor: '等待省厅发布。' },
    published: { label: '申报中', tone: 'running', waitsFor: '等待申报截止。', instants: ({ data, now }) => instants(data, now) },
    settled: { label: '已截止', tone: 'passed', waitsFor: '申报已截止；省厅可决定延期。' },
    closed: { label: '已办结', tone: 'ended', final: true },
  },
  rows: [
    {
      from: 'draft',
      on: 'edit',
      to: '=',
      label: '修改',
      by: province('VO'),
      payload: noticeFields,
      then: [({ event }) => [{ kind: 'data', patch: (event.payload ?? {}) as Partial<CallData> }]],
    },
    {
      from: 'draft',
      on: 'publish',
      to: 'published',
      label: '发布',
      by: province('VL'),
      payload: [
        { key: 'documentNo', label: '文号', kind: 'text', required: true },
        { key: 'issueDate', label: '发文日期', kind: 'date', required: true },
      ],
      confirm: '发布后各州（市）即收到通知，确定发布吗？',
      then: [
        ({ event }) => [
          { kind: 'data', patch: { documentNo: String(event.payload!.documentNo), issueDate: String(event.payload!.issueDate) } },
        ],
        ({ state }) =>
          Object.values(state.data.prefectures).map((prefecture): Effect<CallData> => ({
            kind: 'notice',
            template: 'call-published',
            to: { kind: 'office', unitId: prefecture.unitId, role: 'PO' },
          })),
      ],
    },
    {
      from: 'published',
      on: 'forward',
      to: '=',
      label: '转发并设定截止时间',
      by: addressees,
      when: [closingsInOrder],
      payload: [
        { key: 'ownerClosing', label: '申报单位填报截止日', kind: 'date', required: true },
        { key: 'countyClosing', label: '县级审核截止日', kind: 'date', required: true },
      ],
      then: [
        (context) => {
          const [code] = ownPrefecture(context)!;
          return [
            changePrefecture(context, code, {
              forwardedAt: context.now,
              ownerClosing: endOfDay(String(context.event.payload!.ownerClosing)),
              countyClosing: endOfDay(String(context.event.payload!.countyClosing)),
            }),
            { kind: 'record', register: 'closings', row: { prefecture: code } },
          ];
        },
      ],
    },
    {
      from: 'published',
      on: 'name-office',
      to: '=',
      label: '明确负责科（处）室和责任人',
      by: addressees,
      payload: [
        { key: 'office', label: '负责科（处）室', kind: 'text', required: true },
        { key: 'persons', label: '责任人', kind: 'text', required: true },
      ],
      then: [
        (context) => [
          changePrefecture(context, ownPrefecture(context)![0], {
            office: String(context.event.payload!.office),
            persons: String(context.event.payload!.persons),
          }),
        ],
      ],
    },
    ...reminders,
    { from: 'published', on: 'settle', to: 'settled', by: { kind: 'time' } },
    {
      from: ['published', 'settled'],
      on: 'extend',
      to: '=',
      label: '延期',
      by: province('VL'),
      opinion: 'required',
      when: [untilLater],
      confirm: '延期将改变所涉项目的截止时间并通知各方，确定吗？',
      payload: [
        { key: 'documentNo', label: '文号', kind: 'text', required: true },
        { key: 'until', label: '延期至', kind: 'date', required: true },
        { key: 'prefecture', label: '州（市，不填为全部）', kind: 'text' },
        { key: 'project', label: '单个项目', kind: 'text' },
      ],
      then: [
        (context) => {
          const { state, event } = context;
          const at = endOfDay(String(event.payload!.until));
          const only = String(event.payload?.prefecture ?? '');
          const codes = event.payload?.project ? [] : only ? [only] : Object.keys(state.data.prefectures);
          const prefectures = { ...state.data.prefectures };
          for (const code of codes)
            prefectures[code] = {
              ...prefectures[code]!,
              closing: at,
              countyClosing: Math.max(prefectures[code]!.countyClosing ?? 0, at),
              ownerClosing: Math.max(prefectures[code]!.ownerClosing ?? 0, at),
            };
          return [
            { kind: 'data', patch: { prefectures } },
            {
              kind: 'set-instant',
              instant: { name: 'settle', at, kind: 'timer', scope: 'case', label: '延期截止，清理未报送项目' },
            },
            {
              kind: 'record',
              register: 'extension',
              row: {
                at,
                ...(only ? { prefecture: only } : {}),
                ...(event.payload?.project ? { project: String(event.payload.project) } : {}),
              },
            },
          ];
        },
      ],
    },
    { from: 'settled', on: 'settle', to: '=', by: { kind: 'time' } },
    {
      from: 'settled',
      on: 'close',
      to: 'closed',
      label: '办结',
      by: province('VO', 'VD'),
      confirm: '办结后不能再延期，确定吗？',
    },
  ],
});
