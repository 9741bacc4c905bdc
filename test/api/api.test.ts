import { randomUUID } from 'node:crypto';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApi } from '#apps/api/app.js';
import type { ProblemBody } from '#apps/api/contract.js';
import { hashPassword } from '#apps/api/session/password.js';
import { MailRelay } from '#apps/worker/mail-relay.js';
import { atTime, endOfDay } from '#domain/calendar/instant.js';
import { validExample } from '#domain/key-project/examples.js';
import { moveClock } from '#records/clock.js';
import { openDatabase, type Database } from '#records/database.js';
import { testPassword } from '#test/harness/api.js';
import { createDatabase, type TestDatabase } from '#test/harness/database.js';
import { Programme, ticked } from '#test/harness/programme.js';
import { violations } from '#test/oracles/invariants.js';

let database: TestDatabase;
let db: Database;
let app: NestFastifyApplication;
let programme: Programme;
let base: string;
const cookies = new Map<string, string>();

beforeAll(async () => {
  database = await createDatabase();
  db = openDatabase(database.url);
  programme = new Programme(db);
  await programme.prepare(atTime('2026-12-01', '09:00'));
  const passwordHash = await hashPassword('Duban-2026');
  await db.person.updateMany({ data: { passwordHash } });
  await db.unit.update({ where: { id: programme.units.county }, data: { regionCode: '532301' } });
  await db.unit.update({ where: { id: programme.units.prefecture }, data: { regionCode: '532300' } });
  await programme.openCall();
  app = await createApi({ databaseUrl: database.url, port: 0, publicUrl: 'http://localhost', temporalNamespace: 'default' }, db);
  await app.listen(0, '127.0.0.1');
  base = `${await app.getUrl()}/api`;
  for (const name of ['ea', 'ua', 'co', 'po', 'vo', 'vl']) await signIn(name);
});
afterAll(async () => {
  expect(await violations(database.url)).toEqual([]);
  await app.close();
  await db.$disconnect();
  await database.drop();
});

