import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { arrangementFault } from '#domain/calendar/arrangement.js';
import { atTime } from '#domain/calendar/instant.js';
import { verifyAudit } from '#records/audit.js';
import { moveClock, sealClock } from '#records/clock.js';
import { openDatabase, type Database } from '#records/database.js';
import { addPerson, Api, testPassword } from '#test/harness/api.js';
import { createDatabase, type TestDatabase } from '#test/harness/database.js';
import { Programme } from '#test/harness/programme.js';

let database: TestDatabase;
let db: Database;
let programme: Programme;
let api: Api;
const ids: Record<string, string> = {};

beforeAll(async () => {
  database = await createDatabase();
  db = openDatabase(database.url);
  programme = new Programme(db);
  await programme.prepare(atTime('2026-12-01', '09:00'));
  for (const unit of ['firm', 'county', 'prefecture'] as const)
    await db.unit.update({
      where: { id: programme.units[unit] },
      data: { regionCode: unit === 'prefecture' ? '532300' : '532301' },
    });
  for (const [login, role] of [
    ['sa', 'SA'],
    ['sa2', 'SA'],
    ['se', 'SE'],
    ['au', 'AU'],
  ] as const)
    ids[login] = await addPerson(db, login, programme.units.province, role);
  ids.xp = await addPerson(db, 'xp', programme.units.firm, 'XP');
  for (const name of ['ea', 'ua', 'co', 'po', 'vo', 'vd', 'vl']) {
    ids[name] = programme.who(name).personId!;
    await db.person.update({ where: { id: ids[name] }, data: { unitId: programme.who(name).unitId! } });
  }
  api = await Api.start(db, database.url);
  await api.signIn('sa', 'se', 'au', 'ea', 'ua', 'co', 'vo', 'vd', 'xp');
});
afterAll(async () => {
  expect(await verifyAudit(db)).toBeUndefined();
  await api.app.close();
  await db.$disconnect();
  await database.drop();
});

const audited = (action: string) => db.auditEntry.findFirst({ where: { action }, orderBy: { id: 'desc' } });

describe('units', () => {
  const entry = {
    name: '云岭大学(示例)',
    uscc: '12530000MB0TEXT67C',
    kind: 'university',
    level: 'unit',
    departments: [],
    regionCode: '530102',
  };

  it('5 a unit is made, found by region, changed and disabled by the system administrator; each is audited', async () => {
    const { body, status } = await api.call('sa', 'POST', '/admin/units', entry);
    expect(status).toBe(201);
    expect(await audited('unit.created')).toMatchObject({ personId: ids.sa, target: entry.name });
    for (const region of ['530102', '530100', '530000'])
      expect((await api.call('sa', 'GET', `/admin/units?region=${region}&kind=university`)).body).toMatchObject({ total: 1 });
    expect((await api.call('sa', 'GET', '/admin/units?region=532300&kind=university')).body.total).toBe(0);
    expect((await api.call('sa', 'PUT', `/admin/units/${body.id}`, { ...entry, address: '昆明市' })).status).toBe(204);
    expect((await api.call('sa', 'GET', `/admin/units/${body.id}`)).body).toMatchObject({ address: '昆明市', uscc: entry.uscc });
    expect((await api.call('sa', 'POST', `/admin/units/${body.id}/disabling`, { reason: '单位已撤销合并' })).status).toBe(204);
    expect((await api.call('sa', 'GET', '/admin/units?status=disabled')).body.rows[0].name).toBe(entry.name);
    expect((await api.call('sa', 'POST', `/admin/units/${body.id}/enabling`)).status).toBe(204);
  });

  it('6.11 refuses a wrong or taken code, an unknown region, an office without business; each with its field', async () => {
    const post = (change: object) => api.call('sa', 'POST', '/admin/units', { ...entry, uscc: undefined, ...change });
    expect((await post({ uscc: '12530000MB0TEXT67D' })).body).toMatchObject({ code: 'uscc_check', field: 'uscc' });
    expect((await post({ uscc: entry.uscc.toLowerCase() })).body).toMatchObject({ code: 'uscc_taken', field: 'uscc' });
    expect((await post({ regionCode: '539999' })).body).toMatchObject({ code: 'unknown_region', field: 'regionCode' });
    expect((await post({ kind: 'government' })).body).toMatchObject({ code: 'departments_required', field: 'departments' });
  });

  it('pages by key', async () => {
    const first = (await api.call('sa', 'GET', '/admin/units?limit=3')).body;
    const second = (await api.call('sa', 'GET', `/admin/units?limit=3&cursor=${first.next}`)).body;
    expect(first.total).toBe(5);
    expect([...first.rows, ...second.rows].map((row: { id: string }) => row.id)).toHaveLength(5);
    expect(new Set([...first.rows, ...second.rows].map((row: { id: string }) => row.id)).size).toBe(5);
  });

  it('a unit with open tasks is not disabled: nothing may wait where nobody works', async () => {
    await programme.openCall();
    await programme.openAtCounty();
    expect(
      (await api.call('sa', 'POST', `/admin/units/${programme.units.county}/disabling`, { reason: '机构改革撤并' })).body,
    ).toMatchObject({
      code: 'unit_has_tasks',
      message: expect.stringContaining('1项待办'),
    });
  });

  it('5 own unit: a unit’s administrator sees and keeps only the own one', async () => {
    expect((await api.call('ua', 'GET', '/admin/units')).body.rows.map((row: { name: string }) => row.name)).toEqual(['firm']);
    expect((await api.call('ua', 'GET', `/admin/units/${programme.units.county}`)).status).toBe(404);
    const contact = { address: '楚雄市开发区', legalRepresentative: '张三' };
    expect((await api.call('ua', 'PUT', `/admin/units/${programme.units.firm}/contact`, contact)).status).toBe(204);
    expect((await api.call('ua', 'PUT', `/admin/units/${programme.units.county}/contact`, contact)).status).toBe(404);
    expect((await api.call('ua', 'PUT', `/admin/units/${programme.units.firm}`, entry)).status).toBe(403);
    expect((await api.call('ea', 'GET', '/admin/units')).status).toBe(403);
  });
});

