import { localDate } from '#domain/calendar/instant.js';
import { formatWanYuan, parseWanYuan } from '#domain/money/fen.js';
import type { By, PayloadField, Row } from '#domain/process/types.js';
import { choice, day, guard, lead, line, members, patchOf, province, said, system, text, unitOf } from '../acts.js';
import { changeFields, changeGuards, changeOf, renewalFields } from '../change/proposal.js';
import { meetsRatio } from '../conditions.js';
import { disqualificationGrounds, dissolutionGrounds, platformLevels, projectModes } from '../vocabulary.js';
import { openChildren, type Context } from './children.js';
import type { ConsortiumData, ConsortiumKnown } from './data.js';
import { noneOpen, noRunningProject, withinTerm } from './guards.js';
import { live } from './time.js';

type LifeRow = Row<ConsortiumData, ConsortiumKnown>;
const patch = patchOf<ConsortiumData, ConsortiumKnown>();
const rule = guard<ConsortiumData, ConsortiumKnown>;

const entering = patch(({ state }) => ({ path: [...(state.data.path ?? []), state.status] }));

/** 解散 is asked for by the lead, by any member's petition, or by the province (2.7). */
const anyOfUs: By<ConsortiumData> = {
  kind: 'office',
  unit: (data) => [data.offices.lead, ...data.members.map(({ unitId }) => unitId), data.offices.province],
  roles: ['LD', 'MB', 'VO', 'VD'],
};
const clueOffices: By<ConsortiumData> = {
  kind: 'office',
  unit: ({ offices }) => [offices.recommender, offices.province],
  roles: ['RU', 'VO'],
};

const groundText = rule(
  'groundText',
  'B25',
  ({ event }) =>
    said({ event }, 'ground') === 'other' && said({ event }, 'detail').length < 5
      ? { code: 'ground_text_required', message: '选择“其他情形”的，请写明具体情形。', field: 'detail' }
      : undefined,
  'asks',
);

const projectFields: PayloadField[] = [
  line('name', '项目名称'),
  line('projectNo', '立项编号'),
  choice('level', '级别', platformLevels),
  choice('mode', '组织方式', projectModes),
  day('startsOn', '实施期起'),
  day('endsOn', '实施期止'),
  { key: 'fiscal', label: '财政资助（万元）', kind: 'money', required: true },
  { key: 'selfRaised', label: '企业自筹（万元）', kind: 'money', required: true },
];
const amount = ({ event }: Pick<Context, 'event'>, key: string) => parseWanYuan(String(event.payload![key]));

/** B10, R6 on every funded task. */
const twoToOne = rule(
  'twoToOne',
  'B10',
  (context) =>
    meetsRatio(amount(context, 'selfRaised'), amount(context, 'fiscal'))
      ? undefined
      : {
          code: 'ratio_short',
          message: `企业自筹须不低于财政资助的2倍：财政资助${formatWanYuan(amount(context, 'fiscal'))}万元，自筹应不少于${formatWanYuan(2n * amount(context, 'fiscal'))}万元。`,
          field: 'selfRaised',
        },
  'asks',
);
const periodOrdered = rule(
  'periodOrdered',
  '2.12',
  (context) =>
    said(context, 'startsOn') < said(context, 'endsOn')
      ? undefined
      : { code: 'period_reversed', message: '实施期止须晚于实施期起。', field: 'endsOn' },
  'asks',
);

const raiserOf = ({ state: { data }, event }: Context): { unitId: string; role: string } => {
  const unitId = unitOf(data, event);
  return { unitId, role: unitId === data.offices.lead ? 'LD' : 'MB' };
};

const matter = (title: string, detail: string, raiser: { unitId: string; role: string }, data: ConsortiumData) => ({
  kind: 'matter' as const,
  process: 'coordination',
  title,
  data: {
    detail,
    source: data.title,
    raiser,
    triage: { unitId: data.offices.recommender, role: 'RU' },
    province: { unitId: data.offices.province, role: 'VO' },
  },
});

