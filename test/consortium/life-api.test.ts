import { randomUUID } from 'node:crypto';
import ExcelJS from 'exceljs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { evaluationSteps } from '#apps/local/demo/consortia/script.js';
import type { ConsortiumRow, LifeChild } from '#apps/api/contract.js';
import { atTime } from '#domain/calendar/instant.js';
import { validAnnualReport, validSelfEvaluation } from '#domain/consortium/forms/examples.js';
import type { CaseState } from '#domain/process/types.js';
import { advance } from '#records/advance.js';
import { moveClock } from '#records/clock.js';
import { openDatabase, type Database } from '#records/database.js';
import { addPerson, Api } from '#test/harness/api.js';
import { ConsortiumWorld } from '#test/harness/consortium.js';
import { createDatabase, type TestDatabase } from '#test/harness/database.js';

let database: TestDatabase;
let db: Database;
let world: ConsortiumWorld;
let api: Api;
let id: string;
let other: string;

/** The instant of the record has come. */
async function knock(caseId: string, name: string): Promise<void> {
  const { state } = await db.case.findUniqueOrThrow({ where: { id: caseId } });
  const { at } = (state as unknown as CaseState).instants.find((instant) => instant.name === name)!;
  await moveClock(db, { to: at, speed: 0 });
  await advance(db, caseId, { id: `instant:${name}:${at}`, on: name, by: { kind: 'time' } });
}
const list = async (by: string, query = ''): Promise<ConsortiumRow[]> =>
  (await api.call(by, 'GET', `/consortia?${query}`)).body.rows;
const life = async (by: string): Promise<LifeChild[]> => (await api.call(by, 'GET', `/consortia/${id}/life`)).body;
const facts = (children: LifeChild[], process: string) => children.filter((child) => child.process === process);

/** Two consortia; the first files its report late, has a matter in it, and is evaluated. */
beforeAll(async () => {
  database = await createDatabase();
  db = openDatabase(database.url);
  world = new ConsortiumWorld(db);
  await world.prepare(atTime('2026-05-20', '10:00'));
  id = await world.open('2026-05-20', 36);
  other = await world.open('2026-05-20', 9, { title: '云南省光伏创新联合体', industry: '光伏', withoutProject: true });
  await knock(id, 'year-turn');
  const report = world.report(id, 2026);
  await knock(report, 'opens');
  await world.must(id, 'plan-evaluation', 'vo', { reason: '督导中发现进展缓慢' });
  const evaluation = world.child(id, 'evaluation');
  await world.evaluate(evaluation, 85, 'ld', 'ru', { from: '2026-05-20', to: '2026-10-31' }, validSelfEvaluation());
  await knock(evaluation, 'notice-closes');
  await world.must(evaluation, 'decide-no-support', 'vd');
  await knock(report, 'due');
  await world.write(report, 'ld', validAnnualReport([{ title: '用电指标', detail: '中试线缺用电指标' }]));
  api = await Api.start(db, database.url);
  await api.signIn('ld', 'ru', 'ru2', 'vo', 'vd', 'mb-uni');
});
afterAll(async () => {
  await api?.stop();
  await db.$disconnect();
  await database.drop();
});