describe('accounts', () => {
  const person = () => ({
    name: '新来的同志',
    email: `${randomUUID()}@example.test`,
    phone: '13812341234',
    unitId: programme.units.county,
  });

  it('5 made without a password: the person sets it by the mailed link and signs in', async () => {
    const given = person();
    const { body } = await api.call('sa', 'POST', '/admin/people', { ...given, login: 'newcomer' });
    const mail = await db.mail.findFirstOrThrow({ where: { personId: body.id } });
    expect(mail).toMatchObject({ template: 'activation', address: given.email });
    const token = /#(\S+)/.exec(mail.body)![1]!;
    const password = 'Xin-Lai-2026-de';
    expect((await api.call(undefined, 'POST', '/password/reset', { token, password })).status).toBeLessThan(300);
    expect((await api.call(undefined, 'POST', '/session', { login: 'newcomer', password })).status).toBe(200);
    expect(await audited('account.created')).toMatchObject({ personId: ids.sa, target: 'newcomer' });
    expect((await api.call('sa', 'POST', '/admin/people', { ...person(), login: 'newcomer' })).body).toMatchObject({
      code: 'login_taken',
    });
  });

  it('5 the security administrator and the auditor cannot create users; nobody but an administrator can', async () => {
    for (const who of ['se', 'au', 'vo', 'ea']) expect((await api.call(who, 'POST', '/admin/people', person())).status).toBe(403);
    expect(await audited('access.refused')).toMatchObject({ target: 'POST /api/admin/people' });
  });

  it('6.15 phones are masked in lists, addresses too for who does not keep accounts; a full look is audited', async () => {
    const find = async (who: string) => (await api.call(who, 'GET', '/admin/people?text=新来的')).body.rows[0];
    expect(await find('sa')).toMatchObject({ phone: '138****1234', email: expect.stringMatching(/^[\w-]{36}@/) });
    for (const who of ['se', 'au']) expect((await find(who)).email).toMatch(/^.\*\*\*@/);
    const { id } = await find('sa');
    expect((await api.call('au', 'GET', `/admin/people/${id}`)).body.phone).toBe('138****1234');
    expect((await api.call('sa', 'GET', `/admin/people/${id}`)).body.phone).toBe('13812341234');
    expect(await audited('personal-data.read')).toMatchObject({ personId: ids.sa });
  });

  it('disabled: every session ends with it, and signing in again is refused', async () => {
    await api.signIn('po');
    expect((await api.call('po', 'GET', '/session')).status).toBe(200);
    expect((await api.call('sa', 'POST', `/admin/people/${ids.po}/disabling`, { reason: '调离本单位' })).status).toBe(204);
    expect((await api.call('po', 'GET', '/session')).status).toBe(401);
    expect(await db.session.count({ where: { personId: ids.po } })).toBe(0);
    await expect(api.signIn('po')).rejects.toThrow();
    await api.call('sa', 'POST', `/admin/people/${ids.po}/enabling`);
    await api.signIn('po');
  });

  it('nobody disables the own account, so a system administrator is always left', async () => {
    const disable = (id: string) => api.call('sa', 'POST', `/admin/people/${id}/disabling`, { reason: '测试停用账号' });
    expect((await disable(ids.sa!)).body.code).toBe('own_account');
    expect((await disable(ids.sa2!)).status).toBe(204);
  });

  it('a password is reset by a mailed link only', async () => {
    expect((await api.call('sa', 'POST', `/admin/people/${ids.ea}/password-link`)).status).toBe(204);
    expect(await db.mail.findFirst({ where: { personId: ids.ea, template: 'password-reset' } })).not.toBeNull();
    await db.person.update({ where: { id: ids.ea }, data: { email: null } });
    expect((await api.call('sa', 'POST', `/admin/people/${ids.ea}/password-link`)).body.code).toBe('no_address');
  });

  it('5 own unit: a firm’s administrator makes 填报人 of the firm, and reaches nobody else', async () => {
    const given = { ...person(), unitId: programme.units.firm };
    const { body } = await api.call('ua', 'POST', '/admin/people', given);
    expect(await db.post.findMany({ where: { personId: body.id } })).toEqual([
      { personId: body.id, unitId: programme.units.firm, role: 'EA' },
    ]);
    expect((await api.call('ua', 'POST', '/admin/people', person())).body.code).toBe('unknown_unit');
    expect((await api.call('ua', 'GET', `/admin/people/${ids.co}`)).status).toBe(404);
    expect((await api.call('ua', 'POST', `/admin/people/${ids.co}/disabling`, { reason: '无权停用他人' })).status).toBe(404);
    const mine = (await api.call('ua', 'GET', '/admin/people')).body.rows as { unit: { name: string } }[];
    expect(new Set(mine.map((row) => row.unit.name))).toEqual(new Set(['firm']));
  });
});

