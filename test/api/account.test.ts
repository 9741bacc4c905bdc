import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { fromBase32, hotp } from '#apps/api/session/totp.js';
import { atTime } from '#domain/calendar/instant.js';
import { verifyAudit } from '#records/audit.js';
import { inTransaction, openDatabase, type Database } from '#records/database.js';
import { mailLink } from '#records/one-time-links.js';
import { addPerson, Api, testPassword } from '#test/harness/api.js';
import { createDatabase, type TestDatabase } from '#test/harness/database.js';
import { Programme } from '#test/harness/programme.js';

let database: TestDatabase;
let db: Database;
let api: Api;
const persons = new Map<string, string>();

const newPassword = 'Kunming-2026';

beforeAll(async () => {
  database = await createDatabase();
  db = openDatabase(database.url);
  const programme = new Programme(db);
  await programme.prepare(atTime('2026-12-01', '09:00'));
  const { province, firm } = programme.units;
  for (const [login, role] of [
    ['sa', 'SA'],
    ['se', 'SE'],
    ['au', 'AU'],
    ['fn', 'FN'],
  ] as const)
    persons.set(login, await addPerson(db, login, province, role));
  for (const login of ['forgetful', 'careful', 'twofold', 'idle', 'disabled', 'lonely', 'prey'])
    persons.set(login, await addPerson(db, login, firm, 'EA'));
  api = await Api.start(db, database.url, { secondFactorRoles: ['FN'] });
  await api.signIn('sa', 'se', 'au');
});
afterAll(async () => {
  expect(await verifyAudit(db)).toBeUndefined();
  await api.stop();
  await db.$disconnect();
  await database.drop();
});

const signIn = (login: string, password = testPassword, totp?: string) =>
  api.call(undefined, 'POST', '/session', { login, password, ...(totp ? { totp } : {}) });

async function lastLink(login: string): Promise<string> {
  const mail = await db.mail.findFirstOrThrow({
    where: { personId: persons.get(login)!, template: { in: ['password-reset', 'activation'] } },
    orderBy: { createdAt: 'desc' },
  });
  return /\/set-password#(\S+)/.exec(mail.body)![1]!;
}

const actionsOf = async (login: string) =>
  (await db.auditEntry.findMany({ where: { personId: persons.get(login)! }, orderBy: { id: 'asc' } })).map(
    (entry) => entry.action,
  );