/** What is opened under a consortium, each by an act on it: change, dissolution, clue, evaluation, project, matter. */
export const openingRows: LifeRow[] = [
  {
    from: ['operating', 'rectifying', 'suspended'],
    on: 'propose-change',
    quiet: true,
    to: '=',
    label: '发起变更',
    by: lead,
    payload: changeFields,
    when: [withinTerm, noneOpen('consortium-change', '变更'), ...changeGuards],
    then: [(context) => openChildren(context, [{ kind: 'change', process: 'consortium-change', ...changeOf(context) }])],
  },
  {
    from: ['operating', 'rectifying'],
    on: 'renew',
    quiet: true,
    to: 'renewing',
    label: '申请续期',
    by: lead,
    payload: renewalFields,
    when: [noneOpen('consortium-change', '变更'), ...changeGuards],
    then: [
      entering,
      (context) => openChildren(context, [{ kind: 'change', process: 'consortium-change', ...changeOf(context) }]),
    ],
  },
  {
    from: ['operating', 'rectifying', 'suspended'],
    on: 'request-dissolution',
    quiet: true,
    to: 'dissolving',
    label: '申请解散',
    by: anyOfUs,
    payload: [choice('ground', '解散事由', dissolutionGrounds), text('detail', '具体情况')],
    confirm: '申请解散后须由全部单位签署解散协议、完成清算并报批，确定吗？',
    when: [noRunningProject, noneOpen('consortium-change', '变更'), groundText],
    then: [
      entering,
      (context) =>
        openChildren(context, [
          {
            kind: 'dissolution',
            process: 'dissolution',
            title: `${context.state.data.title}解散`,
            data: {
              ground: said(context, 'ground'),
              detail: said(context, 'detail'),
              requestedBy: unitOf(context.state.data, context.event),
              signatures: [],
            },
          },
        ]),
    ],
  },
  {
    from: live,
    on: 'report-clue',
    quiet: true,
    to: '=',
    label: '登记取消资格线索',
    by: clueOffices,
    payload: [choice('ground', '情形', disqualificationGrounds), text('fact', '线索内容')],
    when: [noneOpen('disqualification', '取消资格')],
    then: [(context) => openClue(context)],
  },
  {
    from: live,
    on: 'clue-from-report',
    label: '登记取消资格线索（拒绝报送）',
    to: '=',
    by: system,
    when: [noneOpen('disqualification', '取消资格')],
    then: [(context) => openClue(context)],
  },
  {
    from: ['operating', 'rectifying', 'suspended'],
    on: 'plan-evaluation',
    onList: true,
    to: '=',
    label: '组织专项评价',
    by: province('VO'),
    payload: [text('reason', '评价事由')],
    when: [noneOpen('evaluation', '绩效评价')],
    then: [
      (context) =>
        openChildren(context, [
          {
            kind: 'evaluation',
            process: 'evaluation',
            title: `${context.state.data.title}专项绩效评价`,
            data: { kind: 'ad-hoc', reason: said(context, 'reason') },
          },
        ]),
    ],
  },
  {
    from: ['operating', 'rectifying'],
    on: 'establish-project',
    onList: true,
    to: '=',
    label: '登记立项',
    by: province('VO'),
    payload: projectFields,
    when: [withinTerm, periodOrdered, twoToOne],
    then: [
      patch(() => ({ withoutProject: false })),
      (context) =>
        openChildren(context, [
          {
            kind: 'project',
            process: 'project-task',
            title: said(context, 'name'),
            data: {
              name: said(context, 'name'),
              projectNo: said(context, 'projectNo'),
              level: said(context, 'level'),
              mode: said(context, 'mode'),
              startsOn: said(context, 'startsOn'),
              endsOn: said(context, 'endsOn'),
              establishedOn: localDate(context.now),
              fiscalFen: amount(context, 'fiscal').toString(),
              selfRaisedFen: amount(context, 'selfRaised').toString(),
              signatures: [],
            },
          },
        ]),
    ],
  },
  {
    from: live,
    on: 'raise-matter',
    onList: true,
    to: '=',
    label: '提出协调事项',
    by: members,
    payload: [line('title', '事项'), text('detail', '具体情况和建议')],
    when: [withinTerm],
    then: [
      (context) =>
        openChildren(context, [matter(said(context, 'title'), said(context, 'detail'), raiserOf(context), context.state.data)]),
    ],
  },
  {
    from: live,
    on: 'matters-raised',
    label: '年度报告提出协调事项',
    to: '=',
    by: system,
    then: [
      (context) => {
        const { data } = context.state;
        const raised = (context.event.payload?.matters ?? []) as { title: string; detail: string }[];
        return openChildren(
          context,
          raised.map(({ title, detail }) => matter(title, detail, { unitId: data.offices.lead, role: 'LD' }, data)),
        );
      },
    ],
  },
  {
    from: 'dissolving',
    on: 'final-report',
    label: '开启总结报告',
    to: '=',
    by: system,
    then: [
      (context) =>
        openChildren(context, [
          {
            kind: 'final-report',
            process: 'annual-report',
            title: `${context.state.data.title}总结报告`,
            data: {
              kind: 'final',
              year: Number(localDate(context.now).slice(0, 4)),
              opensAt: context.now,
              dueAt: Number(context.event.payload?.dueAt ?? context.now),
            },
          },
        ]),
    ],
  },
];

/** A clue of what B32 names; an official decides what becomes of it. */
function openClue(context: Context) {
  const { data } = context.state;
  return openChildren(context, [
    {
      kind: 'disqualification',
      process: 'disqualification',
      title: `${data.title}取消资格`,
      confidential: true,
      data: {
        ground: said(context, 'ground'),
        fact: said(context, 'fact'),
        ...(data.jointLead ? { jointLead: data.jointLead } : {}),
      },
    },
  ]);
}