describe('posts', () => {
  const grant = (who: string, personId: string, unitId: string, role: string) =>
    api.call(who, 'POST', `/admin/people/${personId}/posts`, { unitId, role, password: testPassword });
  const revoke = (who: string, personId: string, unitId: string, role: string) =>
    api.call(who, 'POST', `/admin/people/${personId}/posts/removal`, { unitId, role, password: testPassword });

  it('5 granted by the security administrator alone; the effect is there with the next request', async () => {
    const id = await addPerson(db, 'fresh', programme.units.county);
    for (const who of ['sa', 'au', 'vd', 'ua']) expect((await grant(who, id, programme.units.county, 'CO')).status).toBe(403);
    expect((await grant('se', id, programme.units.county, 'CO')).status).toBe(204);
    expect(await audited('post.granted')).toMatchObject({ personId: ids.se, detail: { role: 'CO' } });
    expect((await api.call('au', 'GET', '/admin/people?role=CO')).body.total).toBe(2);
    expect((await revoke('se', id, programme.units.county, 'CO')).status).toBe(204);
    expect((await revoke('se', id, programme.units.county, 'CO')).status).toBe(404);
  });

  it('E23 三员分立, 申报与审核分离, and the unit the role belongs to', async () => {
    expect((await grant('se', ids.vo!, programme.units.province, 'AU')).body).toMatchObject({
      code: 'separate_officers',
      field: 'role',
    });
    expect((await grant('se', ids.sa!, programme.units.province, 'VO')).body.code).toBe('separate_officers');
    expect((await grant('se', ids.ea!, programme.units.county, 'CO')).body.code).toBe('applicant_and_reviewer');
    expect((await grant('se', ids.vo!, programme.units.county, 'VD')).body.code).toBe('role_not_of_unit');
    expect((await grant('se', ids.se!, programme.units.province, 'SA')).body.code).toBe('own_posts');
  });

  it('two posts that exclude each other, granted in the same moment: one stands', async () => {
    const id = await addPerson(db, 'racer', programme.units.province);
    const answers = await Promise.all([
      grant('se', id, programme.units.province, 'SA'),
      grant('se', id, programme.units.province, 'AU'),
    ]);
    expect(answers.map((answer) => answer.status).toSorted()).toEqual([204, 422]);
    expect(await db.post.count({ where: { personId: id } })).toBe(1);
  });

  it('the only handler of an office with work on its desk keeps the post', async () => {
    expect((await revoke('se', ids.co!, programme.units.county, 'CO')).body).toMatchObject({
      code: 'office_empty',
      message: expect.stringMatching(/还有\d+项待办/),
    });
    expect(await db.post.count({ where: { personId: ids.co, role: 'CO' } })).toBe(1);
  });
});

