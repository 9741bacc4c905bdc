import { panelScore } from '#domain/panel/scores.js';
import { describe, expect, it } from 'vitest';
import { atTime, startOfDay } from '#domain/calendar/instant.js';
import { byPublic, bySystem, byTime, opinion, outcome, person, Table, unwalked, type TableRow } from '#test/harness/table.js';
import { exampleChild, examplePool } from '../examples.js';
import { defaultWeights, gradeOf, weighted, type Grade } from '../scoring.js';
import type { EvaluationData, EvaluationKnown, Score } from './data.js';
import { evaluation } from './process.js';

const now = atTime('2026-05-20', '10:00');
const data: EvaluationData = { ...exampleChild, kind: 'mid-term', weights: defaultWeights };
const known: EvaluationKnown = { findings: [], candidates: [...examplePool], seed: 'seed' };
const table = new Table(evaluation, data, known, now);

const ld = person('ld', 'lead', 'LD');
const ru = person('ru', 'bureau', 'RU');
const vo = person('vo', 'p', 'VO');
const vd = person('vd', 'p', 'VD');
const vl = person('vl', 'p', 'VL');
const xp = (id: string) => person(id, 'lab', 'XP');
const panel = examplePool.slice(0, 7).map(({ personId }) => personId);
const promised = [...panel];
const marks = { tasks: 90, funds: 80, management: 70, cooperation: 85 };
const score = (personId: string, value = '83.5000'): Score => ({ personId, marks, score: value, comment: '任务按期完成' });
const six = panel.slice(0, 6).map((personId) => score(personId));
const notify = { from: '2025-05-20', to: '2026-05-19', ...defaultWeights };
const timer = (name: string, at = now) => [{ name, at, kind: 'timer' as const, scope: 'stage' as const }];
const minutes = { minutesNo: '〔2026〕12次' };
const graded = (grade: Grade, points: string) => ({ grade, score: points, minutesNo: minutes.minutesNo });
const objection = { name: '李某', contact: '0871-60000000', evidence: '业绩数据不实' };