describe('consortia over HTTP', () => {
  it('2.3 the list: state, end, last report with its standing, last grade; filters, and nothing outside the scope', async () => {
    const [row] = await list('vo', 'text=绿色铝');
    expect(row).toMatchObject({
      ...{ id, label: '运行', startsOn: '2026-05-20', endsOn: '2029-05-19', expired: false, industry: '绿色铝' },
      report: { year: 2026, label: '逾期未报', standing: 'missing' },
      evaluation: { kind: 'ad-hoc', score: '85.00', grade: '良' },
    });
    const found = async (query: string) => (await list('vo', query)).map((one) => one.id);
    expect(new Set(await found(''))).toEqual(new Set([id, other]));
    expect(await found('grade=良')).toEqual([id]);
    expect(await found('grade=优')).toEqual([]);
    expect(await found('industry=光伏')).toEqual([other]);
    expect(await found('concern=report-missing')).toEqual([id]);
    expect(await found('concern=without-project')).toEqual([other]);
    expect(await found('concern=ending')).toEqual([other]);
    expect(await found('concern=expired')).toEqual([]);
    expect(await found('status=suspended')).toEqual([]);
    expect((await api.call('vo', 'GET', '/consortia?concern=nonsense')).status).toBe(400);
    // 曲靖's office is no party to either.
    expect(await list('ru2')).toEqual([]);
    expect(await list('ru')).toHaveLength(2);
  });

  it('2.3 pages of the list: each consortium once', async () => {
    const first = (await api.call('vo', 'GET', '/consortia?limit=1')).body;
    const second = (await api.call('vo', 'GET', `/consortia?limit=1&cursor=${first.next}`)).body;
    expect(first.total).toBe(2);
    expect(new Set([first.rows[0].id, second.rows[0].id])).toEqual(new Set([id, other]));
    expect(second.next).toBeUndefined();
  });

  it('6.14 the list goes out as a workbook that says who took it, and the export is on record', async () => {
    const cookie = api.cookieOf('vo');
    const answer = await fetch(`${api.url}/api/consortia/list.xlsx?grade=良`, { headers: { 'x-duban': '1', cookie } });
    expect(answer.status).toBe(200);
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.load((await answer.arrayBuffer()) as never);
    const text = JSON.stringify(workbook.worksheets[0]!.getSheetValues());
    expect(text).toContain('2026年度 逾期未报');
    expect(text).toContain('专项 85.00 良');
    expect(text).toContain('导出人：vo');
    expect(text).not.toContain('光伏');
    expect(await db.auditEntry.count({ where: { action: 'export', target: '创新联合体名单' } })).toBe(1);
  });

  it('B30 B31 2.11 what lives under a consortium, each with its facts: the report late, its matter, the evaluation', async () => {
    const report = world.report(id, 2026);
    expect(facts(await life('ru'), 'coordination')).toHaveLength(0);
    await world.must(report, 'submit', 'ld');
    const children = await life('ru');
    expect(facts(children, 'annual-report')[0]).toMatchObject({
      ...{ id: report, status: 'submitted', facts: { year: 2026, late: true, funds: { ratio: '2.20' } } },
    });
    expect(facts(children, 'coordination')[0]).toMatchObject({ title: '用电指标', facts: { source: '云南省绿色铝创新联合体' } });
    expect(facts(children, 'evaluation')[0]!.facts).toMatchObject({ kind: 'ad-hoc', grade: '良', decision: 'no-support' });
    expect((await list('vo', 'grade=良'))[0]!.report).toMatchObject({ standing: 'late', label: '审核中' });
  });

  it('2.5 a result not yet confirmed is the offices’ own: neither lead nor member reads its score or grade, anywhere', async () => {
    await world.must(id, 'plan-evaluation', 'vo', { reason: '核查整改成效' });
    const evaluation = world.child(id, 'evaluation', 2);
    const period = { from: '2026-11-01', to: '2026-12-31' };
    const steps = evaluationSteps(world.script, evaluation, {
      ...{ lead: 'ld', recommender: 'ru', officer: 'vo', leader: 'vl', minutesNo: '〔2027〕5次' },
      ...{ period, selfEvaluation: validSelfEvaluation(), mark: 75 },
    });
    for (const [, play] of steps.slice(0, 6)) await play();
    const seen = async (by: string) => {
      const [one] = facts(await life(by), 'evaluation').filter((child) => child.id === evaluation);
      const { data } = (await api.call(by, 'GET', `/cases/${evaluation}`)).body;
      return [data.score, data.grade, (one!.facts as { score?: string }).score];
    };
    expect(await world.statusOf(evaluation)).toBe('result_draft');
    expect(await seen('vo')).toEqual(['75.00', '中', '75.00']);
    for (const by of ['ld', 'mb-uni']) expect(await seen(by)).toEqual([undefined, undefined, undefined]);
    await world.must(evaluation, 'confirm-result', 'vo');
    expect(await seen('ld')).toEqual(['75.00', '中', '75.00']);
  });

  it('B32 a clue is the offices’ own: the lead does not find it among the consortium’s cases', async () => {
    await world.must(id, 'report-clue', 'vo', { ground: 'breach', fact: '两家成员未按协议投入' });
    expect(facts(await life('vo'), 'disqualification')).toHaveLength(1);
    expect(facts(await life('ld'), 'disqualification')).toHaveLength(0);
    expect(facts(await life('mb-uni'), 'annual-report')).toHaveLength(1);
  });

  it('S2 outside the scope a consortium has no life: 404', async () => {
    await addPerson(db, 'stranger', world.units.finance, 'FN');
    await db.person.updateMany({
      where: { login: 'stranger' },
      data: { passwordHash: (await db.person.findFirstOrThrow({ where: { login: 'vo' } })).passwordHash },
    });
    await api.signIn('stranger');
    for (const who of ['stranger', 'ru2']) expect((await api.call(who, 'GET', `/consortia/${id}/life`)).status).toBe(404);
    expect((await api.call('vo', 'GET', `/consortia/${randomUUID()}/life`)).status).toBe(404);
  });

  it('2.6 2.7 2.12 补充协议, 解散协议 and 任务书 on paper, for who may read them', async () => {
    const sections = (...keys: string[]) => ({
      fields: Object.fromEntries(keys.map((key) => [key, '按协议约定办理'])),
      tables: {},
    });
    await world.must(other, 'establish-project', 'vo', {
      ...{ name: '光伏专项', projectNo: 'YN-1', level: 'provincial', mode: 'selected', fiscal: '500', selfRaised: '1000' },
      ...{ startsOn: '2027-02-01', endsOn: '2028-12-01' },
    });
    await world.must(other, 'propose-change', 'ld', { kind: 'goal', reason: '技术路线调整', goal: '低氧单晶硅棒' });
    await world.must(id, 'request-dissolution', 'ld', { ground: 'completed', detail: '任务全部完成' });
    const papers = [
      [world.child(other, 'project'), 'form', sections('goal', 'indicators', 'division', 'schedule', 'budget'), 'submit'],
      [world.child(other, 'change'), 'agreement', sections('changes', 'duties', 'exit'), 'submit'],
      [world.child(id, 'dissolution'), 'agreement', sections('reason', 'division', 'duties'), 'submit-agreement'],
    ] as const;
    for (const [caseId, document, content, submit] of papers) {
      await world.write(caseId, 'ld', content, document);
      await world.must(caseId, submit, 'ld', document === 'form' ? { seal: true } : {});
      const print = (who: string) => api.call(who, 'GET', `/cases/${caseId}/documents/${document}/print.docx`);
      const printed = await print('mb-uni');
      expect([printed.status, printed.headers.get('content-type')]).toEqual([200, expect.stringContaining('wordprocessingml')]);
      expect((await print('stranger')).status).toBe(404);
      expect(await db.auditEntry.count({ where: { caseId, action: 'export' } })).toBe(1);
    }
  });
});
