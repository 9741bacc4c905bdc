import { describe, expect, it } from 'vitest';
import { atTime, endOfDay, formatInstant, startOfDay } from '#domain/calendar/instant.js';
import { bySystem, byTime, opinion, outcome, person, Table, unwalked, type TableRow } from '#test/harness/table.js';
import { exampleChild, examplePool } from '../examples.js';
import type { ProjectTaskData, ProjectTaskKnown } from './data.js';
import { projectTask } from './process.js';

const now = atTime('2026-05-20', '10:00');
const data: ProjectTaskData = {
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
};
const known: ProjectTaskKnown = { findings: [], candidates: [...examplePool], seed: 'seed' };
const table = new Table(projectTask, data, known, now);

const ld = person('ld', 'lead', 'LD');
const vo = person('vo', 'p', 'VO');
const vd = person('vd', 'p', 'VD');
const xp = (id: string) => person(id, 'lab', 'XP');
const panel = examplePool.slice(0, 5).map(({ personId }) => personId);
const scores = panel.slice(0, 4).map((personId) => ({ personId, score: '85', comment: '达到指标' }));
const timer = (name: string, at = now) => [{ name, at, kind: 'timer' as const, scope: 'stage' as const }];
const report = { year: 2026, progress: '完成中试线设计', spent: '120.00' };
const plan: NonNullable<ProjectTaskKnown['plan']> = { caseId: 'plan', status: 'active', awaits: ['mid-term', 'acceptance'] };
const ending = { kind: 'forced', documentNo: '云科项〔2027〕8号' };

