import { formatDeadline, type Instant } from '#domain/calendar/instant.js';
import type { CaseEvent, Effect, Guard, Row, StepContext } from '#domain/process/types.js';

/** A case that goes through the meeting and the notice on a list of many (domain/list/meeting-list.ts). */
export interface OnList {
  minutesNo?: string;
  noticeUntil?: Instant;
  noticeClosed?: boolean;
  objections?: Objection[];
  planNo?: string;
}

/** 异议 to a case on public notice (6.5); `files`: its evidence, attachments of the case. */
export interface Objection {
  name: string;
  contact: string;
  evidence: string;
  unit?: string;
  files?: EvidenceFile[];
  at: Instant;
}

export interface EvidenceFile {
  id: string;
  fileName: string;
}

/** Open objections a case takes: beyond it somebody floods. */
const MOST_OBJECTIONS = 50;

/** The evidence that came with an objection. */
export const evidenceFiles = ({ payload }: CaseEvent): EvidenceFile[] =>
  Array.isArray(payload?.files) ? (payload.files as EvidenceFile[]) : [];

/** 6.5 an objection names its author, how to reach them and the evidence; a unit's is signed and sealed; late ones are not accepted. */
export const objectionComplete: Guard<any, any> = {
  name: 'objectionComplete',
  asks: true,
  check: ({ event, state, now }) => {
    if (state.data.noticeClosed || now >= (state.data.noticeUntil ?? 0))
      return { code: 'notice_closed', message: '不在公示期内，不受理异议。' };
    const missing = (['name', 'contact', 'evidence'] as const).find((key) => String(event.payload?.[key] ?? '').trim() === '');
    if (missing)
      return {
        code: 'objection_incomplete',
        message: '异议须实名并附联系方式和证据材料，匿名或无证据的不予受理。',
        field: missing,
      };
    if ((state.data.objections?.length ?? 0) >= MOST_OBJECTIONS)
      return { code: 'objections_full', message: '待核查的异议已达上限，请拨打公示所列电话反映。' };
    if (!event.payload?.unit) return undefined;
    if (event.payload.sealed !== true)
      return { code: 'objection_unsealed', message: '单位提出异议须由法定代表人签字并加盖公章。', field: 'sealed' };
    return evidenceFiles(event).length > 0
      ? undefined
      : { code: 'objection_unsealed', message: '请上传法定代表人签字并加盖公章的异议书。', field: 'files' };
  },
};

export interface MemberOf<D, K> {
  /** Where the notice leads when nobody's objection stands. */
  passes: string | ((context: StepContext<D, K>) => string);
  reaches: readonly string[];
  fails: string;
  /** ✉ its owner. */
  tell: (context: StepContext<D, K>, template: string, params: Record<string, string>) => Effect<D>[];
  /** What follows from either. */
  passed: (context: StepContext<D, K>) => Effect<D>[];
  failed: (context: StepContext<D, K>) => Effect<D>[];
}

/** meeting → publicity → the outcome, moved by the list; an objection holds up this case alone. */
export function memberRows<D extends OnList, K>(of: MemberOf<D, K>): Row<D, K>[] {
  const patch =
    (change: (context: StepContext<D, K>) => OnList) =>
    (context: StepContext<D, K>): Effect<D>[] => [{ kind: 'data', patch: change(context) as Partial<D> }];
  const passes = (context: StepContext<D, K>) => (typeof of.passes === 'function' ? of.passes(context) : of.passes);
  const objected = ({ state }: StepContext<D, K>) => (state.data.objections?.length ?? 0) > 0;
  const said = ({ event }: StepContext<D, K>, key: string) => String(event.payload?.[key] ?? '');
  return [
    {
      from: 'meeting',
      on: 'select',
      to: 'publicity',
      label: '会议选定',
      by: { kind: 'system' },
      then: [patch((context) => ({ minutesNo: said(context, 'minutesNo') }))],
    },
    {
      from: 'meeting',
      on: 'not-select',
      to: of.fails,
      label: '会议未选',
      by: { kind: 'system' },
      then: [patch((context) => ({ minutesNo: said(context, 'minutesNo') })), of.failed],
    },
    {
      from: 'publicity',
      on: 'notice-opened',
      to: '=',
      label: '开始公示',
      by: { kind: 'system' },
      then: [
        patch(({ event }) => ({ noticeUntil: Number(event.payload!.closesAt) })),
        (context) => of.tell(context, 'on-notice', { until: formatDeadline(Number(context.event.payload!.closesAt)) }),
      ],
    },
    {
      from: 'publicity',
      on: 'object',
      to: 'publicity',
      by: { kind: 'public' },
      when: [objectionComplete],
      then: [
        patch((context) => ({
          objections: [
            ...(context.state.data.objections ?? []),
            {
              name: said(context, 'name'),
              contact: said(context, 'contact'),
              evidence: said(context, 'evidence'),
              ...(context.event.payload!.unit ? { unit: said(context, 'unit') } : {}),
              ...(evidenceFiles(context.event).length ? { files: evidenceFiles(context.event) } : {}),
              at: context.now,
            },
          ],
        })),
      ],
    },
    {
      from: 'publicity',
      on: 'objection-upheld',
      to: of.fails,
      label: '异议成立',
      by: { kind: 'handler' },
      opinion: 'required',
      then: [of.failed],
    },
    {
      from: 'publicity',
      on: 'objection-dismissed',
      to: (context) => (context.state.data.noticeClosed ? passes(context) : 'publicity'),
      reaches: [...of.reaches, 'publicity'],
      label: '异议不成立',
      by: { kind: 'handler' },
      opinion: 'required',
      then: [patch(() => ({ objections: [] })), (context) => (context.state.data.noticeClosed ? of.passed(context) : [])],
    },
    {
      from: 'publicity',
      on: 'publicity-closes',
      to: (context) => (objected(context) ? '=' : passes(context)),
      reaches: [...of.reaches, '='],
      label: '公示期满',
      by: { kind: 'system' },
      then: [
        patch((context) => ({ noticeClosed: true, planNo: said(context, 'planNo') })),
        (context) => (objected(context) ? [] : of.passed(context)),
      ],
    },
  ];
}
