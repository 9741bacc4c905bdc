import { formatDeadline, localDate, type Instant } from '#domain/calendar/instant.js';
import { noticePeriod } from '#domain/calendar/period.js';
import { evidenceFiles, type EvidenceFile } from '#domain/list/member.js';
import type { Effect, PayloadField, Row, StepContext } from '#domain/process/types.js';
import { handler, patchOf, said, tell, tellOf, text } from './acts.js';
import { noticeFits, objectionFits } from './formation/guards.js';

/** A public notice 公示 of one case (6.5): published by the province's office, objections by name, over when its last working day ends. */
export interface NoticeData {
  noticeUntil?: Instant;
  objections?: { name: string; contact: string; evidence: string; files?: EvidenceFile[]; at: Instant }[];
}

const patch = patchOf<any, any>();

const days: PayloadField = {
  key: 'days',
  label: '公示期',
  kind: 'choice',
  required: true,
  options: [
    { value: '5', label: '5个工作日' },
    { value: '7', label: '7个工作日' },
  ],
};

export const openObjections = (data: NoticeData): boolean => (data.objections?.length ?? 0) > 0;

/**
 * The rows of a stage under public notice. `passes` and `fails` are where it leads; with an objection open the end of the notice waits for the
 * official's finding.
 */
export function noticeRows<D extends NoticeData, K>(of: {
  from: string;
  title: (data: D) => string;
  passes: string | ((context: StepContext<D, K>) => string);
  reaches?: readonly string[];
  fails: string;
  onPass: (context: StepContext<D, K>) => Effect<D>[];
}): Row<D, K>[] {
  const passes = (context: StepContext<D, K>) => (typeof of.passes === 'function' ? of.passes(context) : of.passes);
  const reaches = of.reaches ?? [of.passes as string];
  const over = ({ state, now }: StepContext<D, K>) => state.data.noticeUntil !== undefined && now >= state.data.noticeUntil;
  const rows: Row<any, any>[] = [
    {
      from: of.from,
      on: 'publish-notice',
      to: '=',
      label: '发布公示',
      by: handler,
      answers: true,
      payload: [days],
      when: [
        {
          // The desk of an objection is the same office's: the notice is not published a second time from there.
          name: 'notPublishedYet',
          clause: '6.5',
          check: ({ state }) =>
            (state.data as D).noticeUntil === undefined
              ? undefined
              : { code: 'published_already', message: '公示已发布，请处理公示期内的异议或等待期满。' },
        },
        noticeFits,
      ],
      then: [
        ({ state, event, now, calendar }) => {
          const at = noticePeriod(calendar, localDate(now), Number(event.payload!.days)).endsAt;
          return [
            { kind: 'data', patch: { noticeUntil: at } },
            { kind: 'set-instant', instant: { name: 'notice-closes', label: '公示期满', kind: 'timer', scope: 'stage', at } },
            { kind: 'record', register: 'publication', row: { kind: 'notice', title: of.title(state.data as D), closesAt: at } },
            ...tellOf(state.data, 'on-notice', ['lead', 'recommender'], { until: formatDeadline(at) }),
          ];
        },
      ],
    },
    {
      from: of.from,
      on: 'object',
      to: of.from,
      by: { kind: 'public' },
      when: [objectionFits],
      then: [
        patch(({ state, event, now }) => ({
          objections: [
            ...((state.data as D).objections ?? []),
            {
              name: said({ event }, 'name'),
              contact: said({ event }, 'contact'),
              evidence: said({ event }, 'evidence'),
              ...(evidenceFiles(event).length ? { files: evidenceFiles(event) } : {}),
              at: now,
            },
          ],
        })),
        ({ state }) => {
          // The stage is entered again so that the objection's task opens; its timer is set anew.
          const at = (state.data as D).noticeUntil!;
          return [
            { kind: 'set-instant', instant: { name: 'notice-closes', label: '公示期满', kind: 'timer', scope: 'stage', at } },
          ];
        },
      ],
    },
    {
      from: of.from,
      on: 'objection-upheld',
      to: of.fails,
      label: '异议成立',
      by: handler,
      opinion: 'required',
      payload: [text('finding', '核实情况', false)],
      when: [
        {
          name: 'objected',
          check: ({ state }) =>
            openObjections(state.data as D) ? undefined : { code: 'no_objection', message: '没有待处理的异议。' },
        },
      ],
      // What is published again later is a notice of its own.
      then: [patch(() => ({ objections: [], noticeUntil: undefined })), tell('decided', 'members', 'recommender')],
    },
    {
      from: of.from,
      on: 'objection-dismissed',
      to: (context) => (over(context as StepContext<D, K>) ? passes(context as StepContext<D, K>) : of.from),
      reaches: [...reaches, of.from],
      label: '异议不成立',
      by: handler,
      opinion: 'required',
      when: [
        {
          name: 'objected',
          check: ({ state }) =>
            openObjections(state.data as D) ? undefined : { code: 'no_objection', message: '没有待处理的异议。' },
        },
      ],
      then: [
        patch(() => ({ objections: [] })),
        (context) =>
          over(context as StepContext<D, K>)
            ? of.onPass(context as StepContext<D, K>)
            : [
                {
                  kind: 'set-instant',
                  instant: {
                    name: 'notice-closes',
                    label: '公示期满',
                    kind: 'timer',
                    scope: 'stage',
                    at: (context.state.data as D).noticeUntil!,
                  },
                },
              ],
      ],
    },
    {
      from: of.from,
      on: 'notice-closes',
      label: '公示期满',
      to: (context) => (openObjections(context.state.data as D) ? '=' : passes(context as StepContext<D, K>)),
      reaches: ['=', ...reaches],
      by: { kind: 'time' },
      then: [(context) => (openObjections(context.state.data as D) ? [] : of.onPass(context as StepContext<D, K>))],
    },
  ];
  return rows as Row<D, K>[];
}

/** The stage's desk: publish, then one task while an objection waits for its finding within fifteen working days. */
export const noticeTask = <D extends NoticeData & { offices: { province: string } }>() => ({
  label: (data: D) => (openObjections(data) ? '处理公示异议' : '发布公示'),
  for: (data: D) =>
    data.noticeUntil === undefined || openObjections(data) ? { unitId: data.offices.province, role: 'VO' as const } : undefined,
  workingDays: 15,
});