const rows: TableRow<ProjectTaskData, ProjectTaskKnown>[] = [
  { id: '2.12 任务书 is filed', from: 'drafting', on: 'submit', by: ld, payload: { seal: true }, to: 'signing' },
  {
    id: '2.12 incomplete',
    from: 'drafting',
    on: 'submit',
    by: ld,
    payload: { seal: true },
    known: { findings: [{ clause: '2.12', severity: 'error', field: 'goal', message: '请填写。' }] },
    to: 'form_invalid',
  },
  {
    id: '2.12 任务书 signed',
    from: 'signing',
    on: 'sign-book',
    by: vd,
    payload: { taskBookNo: 'YN2026-1', seal: true },
    to: 'signed',
  },
  { id: '2.12 任务书 returned', from: 'signing', on: 'return', by: vd, opinion, to: 'drafting' },
  {
    id: '2.12 thirty days without 任务书',
    from: 'drafting',
    on: 'sign-by',
    by: byTime,
    instants: timer('sign-by'),
    to: 'drafting',
  },
  { id: '2.12 the period begins', from: 'signed', on: 'begins', by: byTime, instants: timer('begins'), to: 'running' },
  { id: 'E14 each December', from: 'running', on: 'execution-due', by: byTime, instants: timer('execution-due'), to: 'running' },
  { id: 'E14 年度执行报告', from: 'running', on: 'report-execution', by: ld, payload: report, to: 'running' },
  {
    id: 'E14 once a year',
    from: 'running',
    on: 'report-execution',
    by: ld,
    data: { executions: [{ year: 2026, progress: '', spent: '', on: '2026-05-01' }] },
    payload: report,
    to: 'reported_already',
  },
  {
    id: 'E14 not of a year to come',
    from: 'running',
    on: 'report-execution',
    by: ld,
    payload: { ...report, year: 2027 },
    to: 'year_invalid',
  },
  {
    id: '2.12 half of the period',
    from: 'running',
    on: 'mid-term-due',
    by: byTime,
    instants: timer('mid-term-due'),
    to: 'running',
  },
  {
    id: '2.12 中期检查 passed',
    from: 'running',
    on: 'mid-term-check',
    by: vo,
    opinion,
    payload: { result: 'pass' },
    to: 'running',
  },
  {
    id: '2.12 中期检查 not passed',
    from: 'running',
    on: 'mid-term-check',
    by: vo,
    opinion,
    payload: { result: 'fail' },
    to: 'running',
  },
  {
    id: '2.12 中期检查 passed once',
    from: 'running',
    on: 'mid-term-check',
    by: vo,
    data: { midTerm: { result: 'pass', opinion: '', on: '2026-05-01' } },
    opinion,
    payload: { result: 'pass' },
    to: 'mid_term_passed',
  },
  {
    id: '2.12 the period ends',
    from: 'running',
    on: 'task-ends',
    by: byTime,
    instants: timer('task-ends'),
    to: 'acceptance_due',
  },
  {
    id: '2.12 three months after the end',
    from: 'acceptance_due',
    on: 'apply-by',
    by: byTime,
    instants: timer('apply-by'),
    to: 'acceptance_due',
  },
  {
    id: '2.12 acceptance applied for',
    from: 'acceptance_due',
    on: 'apply-acceptance',
    by: ld,
    payload: { summary: '指标全部完成' },
    to: 'acceptance',
  },
  { id: '2.12 early', from: 'running', on: 'apply-acceptance', by: ld, payload: { summary: '指标全部完成' }, to: 'acceptance' },
  {
    id: '6.2 five experts for one project',
    from: 'acceptance',
    on: 'draw-panel',
    by: vo,
    payload: { size: 5 },
    to: 'acceptance',
  },
  { id: '6.2 three are too few', from: 'acceptance', on: 'draw-panel', by: vo, payload: { size: 3 }, to: 'panel_size' },
  { id: '6.2 promise', from: 'acceptance', on: 'promise', by: xp(panel[0]!), data: { panel }, to: 'acceptance' },
  { id: '6.2 recusal', from: 'acceptance', on: 'recuse', by: xp(panel[0]!), data: { panel }, opinion, to: 'acceptance' },
  {
    id: '6.2 replacement',
    from: 'acceptance',
    on: 'replace-expert',
    by: vo,
    data: { panel },
    opinion,
    payload: { personId: panel[0]! },
    to: 'acceptance',
  },
  {
    id: '6.2 one score',
    from: 'acceptance',
    on: 'score',
    by: xp(panel[4]!),
    data: { panel, promised: panel },
    payload: { score: 85, comment: '达到考核指标' },
    to: 'acceptance',
  },
  {
    id: '6.2 the last',
    from: 'acceptance',
    on: 'score',
    by: xp(panel[4]!),
    data: { panel, promised: panel, scores },
    payload: { score: 85, comment: '达到考核指标' },
    to: 'concluding',
  },
  {
    id: '6.2 without comment',
    from: 'acceptance',
    on: 'score',
    by: xp(panel[4]!),
    data: { panel, promised: panel, scores },
    payload: { score: 85, comment: '好' },
    to: 'comment_required',
  },
  { id: '2.12 通过', from: 'concluding', on: 'pass', by: vd, opinion, to: 'passed' },
  { id: '2.12 结题', from: 'concluding', on: 'conclude', by: vd, opinion, to: 'concluded' },
  { id: '2.12 不通过: one retry', from: 'concluding', on: 'fail', by: vd, opinion, to: 'retry' },
  { id: '2.12 a second time: closed', from: 'concluding', on: 'fail', by: vd, data: { failedOnce: true }, opinion, to: 'failed' },
  {
    id: '2.12 retried within six months',
    from: 'retry',
    on: 'apply-acceptance',
    by: ld,
    payload: { summary: '整改完成' },
    at: endOfDay('2026-11-20') - 1,
    to: 'acceptance',
  },
  {
    id: '2.12 not after',
    from: 'retry',
    on: 'apply-acceptance',
    by: ld,
    payload: { summary: '整改完成' },
    at: endOfDay('2026-11-20'),
    to: 'too_late',
  },
  { id: '2.12 six months pass', from: 'retry', on: 'retry-by', by: byTime, instants: timer('retry-by'), to: 'failed' },
  { id: '2.12 终止', from: 'running', on: 'terminate', by: vd, opinion, payload: ending, to: 'terminated' },
  {
    id: '2.10 终止 with money paid asks what is left of it',
    from: 'running',
    on: 'terminate',
    by: vd,
    opinion,
    payload: ending,
    known: { plan: { ...plan, awaits: [] } },
    to: 'unspent_required',
  },
  {
    id: '2.10 不通过 for good asks what is left of the money',
    from: 'concluding',
    on: 'fail',
    by: vd,
    opinion,
    data: { failedOnce: true },
    known: { plan },
    to: 'unspent_required',
  },
  {
    id: '2.10 不通过 once: the tail waits for the retry',
    from: 'concluding',
    on: 'fail',
    by: vd,
    opinion,
    known: { plan },
    to: 'retry',
  },
  {
    id: '2.10 拨付计划 drafted',
    from: 'drafting',
    on: 'plan-drafted',
    by: bySystem,
    payload: { planId: 'plan' },
    to: 'drafting',
  },
  {
    id: '2.10 one 拨付计划 at a time',
    from: 'running',
    on: 'plan-drafted',
    by: bySystem,
    payload: { planId: 'another' },
    known: { plan },
    to: 'plan_exists',
  },
  {
    id: '2.6 a new lead carries on',
    from: 'acceptance_due',
    on: 'offices-changed',
    by: bySystem,
    payload: { offices: { ...exampleChild.offices, lead: 'inst' }, members: exampleChild.members },
    to: 'acceptance_due',
  },
];

