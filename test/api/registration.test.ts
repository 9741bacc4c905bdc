import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { atTime, endOfDay } from '#domain/calendar/instant.js';
import { advance } from '#records/advance.js';
import { moveClock } from '#records/clock.js';
import { openDatabase, type Database } from '#records/database.js';
import { addPerson, Api, testPassword } from '#test/harness/api.js';
import { createDatabase, type TestDatabase } from '#test/harness/database.js';
import { Programme } from '#test/harness/programme.js';
import { violations } from '#test/oracles/invariants.js';

let database: TestDatabase;
let db: Database;
let api: Api;
let programme: Programme;
const codes = ['91532300MA6TEXT3XK', '91532500MA6TEXT48X', '91532900MA6TEXT56D', '91530100MA6TEXT053', '91530300MA6TEXT138'];

beforeAll(async () => {
  database = await createDatabase();
  db = openDatabase(database.url);
  programme = new Programme(db);
  await programme.prepare(atTime('2026-12-01', '09:00'));
  const { county, prefecture, province } = programme.units;
  await db.unit.update({ where: { id: county }, data: { regionCode: '532301' } });
  await db.unit.update({ where: { id: prefecture }, data: { regionCode: '532300' } });
  const other = await db.unit.create({
    data: {
      id: randomUUID(),
      name: '大理市局',
      kind: 'government',
      level: 'county',
      departments: ['miit'],
      regionCode: '532901',
    },
  });
  await addPerson(db, 'co2', other.id, 'CO');
  await addPerson(db, 'sa', province, 'SA');
  await addPerson(db, 'au', province, 'AU');
  api = await Api.start(db, database.url);
  await api.signIn('co', 'co2', 'po', 'vo', 'sa', 'au', 'ea');
});
afterAll(async () => {
  expect(await violations(database.url)).toEqual([]);
  await api.stop();
  await db.$disconnect();
  await database.drop();
});

const form = (uscc: string, change: Record<string, unknown> = {}, email = `${uscc.toLowerCase()}@example.test`) => ({
  id: randomUUID(),
  uscc,
  name: '楚雄新能源电池(示例)',
  kind: 'enterprise',
  county: '532301',
  legalRepresentative: '王小明',
  administrator: { name: '张管理', phone: '13800000000', email },
  ...change,
});
const register = (body: unknown) => api.call(undefined, 'POST', '/registrations', body);
const act = (who: string, id: string, on: string, more: Record<string, unknown> = {}) =>
  api.call(who, 'POST', `/cases/${id}/acts`, { id: randomUUID(), on, ...more });
const unitOf = (uscc: string) => db.unit.findUniqueOrThrow({ where: { uscc } });

async function activate(email: string): Promise<void> {
  const mail = await db.mail.findFirstOrThrow({
    where: { address: email, template: 'activation' },
    orderBy: { createdAt: 'desc' },
  });
  const token = /#(\S+)/.exec(mail.body)![1]!;
  expect((await api.call(undefined, 'POST', '/password/reset', { token, password: testPassword })).status).toBe(204);
  await api.signIn(email);
}

