import { endOfDay, formatDate, localDate } from '#domain/calendar/instant.js';
import type { By, Effect, Row } from '#domain/process/types.js';
import {
  choice,
  day,
  documentNo,
  guard,
  handler,
  lead,
  minutesNo,
  patchOf,
  province,
  said,
  system,
  tell,
  tellOf,
  tellUnits,
  text,
  unit,
} from '../acts.js';
import { projectModes, supportKinds } from '../vocabulary.js';
import { ahead, withinSixMonths } from '../deadlines.js';
import type { Context } from './children.js';
import type { ConsortiumData, ConsortiumKnown, EvaluationOutcome, Rectification, Suspension } from './data.js';
import { ownUnits, rectifying, runsWell, withinTerm } from './guards.js';
import { live } from './time.js';

type LifeRow = Row<ConsortiumData, ConsortiumKnown>;
const patch = patchOf<ConsortiumData, ConsortiumKnown>();
const rule = guard<ConsortiumData, ConsortiumKnown>;

const rectify = ({ state }: Context, asked: Rectification): Effect<ConsortiumData>[] => [
  { kind: 'data', patch: { rectification: asked } },
  {
    kind: 'set-instant',
    instant: { name: 'rectify-due', label: '整改期限', kind: 'timer', scope: 'case', at: endOfDay(asked.until) },
  },
  ...tellOf(state.data, 'rectify-please', ['lead', 'recommender'], {
    requirement: asked.requirement,
    until: formatDate(asked.until),
  }),
];

const suspend = ({ state }: Context, suspension: Suspension): Effect<ConsortiumData>[] => [
  { kind: 'data', patch: { suspension, rectification: undefined } },
  { kind: 'clear-instant', name: 'rectify-due' },
  {
    kind: 'set-instant',
    instant: { name: 'suspension-over', label: '中止期限', kind: 'timer', scope: 'case', at: endOfDay(suspension.until) },
  },
  ...tellOf(state.data, 'suspended', ['members', 'recommender'], {
    reason: suspension.reason,
    until: formatDate(suspension.until),
  }),
];
const asked = (context: Context): Rectification => ({ requirement: said(context, 'requirement'), until: said(context, 'until') });
const suspensionOf = (context: Context, reason: string): Suspension => ({
  reason,
  from: localDate(context.now),
  until: said(context, 'until'),
  minutesNo: said(context, 'minutesNo'),
});

/** What an evaluation's decision does to the consortium (R8): only what the official decided, only where it can still take effect. */
const afterEvaluation = ({ state, event }: Context): string => {
  const decision = said({ event }, 'decision');
  if (decision === 'rectify' && state.status === 'operating') return 'rectifying';
  if (decision === 'suspend' && ['operating', 'rectifying'].includes(state.status)) return 'suspended';
  return '=';
};

const supervisors: By<ConsortiumData> = {
  kind: 'office',
  unit: ({ offices }) => [offices.recommender, offices.province],
  roles: ['RU', 'VO', 'VD'],
};