describe('dictionaries', () => {
  it('6.12 常用意见: everybody reads what is enabled, the system administrator keeps it', async () => {
    const read = async (who: string, all = '') =>
      (await api.call(who, 'GET', `/dictionaries/opinion${all}`)).body as { value: string }[];
    const before = await read('co');
    expect(before.length).toBeGreaterThanOrEqual(5);
    const entry = { label: '请补充环评批复后再报。', position: 9, enabled: true };
    expect((await api.call('sa', 'PUT', '/dictionaries/opinion/eia', entry)).status).toBe(204);
    expect((await read('co')).at(-1)).toMatchObject({ value: 'eia', label: entry.label });
    expect((await api.call('sa', 'PUT', '/dictionaries/opinion/eia2', entry)).body).toMatchObject({ code: 'label_taken' });
    await api.call('sa', 'PUT', '/dictionaries/opinion/eia', { ...entry, enabled: false });
    expect(await read('co')).toEqual(before);
    expect(await read('co', '?all=1')).toEqual(before);
    expect((await read('au', '?all=1')).length).toBe(before.length + 1);
    for (const who of ['se', 'au', 'co']) expect((await api.call(who, 'PUT', '/dictionaries/opinion/x', entry)).status).toBe(403);
    expect((await api.call('sa', 'GET', '/dictionaries/other')).status).toBe(400);
  });
});

describe('the working-day calendar', () => {
  const source = '国办发明电〔2026〕示例号';
  const year = {
    off: ['2027-01-01', '2027-02-08', '2027-02-09', '2027-02-10', '2027-10-01', '2027-10-04'],
    work: ['2027-02-14'],
  };

  it('R2 2027 is missing until the notice is entered; an incomplete or impossible one is refused', async () => {
    const put = (who: string, body: object) => api.call(who, 'PUT', '/calendar/2027', body);
    expect((await api.call('co', 'GET', '/calendar')).body.years.map((one: { year: number }) => one.year)).not.toContain(2027);
    expect((await put('sa', { ...year, off: [], source })).body).toMatchObject({ code: 'holiday_missing', field: 'off' });
    expect((await put('sa', { ...year, work: ['2027-02-15'], source })).body).toMatchObject({
      code: 'wrong_weekday',
      field: 'work',
    });
    expect((await put('sa', year)).body).toMatchObject({ field: 'source' });
    for (const who of ['se', 'au', 'vo', 'ua']) expect((await put(who, { ...year, source })).status).toBe(403);
    expect(arrangementFault({ year: 2027, ...year })).toBeUndefined();
    expect((await put('sa', { ...year, source })).status).toBe(204);
    const years = (await api.call('co', 'GET', '/calendar')).body.years as { year: number; source: string }[];
    expect(years.find((one) => one.year === 2027)).toMatchObject({ ...year, source });
    expect(await audited('calendar.published')).toMatchObject({ personId: ids.sa, target: '2027' });
  });
});