describe('2.12 every row', () => {
  it.each(rows)('$id', (row) => expect(outcome(table.run(row))).toBe(row.to));
  it('no row of the table is left unwalked', () => expect(unwalked(projectTask, rows)).toEqual([]));
});

describe('2.12 what follows', () => {
  const at = (status: string, when = now) =>
    Object.fromEntries(table.at(status, {}, when).instants.map((one) => [one.name, formatInstant(one.at)]));
  it('2.12 its calendar: thirty days, half, the end, three months', () => {
    expect(at('drafting')['sign-by']).toBe('2026-06-20 00:00');
    expect(at('signed').begins).toBe('2026-06-01 00:00');
    expect(at('running', startOfDay('2026-06-01'))).toMatchObject({
      'execution-due': '2026-12-01 09:00',
      'mid-term-due': '2027-06-01 09:00',
      'task-ends': '2028-06-01 00:00',
    });
    expect(at('acceptance_due', startOfDay('2028-06-01'))['apply-by']).toBe('2028-09-01 00:00');
    expect(at('retry')['retry-by']).toBe('2026-11-21 00:00');
  });
  it('2.12 终止 is written to the credit record', () =>
    expect(table.must(table.at('running'), { on: 'terminate', by: vd, opinion, payload: ending }).effects).toContainEqual(
      expect.objectContaining({ register: 'credit', row: expect.objectContaining({ unitId: 'lead', kind: 'remind' }) }),
    ));
  it('2.10 signing, check and acceptance move the plan in the same transaction, where it waits for them', () => {
    const told = (from: string, act: Parameters<typeof table.must>[1], change: Partial<ProjectTaskData> = {}) =>
      table.must(table.at(from, change), act).effects.filter(({ kind }) => kind === 'cascade');
    const check = { on: 'mid-term-check', by: vo, opinion, payload: { result: 'fail' }, known: { plan } };
    const to = { process: 'disbursement', cases: ['plan'] };
    expect(told('running', check)).toMatchObject([{ ...to, on: 'mid-term', payload: { result: 'fail' }, opinion }]);
    expect(told('running', { ...check, known: { plan: { ...plan, awaits: ['acceptance'] } } })).toEqual([]);
    expect(told('running', { ...check, known: {} })).toEqual([]);
    const book = { on: 'sign-book', by: vd, payload: { taskBookNo: 'YN2026-1', seal: true } };
    expect(told('signing', { ...book, known: { plan: { ...plan, status: 'drafted', awaits: ['signed'] } } })).toMatchObject([
      { ...to, on: 'task-signed', payload: { taskBookNo: 'YN2026-1' } },
    ]);
    expect(told('concluding', { on: 'pass', by: vd, opinion, known: { plan } })).toMatchObject([
      { ...to, on: 'acceptance', payload: { result: 'pass', unspent: '0' } },
    ]);
    const fail = { on: 'fail', by: vd, opinion, payload: { unspent: '30' }, known: { plan } };
    expect(told('concluding', fail)).toEqual([]);
    expect(told('concluding', fail, { failedOnce: true })).toMatchObject([
      { ...to, on: 'acceptance', payload: { result: 'fail', unspent: '30' } },
    ]);
  });
  it('6.2 a second acceptance is judged by a new panel', () => {
    const { state } = table.must(table.at('retry', { panel, scores, score: '50.00' }), {
      on: 'apply-acceptance',
      by: ld,
      payload: { summary: '整改完成' },
    });
    expect(state.data.panel).toBeUndefined();
    expect(state.tasks).toMatchObject([{ office: { role: 'VO' } }]);
  });
  it('E14 the December reminder comes every year', () => {
    const { state } = table.must(table.at('running'), { on: 'execution-due', by: byTime, at: atTime('2026-12-01', '09:00') });
    expect(formatInstant(state.instants.find(({ name }) => name === 'execution-due')!.at)).toBe('2027-12-01 09:00');
  });
});
