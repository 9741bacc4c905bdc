import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { validAnnualReport, validSelfEvaluation } from '#domain/consortium/forms/examples.js';
import { defaultWeights } from '#domain/consortium/scoring.js';
import { atTime, endOfDay, startOfDay } from '#domain/calendar/instant.js';
import { readCase } from '#records/cases.js';
import { advance } from '#records/advance.js';
import { moveClock } from '#records/clock.js';
import { openDatabase, type Database } from '#records/database.js';
import { bansOf } from '#records/programmes/consortium/credit.js';
import { instalmentRecords } from '#records/programmes/payment/disbursement.js';
import { openCoordination } from '#records/programmes/coordination.js';
import { isReadable } from '#records/scope.js';
import { refold } from '#records/refold.js';
import type { Post } from '#domain/organisation/access-matrix.js';
import { ConsortiumWorld } from '#test/harness/consortium.js';
import { createDatabase, type TestDatabase } from '#test/harness/database.js';
import { violations } from '#test/oracles/invariants.js';

let database: TestDatabase;
let db: Database;
let world: ConsortiumWorld;
let id: string;

beforeAll(async () => {
  database = await createDatabase();
  db = openDatabase(database.url);
  world = new ConsortiumWorld(db);
  await world.prepare(atTime('2026-03-02', '10:00'));
});
beforeEach(async () => {
  id = await world.open('2026-03-02', 36);
});
afterAll(async () => {
  for (const { id: caseId } of await db.case.findMany({ select: { id: true } }))
    expect(await refold(db, caseId), caseId).toMatchObject({ exact: true });
  expect(await violations(database.url)).toEqual([]);
  await db.$disconnect();
  await database.drop();
});

/** Time knocks, as the workflow would: nothing else of the engine is needed here. */
async function knock(caseId: string, name: string): Promise<void> {
  const { state } = await db.case.findUniqueOrThrow({ where: { id: caseId } });
  const { at } = (state as unknown as { instants: { name: string; at: number }[] }).instants.find((one) => one.name === name)!;
  const answer = await advance(db, caseId, { id: `instant:${name}:${at}`, on: name, by: { kind: 'time' } });
  expect(answer.outcome).toBe('done');
}
const supplementary = { fields: { changes: '变更牵头单位', duties: '按新分工', exit: '无' }, tables: {} };
const everyone = ['ld', 'ld2', 'mb-uni', 'mb-inst', 'mb-test'];
async function leadChange(): Promise<string> {
  await world.must(id, 'propose-change', 'ld', {
    kind: 'lead',
    reason: '牵头单位重组',
    lead: world.units.silicon,
    evidence: '领军企业',
    platform: '省企业技术中心',
    platformLevel: 'provincial',
  });
  const change = world.child(id, 'change');
  await world.write(change, 'ld', supplementary, 'agreement');
  return change;
}
/** Its lead is free to lead another (B6). */
const convert = () =>
  world.must(id, 'convert', 'vd', { kind: 'alliance', documentNo: '云科平〔2026〕3号', link: '绿色铝技术创新战略联盟' });
const viewer = (name: string, level: Post['level'], more: Partial<Post> = {}) => ({
  personId: world.who(name).personId!,
  posts: world.who(name).posts!.map((post): Post => ({ ...post, level, ...more })),
});

/** A consortium that is disqualified, its decision served today; the case of the disqualification. */
async function disqualified(): Promise<string> {
  await world.must(id, 'report-clue', 'ru', { ground: 'breach', fact: '成员未按协议投入' });
  const clue = world.child(id, 'disqualification');
  await world.must(clue, 'open-investigation', 'vd', { personIds: [world.who('vo').personId, world.who('vo2').personId] });
  await world.must(clue, 'report-findings', 'vo', { findings: '认定未按协议投入' });
  await world.must(clue, 'record-receipt', 'vo2', { on: '2026-03-02', file: ['f'] });
  await world.must(clue, 'plead', 'ld', { text: '疫情影响，请求从轻' });
  return clue;
}