describe('a unit registers itself', () => {
  it('the local bureau finds it in its inbox and by mail, the administrator sets a password by the link and sees how far it is', async () => {
    const given = form(' ９1532300ma6text3xk ', {}, 'Guanli@example.test');
    const answer = await register(given);
    expect(answer).toMatchObject({ status: 201, body: { id: given.id, reviewer: 'county' } });
    expect(await unitOf(codes[0]!)).toMatchObject({ status: 'pending', regionCode: '532301', level: 'unit' });
    const [item] = (await api.call('co', 'GET', '/inbox')).body.rows;
    expect(item).toMatchObject({
      task: '核验单位注册信息',
      due: new Date(endOfDay('2026-12-04')).toISOString(),
      case: { id: given.id, title: '单位注册：楚雄新能源电池(示例)' },
    });
    expect(await db.mail.count({ where: { address: 'co@example.test', caseId: given.id, template: 'your-turn' } })).toBe(1);

    const email = given.administrator.email.toLowerCase();
    await activate(email);
    const me = (await api.call(email, 'GET', '/session')).body;
    expect(me.units).toEqual([]);
    expect((await api.call(email, 'GET', '/cases')).body.rows).toMatchObject([{ id: given.id, label: '待核验' }]);
    expect((await act(email, given.id, 'verify', { payload: { licence: true } })).status).toBe(403);
  });

  it('verified, it has its administrator; the decision and the look at personal data stand in the log', async () => {
    const { id } = await db.case.findFirstOrThrow({ where: { process: 'registration' } });
    expect((await api.call('co', 'GET', `/registrations/${id}`)).body).toMatchObject({
      unit: { uscc: codes[0], legalRepresentative: '王小明', status: 'pending' },
      administrator: { phone: '13800000000', activated: true },
    });
    expect((await act('co', id, 'verify')).body.code).toBe('payload_required');
    expect((await act('co', id, 'verify', { payload: { licence: true } })).body.status).toBe('verified');
    expect((await unitOf(codes[0]!)).status).toBe('verified');
    const admin = await db.person.findUniqueOrThrow({ where: { login: 'guanli@example.test' } });
    await vi.waitFor(
      async () =>
        expect((await api.call(admin.login, 'GET', '/session')).body.units).toMatchObject([
          { roles: expect.arrayContaining(['EA', 'UA']) },
        ]),
      { timeout: 5_000 },
    );
    expect(await db.mail.count({ where: { personId: admin.id, template: 'decided', subject: { contains: '已核验' } } })).toBe(1);
    const audited = await db.auditEntry.findMany({ where: { caseId: id }, orderBy: { id: 'asc' } });
    expect(audited.map((entry) => entry.action)).toEqual([
      'unit.registered',
      'act.refused',
      'personal-data.read',
      'unit.verified',
    ]);
    const log = JSON.stringify(await db.caseEvent.findMany({ where: { caseId: id } }));
    for (const personal of ['13800000000', admin.login]) expect(log).not.toContain(personal);
  });

  it('refused with the reason, it may register again; nobody ever acted for it meanwhile', async () => {
    const first = form(codes[1]!, { name: '红河锡业(示例)' });
    await register(first);
    expect((await act('co', first.id, 'refuse', { opinion: '法定代表人与证照不符' })).body.status).toBe('refused');
    expect((await unitOf(codes[1]!)).status).toBe('refused');
    const mail = await db.mail.findFirstOrThrow({ where: { caseId: first.id, template: 'decided' } });
    expect(mail.body).toContain('法定代表人与证照不符');
    const second = form(codes[1]!, { name: '红河锡业新材(示例)' }, 'second@example.test');
    expect((await register(second)).status).toBe(201);
    const unit = await unitOf(codes[1]!);
    expect(unit).toMatchObject({ name: '红河锡业新材(示例)', status: 'pending' });
    const posts = await db.post.findMany({ where: { unitId: unit.id }, include: { person: true } });
    expect(new Set(posts.map((post) => post.person.login))).toEqual(new Set(['second@example.test']));
  });
});

