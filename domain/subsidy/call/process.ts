import { atTime, endOfDay, parseLocalDate, type Instant, type LocalDate } from '#domain/calendar/instant.js';
import { defineProcess } from '#domain/process/define.js';
import type { By, Effect, Guard, PayloadField, Role } from '#domain/process/types.js';
import { measureCodes, measures, type Measure } from '../measures.js';

/** 补助申报批次 (specification 2.9, R17): the province opens a window for a subsidy year. */
export interface ClaimCallData {
  title: string;
  /** Subsidy year. */
  year: number;
  documentNo?: string;
  measures: Measure[];
  /** Days on which the window opens (08:30, 6.6) and closes (24:00, R2). */
  opensOn: LocalDate;
  closesOn: LocalDate;
  office: string;
  phones: string[];
  offices: { province: string; finance: string };
}

export interface ClaimCallKnown {
  /** Claims that wait for their owner: an extension reaches them. */
  drafts: string[];
}

export const opensAt = ({ opensOn }: Pick<ClaimCallData, 'opensOn'>): Instant => atTime(opensOn, '08:30');
export const closesAt = ({ closesOn }: Pick<ClaimCallData, 'closesOn'>): Instant => endOfDay(closesOn);

/** Why the call takes no claims of the measure now; nothing when it does. The closing itself is judged on the claim's own record. */
export function whyClosed(status: string, data: ClaimCallData, measure: Measure, now: Instant): string | undefined {
  if (status !== 'published') return status === 'draft' ? '申报批次尚未发布。' : '申报批次已截止。';
  if (!data.measures.includes(measure)) return `本批次不受理“${measures[measure].label}”。`;
  if (now < opensAt(data)) return '申报窗口尚未开放，请在开放后提交。';
  return now < closesAt(data) ? undefined : '申报窗口已关闭。';
}

const province = (...roles: Role[]): By<ClaimCallData> => ({ kind: 'office', unit: (data) => data.offices.province, roles });

const fields: PayloadField[] = [
  { key: 'title', label: '标题', kind: 'text', required: true },
  {
    key: 'measures',
    label: '受理措施',
    kind: 'checklist',
    required: true,
    options: measureCodes.map((code) => ({ value: code, label: `${measures[code].clause}${measures[code].label}` })),
  },
  { key: 'opensOn', label: '开放日期', kind: 'date', required: true },
  { key: 'closesOn', label: '截止日期', kind: 'date', required: true },
  { key: 'office', label: '责任处室', kind: 'text', required: true },
  { key: 'phones', label: '联系电话', kind: 'texts', required: true },
];

const windowInOrder: Guard<ClaimCallData, ClaimCallKnown> = {
  name: 'windowInOrder',
  clause: 'R17',
  asks: true,
  check: ({ event, now }) => {
    const [from, until] = [String(event.payload?.opensOn ?? ''), String(event.payload?.closesOn ?? '')];
    if (until < from) return { code: 'window_invalid', message: '截止日期不得早于开放日期。', field: 'closesOn' };
    return endOfDay(until) > now ? undefined : { code: 'window_past', message: '截止日期须在今天或以后。', field: 'closesOn' };
  },
};
const knownMeasures: Guard<ClaimCallData, ClaimCallKnown> = {
  name: 'knownMeasures',
  asks: true,
  check: ({ event }) =>
    (event.payload?.measures as string[]).every((code) => measureCodes.includes(code as Measure))
      ? undefined
      : { code: 'measure_unknown', message: '请从所列措施中选择。', field: 'measures' },
};
const notYetClosed: Guard<ClaimCallData, ClaimCallKnown> = {
  name: 'notYetClosed',
  clause: 'R17',
  check: ({ state, now }) =>
    now < closesAt(state.data) ? undefined : { code: 'window_past', message: '申报窗口已过截止日期，请先修改窗口。' },
};
const later: Guard<ClaimCallData, ClaimCallKnown> = {
  name: 'later',
  clause: 'R17',
  asks: true,
  check: ({ state, event, now }) => {
    const until = parseLocalDate(String(event.payload?.until ?? ''));
    return until && until > state.data.closesOn && endOfDay(until) > now
      ? undefined
      : { code: 'until_invalid', message: '延期至的日期须晚于原截止日期且未过。', field: 'until' };
  },
};

const closing = (data: Pick<ClaimCallData, 'closesOn'>) =>
  ({ name: 'window-closes', label: '申报截止', kind: 'timer', scope: 'stage', at: closesAt(data) }) as const;

export const claimCall = defineProcess<ClaimCallData, ClaimCallKnown>({
  name: 'claim-call',
  version: 1,
  label: '补助申报批次',
  initial: 'draft',
  ownerUnit: () => undefined,
  summary: (data) => ({ title: data.title, number: data.documentNo }),
  states: {
    draft: { label: '起草', tone: 'draft', waitsFor: '等待省厅发布。' },
    published: { label: '申报中', tone: 'running', waitsFor: '等待申报截止。', instants: ({ data }) => [closing(data)] },
    closed: { label: '已截止', tone: 'passed', final: true },
  },
  rows: [
    {
      from: 'draft',
      on: 'edit',
      to: '=',
      label: '修改',
      by: province('VO'),
      payload: fields,
      when: [windowInOrder, knownMeasures],
      then: [({ event }) => [{ kind: 'data', patch: event.payload as Partial<ClaimCallData> }]],
    },
    {
      from: 'draft',
      on: 'publish',
      to: 'published',
      label: '发布',
      by: province('VL'),
      payload: [{ key: 'documentNo', label: '文号', kind: 'text', required: true }],
      when: [notYetClosed],
      confirm: '发布后申报单位即可看到通知，确定发布吗？',
      then: [
        ({ event }) => [{ kind: 'data', patch: { documentNo: String(event.payload!.documentNo) } }],
        ({ state }) => [{ kind: 'record', register: 'publication', row: { kind: 'call', title: state.data.title } }],
      ],
    },
    {
      from: ['published', 'closed'],
      on: 'extend',
      to: 'published',
      label: '延长申报窗口',
      by: province('VD'),
      opinion: 'required',
      payload: [{ key: 'until', label: '延期至', kind: 'date', required: true }],
      when: [later],
      then: [
        ({ event }) => [{ kind: 'data', patch: { closesOn: String(event.payload!.until) } }],
        ({ event, known }): Effect<ClaimCallData>[] => [
          {
            kind: 'cascade',
            process: 'claim',
            cases: known.drafts,
            on: 'window-moved',
            payload: { closesAt: closesAt({ closesOn: String(event.payload!.until) }) },
            each: 'skip',
          },
        ],
      ],
    },
    { from: 'published', on: 'window-closes', to: 'closed', label: '申报截止', by: { kind: 'time' } },
  ],
});
