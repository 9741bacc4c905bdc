import { atTime } from '#domain/calendar/instant.js';
import type { AnnualReportData, AnnualReportKnown } from '#domain/consortium/annual-report/data.js';
import { reportYear } from '#domain/consortium/annual-report/year.js';
import type { ChangeData, ChangeKnown } from '#domain/consortium/change/data.js';
import type { DisqualificationData, DisqualificationKnown } from '#domain/consortium/disqualification/data.js';
import type { DissolutionData, DissolutionKnown } from '#domain/consortium/dissolution/data.js';
import type { EvaluationData, EvaluationKnown } from '#domain/consortium/evaluation/data.js';
import { exampleChild, exampleMembers, examplePool, exampleUnits } from '#domain/consortium/examples.js';
import type { ConsortiumData, ConsortiumKnown } from '#domain/consortium/life/data.js';
import type { ProjectTaskData, ProjectTaskKnown } from '#domain/consortium/project-task/data.js';
import { defaultWeights } from '#domain/consortium/scoring.js';
import type { CoordinationData, CoordinationKnown } from '#domain/coordination/data.js';
import type { Finding } from '#domain/form/finding.js';
import type { Actor } from '#domain/process/types.js';
import { mostly, pick, type Next } from '../random.js';
import type { World } from '../world.js';

const start = atTime('2026-05-20', '10:00');
const error: Finding = { clause: 'B30', severity: 'error', field: 'summary', message: '请填写。' };
const findings = (next: Next): Finding[] => mostly(next, [], [error]);
const panel = { candidates: [...examplePool], seed: 'seed' };
const instrument = { version: 1, sha256: 'hash' };

/** What signers, experts and officers answer when they mean it. */
const answers: World['answers'] = {
  sha256: (next) => mostly(next, 'hash', 'another'),
  representative: (_next, _data, { unitId }: Actor) => exampleUnits[unitId ?? '']?.legalRepresentative ?? '某人',
  unit: (next) => pick(next, exampleMembers).unitId,
  size: (next) => pick(next, ['7', '5', '4']),
  expert: (next, data: { panel?: string[] }) => pick(next, data.panel ?? ['x01']),
  from: () => '2025-05-20',
  until: (next) => mostly(next, '2026-11-20', '2025-01-01'),
  seal: () => true,
};

/** What the consortium tells its children. */
const sent: World['sent'] = (_next, on) =>
  on === 'offices-changed' ? { offices: exampleChild.offices, members: [...exampleMembers] } : undefined;

/** A year whose silence is counted in a year that is published. */
/** The consortium's own end has been told. */
const untold = { 'consortium-ended': '联合体终止时已告知' };

const annualReport: World<AnnualReportData, AnnualReportKnown> = {
  start: atTime('2025-10-20', '10:00'),
  untold: { ...untold, due: '首份报告可以不报，期满即免' },
  data: { ...exampleChild, kind: 'annual', year: 2025, ...reportYear(2025) },
  vary: (next) => ({ optional: next() < 0.3 }),
  known: (next) => ({ findings: findings(next), matters: [{ title: '用电指标', detail: '中试线缺用电指标' }] }),
  answers,
  sent,
};

const evaluation: World<EvaluationData, EvaluationKnown> = {
  untold,
  start,
  data: { ...exampleChild, kind: 'mid-term', weights: defaultWeights },
  known: (next) => ({ findings: findings(next), ...panel }),
  answers: {
    ...answers,
    ...Object.fromEntries(Object.entries(defaultWeights).map(([key, weight]) => [key, () => weight])),
    to: () => '2026-05-19',
  },
  sent,
};

const change: World<ChangeData, ChangeKnown> = {
  untold,
  start,
  data: {
    ...exampleChild,
    kind: 'extension',
    reason: '研发周期调整',
    startsOn: '2026-01-01',
    endsOn: '2028-12-31',
    months: 12,
    joining: [],
    leaving: [],
    instrument,
    signatures: [],
  },
  vary: (next) => ({
    kind: pick(next, ['extension', 'goal', 'renewal', 'chief-expert'] as const),
    origin: pick(next, ['top-down', 'bottom-up']),
    goal: '新目标',
  }),
  known: (next) => ({ units: exampleUnits, bans: [], leads: [], bureau: 'bureau', agreement: findings(next) }),
  answers,
  sent,
  unreached: ['refused'],
};