const rows: TableRow<EvaluationData, EvaluationKnown>[] = [
  {
    id: '2.5 planned: the notice with period and weights',
    from: 'planned',
    on: 'notify',
    by: vo,
    payload: notify,
    to: 'self_eval',
  },
  { id: '6.3 weights of 99', from: 'planned', on: 'notify', by: vo, payload: { ...notify, cooperation: 19 }, to: 'weights_sum' },
  { id: '6.3 weights of 101', from: 'planned', on: 'notify', by: vo, payload: { ...notify, cooperation: 21 }, to: 'weights_sum' },
  {
    id: '6.3 other weights of 100',
    from: 'planned',
    on: 'notify',
    by: vo,
    payload: { ...notify, tasks: 25, funds: 25, management: 25, cooperation: 25 },
    to: 'self_eval',
  },
  {
    id: 'B22 exactly four dimensions: a fifth is not asked for',
    from: 'planned',
    on: 'notify',
    by: vo,
    payload: { ...notify, innovation: 0 },
    to: 'payload_unknown',
  },
  {
    id: '2.5 a period that ends before it starts',
    from: 'planned',
    on: 'notify',
    by: vo,
    payload: { ...notify, to: '2025-05-19' },
    to: 'period_reversed',
  },
  { id: '2.5 self-evaluation', from: 'self_eval', on: 'submit', by: ld, to: 'recommender_opinion' },
  {
    id: 'B22 a dimension without evidence',
    from: 'self_eval',
    on: 'submit',
    by: ld,
    known: { findings: [{ clause: 'B22', severity: 'error', field: 'fundsEvidence', message: '请填写佐证材料。' }] },
    to: 'form_invalid',
  },
  { id: '2.5 the recommending office', from: 'recommender_opinion', on: 'give-opinion', by: ru, opinion, to: 'panel' },
  { id: '2.5 returns it', from: 'recommender_opinion', on: 'return', by: ru, opinion, to: 'self_eval' },
  { id: '6.2 a panel of seven', from: 'panel', on: 'draw-panel', by: vo, payload: { size: 7 }, to: 'panel' },
  { id: '6.2 five are too few', from: 'panel', on: 'draw-panel', by: vo, payload: { size: 5 }, to: 'panel_size' },
  { id: '6.2 promise', from: 'panel', on: 'promise', by: xp(panel[0]!), data: { panel }, to: 'panel' },
  {
    id: '6.2 promised once is enough',
    from: 'panel',
    on: 'promise',
    by: xp(panel[0]!),
    data: { panel, promised },
    to: 'promised_already',
  },
  { id: '6.2 recusal', from: 'panel', on: 'recuse', by: xp(panel[0]!), data: { panel }, opinion, to: 'panel' },
  {
    id: '6.2 an absent expert is replaced',
    from: 'panel',
    on: 'replace-expert',
    by: vo,
    data: { panel },
    opinion,
    payload: { personId: panel[0]! },
    to: 'panel',
  },
  {
    id: '6.2 no score before the promise',
    from: 'panel',
    on: 'score',
    by: xp(panel[0]!),
    data: { panel },
    payload: { ...marks, comment: '任务按期完成' },
    to: 'promise_first',
  },
  {
    id: '6.2 a score without comment',
    from: 'panel',
    on: 'score',
    by: xp(panel[0]!),
    data: { panel, promised },
    payload: { ...marks, comment: '好' },
    to: 'comment_required',
  },
  {
    id: '6.2 a mark above 100',
    from: 'panel',
    on: 'score',
    by: xp(panel[0]!),
    data: { panel, promised },
    payload: { ...marks, funds: 101, comment: '任务按期完成' },
    to: 'score_invalid',
  },
  {
    id: '6.2 one score waits for the others',
    from: 'panel',
    on: 'score',
    by: xp(panel[6]!),
    data: { panel, promised },
    payload: { ...marks, comment: '任务按期完成' },
    to: 'panel',
  },
  {
    id: '6.2 the last one closes the round',
    from: 'panel',
    on: 'score',
    by: xp(panel[6]!),
    data: { panel, promised, scores: six },
    payload: { ...marks, comment: '任务按期完成' },
    to: 'result_draft',
  },
  {
    id: '6.2 after the lock no edits',
    from: 'panel',
    on: 'score',
    by: xp(panel[0]!),
    data: { panel, promised, scores: six },
    payload: { ...marks, comment: '任务按期完成' },
    to: 'held_by_other',
  },
  {
    id: '2.5 the result is confirmed',
    from: 'result_draft',
    on: 'confirm-result',
    by: vo,
    data: graded('良', '83.50'),
    to: 'objection',
  },
  {
    id: '2.5 or sent back to the panel',
    from: 'result_draft',
    on: 'rescore',
    by: vo,
    data: { panel, ...graded('良', '83.50') },
    opinion,
    to: 'panel',
  },
  {
    id: '2.5 after a 复核 straight to the meeting',
    from: 'result_draft',
    on: 'confirm-result',
    by: vo,
    data: { review: { reason: '复核', at: now } },
    to: 'deliberation',
  },
  { id: '2.5 the lead agrees', from: 'objection', on: 'accept-result', by: ld, to: 'deliberation' },
  { id: '2.5 the lead asks for a 复核', from: 'objection', on: 'ask-review', by: ld, opinion, to: 'reviewing' },
  {
    id: '2.5 once',
    from: 'objection',
    on: 'ask-review',
    by: ld,
    data: { review: { reason: '复核', at: now } },
    opinion,
    to: 'reviewed_once',
  },
  {
    id: '2.5 within five working days',
    from: 'objection',
    on: 'ask-review',
    by: ld,
    opinion,
    at: startOfDay('2026-05-28'),
    to: 'too_late',
  },
  {
    id: '2.5 silence accepts',
    from: 'objection',
    on: 'objection-over',
    by: byTime,
    instants: timer('objection-over'),
    at: startOfDay('2026-05-28'),
    to: 'deliberation',
  },
  { id: '2.5 复核: kept', from: 'reviewing', on: 'keep-result', by: vo, opinion, to: 'deliberation' },
  { id: '2.5 复核: judged again', from: 'reviewing', on: 'rescore', by: vo, data: { panel }, opinion, to: 'panel' },
  { id: '2.5 deliberation', from: 'deliberation', on: 'approve', by: vl, payload: minutes, to: 'published' },
  { id: '2.5 sent back', from: 'deliberation', on: 'rescore', by: vl, data: { panel }, opinion, payload: minutes, to: 'panel' },
  { id: '2.5 公示 five working days', from: 'published', on: 'publish-notice', by: vo, payload: { days: '5' }, to: 'published' },
  {
    id: '6.5 never into a year that is not published',
    from: 'published',
    on: 'publish-notice',
    by: vo,
    payload: { days: '5' },
    at: atTime('2026-12-28', '10:00'),
    to: 'calendar_not_published',
  },
  {
    id: '6.5 a notice is not published twice while its objection waits',
    from: 'published',
    on: 'publish-notice',
    by: vo,
    data: { noticeUntil: now + 1, objections: [{ ...objection, at: now }] },
    payload: { days: '5' },
    to: 'published_already',
  },
  {
    id: '6.5 an objection by name',
    from: 'published',
    on: 'object',
    by: byPublic,
    data: { noticeUntil: now + 1 },
    payload: objection,
    to: 'published',
  },
  {
    id: '6.5 dismissed after the notice',
    from: 'published',
    on: 'objection-dismissed',
    by: vo,
    data: { noticeUntil: now, objections: [{ ...objection, at: now - 1 }] },
    opinion,
    to: 'deciding',
  },
  {
    id: '6.5 upheld: back to the meeting',
    from: 'published',
    on: 'objection-upheld',
    by: vo,
    data: { noticeUntil: now, objections: [{ ...objection, at: now - 1 }] },
    opinion,
    to: 'deliberation',
  },
  {
    id: '2.5 the notice closes',
    from: 'published',
    on: 'notice-closes',
    by: byTime,
    data: { noticeUntil: now },
    instants: timer('notice-closes'),
    to: 'deciding',
  },
  // R8
  {
    id: 'B23 R8 良: rolling support with amount and task',
    from: 'deciding',
    on: 'decide-rolling',
    by: vd,
    data: graded('良', '83.50'),
    opinion,
    payload: { amount: '200', task: '再生铝专项' },
    to: 'decided',
  },
  {
    id: 'B23 R8 优: no support, with a reason',
    from: 'deciding',
    on: 'decide-no-support',
    by: vd,
    data: graded('优', '95.00'),
    opinion,
    to: 'decided',
  },
  {
    id: 'B23 R8 中 gets no rolling support',
    from: 'deciding',
    on: 'decide-rolling',
    by: vd,
    data: graded('中', '79.99'),
    opinion,
    payload: { amount: '200', task: 'x' },
    to: 'grade_differs',
  },
  {
    id: 'R8 中: 限期整改',
    from: 'deciding',
    on: 'decide-rectify',
    by: vd,
    data: graded('中', '70.00'),
    opinion,
    payload: { requirement: '补齐台账', until: '2026-08-31' },
    to: 'decided',
  },
  {
    id: 'R8 差: 限期整改',
    from: 'deciding',
    on: 'decide-rectify',
    by: vd,
    data: graded('差', '55.00'),
    opinion,
    payload: { requirement: '补齐台账', until: '2026-08-31' },
    to: 'decided',
  },
  {
    id: 'R8 差: 调整 with minutes',
    from: 'deciding',
    on: 'decide-adjust',
    by: vd,
    data: graded('差', '55.00'),
    opinion,
    payload: { ...minutes, what: 'budget', detail: '核减尾款' },
    to: 'decided',
  },
  {
    id: 'R8 差: 调整 without minutes',
    from: 'deciding',
    on: 'decide-adjust',
    by: vd,
    data: graded('差', '55.00'),
    opinion,
    payload: { what: 'budget', detail: '核减尾款' },
    to: 'payload_required',
  },
  {
    id: 'R8 R9 差: 中止 with minutes',
    from: 'deciding',
    on: 'decide-suspend',
    by: vd,
    data: graded('差', '55.00'),
    opinion,
    payload: { ...minutes, until: '2026-11-20' },
    to: 'decided',
  },
  {
    id: 'R9 中止 of more than six months',
    from: 'deciding',
    on: 'decide-suspend',
    by: vd,
    data: graded('差', '55.00'),
    opinion,
    payload: { ...minutes, until: '2026-11-21' },
    to: 'suspension_too_long',
  },
  {
    id: 'R8 差: 不予处理 is a decision too',
    from: 'deciding',
    on: 'decide-nothing',
    by: vd,
    data: graded('差', '55.00'),
    opinion,
    to: 'decided',
  },
  {
    id: 'R8 without a reason',
    from: 'deciding',
    on: 'decide-nothing',
    by: vd,
    data: graded('差', '55.00'),
    to: 'opinion_required',
  },
  {
    id: 'R8 中 is not suspended',
    from: 'deciding',
    on: 'decide-suspend',
    by: vd,
    data: graded('中', '60.00'),
    opinion,
    payload: { ...minutes, until: '2026-11-20' },
    to: 'grade_differs',
  },
  {
    id: 'R8 not by the officer',
    from: 'deciding',
    on: 'decide-nothing',
    by: vo,
    data: graded('差', '55.00'),
    opinion,
    to: 'not_your_task',
  },
  {
    id: '2.6 a new lead evaluates itself',
    from: 'self_eval',
    on: 'offices-changed',
    by: bySystem,
    payload: { offices: { ...exampleChild.offices, lead: 'inst' }, members: exampleChild.members },
    to: 'self_eval',
  },
  { id: '2.3 it ends with its consortium', from: 'panel', on: 'consortium-ended', by: bySystem, to: 'ended' },
];