async function call(
  who: string | undefined,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<{ status: number; body: any; headers: Headers }> {
  const response = await fetch(`${base}${path}`, {
    method,
    headers: {
      'x-duban': '1',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(who ? { cookie: cookies.get(who) ?? '' } : {}),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return {
    status: response.status,
    body: text.startsWith('{') || text.startsWith('[') ? JSON.parse(text) : text,
    headers: response.headers,
  };
}

async function signIn(login: string, password = 'Duban-2026') {
  const answer = await call(undefined, 'POST', '/session', { login, password });
  const cookie = answer.headers.get('set-cookie')?.split(';')[0];
  if (answer.status === 200 && cookie) cookies.set(login, cookie);
  return answer;
}

const act = (who: string, id: string, on: string, more: Record<string, unknown> = {}) =>
  call(who, 'POST', `/cases/${id}/acts`, { id: randomUUID(), on, ...more });

async function newProject(change: Record<string, unknown> = {}): Promise<string> {
  const { body } = await call('ea', 'POST', '/key-projects', {
    id: randomUUID(),
    callId: programme.callId,
    type: 'new',
    title: '绿色铝项目',
    county: '532301',
  });
  const detail = await call('ea', 'GET', `/cases/${body.id}`);
  const saved = await call('ea', 'PUT', `/cases/${body.id}/draft`, {
    content: { ...validExample('new', 2027), ...change },
    basedOn: detail.body.draft.savedAt,
  });
  expect(saved.status).toBe(200);
  return body.id;
}

describe('sign-in', () => {
  it('S8 keeps the session in a HttpOnly, SameSite cookie and ends it on sign-out', async () => {
    const answer = await signIn('vd');
    expect(answer.headers.get('set-cookie')).toMatch(/HttpOnly; SameSite=Strict/);
    expect((await call('vd', 'GET', '/session')).body).toMatchObject({
      name: 'vd',
      units: [{ roles: ['VD'] }],
      clock: { training: true },
    });
    await call('vd', 'DELETE', '/session');
    expect(await call('vd', 'GET', '/session')).toMatchObject({ status: 401, body: { code: 'unauthenticated' } });
  });
  it('S10 answers an unknown account like a wrong password and locks after five failures', async () => {
    const [unknown, wrong] = [await signIn('nobody', 'x'), await signIn('ru', 'x')];
    expect((unknown.body as ProblemBody).message).toBe((wrong.body as ProblemBody).message);
    for (let tries = 0; tries < 4; tries += 1) await signIn('ru', 'x');
    expect(await signIn('ru')).toMatchObject({ status: 429, body: { code: 'locked' } });
  });
  it('S9 refuses a write that does not come from our own page', async () => {
    expect((await call('ea', 'POST', '/key-projects', {}, { 'sec-fetch-site': 'cross-site' })).body.code).toBe('foreign_request');
    const bare = await fetch(`${base}/session`, { method: 'DELETE' });
    expect(bare.status).toBe(403);
  });
  it('asks for sign-in everywhere but on public routes', async () => {
    expect((await call(undefined, 'GET', '/inbox')).status).toBe(401);
    expect((await call(undefined, 'GET', '/health/ready')).body).toMatchObject({ status: 'ready' });
    expect((await call(undefined, 'GET', '/metrics')).body).toContain('process_cpu_user_seconds_total');
  });
});

describe('a project over HTTP', () => {
  it('A15 A16 A18 goes from the firm through county, prefecture and province, each finding it in the inbox', async () => {
    const id = await newProject();
    expect((await act('ea', id, 'submit')).body).toMatchObject({ outcome: 'done', status: 'unit_review' });
    // 6.9 the seal is the administrator's own: the password once more, and the right one.
    expect(await act('ua', id, 'approve')).toMatchObject({ status: 422, body: { code: 'password_required', field: 'password' } });
    expect(await act('ua', id, 'approve', { password: 'not-it' })).toMatchObject({ body: { field: 'password' } });
    expect((await act('ua', id, 'approve', { password: testPassword })).body).toMatchObject({ status: 'county' });
    const inbox = (await call('co', 'GET', '/inbox')).body.rows as { case: { id: string }; taskId: string }[];
    const mine = inbox.find((item) => item.case.id === id)!;
    expect((await act('co', id, 'recommend', { taskId: mine.taskId, payload: ticked })).body).toMatchObject({
      status: 'prefecture',
    });
    expect((await act('po', id, 'approve', { payload: ticked })).body).toMatchObject({ status: 'transmittable' });
    await programme.transmit([id]);
    expect((await act('vo', id, 'form-pass')).body).toMatchObject({ status: 'meeting' });
    const timeline = (await call('ea', 'GET', `/cases/${id}/timeline`)).body as { label: string }[];
    expect(timeline.map((item) => item.label)).toEqual([
      '创建',
      '提交',
      '审核并签章',
      '推荐',
      '同意报送',
      '州市报送',
      '形式审查通过',
    ]);
    const detail = (await call('vo', 'GET', `/cases/${id}`)).body;
    expect(detail).toMatchObject({
      number: expect.stringMatching(/^202701ZD\d{6}$/),
      label: '厅务会审议',
      versions: [{ version: 1 }],
    });
  });

  it('A5 999.99 is refused with the field and every finding, and nothing is lost', async () => {
    const id = await newProject({
      total: '999.99',
      own: '999.99',
      loan: '0',
      other: '0',
      plan: '400.00',
      q1: '100',
      q2: '100',
      q3: '100',
      q4: '100',
    });
    expect(await act('ea', id, 'submit')).toMatchObject({
      status: 422,
      body: { code: 'form_invalid', field: 'total', clause: 'A5', details: [{ clause: 'A5' }] },
    });
    expect((await call('ea', 'GET', `/cases/${id}`)).body.draft.content.total).toBe('999.99');
  });

  it('the same decision id twice is one decision', async () => {
    const id = await newProject();
    const intent = { id: randomUUID(), on: 'submit' };
    const first = await call('ea', 'POST', `/cases/${id}/acts`, intent);
    const again = await call('ea', 'POST', `/cases/${id}/acts`, intent);
    expect([first.body.outcome, again.body.outcome]).toEqual(['done', 'repeated']);
    expect(again.body.revision).toBe(first.body.revision);
  });

  it('two drafts saved over each other: the second learns of the first', async () => {
    const id = await newProject();
    const { body } = await call('ea', 'GET', `/cases/${id}`);
    await call('ea', 'PUT', `/cases/${id}/draft`, { content: body.draft.content, basedOn: body.draft.savedAt });
    await moveClock(db, { to: atTime('2026-12-01', '09:30') });
    await call('ea', 'PUT', `/cases/${id}/draft`, { content: body.draft.content, basedOn: body.draft.savedAt });
    expect(
      await call('ea', 'PUT', `/cases/${id}/draft`, { content: body.draft.content, basedOn: body.draft.savedAt }),
    ).toMatchObject({ status: 409, body: { code: 'draft_conflict' } });
  });

  it('S2 what is out of scope does not exist', async () => {
    const id = await newProject();
    for (const who of ['co', 'po', 'vo'])
      expect(await call(who, 'GET', `/cases/${id}`)).toMatchObject({ status: 404, body: { code: 'not_found' } });
    expect((await call('ea', 'GET', `/cases/${randomUUID()}`)).status).toBe(404);
  });

  it('S2 an act on a case out of scope is answered like one on no case; refused acts stand in the audit log', async () => {
    const id = await newProject();
    const [foreign, missing] = [await act('vo', id, 'form-pass'), await act('vo', randomUUID(), 'form-pass')];
    expect(foreign).toMatchObject({ status: 404, body: { code: 'not_found' } });
    expect({ ...foreign.body, requestId: '' }).toEqual({ ...missing.body, requestId: '' });
    expect(await act('ua', id, 'submit')).toMatchObject({ status: 403, body: { code: 'not_your_office' } });
    const refused = await db.auditEntry.findMany({ where: { caseId: id, action: 'act.refused' }, orderBy: { id: 'asc' } });
    expect(refused.map((entry) => [entry.personId, entry.detail])).toEqual([
      [programme.who('vo').personId, { on: 'form-pass', code: 'not_found' }],
      [programme.who('ua').personId, { on: 'submit', code: 'not_your_office' }],
    ]);
  });

  it('who comes second learns who moved the case and when; that a colleague merely opened it is no reason to refuse', async () => {
    const id = await newProject();
    const { revision } = (await call('ea', 'GET', `/cases/${id}`)).body;
    await act('ea', id, 'submit', { revision });
    expect(await act('ea', id, 'withdraw', { revision, opinion: '本年度不再申报' })).toMatchObject({
      status: 409,
      body: { code: 'stale', message: expect.stringMatching(/已由firmea于2026-12-01 09:\d\d办理（提交）/) },
    });
    const seen = (await call('ua', 'GET', `/cases/${id}`)).body.revision;
    expect((await act('ua', id, 'read')).status).toBe(200);
    expect((await act('ua', id, 'approve', { revision: seen, password: testPassword })).body).toMatchObject({ status: 'county' });
  });

  it('S5 refuses fields it does not know, and what is no UUID', async () => {
    const id = await newProject();
    expect((await act('ea', id, 'submit', { by: { kind: 'system' } })).status).toBe(400);
    expect((await call('ea', 'GET', '/cases/1%27%20or%201=1')).status).toBe(400);
  });

  it('shows every action, the unavailable ones with the reason', async () => {
    const id = await newProject();
    const { actions } = (await call('ea', 'GET', `/cases/${id}`)).body.explanation as {
      actions: { on: string; available: boolean; reason?: string }[];
    };
    expect(actions.find((action) => action.on === 'submit')).toMatchObject({ available: true });
    expect(actions.find((action) => action.on === 'take-back')).toMatchObject({
      available: false,
      reason: '没有可由您撤回的操作。',
    });
  });

  it('I7 F11 mail reaches a real SMTP server once a row, also after the server was away', async () => {
    const received: string[] = [];
    let refusing = true;
    const smtp = new SMTPServer({
      authOptional: true,
      disableReverseLookup: true,
      disabledCommands: ['STARTTLS'],
      onData: (stream, _session, done) => {
        let text = '';
        stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
        stream.on('end', () => {
          if (refusing) return done(Object.assign(new Error('try later'), { responseCode: 451 }));
          received.push(/^Message-ID:\s*(<[^>]+>)/im.exec(text)![1]!);
          done();
        });
      },
    });
    await new Promise<void>((resolve) => smtp.listen(0, '127.0.0.1', resolve));
    const relay = new MailRelay(db, `smtp://127.0.0.1:${(smtp.server.address() as { port: number }).port}`);
    const queued = await db.mail.count({ where: { status: 'queued' } });
    expect(queued).toBeGreaterThan(0);
    while ((await relay.sendBatch()) > 0);
    expect(received).toEqual([]);
    refusing = false;
    await db.$executeRaw`update mail set claimed_until = null`;
    while ((await relay.sendBatch()) > 0);
    expect(await db.mail.count({ where: { status: 'sent' } })).toBe(queued);
    expect(new Set(received).size).toBe(queued);
    await relay.stop();
    await new Promise<void>((resolve) => smtp.close(() => resolve()));
  });

  it('R2 A16 submission one millisecond after the closing is refused in Chinese', async () => {
    const id = await newProject();
    await moveClock(db, { to: endOfDay('2026-12-16') + 1 });
    expect(await act('ea', id, 'submit')).toMatchObject({
      status: 422,
      body: { code: 'too_late', message: expect.stringContaining('申报单位填报截止') },
    });
  });
});