describe('experts', () => {
  const entry = {
    employer: '云岭大学(示例)',
    fields: ['绿色铝'],
    finance: false,
    relations: [{ kind: 'employed', unit: '云岭大学(示例)' }],
  };

  it('6.2 the province’s office proposes who holds the role, its head admits, and both are audited', async () => {
    expect((await api.call('vo', 'GET', '/experts/candidates')).body).toEqual([{ personId: ids.xp, name: 'xp', unit: 'firm' }]);
    expect((await api.call('vo', 'POST', '/experts', { ...entry, personId: ids.co })).body.code).toBe('not_an_expert');
    expect((await api.call('vo', 'POST', '/experts', { ...entry, personId: ids.xp })).status).toBe(204);
    expect((await api.call('vo', 'POST', '/experts', { ...entry, personId: ids.xp })).body.code).toBe('expert_known');
    expect((await api.call('vo', 'POST', `/experts/${ids.xp}/approval`)).status).toBe(403);
    expect((await api.call('vd', 'GET', '/experts?status=pending')).body.total).toBe(1);
    expect((await api.call('vd', 'POST', `/experts/${ids.xp}/approval`)).status).toBe(204);
    expect((await api.call('au', 'GET', '/experts?field=绿色铝')).body.rows[0]).toMatchObject({
      status: 'active',
      relations: entry.relations,
    });
    expect((await api.call('vo', 'POST', `/experts/${ids.xp}/disabling`, { reason: '本人申请退出专家库' })).status).toBe(204);
    expect(await audited('expert.status')).toMatchObject({
      detail: { from: 'active', to: 'disabled', reason: '本人申请退出专家库' },
    });
    expect(await audited('experts.listed')).toMatchObject({ personId: ids.au });
  });

  it('R own: an expert sees the own entry; no county, no administrator sees the pool', async () => {
    const other = await addPerson(db, 'xp2', programme.units.firm, 'XP');
    await api.call('vo', 'POST', '/experts', { ...entry, personId: other });
    expect((await api.call('xp', 'GET', '/experts')).body.rows.map((row: { personId: string }) => row.personId)).toEqual([
      ids.xp,
    ]);
    for (const who of ['co', 'sa', 'se', 'ea']) expect((await api.call(who, 'GET', '/experts')).status).toBe(403);
  });
});

describe('logs', () => {
  it('6.14 an export names who made it, is itself recorded, and is the security administrator’s and the auditor’s', async () => {
    const path = '/admin/audit.csv?from=2020-01-01&until=2100-01-01';
    const { status, body, headers } = await api.call('au', 'GET', path);
    expect(status).toBe(200);
    expect(headers.get('content-disposition')).toContain('attachment');
    const lines = (body as string).trim().split('\r\n');
    expect(lines[0]).toContain('导出人：au（au）');
    expect(lines.length - 2).toBe((await db.auditEntry.count()) - 1);
    expect(await audited('export')).toMatchObject({ personId: ids.au });
    for (const who of ['sa', 'vo']) expect((await api.call(who, 'GET', path)).status).toBe(403);
  });

  it('the audit log counts what it finds', async () => {
    const { body } = await api.call('au', 'GET', '/admin/audit?action=account.created&limit=1');
    expect(body.total).toBe(await db.auditEntry.count({ where: { action: 'account.created' } }));
    expect(body.rows).toHaveLength(1);
  });

  it('6.13 mails by state, never a body; the security administrator has no business there', async () => {
    await db.mail.updateMany({ where: { template: 'activation' }, data: { status: 'bounced' } });
    const { body } = await api.call('sa', 'GET', '/admin/mails?status=bounced');
    expect(body.total).toBeGreaterThan(0);
    expect(Object.keys(body.rows[0])).not.toContain('body');
    expect((await api.call('se', 'GET', '/admin/mails')).status).toBe(403);
    const [mail] = body.rows as { id: string }[];
    expect((await api.call('sa', 'POST', `/inspector/mails/${mail!.id}/sending`, { reason: '邮箱已恢复' })).body.code).toBe(
      'link_mail',
    );
  });
});

describe('the business clock', () => {
  it('design 7 moves a training system to the next event and lets it run; the system administrator alone', async () => {
    await moveClock(db, { speed: 0 });
    const shown = (await api.call('sa', 'GET', '/admin/clock')).body;
    expect(shown).toMatchObject({ sealed: false, speed: 0, next: { label: expect.stringMatching(/[一-龥]/) } });
    const moved = await api.call('sa', 'POST', '/admin/clock', { toNextEvent: true });
    expect(moved.body.now).toBe(shown.next.at);
    expect(await audited('clock.moved')).toMatchObject({ detail: { to: shown.next.at } });
    expect((await api.call('sa', 'POST', '/admin/clock', { to: '2026-11-01T00:00:00+08:00' })).body.code).toBe('clock_backwards');
    expect((await api.call('sa', 'POST', '/admin/clock', { speed: 3_600 })).body.speed).toBe(3_600);
    expect((await api.call('sa', 'POST', '/admin/clock', { speed: -1 })).status).toBe(400);
    for (const who of ['se', 'au', 'vo']) expect((await api.call(who, 'POST', '/admin/clock', { speed: 0 })).status).toBe(403);
  });

  it('a production system’s clock refuses', async () => {
    await sealClock(db);
    expect(await api.call('sa', 'POST', '/admin/clock', { speed: 2 })).toMatchObject({
      status: 422,
      body: { code: 'clock_sealed', message: '正式环境的业务时钟不可调整。' },
    });
  });
});