describe('what is refused', () => {
  it.each<[string, Record<string, unknown>, number, string]>([
    ['a code with a wrong check character', { uscc: '91532300MA6TEXT3X1' }, 422, 'uscc_check'],
    ['a code too short', { uscc: '9153' }, 422, 'uscc_length'],
    ['a county of another province', { county: '440101' }, 400, 'bad_request'],
    ['a county that does not exist', { county: '532399' }, 422, 'county_unknown'],
    ['a county and a prefecture without a bureau', { county: '533401' }, 422, 'no_office'],
    ['a government office', { kind: 'government' }, 400, 'bad_request'],
    ['a name with a line break', { name: '甲\n乙' }, 400, 'bad_request'],
    ['a mail address that is none', { administrator: { name: '张三', phone: '13800000000', email: 'x' } }, 400, 'bad_request'],
    ['a field we do not ask for', { status: 'verified' }, 400, 'bad_request'],
  ])('%s', async (_name, change, status, code) => {
    expect(await register({ ...form(codes[2]!), ...change })).toMatchObject({ status, body: { code } });
    expect(await db.unit.count({ where: { uscc: codes[2] } })).toBe(0);
  });

  it('a code that is registered or waits for its verification; the same registration sent twice is one', async () => {
    const given = form(codes[2]!);
    expect((await register(given)).status).toBe(201);
    expect((await register(given)).body).toEqual({ id: given.id, reviewer: 'county' });
    expect(await register(form(codes[2]!))).toMatchObject({
      status: 409,
      body: { code: 'uscc_taken', field: 'uscc', message: expect.stringContaining('正在核验') },
    });
    expect((await register(form(codes[0]!))).body.message).toContain('已注册');
    expect(await db.case.count({ where: { process: 'registration', unit: { uscc: codes[2] } } })).toBe(1);
  });

  it('of ten who register one code at the same moment nine', async () => {
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, index) => register(form(codes[3]!, {}, `r${index}@example.test`))),
    );
    expect(answers.map((answer) => answer.status).sort()).toEqual([201, ...Array<number>(9).fill(409)]);
    const unit = await unitOf(codes[3]!);
    expect(await db.post.count({ where: { unitId: unit.id } })).toBe(2);
    expect(await db.case.count({ where: { unitId: unit.id } })).toBe(1);
  });
});

describe('who has an account already', () => {
  it('is named without a new one, and the answer is the same (S10); an official cannot be administrator', async () => {
    const official = form(codes[4]!, {}, 'vo@example.test');
    await db.person.updateMany({ where: { login: 'vo' }, data: { login: 'vo@example.test' } });
    const answer = await register(official);
    expect(answer).toMatchObject({ status: 201, body: { reviewer: 'county' } });
    expect(Object.keys(answer.body).sort()).toEqual(['id', 'reviewer']);
    expect(await db.mail.count({ where: { address: 'vo@example.test', template: 'activation' } })).toBe(0);
    expect(await db.mail.count({ where: { address: 'vo@example.test', subject: { contains: '单位注册' } } })).toBe(1);
    expect(await act('co', official.id, 'verify', { payload: { licence: true } })).toMatchObject({
      status: 422,
      body: { code: 'administrator_not_free' },
    });
    expect((await act('co', official.id, 'refuse', { opinion: '管理员系审核部门人员' })).status).toBe(200);
  });
});

describe('who sees a registration', () => {
  it('S2 its bureau, the prefecture above, administrators of units and the auditor; for others it does not exist', async () => {
    const { id } = await db.case.findFirstOrThrow({ where: { process: 'registration', status: 'pending' } });
    for (const who of ['co', 'po', 'sa', 'au']) expect((await api.call(who, 'GET', `/registrations/${id}`)).status).toBe(200);
    for (const who of ['co2', 'ea', 'vo']) {
      expect((await api.call(who, 'GET', `/registrations/${id}`)).status).toBe(404);
      expect((await act(who, id, 'verify', { payload: { licence: true } })).status).toBe(404);
    }
    for (const who of ['po', 'sa', 'au']) expect((await act(who, id, 'verify', { payload: { licence: true } })).status).toBe(403);
  });

  it('overdue after three working days reminds the bureau and the prefecture, and verifies nothing', async () => {
    const { id } = await db.case.findFirstOrThrow({ where: { process: 'registration', status: 'pending' } });
    const at = endOfDay('2026-12-04');
    const knock = { id: `instant:overdue:${at}`, on: 'overdue', by: { kind: 'time' as const } };
    expect(await advance(db, id, knock)).toMatchObject({ outcome: 'refused', refusal: { code: 'not_due' } });
    await moveClock(db, { to: at });
    expect(await advance(db, id, knock)).toMatchObject({ outcome: 'done', status: 'pending' });
    const told = await db.mail.findMany({ where: { caseId: id, template: 'task-overdue' } });
    expect(new Set(told.map((mail) => mail.address))).toEqual(new Set(['co@example.test', 'po@example.test']));
  });
});