/** 整改, 中止 (R9), support, supervision and the record of integrity: what the offices do while it lives. */
export const supervisionRows: LifeRow[] = [
  {
    from: 'operating',
    on: 'order-rectification',
    quiet: true,
    to: 'rectifying',
    label: '责令限期整改',
    by: province('VD'),
    opinion: 'required',
    payload: [text('requirement', '整改要求'), day('until', '整改期限')],
    when: [ahead],
    then: [(context) => rectify(context, asked(context))],
  },
  {
    from: 'rectifying',
    on: 'report-rectified',
    to: 'rectifying',
    label: '报告整改情况',
    by: lead,
    payload: [text('result', '整改情况')],
    then: [
      patch(({ state, event }) => ({ rectification: { ...state.data.rectification!, reported: said({ event }, 'result') } })),
    ],
  },
  {
    from: 'rectifying',
    on: 'confirm-rectified',
    to: 'operating',
    label: '整改合格',
    by: handler,
    opinion: 'required',
    when: [rectifying],
    then: [
      patch(() => ({ rectification: undefined })),
      () => [{ kind: 'clear-instant', name: 'rectify-due' }],
      tell('decided', 'lead', 'recommender'),
    ],
  },
  {
    from: 'rectifying',
    on: 'rectify-again',
    to: 'rectifying',
    label: '整改不合格，继续整改',
    by: handler,
    opinion: 'required',
    payload: [text('requirement', '整改要求'), day('until', '整改期限')],
    when: [rectifying, ahead],
    then: [(context) => rectify(context, asked(context))],
  },
  {
    from: ['operating', 'rectifying'],
    on: 'suspend',
    quiet: true,
    to: 'suspended',
    label: '中止',
    by: province('VD'),
    opinion: 'required',
    payload: [minutesNo, day('until', '中止至（最长6个月）')],
    confirm: '中止期间停止支持，不得承担新任务，确定吗？',
    when: [ahead, withinSixMonths],
    then: [(context) => suspend(context, suspensionOf(context, context.event.opinion!))],
  },
  {
    from: 'suspended',
    on: 'lift-suspension',
    quiet: true,
    to: 'operating',
    label: '恢复运行',
    by: province('VD'),
    opinion: 'required',
    payload: [minutesNo],
    then: [
      patch(() => ({ suspension: undefined })),
      () => [{ kind: 'clear-instant', name: 'suspension-over' }],
      tell('decided', 'members', 'recommender'),
    ],
  },
  {
    from: live,
    on: 'evaluation-decided',
    label: '绩效评价结果登记',
    to: afterEvaluation,
    reaches: ['=', 'rectifying', 'suspended'],
    by: system,
    when: [
      rule('outcomeGiven', 'R8', ({ event }) =>
        event.payload?.outcome ? undefined : { code: 'outcome_missing', message: '评价结果缺失，不能登记。' },
      ),
    ],
    then: [
      patch(({ state, event }) => {
        const outcome = event.payload!.outcome as EvaluationOutcome;
        return { grade: outcome.grade, evaluations: [...(state.data.evaluations ?? []), outcome] };
      }),
      (context) => {
        const to = afterEvaluation(context);
        if (to === 'rectifying') return rectify(context, asked(context));
        return to === 'suspended' ? suspend(context, suspensionOf(context, said(context, 'reason'))) : [];
      },
    ],
  },
  {
    from: live,
    on: 'supervise',
    onList: true,
    to: '=',
    label: '督促指导',
    by: supervisors,
    payload: [text('text', '督促指导内容')],
    then: [
      patch(({ state, event, now }) => ({
        supervision: [
          ...(state.data.supervision ?? []),
          { text: said({ event }, 'text'), by: event.by.personId!, unit: event.by.unitId!, at: now },
        ],
      })),
      (context) => tellOf(context.state.data, 'supervised', ['lead'], { text: said(context, 'text') }),
    ],
  },
  {
    from: ['operating', 'rectifying'],
    on: 'support',
    onList: true,
    to: '=',
    label: '登记支持措施',
    by: province('VO'),
    payload: [
      choice('kind', '支持措施', supportKinds),
      {
        ...{ key: 'mode', label: '项目组织方式', kind: 'choice', options: [...projectModes] },
        askedFor: { key: 'kind', values: ['project', 'national-project'] },
      },
      { key: 'units', label: '支持的单位', kind: 'units', required: true },
      text('detail', '具体内容'),
    ],
    when: [withinTerm, ownUnits('units'), runsWell],
    then: [
      patch(({ state, event, now }) => ({
        support: [
          ...(state.data.support ?? []),
          {
            kind: said({ event }, 'kind'),
            ...(said({ event }, 'mode') ? { mode: said({ event }, 'mode') } : {}),
            units: event.payload!.units as string[],
            detail: said({ event }, 'detail'),
            at: now,
          },
        ],
      })),
      (context) => {
        const params = {
          support: supportKinds.find(({ value }) => value === said(context, 'kind'))!.label,
          detail: said(context, 'detail'),
        };
        return tellUnits('supported', [context.state.data.offices.lead, ...(context.event.payload!.units as string[])], params);
      },
    ],
  },
  {
    from: live,
    on: 'update-lists',
    onList: true,
    to: '=',
    label: '更新科学问题清单和攻关清单',
    by: lead,
    payload: [list('problems', '重大科学问题清单'), list('targets', '关键核心技术攻关清单')],
    when: [
      rule(
        'linesComplete',
        'B19',
        ({ event }) => {
          const lines = (['problems', 'targets'] as const).flatMap(
            (key) => (event.payload?.[key] ?? []) as Record<string, string>[],
          );
          return lines.every((one) => one.name?.trim() && one.unit?.trim())
            ? undefined
            : { code: 'line_incomplete', message: '清单每行须填写名称和责任单位。', field: 'problems' };
        },
        'asks',
      ),
    ],
    then: [
      patch(({ event }) => ({
        lists: event.payload as unknown as NonNullable<ConsortiumData['lists']>,
      })),
    ],
  },
  {
    from: live,
    on: 'record-integrity',
    onList: true,
    to: '=',
    label: '登记科研诚信处理',
    by: province('VD'),
    payload: [
      choice('kind', '处理方式', [
        { value: 'sanction', label: '追责惩戒' },
        { value: 'transfer', label: '移交有关部门' },
      ]),
      unit,
      text('fact', '违规事实'),
      documentNo,
    ],
    when: [ownUnits('unit')],
    then: [
      patch(({ state, event, now }) => ({
        integrity: [
          ...(state.data.integrity ?? []),
          {
            kind: said({ event }, 'kind') as 'sanction' | 'transfer',
            unitId: said({ event }, 'unit'),
            fact: said({ event }, 'fact'),
            documentNo: said({ event }, 'documentNo'),
            at: now,
          },
        ],
      })),
      ({ event, now }) =>
        said({ event }, 'kind') === 'sanction'
          ? [
              {
                kind: 'record',
                register: 'credit',
                row: {
                  kind: 'remind',
                  unitId: said({ event }, 'unit'),
                  fact: said({ event }, 'fact'),
                  decisionNo: said({ event }, 'documentNo'),
                  from: now,
                },
              },
            ]
          : [],
      (context) =>
        tellUnits('integrity-recorded', [said(context, 'unit')], {
          fact: said(context, 'fact'),
          documentNo: said(context, 'documentNo'),
        }),
    ],
  },
];

function list(key: string, label: string) {
  return {
    key,
    label,
    kind: 'rows' as const,
    required: true,
    options: [
      { value: 'name', label: '名称' },
      { value: 'unit', label: '责任单位' },
    ],
  };
}