const dissolution: World<DissolutionData, DissolutionKnown> = {
  untold,
  start,
  data: { ...exampleChild, ground: 'completed', detail: '任务全部验收', requestedBy: 'lead', instrument, signatures: [] },
  known: (next) => ({ units: exampleUnits, bans: [], running: [], finalReport: 'filed', agreement: findings(next) }),
  answers,
  sent,
};

const disqualification: World<DisqualificationData, DisqualificationKnown> = {
  untold: { ...untold, 'dismiss-clue': '线索不成立，未曾告知' },
  start,
  data: { ...exampleChild, ground: 'breach', fact: '两家成员未投入' },
  known: () => ({ finance: 'f', coreElsewhere: [], officials: ['p/VO/0', 'p/VO/1'] }),
  answers: { ...answers, personIds: (next) => mostly(next, ['p/VO/0', 'p/VO/1'], ['p/VO/0']) },
  sent,
};

const projectTask: World<ProjectTaskData, ProjectTaskKnown> = {
  untold,
  start,
  data: {
    ...exampleChild,
    name: '短流程电解铝专项',
    projectNo: '202601AS070021',
    level: 'provincial',
    mode: 'commissioned',
    startsOn: '2026-06-01',
    endsOn: '2028-05-31',
    establishedOn: '2026-05-20',
    fiscalFen: '50000000',
    selfRaisedFen: '100000000',
  },
  known: (next) => ({ findings: findings(next), ...panel }),
  answers,
  sent,
};

const coordination: World<CoordinationData, CoordinationKnown> = {
  start,
  data: {
    title: '中试线用电指标',
    detail: '缺口2万千瓦',
    source: '2026年度报告',
    raiser: { unitId: 'lead', role: 'LD' },
    triage: { unitId: 'bureau', role: 'RU' },
    province: { unitId: 'p', role: 'VO' },
  },
  known: () => ({ offices: { p: { unitId: 'p', role: 'VO' }, energy: { unitId: 'energy', role: 'PO' } } }),
  answers: { ...answers, unit: (next) => pick(next, ['p', 'energy', 'firm']), coHandlers: () => ['energy'], days: () => 10 },
};

const life: World<ConsortiumData, ConsortiumKnown> = {
  untold: { disqualify: '取消资格的决定已送达' },
  start,
  data: {
    title: '云南省绿色铝创新联合体',
    industry: '绿色铝',
    origin: 'top-down',
    target: '短流程制备',
    prefectureCode: '530100',
    offices: exampleChild.offices,
    members: [...exampleMembers],
    number: 'YNLHT-2026-001',
    approvedOn: '2026-05-20',
    startsOn: '2026-05-20',
    endsOn: '2029-05-19',
    year: 2026,
  },
  known: (next) => ({ children: [], projects: mostly(next, 1, 0), units: exampleUnits }),
  answers,
  sent: (next, on) =>
    ({
      'change-effective': { changed: { target: '新目标' } },
      'evaluation-decided': {
        decision: pick(next, ['continue', 'rectify', 'suspend']),
        requirement: '补齐台账',
        until: '2026-11-20',
        reason: '停摆',
        minutesNo: '〔2026〕9次',
        outcome: {
          caseId: 'e',
          kind: 'mid-term',
          score: '60.00',
          grade: '中',
          decision: 'continue',
          reason: '',
          on: '2026-05-20',
        },
      },
      'matters-raised': { matters: [{ title: '用电指标', detail: '缺用电指标' }] },
      'final-report': { dueAt: start },
      disqualify: { units: ['lead'] },
    })[on],
};

/** Programme B, from the approval on. */
export const consortium: Record<string, World> = {
  'annual-report': annualReport,
  evaluation,
  'consortium-change': change,
  dissolution,
  disqualification,
  'project-task': projectTask,
  coordination,
  consortium: life,
};
