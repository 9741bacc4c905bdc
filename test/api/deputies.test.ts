import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { atTime } from '#domain/calendar/instant.js';
import type { Role } from '#domain/organisation/roles.js';
import { advance } from '#records/advance.js';
import { moveClock } from '#records/clock.js';
import { openDatabase, type Database } from '#records/database.js';
import { readSomeone } from '#records/people.js';
import { refold } from '#records/refold.js';
import { addPerson, Api } from '#test/harness/api.js';
import { createDatabase, type TestDatabase } from '#test/harness/database.js';
import { Programme, ticked } from '#test/harness/programme.js';
import { violations } from '#test/oracles/invariants.js';

let database: TestDatabase;
let db: Database;
let programme: Programme;
let api: Api;
const ids: Record<string, string> = {};
const start = atTime('2026-12-01', '09:00');

beforeAll(async () => {
  database = await createDatabase();
  db = openDatabase(database.url);
  programme = new Programme(db);
  await programme.prepare(start);
  await programme.openCall();
  const { county, prefecture, province } = programme.units;
  const people: [string, string, Role][] = [
    ['colleague', county, 'RU'],
    ['second', county, 'RU'],
    ['neighbour', prefecture, 'PO'],
    ['sa', province, 'SA'],
    ['xp', province, 'XP'],
  ];
  for (const [login, unit, role] of people) ids[login] = await addPerson(db, login, unit, role);
  for (const login of ['co', 'ea', 'vo']) ids[login] = programme.who(login).personId!;
  api = await Api.start(db, database.url);
  await api.signIn('co', 'ea', 'vo', 'colleague', 'second', 'sa', 'xp', 'neighbour');
});
afterAll(async () => {
  expect(await violations(database.url)).toEqual([]);
  await api.stop();
  await db.$disconnect();
  await database.drop();
});
beforeEach(async () => {
  await db.deputy.deleteMany();
});

const entrust = (by: string, deputy: string, change: object = {}) =>
  api.call(by, 'POST', '/account/deputies', {
    ...{ id: randomUUID(), deputyId: ids[deputy], from: '2026-12-01', until: '2026-12-03' },
    ...change,
  });
const act = (by: string, caseId: string, on: string, more: object = {}) =>
  api.call(by, 'POST', `/cases/${caseId}/acts`, {
    id: randomUUID(),
    on,
    ...(on === 'claim' ? {} : { payload: ticked }),
    ...more,
  });
const forCo = () => ({ deputyFor: ids.co });
const refresh = () => new Promise((resolve) => setTimeout(resolve, 1_100));

/** A project on the desk of the county's officer, who has taken it. */
async function onDesk(): Promise<string> {
  const id = await programme.openAtCounty();
  await programme.must(id, 'claim', 'co');
  return id;
}

