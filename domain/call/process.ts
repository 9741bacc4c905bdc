import { endOfDay, parseLocalDate, type Instant } from '#domain/calendar/instant.js';
import { prefectures } from '#domain/organisation/regions.js';
import { defineProcess } from '#domain/process/define.js';
import type { By, Effect, Guard, NamedInstant, PayloadField, StepContext } from '#domain/process/types.js';
import { carryOverRows } from './carry-over.js';
import { closingOf, closingsIn, nextReminder, nextSettle, remindersDue } from './closings.js';
import type { CallData, CallKnown, PrefectureInCall } from './data.js';

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

/** The prefecture the actor acts for: its own, found by the unit; there is no other way to name one. */
function ownPrefecture({ state, event }: Context): [string, PrefectureInCall] | undefined {
  const units = new Set([
    event.by.unitId,
    ...(event.by.posts ?? []).filter((post) => post.role === 'PO').map((post) => post.unitId),
  ]);
  return Object.entries(state.data.prefectures).find(([, prefecture]) => units.has(prefecture.unitId));
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

const withPrefecture = ({ state }: Context, code: string, change: Partial<PrefectureInCall>): Partial<CallData> => ({
  prefectures: { ...state.data.prefectures, [code]: { ...state.data.prefectures[code]!, ...change } },
});

const withItem = ({ state, now }: Context, at: Instant): Partial<CallData> => ({
  itemClosings: [...new Set([...(state.data.itemClosings ?? []), at])].filter((closing) => closing > now),
});

/** An extension moves every level's closing of the prefecture, or of all; none is ever moved forward. */
function withPrefectures({ state }: Context, at: Instant, only?: string): Partial<CallData> {
  const prefectures = { ...state.data.prefectures };
  for (const code of only ? [only] : Object.keys(prefectures)) {
    const before = closingsIn(state.data, code);
    prefectures[code] = {
      ...prefectures[code]!,
      closing: Math.max(before.closing, at),
      countyClosing: Math.max(before['county-closing'], at),
      ownerClosing: Math.max(before['owner-closing'], at),
    };
  }
  return { prefectures };
}

/** One settling and one reminding at a time; each, when it has come, names the next. */
function schedule(data: CallData): NamedInstant[] {
  return [nextSettle(data), nextReminder(data)].filter((instant) => instant !== undefined);
}

/** After new closings the record's instants are named anew. */
const reschedule = ({ state }: Context, change: Partial<CallData>): Effect<CallData>[] => [
  { kind: 'data', patch: change },
  { kind: 'clear-instant', name: 'settle' },
  { kind: 'clear-instant', name: 'remind' },
  ...schedule({ ...state.data, ...change }).map((instant): Effect<CallData> => ({ kind: 'set-instant', instant })),
];

/** A1: what the province may still change of an unpublished call; offices, prefectures and the year are not among it. */
const noticeFields: PayloadField[] = [
  { key: 'title', label: '标题', kind: 'text' },
  { key: 'issuer', label: '发文机关', kind: 'text' },
  { key: 'forms', label: '附件表格', kind: 'texts' },
  { key: 'office', label: '责任处室', kind: 'text' },
  { key: 'phones', label: '联系电话', kind: 'texts' },
  { key: 'fax', label: '传真', kind: 'text' },
  { key: 'supervisionPhone', label: '机关纪委监督电话', kind: 'text' },
  { key: 'mailbox', label: '电子邮箱', kind: 'text' },
  { key: 'closingDate', label: '州市报送截止日', kind: 'date' },
  { key: 'preworkBefore', label: '前期手续办结时限', kind: 'date' },
  { key: 'expertRound', label: '组织专家评审', kind: 'tick' },
];

/** What the public pages cannot do without (A1, A18, 6.5). */
const needed: (keyof CallData)[] = [
  'title',
  'issuer',
  'forms',
  'office',
  'phones',
  'supervisionPhone',
  'mailbox',
  'closingDate',
  'preworkBefore',
];
const isBlank = (value: unknown) => (Array.isArray(value) ? value.length === 0 : String(value ?? '').trim() === '');
const labelOf = (key: string) => noticeFields.find((field) => field.key === key)!.label;

const noticeKept: Guard<CallData, CallKnown> = {
  name: 'noticeKept',
  clause: 'A1',
  asks: true,
  check: ({ event }) => {
    const blank = needed.find((key) => event.payload && key in event.payload && isBlank(event.payload[key]));
    return blank ? { code: 'notice_incomplete', message: `「${labelOf(blank)}」不能为空。`, field: blank } : undefined;
  },
};

const noticeComplete: Guard<CallData, CallKnown> = {
  name: 'noticeComplete',
  clause: 'A1',
  check: ({ state }) => {
    const blank = needed.filter((key) => isBlank(state.data[key])).map(labelOf);
    return blank.length > 0
      ? { code: 'notice_incomplete', message: `通知内容不完整，请先修改补充：${blank.join('、')}。` }
      : undefined;
  },
};

const projectToExtend: Guard<CallData, CallKnown> = {
  name: 'projectToExtend',
  clause: 'R1',
  asks: true,
  check: ({ event, known }) => {
    if (!event.payload?.project) return undefined;
    if (event.payload.prefecture)
      return { code: 'one_scope', message: '州（市）和单个项目只选一项：只延一个项目的，请清除州（市）。', field: 'prefecture' };
    if (!known.projectOfCall)
      return { code: 'not_in_call', message: '所选事项不是本批次的申报项目，请重新选择。', field: 'project' };
    return known.extensible
      ? undefined
      : { code: 'not_extensible', message: '该项目已不在申报阶段，不受申报截止限制，无需延期。', field: 'project' };
  },
};

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
    published: { label: '申报中', tone: 'running', waitsFor: '等待申报截止。', instants: ({ data }) => schedule(data) },
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
      when: [noticeKept],
      then: [({ event }) => [{ kind: 'data', patch: (event.payload ?? {}) as Partial<CallData> }]],
    },
    {
      from: 'draft',
      on: 'publish',
      to: 'published',
      label: '发布',
      by: province('VL'),
      when: [noticeComplete],
      payload: [
        { key: 'documentNo', label: '文号', kind: 'text', required: true },
        { key: 'issueDate', label: '发文日期', kind: 'date', required: true },
      ],
      confirm: '发布后各州（市）即收到通知，确定发布吗？',
      then: [
        ({ event, now }) => [
          {
            kind: 'data',
            patch: {
              documentNo: String(event.payload!.documentNo),
              issueDate: String(event.payload!.issueDate),
              settledUntil: now,
              remindedUntil: now,
            },
          },
        ],
        ({ state }) =>
          Object.values(state.data.prefectures).map((prefecture): Effect<CallData> => ({
            kind: 'notice',
            template: 'call-published',
            to: { kind: 'office', unitId: prefecture.unitId, role: 'PO' },
          })),
        () => [
          { kind: 'record', register: 'carry-over-preload', row: {} },
          { kind: 'record', register: 'publication', row: { kind: 'call' } },
        ],
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
            ...reschedule(
              context,
              withPrefecture(context, code, {
                forwardedAt: context.now,
                ownerClosing: endOfDay(String(context.event.payload!.ownerClosing)),
                countyClosing: endOfDay(String(context.event.payload!.countyClosing)),
              }),
            ),
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
          {
            kind: 'data',
            patch: withPrefecture(context, ownPrefecture(context)![0], {
              office: String(context.event.payload!.office),
              persons: String(context.event.payload!.persons),
            }),
          },
        ],
      ],
    },
    ...carryOverRows,
    {
      // After an extension of a settled call its new closings are reminded of too; whatever was left over when it settled reminds nobody.
      from: ['published', 'settled'],
      on: 'remind',
      to: '=',
      label: '截止提醒',
      by: { kind: 'time' },
      then: [
        (context) => [
          {
            kind: 'record',
            register: 'reminders',
            row: { reminders: remindersDue(context.state.data, context.now) },
          },
        ],
        (context) => reschedule(context, { remindedUntil: context.now }),
      ],
    },
    {
      from: ['published', 'settled'],
      on: 'settle',
      label: '申报截止清理',
      to: ({ state, now }) => (nextSettle({ ...state.data, settledUntil: now }) ? '=' : 'settled'),
      reaches: ['settled', '='],
      by: { kind: 'time' },
      then: [(context) => reschedule(context, { settledUntil: context.now })],
    },
    {
      from: ['published', 'settled'],
      on: 'extend',
      to: '=',
      label: '延期',
      by: province('VL'),
      opinion: 'required',
      when: [untilLater, projectToExtend],
      confirm: '延期将改变所涉项目的截止时间，并发邮件通知申报单位和县、州（市），确定吗？',
      payload: [
        { key: 'documentNo', label: '文号', kind: 'text', required: true },
        { key: 'until', label: '延期至', kind: 'date', required: true },
        {
          key: 'prefecture',
          label: '州（市），不选为全部',
          kind: 'choice',
          options: prefectures.map(({ code, name }) => ({ value: code, label: name })),
        },
        { key: 'project', label: '单个项目', kind: 'case' },
      ],
      then: [
        (context) => {
          const { prefecture, project, until } = context.event.payload as {
            prefecture?: string;
            project?: string;
            until: string;
          };
          const at = endOfDay(until);
          return [
            ...reschedule(context, project ? withItem(context, at) : withPrefectures(context, at, prefecture)),
            {
              kind: 'record',
              register: 'extension',
              row: { at, ...(prefecture ? { prefecture } : {}), ...(project ? { project } : {}) },
            },
          ];
        },
      ],
    },
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