describe('2.5 every row', () => {
  it.each(rows)('$id', (row) => expect(outcome(table.run(row))).toBe(row.to));
  it('no row of the table is left unwalked', () => expect(unwalked(evaluation, rows)).toEqual([]));
  it('R8 no decision leaves by time, and the grade alone moves nothing', () => {
    expect(table.at('deciding', graded('差', '10.00')).instants.filter(({ kind }) => kind === 'timer')).toEqual([]);
    expect(evaluation.rows.filter(({ from, by }) => from === 'deciding' && by.kind !== 'handler')).toEqual([]);
  });
});

describe('6.3 scores and grades', () => {
  it('V-1 90, 80, 70, 85 under 40/25/15/20 are 83.50, 良', () => {
    const points = panelScore([weighted(marks, defaultWeights)]);
    expect([points, gradeOf(points)]).toEqual(['83.50', '良']);
  });
  it('V-2 90.00 / 89.99 / 80.00 / 79.99 / 60.00 / 59.99 are 优 / 良 / 良 / 中 / 中 / 差', () => {
    const points = ['90.00', '89.99', '80.00', '79.99', '60.00', '59.99'];
    expect(points.map((one) => gradeOf(one))).toEqual(['优', '良', '良', '中', '中', '差']);
  });
  it('V-3 five experts 88, 92, 75, 60, 81: mean 79.20, 中', () => {
    const points = panelScore([88, 92, 75, 60, 81]);
    expect([points, gradeOf(points)]).toEqual(['79.20', '中']);
  });
  it('6.2 of seven the highest and the lowest are dropped, also through the table', () => {
    const scores = ['10.0000', '80.0000', '80.0000', '80.0000', '80.0000', '100.0000'].map((value, index) =>
      score(panel[index]!, value),
    );
    const { state } = table.must(table.at('panel', { panel, promised, scores }), {
      on: 'score',
      by: xp(panel[6]!),
      payload: { tasks: 80, funds: 80, management: 80, cooperation: 80, comment: '任务按期完成' },
    });
    expect(state.data).toMatchObject({ score: '80.00', grade: '良' });
  });
  it('B22 the weights of the notice are the ones that count', () => {
    const only = { tasks: 100, funds: 0, management: 0, cooperation: 0 };
    const { state } = table.must(table.at('panel', { panel: panel.slice(0, 1), promised, weights: only }), {
      on: 'score',
      by: xp(panel[0]!),
      payload: { ...marks, comment: '任务按期完成' },
    });
    expect(state.data.score).toBe('90.00');
  });
});