describe('受托代办: a colleague stands in', () => {
  it('sees the absent colleague’s desk, handles it, and the log says for whom', async () => {
    const id = await onDesk();
    expect((await api.call('colleague', 'GET', `/cases/${id}`)).status).toBe(404);
    expect((await entrust('co', 'colleague')).status).toBe(204);
    expect(await db.mail.count({ where: { personId: ids.colleague!, template: 'deputy' } })).toBe(1);

    const desk = (await api.call('colleague', 'GET', '/inbox?tab=entrusted')).body;
    expect(desk).toMatchObject({ total: expect.any(Number), rows: [{ principal: 'co', case: { id } }] });
    expect((await api.call('colleague', 'GET', '/session')).body.inbox).toMatchObject({ entrusted: 1, todo: 0 });
    const shown = (await api.call('colleague', 'GET', `/cases/${id}`)).body;
    expect(shown.tasks[0]).toMatchObject({ mine: true, deputyFor: { personId: ids.co, name: 'co' } });
    const action = shown.explanation.actions.find((one: { on: string }) => one.on === 'recommend');
    expect(action).toMatchObject({ available: true, deputyFor: { personId: ids.co } });

    expect(await act('colleague', id, 'recommend')).toMatchObject({ status: 409, body: { code: 'held_by_other' } });
    expect(await act('colleague', id, 'recommend', forCo())).toMatchObject({ status: 200, body: { status: 'prefecture' } });
    const timeline = (await api.call('colleague', 'GET', `/cases/${id}/timeline`)).body;
    expect(timeline.at(-1)).toMatchObject({ who: 'colleague（受co委托）', unit: 'county' });
    const { done } = (await api.call('co', 'GET', '/account/deputies')).body;
    expect(done).toMatchObject([{ caseId: id, by: 'colleague', label: '推荐' }]);
    expect((await refold(db, id)).exact).toBe(true);
  });

  it('hears of what arrives for the principal meanwhile, and what is taken stays the principal’s', async () => {
    await entrust('co', 'colleague');
    const id = await programme.openAtCounty();
    const told = await db.mail.findMany({ where: { caseId: id, template: 'your-turn' }, select: { personId: true } });
    expect(
      told
        .map((mail) => mail.personId)
        .filter((one) => [ids.co, ids.colleague].includes(one!))
        .sort(),
    ).toEqual([ids.co, ids.colleague].sort());
    expect(await act('colleague', id, 'claim', forCo())).toMatchObject({ status: 200 });
    expect(await db.task.findFirst({ where: { caseId: id, closedAt: null } })).toMatchObject({ holderId: ids.co });
    expect((await act('co', id, 'recommend')).status).toBe(200);
  });

  it('handles many at once, each for the principal', async () => {
    const cases = [await onDesk(), await onDesk()];
    await entrust('co', 'colleague');
    const { body } = await api.call('colleague', 'POST', '/acts', {
      on: 'recommend',
      cases: await Promise.all(
        cases.map(async (caseId) => {
          const { revision } = await db.case.findUniqueOrThrow({ where: { id: caseId } });
          return { caseId, id: randomUUID(), revision, payload: ticked, ...forCo() };
        }),
      ),
    });
    expect(body.map((line: { outcome: string }) => line.outcome)).toEqual(['done', 'done']);
  });
});

describe('受托代办: no more', () => {
  it('once it is ended early: the page says so, and the door whatever a session still believes', async () => {
    const id = await onDesk();
    const given = randomUUID();
    await entrust('co', 'colleague', { id: given });
    const { entrusted } = (await readSomeone(db, ids.colleague!))!;
    expect((await api.call('colleague', 'POST', `/account/deputies/${given}/ending`)).status).toBe(404);
    expect((await api.call('co', 'POST', `/account/deputies/${given}/ending`)).status).toBe(204);
    expect((await api.call('co', 'POST', `/account/deputies/${given}/ending`)).body.code).toBe('deputation_over');
    expect(await act('colleague', id, 'recommend', forCo())).toMatchObject({ status: 403, body: { code: 'not_entrusted' } });
    expect((await api.call('colleague', 'GET', `/cases/${id}`)).status).toBe(404);
    const late = { id: randomUUID(), on: 'recommend', by: entrusted[0]!.actor, payload: ticked };
    expect(await advance(db, id, late)).toMatchObject({ outcome: 'refused', refusal: { code: 'not_entrusted' } });
  });

  it('when the period is over', async () => {
    const id = await onDesk();
    await entrust('co', 'colleague');
    const { entrusted } = (await readSomeone(db, ids.colleague!))!;
    await moveClock(db, { to: atTime('2026-12-03', '24:00'), speed: 0 });
    await refresh();
    expect((await api.call('colleague', 'GET', `/cases/${id}`)).status).toBe(404);
    const late = { id: randomUUID(), on: 'recommend', by: entrusted[0]!.actor, payload: ticked };
    expect(await advance(db, id, late)).toMatchObject({ outcome: 'refused', refusal: { code: 'not_entrusted' } });
    const { given } = (await api.call('co', 'GET', '/account/deputies')).body;
    expect(given).toMatchObject([{ state: 'over', deputy: { name: 'colleague' } }]);
  });

  it.each(['the deputy has left the unit', 'the principal has left the unit', 'the principal’s account is disabled'])(
    'when %s',
    async (what) => {
      const id = await onDesk();
      await entrust('co', 'colleague', { from: '2026-12-04', until: '2026-12-31' });
      await refresh();
      expect((await api.call('colleague', 'GET', `/cases/${id}`)).status).toBe(200);
      const person = what.startsWith('the deputy') ? ids.colleague! : ids.co!;
      const post = await db.post.findFirstOrThrow({ where: { personId: person } });
      if (what.endsWith('disabled')) await db.person.update({ where: { id: person }, data: { status: 'disabled' } });
      else await db.post.delete({ where: { personId_unitId_role: post } });
      await refresh();
      expect((await api.call('colleague', 'GET', `/cases/${id}`)).status).toBe(404);
      expect(await act('colleague', id, 'recommend', forCo())).toMatchObject({ status: 403, body: { code: 'not_entrusted' } });
      await db.person.update({ where: { id: person }, data: { status: 'active' } });
      await db.post.upsert({ where: { personId_unitId_role: post }, create: post, update: {} });
      await refresh();
    },
  );
});