describe('a forgotten password', () => {
  it('S10 is answered alike whether or not there is an account, and mails only the one there is', async () => {
    const there = await api.call(undefined, 'POST', '/password/forgot', { account: 'forgetful' });
    const none = await api.call(undefined, 'POST', '/password/forgot', { account: 'nobody@example.test' });
    expect(there).toMatchObject({ status: 202, body: { message: expect.stringContaining('30分钟') } });
    expect(none.body).toEqual(there.body);
    expect(await db.mail.count({ where: { template: 'password-reset' } })).toBe(1);
  });

  it('is set by the link, once; every session ends and the lock with them', async () => {
    await api.signIn('forgetful');
    await db.person.update({
      where: { id: persons.get('forgetful')! },
      data: { lockedUntil: new Date(Date.now() + 60_000) },
    });
    const token = await lastLink('forgetful');
    expect((await api.call(undefined, 'POST', '/password/link', { token })).body).toEqual({
      login: 'forgetful',
      name: 'forgetful',
      purpose: 'reset',
    });
    const weak = await api.call(undefined, 'POST', '/password/reset', { token, password: 'short' });
    expect(weak).toMatchObject({ status: 422, body: { code: 'password_weak', field: 'password' } });
    expect((await api.call(undefined, 'POST', '/password/reset', { token, password: newPassword })).status).toBe(204);
    expect(await api.call(undefined, 'POST', '/password/reset', { token, password: newPassword })).toMatchObject({
      status: 422,
      body: { code: 'link_invalid' },
    });
    expect((await api.call('forgetful', 'GET', '/session')).status).toBe(401);
    expect((await signIn('forgetful')).status).toBe(401);
    expect((await signIn('forgetful', newPassword)).status).toBe(200);
  });

  it('of two who use one link at the same moment, one sets the password', async () => {
    await api.call(undefined, 'POST', '/password/forgot', { account: 'careful@example.test' });
    const token = await lastLink('careful');
    const answers = await Promise.all(
      ['Dali-Erhai-2026', 'Lijiang-2026-X'].map((password) =>
        api.call(undefined, 'POST', '/password/reset', { token, password }),
      ),
    );
    expect(answers.map((answer) => answer.status).sort()).toEqual([204, 422]);
    await api.call(undefined, 'POST', '/password/forgot', { account: 'careful' });
    await api.call(undefined, 'POST', '/password/reset', { token: await lastLink('careful'), password: testPassword });
  });

  it('a link older than half an hour, and any older link of the person, is worth nothing', async () => {
    const account = { account: 'prey' };
    await api.call(undefined, 'POST', '/password/forgot', account);
    const first = await lastLink('prey');
    await db.oneTimeToken.updateMany({
      where: { personId: persons.get('prey')! },
      data: { expiresAt: new Date(Date.now() - 1) },
    });
    expect((await api.call(undefined, 'POST', '/password/link', { token: first })).body.code).toBe('link_invalid');
    await api.call(undefined, 'POST', '/password/forgot', account);
    const second = await lastLink('prey');
    await api.call(undefined, 'POST', '/password/forgot', account);
    const third = await lastLink('prey');
    await api.call(undefined, 'POST', '/password/reset', { token: third, password: newPassword });
    expect((await api.call(undefined, 'POST', '/password/reset', { token: second, password: newPassword })).body.code).toBe(
      'link_invalid',
    );
  });

  it('fills no mailbox: five links an hour', async () => {
    for (let times = 0; times < 7; times += 1) await api.call(undefined, 'POST', '/password/forgot', { account: 'lonely' });
    expect(await db.mail.count({ where: { personId: persons.get('lonely')! } })).toBe(5);
  });

  it('the mail log forgets the link once the mail has left', async () => {
    const where = { personId: persons.get('lonely')! };
    await db.mail.updateMany({ where, data: { status: 'sent' } });
    for (const { body } of await db.mail.findMany({ where })) {
      expect(body).not.toMatch(/#[\w-]{20,}/);
      expect(body).toContain('一次性链接');
    }
  });

  it('a first password is set the same way, by a link that lives longer', async () => {
    const id = await addPerson(db, 'newcomer', (await db.unit.findFirstOrThrow({ where: { kind: 'enterprise' } })).id, 'EA');
    persons.set('newcomer', id);
    await inTransaction(db, (tx) =>
      mailLink(tx, { id, name: '新人', login: 'newcomer', email: 'newcomer@example.test' }, 'activate', 'http://localhost'),
    );
    expect((await signIn('newcomer')).status).toBe(401);
    const token = await lastLink('newcomer');
    expect((await api.call(undefined, 'POST', '/password/link', { token })).body.purpose).toBe('activate');
    expect((await api.call(undefined, 'POST', '/password/reset', { token, password: newPassword })).status).toBe(204);
    expect((await signIn('newcomer', newPassword)).status).toBe(200);
    expect(await actionsOf('newcomer')).toEqual(expect.arrayContaining(['account.activated', 'session.opened']));
  });
});

describe('the own account', () => {
  it('changes its password with the present one; the other sessions end, this one goes on', async () => {
    await api.signIn('careful');
    const other = api.cookieOf('careful');
    await api.signIn('careful');
    const change = (current: string, password: string) => api.call('careful', 'PUT', '/account/password', { current, password });
    expect(await change('wrong', newPassword)).toMatchObject({ status: 422, body: { code: 'password_wrong', field: 'current' } });
    expect((await change(testPassword, 'careful-Careful-1')).body.code).toBe('password_weak');
    expect((await change(testPassword, testPassword)).body.code).toBe('password_same');
    expect((await change(testPassword, newPassword)).status).toBe(204);
    expect((await api.call('careful', 'GET', '/account')).body).toMatchObject({
      login: 'careful',
      sessions: [{ ip: '127.0.0.1' }],
    });
    expect((await api.callWith(other, 'GET', '/session')).status).toBe(401);
    expect(
      await db.mail.count({ where: { personId: persons.get('careful')!, subject: { contains: '密码已修改' } } }),
    ).toBeGreaterThan(0);
  });

  it('S11 asks for the second factor once enrolled, takes a code once, and the administrator helps when the phone is lost', async () => {
    await api.signIn('twofold');
    expect((await api.call('twofold', 'POST', '/account/totp', { current: 'wrong' })).body.code).toBe('password_wrong');
    const { secret, uri } = (await api.call('twofold', 'POST', '/account/totp', { current: testPassword })).body;
    expect(uri).toContain(secret);
    expect((await signIn('twofold')).status).toBe(200);
    const codeAt = (later: number) => hotp(fromBase32(secret), Math.floor(Date.now() / 30_000) + later);
    expect((await api.call('twofold', 'POST', '/account/totp/confirm', { code: '000000' })).body.code).toBe('totp_wrong');
    const code = codeAt(0);
    expect((await api.call('twofold', 'POST', '/account/totp/confirm', { code })).status).toBe(204);

    expect(await signIn('twofold')).toMatchObject({ status: 401, body: { code: 'totp_required', field: 'totp' } });
    expect((await signIn('twofold', testPassword, code)).body.code).toBe('totp_wrong');
    const next = codeAt(1);
    const both = await Promise.all([signIn('twofold', testPassword, next), signIn('twofold', testPassword, next)]);
    expect(both.map((answer) => answer.status).sort()).toEqual([200, 401]);

    const path = `/admin/persons/${persons.get('twofold')!}/second-factor/removal`;
    const remove = (who: string) => api.call(who, 'POST', path, { reason: '手机遗失，已核身份', password: testPassword });
    expect((await remove('se')).status).toBe(403);
    expect((await remove('sa')).status).toBe(204);
    expect((await remove('sa')).body.code).toBe('not_enrolled');
    expect((await api.call('twofold', 'GET', '/session')).status).toBe(401);
    expect((await signIn('twofold')).status).toBe(200);
  });

  it('S11 a role that handles money does nothing before its second factor is enrolled', async () => {
    await api.signIn('fn');
    expect((await api.call('fn', 'GET', '/session')).body.secondFactor).toEqual({ enrolled: false, due: true });
    expect(await api.call('fn', 'GET', '/cases')).toMatchObject({ status: 403, body: { code: 'second_factor_required' } });
    const { secret } = (await api.call('fn', 'POST', '/account/totp', { current: testPassword })).body;
    const code = hotp(fromBase32(secret), Math.floor(Date.now() / 30_000));
    await api.call('fn', 'POST', '/account/totp/confirm', { code });
    await vi.waitFor(async () => expect((await api.call('fn', 'GET', '/cases')).status).toBe(200), { timeout: 5_000 });
  });
});

describe('sessions', () => {
  const session = (login: string) => ({ personId: persons.get(login)! });

  it('S8 end after half an hour without activity; a page that refreshes itself is none', async () => {
    await api.signIn('idle');
    const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000);
    await db.session.updateMany({ where: session('idle'), data: { lastSeenAt: ago(20) } });
    expect((await api.call('idle', 'GET', '/session', undefined, { 'x-duban': 'background' })).status).toBe(200);
    expect((await db.session.findFirstOrThrow({ where: session('idle') })).lastSeenAt.getTime()).toBeLessThan(ago(19).getTime());
    expect((await api.call('idle', 'GET', '/session')).status).toBe(200);
    expect((await db.session.findFirstOrThrow({ where: session('idle') })).lastSeenAt.getTime()).toBeGreaterThan(
      ago(1).getTime(),
    );
    await db.session.updateMany({ where: session('idle'), data: { lastSeenAt: ago(31) } });
    await vi.waitFor(async () => expect((await api.call('idle', 'GET', '/session')).status).toBe(401), { timeout: 5_000 });
  });

  it('S8 end after twelve hours, however active', async () => {
    await api.signIn('idle');
    await db.session.updateMany({ where: session('idle'), data: { expiresAt: new Date(Date.now() - 1) } });
    expect((await api.call('idle', 'GET', '/session')).status).toBe(401);
  });

  it('S8 die when the account is disabled or the post is gone, within a second', async () => {
    await api.signIn('disabled');
    expect((await api.call('disabled', 'GET', '/session')).body.units).toHaveLength(1);
    await db.post.deleteMany({ where: session('disabled') });
    await vi.waitFor(async () => expect((await api.call('disabled', 'GET', '/session')).body.units).toEqual([]), {
      timeout: 5_000,
    });
    await db.person.update({ where: { id: persons.get('disabled')! }, data: { status: 'disabled' } });
    await vi.waitFor(async () => expect((await api.call('disabled', 'GET', '/session')).status).toBe(401), { timeout: 5_000 });
    expect((await signIn('disabled')).status).toBe(401);
  });

  it('S8 a new sign-in ends the session the browser had before', async () => {
    await api.signIn('idle');
    const before = api.cookieOf('idle');
    const again = await api.callWith(before, 'POST', '/session', { login: 'idle', password: testPassword });
    expect(again.status).toBe(200);
    expect(again.headers.get('set-cookie')).not.toContain(before);
    expect((await api.callWith(before, 'GET', '/session')).status).toBe(401);
  });

  it('S8 over https the cookie is __Host- and Secure', async () => {
    const secure = await Api.start(db, database.url, { publicUrl: 'https://duban.example' });
    const answer = await secure.call(undefined, 'POST', '/session', { login: 'idle', password: testPassword });
    expect(answer.headers.get('set-cookie')).toMatch(/^__Host-duban=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Secure$/);
    await secure.stop();
  });

  it('S9 refuses a write from another origin, with or without Sec-Fetch-Site', async () => {
    const write = (headers: Record<string, string>) => api.call('sa', 'DELETE', '/account/sessions', undefined, headers);
    expect((await write({ origin: 'https://evil.example' })).body.code).toBe('foreign_request');
    expect((await write({ origin: 'null' })).body.code).toBe('foreign_request');
    expect((await write({ 'sec-fetch-site': 'same-site' })).body.code).toBe('foreign_request');
    expect((await write({ origin: api.url })).status).toBe(204);
    expect((await write({ origin: 'http://localhost' })).status).toBe(204);
  });

  it('S10 a name that is no account locks like one that is', async () => {
    for (let times = 0; times < 5; times += 1) expect((await signIn('ghost', 'x')).status).toBe(401);
    expect((await signIn('ghost', 'x')).body.code).toBe('locked');
  });
});