describe('取消资格与禁入 on the record (2.8, B32)', () => {
  it('B32 R10 B-1 served: banned to the same day three years on, in every consortium’s register, and lifted when it is revoked', async () => {
    const clue = await disqualified();
    expect(await isReadable(db, viewer('ld', 'unit'), clue)).toBe(true);
    await moveClock(db, { to: startOfDay('2026-03-10') });
    await knock(clue, 'plea-over');
    await world.must(clue, 'cancel', 'vl', { minutesNo: '〔2026〕15次' });
    await world.must(clue, 'record-service', 'vo', { servedOn: '2026-03-10', file: ['f'] });
    expect(await world.statusOf(id)).toBe('disqualified');
    const bans = (at: number) => bansOf(db, [world.units.lead, world.units.uni], at);
    expect(await bans(startOfDay('2026-03-10'))).toMatchObject([{ unitId: world.units.lead, until: endOfDay('2029-03-10') }]);
    expect(await bans(endOfDay('2029-03-10') - 1)).toHaveLength(1);
    expect(await bans(startOfDay('2029-03-11'))).toEqual([]);
    expect(await db.mail.count({ where: { caseId: clue, template: 'disqualified', address: 'fn@example.test' } })).toBe(1);

    await world.must(clue, 'ask-review', 'ld');
    await world.must(clue, 'revoke', 'vl', { minutesNo: '〔2026〕16次' });
    expect(await world.statusOf(id)).toBe('operating');
    expect(await bans(startOfDay('2026-03-11'))).toEqual([]);
  });

  it('2.8 before the notice neither lead nor members read the clue', async () => {
    await world.must(id, 'report-clue', 'ru', { ground: 'refusal', fact: '拒绝报送' });
    const clue = world.child(id, 'disqualification');
    expect(await isReadable(db, viewer('ld', 'unit'), clue)).toBe(false);
    expect(await isReadable(db, viewer('ru', 'prefecture', { department: 'sti', regionCode: '530100' }), clue)).toBe(true);
    expect(await isReadable(db, viewer('mb-uni', 'unit'), clue)).toBe(false);
    // The consortium itself is theirs to read.
    for (const name of ['ld', 'mb-uni']) expect(await isReadable(db, viewer(name, 'unit'), id)).toBe(true);
  });

  it('B32 a new lead banned between filing and 核准 is refused there', async () => {
    const change = await leadChange();
    await world.must(change, 'submit', 'ld');
    await world.signAll(change, everyone);
    await db.creditRecord.create({
      data: {
        id: crypto.randomUUID(),
        unitId: world.units.silicon,
        kind: 'consortium-ban',
        fact: '另案',
        from: new Date(startOfDay('2026-03-01')),
        until: new Date(endOfDay('2029-03-01')),
      },
    });
    expect(await world.codeOf(change, 'approve', 'vd')).toBe('banned');
    await db.creditRecord.deleteMany({ where: { unitId: world.units.silicon } });
    expect(await world.must(change, 'approve', 'vd')).toBe('effective');
    await convert();
  });
});

describe('a consortium and its open cases move together', () => {
  it('2.6 a lead change and a report filed at the same moment: one waits for the other, neither is lost, nobody deadlocks', async () => {
    for (let round = 0; round < 6; round += 1) {
      id = await world.open('2026-03-02', 36);
      await knock(id, 'year-turn');
      const report = world.report(id, 2026);
      await moveClock(db, { to: Math.max(atTime('2026-11-02', '10:00'), (await clock()) + 1) });
      await knock(report, 'opens');
      await world.write(report, 'ld', validAnnualReport([{ title: '用电', detail: '缺口' }]));
      const change = await leadChange();
      await world.must(change, 'submit', 'ld');
      await world.signAll(change, everyone);
      const [approved, filed] = await Promise.all([world.codeOf(change, 'approve', 'vd'), world.codeOf(report, 'submit', 'ld')]);
      expect(approved).toBe('done');
      expect(['done', 'not_your_office']).toContain(filed);
      const { data } = await world.stateOf<{ offices: { lead: string } }>(report);
      expect(data.offices.lead).toBe(world.units.silicon);
      expect((await db.case.findUniqueOrThrow({ where: { id: report } })).unitId).toBe(world.units.silicon);
      await convert();
    }
  });

  it('B30 2.11 a matter of the report becomes an item under the consortium, at the recommending office’s desk', async () => {
    await knock(id, 'year-turn');
    const report = world.report(id, 2026);
    await knock(report, 'opens');
    await world.write(report, 'ld', validAnnualReport([{ title: '用电指标', detail: '缺口2万千瓦' }]));
    await world.must(report, 'submit', 'ld');
    const item = await db.case.findUniqueOrThrow({ where: { id: world.child(id, 'matter') }, include: { tasks: true } });
    expect(item).toMatchObject({ title: '用电指标', parentId: id, tasks: [{ unitId: world.units.bureau, role: 'RU' }] });
    expect((await db.mail.findMany({ where: { caseId: item.id } })).map(({ address }) => address)).toEqual(['ru@example.test']);
  });

  it('2.11 a unit raises an item directly, to the bureau of its own prefecture', async () => {
    const itemId = crypto.randomUUID();
    await openCoordination(db, {
      id: itemId,
      title: '银行授信',
      detail: '需协调授信额度',
      department: 'sti',
      raiser: { unitId: world.units.silicon, role: 'LD' },
      by: world.who('ld2'),
    });
    expect(await world.must(itemId, 'keep', 'ru2')).toBe('assigned');
    await expect(
      openCoordination(db, {
        id: crypto.randomUUID(),
        title: '用地',
        detail: '缺地',
        department: 'miit',
        raiser: { unitId: world.units.silicon, role: 'LD' },
        by: world.who('ld2'),
      }),
    ).rejects.toMatchObject({ code: 'no_bureau' });
  });

  it('B27 2.7 with a running project the dissolution is refused, listing it', async () => {
    await world.must(id, 'establish-project', 'vo', {
      name: '短流程专项',
      projectNo: 'YN-1',
      level: 'provincial',
      mode: 'selected',
      startsOn: '2026-12-01',
      endsOn: '2028-12-01',
      fiscal: '500',
      selfRaised: '1000.00',
    });
    const answer = await world.act(id, 'request-dissolution', 'mb-inst', {
      ground: 'disagreement',
      detail: '分歧严重，影响运行',
    });
    expect(answer).toMatchObject({
      outcome: 'refused',
      refusal: { code: 'projects_running', details: [{ message: '短流程专项' }] },
    });
  });

  it('R23 2.6 after a lead change the next report goes to the bureau of the new lead’s prefecture', async () => {
    const change = await leadChange();
    await world.must(change, 'submit', 'ld');
    await world.signAll(change, everyone);
    await world.must(change, 'approve', 'vd');
    await knock(id, 'year-turn');
    const { data } = await world.stateOf<{ offices: { recommender: string } }>(world.report(id, 2026));
    expect(data.offices.recommender).toBe(world.units.bureau2);
  });
});