describe('受托代办: what it does not give', () => {
  it('another business type, and nothing passed on', async () => {
    const id = await onDesk();
    const later = { from: '2026-12-04', until: '2026-12-31' };
    await entrust('co', 'colleague', { ...later, processes: ['registration'] });
    expect((await api.call('colleague', 'GET', `/cases/${id}`)).status).toBe(404);
    await db.deputy.deleteMany();
    await entrust('co', 'colleague', later);
    expect((await entrust('colleague', 'second', later)).status).toBe(204);
    expect((await api.call('colleague', 'GET', `/cases/${id}`)).status).toBe(200);
    expect((await api.call('second', 'GET', `/cases/${id}`)).status).toBe(404);
    expect((await act('second', id, 'recommend', forCo())).body.code).toBe('not_entrusted');
  });

  it.each([
    ['oneself', 'co', 'co', {}, 'same_person', 'deputyId'],
    ['somebody of another unit', 'co', 'neighbour', {}, 'deputy_unfit', 'deputyId'],
    ['the three officers’ posts', 'sa', 'vo', {}, 'deputy_unfit', 'deputyId'],
    ['an expert’s seat', 'xp', 'vo', {}, 'deputy_unfit', 'deputyId'],
    ['a period that is over', 'co', 'colleague', { from: '2026-11-01', until: '2026-11-02' }, 'period_over', 'until'],
    [
      'a process there is not',
      'co',
      'colleague',
      { until: '2026-12-31', processes: ['constructor'] },
      'unknown_process',
      'processes',
    ],
  ])('refuses %s', async (_, by, deputy, change, code, field) => {
    expect(await entrust(by, deputy, { until: '2026-12-31', ...change })).toMatchObject({ status: 422, body: { code, field } });
  });

  it('two deputies for one matter, also when both are named at the same moment; sent again it is one', async () => {
    const later = { from: '2026-12-04', until: '2026-12-31' };
    const answers = await Promise.all([entrust('co', 'colleague', later), entrust('co', 'second', later)]);
    expect(answers.map((answer) => answer.body?.code ?? answer.status).sort()).toEqual([204, 'deputy_twice']);
    await db.deputy.deleteMany();
    const id = randomUUID();
    for (let times = 0; times < 2; times += 1) expect((await entrust('co', 'colleague', { ...later, id })).status).toBe(204);
    expect(await db.deputy.count()).toBe(1);
    expect(await entrust('second', 'co', later)).toMatchObject({ status: 422, body: { code: 'deputy_absent' } });
  });

  it('S4 I10 two levels of one case, neither by the deputy nor by the principal', async () => {
    const later = { from: '2026-12-04', until: '2026-12-31' };
    const { prefecture } = programme.units;
    const posts = ['colleague', 'co'].map((login) => ({ personId: ids[login]!, unitId: prefecture, role: 'PO' }));
    await db.post.createMany({ data: posts });
    await refresh();
    const id = await onDesk();
    await entrust('co', 'colleague', later);
    expect((await act('colleague', id, 'recommend', forCo())).body.status).toBe('prefecture');
    for (const who of ['colleague', 'co'])
      expect(await act(who, id, 'approve')).toMatchObject({ status: 403, body: { code: 'two_levels' } });
    const raw = (person: string) => db.$executeRaw`
      insert into case_event (case_id, revision, event_id, on_event, label, from_status, to_status, actor, person_id, level, at, previous_hash, hash)
      select case_id, revision + 100, 'raw', on_event, label, from_status, to_status, '{}', ${person}::uuid, 'prefecture', at, hash, 'x'
      from case_event where case_id = ${id}::uuid order by revision desc limit 1`;
    for (const who of ['colleague', 'co']) await expect(raw(ids[who]!)).rejects.toThrow(/two levels/);
    await db.post.deleteMany({ where: { unitId: prefecture, personId: { in: [ids.co!, ids.colleague!] } } });
  });
});