describe('the audit log', () => {
  it('6.14 has sign-in, sign-out, failure, lock-out and password changes, each with who, from where and in which request', async () => {
    await api.signIn('prey');
    await api.call('prey', 'DELETE', '/session');
    for (let times = 0; times < 5; times += 1) await signIn('prey', 'x');
    expect((await signIn('prey')).status).toBe(429);
    const entries = await db.auditEntry.findMany({ where: { personId: persons.get('prey')! } });
    expect(new Set(entries.map((entry) => entry.action))).toEqual(
      new Set(['password.reset', 'session.opened', 'session.closed', 'session.refused', 'account.locked']),
    );
    expect(entries.every((entry) => entry.ip === '127.0.0.1' && /^[\da-f-]{36}$/.test(entry.requestId!))).toBe(true);
    expect(await actionsOf('careful')).toEqual(expect.arrayContaining(['password.reset', 'session.opened', 'password.changed']));
    const text = JSON.stringify(await db.auditEntry.findMany({ select: { detail: true, target: true } }));
    for (const secret of [newPassword, testPassword, 'ghost']) expect(text).not.toContain(secret);
  });

  it('is read whole by the security administrator and the auditor, by the system administrator only as far as it is their own', async () => {
    for (const who of ['se', 'au']) {
      const { rows } = (await api.call(who, 'GET', '/admin/audit?limit=200')).body;
      expect(new Set(rows.map((row: { person: { login: string } | null }) => row.person?.login)).size).toBeGreaterThan(3);
    }
    const own = (await api.call('sa', 'GET', `/admin/audit?personId=${persons.get('prey')!}`)).body.rows;
    expect(new Set(own.map((row: { person: { login: string } }) => row.person.login))).toEqual(new Set(['sa']));
    await api.signIn('idle');
    expect((await api.call('idle', 'GET', '/admin/audit')).status).toBe(403);
    expect(await actionsOf('idle')).toContain('access.refused');
  });

  it('is paged without gap or repeat, and filtered', async () => {
    const seen: string[] = [];
    let cursor: string | undefined;
    const until = new Date().toISOString();
    do {
      const page = (await api.call('au', 'GET', `/admin/audit?limit=7&until=${until}${cursor ? `&cursor=${cursor}` : ''}`)).body;
      seen.push(...page.rows.map((row: { id: string }) => row.id));
      cursor = page.next;
    } while (cursor);
    expect(seen).toEqual([...new Set(seen)].sort((a, b) => Number(b) - Number(a)));
    expect(seen).toHaveLength(await db.auditEntry.count({ where: { at: { lt: new Date(until) } } }));
    const locks = (await api.call('au', 'GET', '/admin/audit?action=account.locked')).body.rows;
    expect(locks.every((row: { action: string }) => row.action === 'account.locked')).toBe(true);
    expect(locks.length).toBeGreaterThan(0);
  });

  it('S16 tells whether its chain is whole, and where it is not', async () => {
    expect((await api.call('au', 'GET', '/admin/audit/verification')).body).toMatchObject({ whole: true, firstBroken: null });
    const { id } = await db.auditEntry.findFirstOrThrow({ orderBy: { id: 'asc' }, skip: 3 });
    await db.$executeRaw`alter table audit_entry disable trigger append_only`;
    await db.$executeRaw`update audit_entry set ip = '10.0.0.1' where id = ${id}`;
    expect((await api.call('se', 'GET', '/admin/audit/verification')).body).toMatchObject({
      whole: false,
      firstBroken: String(id),
    });
    await db.$executeRaw`update audit_entry set ip = '127.0.0.1' where id = ${id}`;
    await db.$executeRaw`alter table audit_entry enable trigger append_only`;
  });
});
