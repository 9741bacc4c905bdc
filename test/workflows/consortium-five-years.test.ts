import { afterAll, beforeAll, expect, it } from 'vitest';
import { validAnnualReport, validSelfEvaluation } from '#domain/consortium/forms/examples.js';
import type { ConsortiumData } from '#domain/consortium/life/data.js';
import { atTime, endOfDay, startOfDay } from '#domain/calendar/instant.js';
import { openDatabase, type Database } from '#records/database.js';
import { rewriteProvisional } from '#records/provisional.js';
import { refold } from '#records/refold.js';
import { ConsortiumWorld } from '#test/harness/consortium.js';
import { createDatabase, type TestDatabase } from '#test/harness/database.js';
import { startEngine, type Engine } from '#test/harness/temporal.js';
import { violations } from '#test/oracles/invariants.js';

let database: TestDatabase;
let db: Database;
let engine: Engine;
let world: ConsortiumWorld;

beforeAll(async () => {
  database = await createDatabase();
  db = openDatabase(database.url);
  world = new ConsortiumWorld(db);
  await world.prepare(atTime('2026-03-02', '10:00'));
  engine = await startEngine(db);
});
afterAll(async () => {
  await db.$disconnect();
  await database.drop();
});

const sections = (...keys: string[]) => ({
  fields: Object.fromEntries(keys.map((key) => [key, '按协议约定办理，各方无异议'])),
  tables: {},
});
const supplementary = sections('changes', 'duties', 'exit');
const taskBook = sections('goal', 'indicators', 'division', 'schedule', 'budget');
const ending = sections('reason', 'division', 'duties');
const everyone = ['ld', 'ld2', 'mb-uni', 'mb-inst', 'mb-test'];

/** The year's calendar comes in November, as the State Council publishes it. */
async function toNovember(year: number): Promise<void> {
  await world.reach(atTime(`${year}-11-20`, '10:00'));
  await world.publishPlausibleYear(year + 1);
  await rewriteProvisional(db);
}
async function fileReport(id: string, lead: string, recommender: string, matters?: { title: string; detail: string }[]) {
  await world.write(id, lead, validAnnualReport(matters));
  await world.must(id, 'submit', lead);
  await world.must(id, 'accept', recommender);
  expect(await world.must(id, 'accept', 'vo')).toBe('filed');
}