describe('2.5 what follows', () => {
  it('R8 the consortium hears the decision with its outcome, in the same step', () => {
    const { effects, state } = table.must(table.at('deciding', graded('中', '70.00')), {
      on: 'decide-rectify',
      by: vd,
      opinion,
      payload: { requirement: '补齐台账', until: '2026-08-31' },
    });
    expect(effects.find(({ kind }) => kind === 'cascade')).toMatchObject({
      process: 'consortium',
      on: 'evaluation-decided',
      payload: {
        decision: 'rectify',
        requirement: '补齐台账',
        until: '2026-08-31',
        outcome: { grade: '中', score: '70.00', kind: 'mid-term' },
      },
    });
    expect(state.data).toMatchObject({
      decision: 'rectify',
      decided: { reason: opinion, facts: { requirement: '补齐台账', until: '2026-08-31' } },
    });
  });
  it('2.5 a 复核 that is upheld clears the scores and keeps the panel', () => {
    const { state } = table.must(table.at('reviewing', { panel, promised, scores: six, score: '50.00', grade: '差' }), {
      on: 'rescore',
      by: vo,
      opinion,
    });
    expect(state.data).toMatchObject({ panel, scores: [] });
    expect([state.data.score, state.data.grade]).toEqual([undefined, undefined]);
    expect(state.tasks).toHaveLength(7);
  });
});