describe('a report that never comes (2.4, R24)', () => {
  it('R24 late, urged, refused, left to the official; no instalment before it is filed after all (2.10)', async () => {
    await knock(id, 'year-turn');
    const report = world.report(id, 2026);
    await world.publishPlausibleYear(2027);
    const to = async (at: number) => moveClock(db, { to: Math.max(at, await clock()) });
    await knock(report, 'opens');
    await to(endOfDay('2026-12-31'));
    await knock(report, 'due');
    await to(startOfDay('2027-01-31'));
    await knock(report, 'urge-opens');
    await world.must(report, 'issue-urge', 'vo', { documentNo: '云科函〔2027〕3号' });
    await to(startOfDay('2027-03-01'));
    await knock(report, 'urge-over');
    expect(await world.statusOf(report)).toBe('refused');
    expect(await world.must(report, 'propose-disqualification', 'vd')).toBe('not_filed');
    expect(await world.stateOf(world.child(id, 'disqualification'))).toMatchObject({
      status: 'clue',
      data: { ground: 'refusal' },
    });
    const asked = { caseId: id, state: { data: { consortiumId: id } }, event: { id: '', on: '', by: world.who('vo') }, now: 0 };
    const missing = async () => (await instalmentRecords.known!(db, [asked as never])).get(id)?.reportsMissing;
    expect(await missing()).toEqual([2026]);
    await world.write(report, 'ld', validAnnualReport());
    await world.must(report, 'submit', 'ld');
    expect(await missing()).toEqual([]);
  });

  it('6.2 an expert who looks at an evaluation may withdraw; the pool is asked only then', async () => {
    await world.must(id, 'plan-evaluation', 'vo', { reason: '专项检查' });
    const evaluation = world.child(id, 'evaluation');
    await world.must(evaluation, 'notify', 'vo', { from: '2026-03-02', to: '2027-02-28', ...defaultWeights });
    await world.write(evaluation, 'ld', validSelfEvaluation());
    await world.must(evaluation, 'submit', 'ld');
    await world.must(evaluation, 'give-opinion', 'ru');
    await world.must(evaluation, 'draw-panel', 'vo', { size: 7 });
    const { data } = await world.stateOf<{ panel: string[] }>(evaluation);
    const expert = world.who(world.expert(data.panel[0]!));
    const shown = await readCase(
      db,
      { viewer: { personId: expert.personId!, posts: [] }, actor: expert, entrusted: [] },
      evaluation,
    );
    expect(shown.explanation.actions.find(({ on }) => on === 'recuse')).toMatchObject({ available: true });
    await world.must(evaluation, 'recuse', world.expert(data.panel[0]!));
    expect((await world.stateOf<{ panel: string[] }>(evaluation)).data.panel).not.toContain(data.panel[0]);
  });
});

const clock = async (): Promise<number> => {
  const [row] = await db.$queryRaw<{ now: Date }[]>`select business_now() as now`;
  return row!.now.getTime();
};