it('F14 five years of a consortium, from its approval to its dissolution, on a real engine', async () => {
  const id = await world.open('2026-03-02', 36);
  const life = () => world.stateOf<ConsortiumData>(id);
  const reportOf = (year: number) => world.report(id, year);
  await world.settled();

  // 2026: a major project, which nobody may dissolve away from (B27).
  await world.must(id, 'establish-project', 'vo', {
    name: '短流程电解铝专项',
    projectNo: '202601AS070021',
    level: 'provincial',
    mode: 'commissioned',
    startsOn: '2026-04-01',
    endsOn: '2028-02-29',
    fiscal: '500',
    selfRaised: '1000',
  });
  const project = world.child(id, 'project');
  await world.write(project, 'ld', taskBook);
  await world.must(project, 'submit', 'ld', { seal: true });
  await world.must(project, 'sign-book', 'vd', { taskBookNo: 'YN2026-001', seal: true });
  expect(await world.codeOf(id, 'request-dissolution', 'ld', { ground: 'completed', detail: '任务已完成' })).toBe(
    'projects_running',
  );

  await world.reach(atTime('2026-11-05', '10:00'));
  expect(await world.statusOf(reportOf(2026))).toBe('open');
  await fileReport(reportOf(2026), 'ld', 'ru', [{ title: '中试线用电指标', detail: '缺口2万千瓦' }]);

  // Its matter becomes an item (2.11): overdue, dunned weekly, answered, not to satisfaction, answered by the next leader.
  const item = world.child(id, 'matter');
  await world.must(item, 'forward-province', 'ru');
  await world.must(item, 'assign', 'vo', { unit: world.units.province, days: 5 });
  await toNovember(2026);
  await world.reach(atTime('2026-12-05', '10:00'));
  expect(await world.mailedOn('coordination-overdue', item)).toEqual(['2026-11-13', '2026-11-20', '2026-11-27', '2026-12-04']);
  await world.must(item, 'reply', 'vo', { text: '已协调1万千瓦' });
  expect(await world.must(item, 'confirm', 'ld', { satisfaction: 'unsatisfied', reason: '缺口未补足' })).toBe('assigned');
  await world.must(item, 'reply', 'vd', { text: '已协调2万千瓦' });

  // 2027: the silence of ten working days confirms; mid-term evaluation 中, rectified by decision (R8).
  await world.reach(atTime('2027-09-02', '10:00'));
  expect(await world.stateOf(item)).toMatchObject({ status: 'closed', data: { satisfaction: 'silent' } });
  const midTerm = world.child(id, 'evaluation', 1);
  await world.evaluate(midTerm, 70, 'ld', 'ru', { from: '2026-03-02', to: '2027-08-31' }, validSelfEvaluation());
  await world.reach(atTime('2027-09-10', '10:00'));
  expect(await world.stateOf(midTerm)).toMatchObject({ status: 'deciding', data: { score: '70.00', grade: '中' } });
  expect((await life()).status).toBe('operating');
  await world.must(midTerm, 'decide-rectify', 'vd', { requirement: '补齐成员投入台账', until: '2027-10-15' });
  expect((await life()).status).toBe('rectifying');
  await world.reach(atTime('2027-10-18', '10:00'));
  expect((await life()).data.rectification?.overdue).toBe(true);
  await world.must(id, 'report-rectified', 'ld', { result: '台账已补齐' });
  expect(await world.must(id, 'confirm-rectified', 'vo')).toBe('operating');

  // The lead changes while the annual report is open: the report is the new lead's, and goes to its prefecture's bureau (R23).
  await world.reach(atTime('2027-11-08', '10:00'));
  await world.must(reportOf(2027), 'start', 'ld');
  await world.must(id, 'propose-change', 'ld', {
    kind: 'lead',
    reason: '牵头单位重组',
    lead: world.units.silicon,
    evidence: '硅铝合金领军企业',
    platform: '省企业技术中心',
    platformLevel: 'provincial',
  });
  const leadChange = world.child(id, 'change', 1);
  await world.write(leadChange, 'ld', supplementary, 'agreement');
  await world.must(leadChange, 'submit', 'ld');
  await world.signAll(leadChange, everyone);
  expect(await world.codeOf(reportOf(2027), 'submit', 'ld2')).toBe('not_your_office');
  expect(await world.must(leadChange, 'approve', 'vd')).toBe('effective');
  expect((await life()).data.offices).toMatchObject({ lead: world.units.silicon, recommender: world.units.bureau2 });
  await toNovember(2027);
  expect(await world.codeOf(reportOf(2027), 'submit', 'ld')).toBe('not_your_office');

  // The year turns without a report: reminded on the four legal days, late from 1 January, filed on the 10th.
  await world.reach(endOfDay('2027-12-31') - 1);
  expect(await world.statusOf(reportOf(2027))).toBe('drafting');
  await world.reach(atTime('2028-01-10', '10:00'));
  expect(await world.statusOf(reportOf(2027))).toBe('overdue');
  expect(await world.mailedOn('report-reminder', reportOf(2027))).toEqual([
    '2027-12-01',
    '2027-12-15',
    '2027-12-24',
    '2027-12-31',
  ]);
  expect(await world.mailedOn('report-overdue', reportOf(2027))).toEqual(['2028-01-01']);
  await fileReport(reportOf(2027), 'ld2', 'ru2');
  expect((await world.stateOf<{ late?: boolean }>(reportOf(2027))).data.late).toBe(true);

  // 2028: 29 February is the project's last day; accepted in May.
  await world.reach(startOfDay('2028-03-01') - 1);
  expect(await world.statusOf(project)).toBe('running');
  await world.reach(startOfDay('2028-03-01'));
  expect(await world.statusOf(project)).toBe('acceptance_due');
  await world.reach(atTime('2028-05-10', '10:00'));
  await world.must(project, 'apply-acceptance', 'ld2', { summary: '指标全部完成' });
  await world.must(project, 'draw-panel', 'vo', { size: 5 });
  const { data: drawn } = await world.stateOf<{ panel: string[] }>(project);
  for (const name of drawn.panel.map((personId) => world.expert(personId))) {
    await world.must(project, 'promise', name);
    await world.must(project, 'score', name, { score: 86, comment: '达到考核指标' });
  }
  expect(await world.must(project, 'pass', 'vd')).toBe('passed');

  // The end of the term comes near: asked on the legal days; final evaluation 良 with rolling support; renewed for two years with a reason (B24, B26).
  await toNovember(2028);
  await world.reach(atTime('2028-12-02', '10:00'));
  expect(await world.mailedOn('choose-renewal-or-dissolution', id)).toEqual(['2028-09-02', '2028-12-01']);
  const final = world.child(id, 'evaluation', 2);
  await world.evaluate(final, 85, 'ld2', 'ru2', { from: '2027-09-01', to: '2028-11-30' }, validSelfEvaluation());
  const renewal = { need: '再生铝低碳冶炼', taskSource: '2029年度省级重大科技专项指南', months: 24 };
  expect(await world.codeOf(id, 'renew', 'ld2', renewal)).toBe('term_reason_required');
  await world.must(id, 'renew', 'ld2', { ...renewal, termReason: '与国家项目实施期一致' });
  const renewed = world.child(id, 'change', 2);
  await world.write(renewed, 'ld2', supplementary, 'agreement');
  await world.must(renewed, 'submit', 'ld2');
  await world.signAll(renewed, everyone);
  expect((await life()).status).toBe('renewing');
  await world.must(renewed, 'approve', 'vd');
  expect(await life()).toMatchObject({ status: 'operating', data: { startsOn: '2029-03-02', endsOn: '2031-03-01' } });
  await world.reach(atTime('2028-12-12', '10:00'));
  await world.must(final, 'decide-rolling', 'vd', { amount: '200', task: '再生铝低碳冶炼专项' });
  expect((await life()).data).toMatchObject({ grade: '良', evaluations: [{ decision: 'rectify' }, { decision: 'rolling' }] });

  // The report of 2028 never comes: urged from 31 January, ten working days, and an official decides (R24).
  await world.reach(atTime('2029-01-30', '10:00'));
  expect(await world.codeOf(reportOf(2028), 'issue-urge', 'vo', { documentNo: '云科函〔2029〕3号' })).toBe('not_your_task');
  await world.reach(atTime('2029-01-31', '10:00'));
  await world.must(reportOf(2028), 'issue-urge', 'vo', { documentNo: '云科函〔2029〕3号' });
  // Ten working days, the spring festival of 12 to 19 February between them.
  await world.reach(endOfDay('2029-02-22') - 1);
  expect(await world.statusOf(reportOf(2028))).toBe('urged');
  await world.reach(endOfDay('2029-02-22'));
  expect(await world.statusOf(reportOf(2028))).toBe('refused');
  expect((await life()).status).toBe('operating');
  expect(await world.must(reportOf(2028), 'no-action', 'vd')).toBe('not_filed');

  // 2029, 2030: reports in time.
  await toNovember(2029);
  await world.reach(atTime('2029-12-20', '10:00'));
  await fileReport(reportOf(2029), 'ld2', 'ru2');
  await toNovember(2030);
  await fileReport(reportOf(2030), 'ld2', 'ru2');

  // 2031: dissolved. One unit stays silent for twenty working days; the final report takes the place of the year's.
  await world.reach(atTime('2031-01-02', '10:00'));
  await world.must(id, 'request-dissolution', 'ld2', { ground: 'completed', detail: '任务全部验收，无新目标任务' });
  const dissolution = world.child(id, 'dissolution');
  await world.write(dissolution, 'ld2', ending, 'agreement');
  await world.must(dissolution, 'submit-agreement', 'ld2');
  await world.signAll(dissolution, ['ld2', 'ld', 'mb-uni', 'mb-inst']);
  await world.reach(atTime('2031-02-12', '10:00'));
  expect(await world.statusOf(dissolution)).toBe('settlement');
  await world.must(dissolution, 'submit-settlement', 'ld2', {
    funds: '无结余',
    property: '按协议共有',
    equipment: '归云岭大学',
    data: '移交省厅',
  });
  await world.must(dissolution, 'recommend', 'ru2');
  expect(await world.codeOf(dissolution, 'approve', 'vd', { plaqueRecalled: true })).toBe('final_report_missing');
  await fileReport(world.child(id, 'final-report'), 'ld2', 'ru2');
  expect(await world.must(dissolution, 'approve', 'vd', { plaqueRecalled: true })).toBe('dissolved');
  expect(await life()).toMatchObject({ status: 'dissolved', data: { endedOn: '2031-02-12', endedBy: 'dissolution' } });
  expect(await db.case.count({ where: { parentId: id, ended: false } })).toBe(0);

  // The reports of six years: in time, late, never, in time, in time; the last year's gave way to the final report.
  const reports = await Promise.all([2026, 2027, 2028, 2029, 2030, 2031].map((year) => world.statusOf(reportOf(year))));
  expect(reports).toEqual(['filed', 'filed', 'ended', 'filed', 'filed', 'ended']);
  // Every knock fell on its own instant, to the millisecond: the clock went from event to event.
  const knocks = await db.caseEvent.findMany({
    where: { eventId: { startsWith: 'instant:' } },
    select: { eventId: true, at: true },
  });
  const own = knocks.filter(({ eventId }) => !eventId.includes('/'));
  expect(own.filter(({ eventId, at }) => Number(eventId.split(':').at(-1)) !== at.getTime())).toEqual([]);
  expect(own.length).toBeGreaterThan(50);
  expect(await world.mailedOn('choose-renewal-or-dissolution', id)).toEqual([
    '2028-09-02',
    '2028-12-01',
    '2030-09-02',
    '2030-12-01',
    '2031-01-30',
  ]);
  expect(await world.mailedOn('report-reminder', reportOf(2029))).toEqual(['2029-12-01', '2029-12-15']);

  for (const { id: caseId } of await db.case.findMany({ select: { id: true } }))
    expect(await refold(db, caseId), caseId).toMatchObject({ exact: true });
  expect(await violations(database.url)).toEqual([]);
  const lengths: number[] = [];
  for await (const run of engine.client.workflow.list({ query: `TaskQueue = '${engine.taskQueue}'` }))
    lengths.push(run.historyLength ?? 0);
  expect(Math.max(...lengths)).toBeLessThan(4_096);
  // A run for each year of the consortium, and its children's.
  expect(await engine.close()).toBeGreaterThan(15);
}, 180_000);
