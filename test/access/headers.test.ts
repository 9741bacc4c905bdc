import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApi } from '#apps/api/app.js';
import { atTime } from '#domain/calendar/instant.js';
import { openDatabase, type Database } from '#records/database.js';
import { Api } from '#test/harness/api.js';
import { createDatabase, type TestDatabase } from '#test/harness/database.js';
import { Programme } from '#test/harness/programme.js';

let database: TestDatabase;
let db: Database;
let api: Api;
let programme: Programme;

beforeAll(async () => {
  database = await createDatabase();
  db = openDatabase(database.url);
  programme = new Programme(db);
  await programme.prepare(atTime('2026-12-01', '09:00'));
  api = await Api.start(db, database.url);
  await api.signIn('ea');
});
afterAll(async () => {
  await api.stop();
  await db.$disconnect();
  await database.drop();
});

describe('S22 headers', () => {
  it.each(['/inbox', '/session', '/public/pages', '/cases/nonsense', '/no-such-route'])('GET %s', async (path) => {
    const { headers } = await api.call('ea', 'GET', path);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
    expect(headers.get('strict-transport-security')).toMatch(/max-age=\d{7,}/);
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('x-powered-by')).toBeNull();
  });

  it('no script but our own files runs, and nobody frames us', async () => {
    const { headers } = await api.call('ea', 'GET', '/session');
    const policy = new Map(
      headers
        .get('content-security-policy')!
        .split(';')
        .map((line): [string, string] => {
          const [name = '', ...values] = line.trim().split(' ');
          return [name, values.join(' ')];
        }),
    );
    expect(policy.get('default-src')).toBe("'self'");
    expect(policy.get('script-src')).toBe("'self'");
    expect(policy.get('script-src-attr')).toBe("'none'");
    expect(policy.get('frame-ancestors')).toBe("'none'");
    expect(policy.get('object-src')).toBe("'none'");
    expect(policy.get('base-uri')).toBe("'none'");
  });

  it('S8 S9 the session cookie is __Host-, Secure, HttpOnly and SameSite over https; safe methods change nothing', async () => {
    const secure = await Api.start(db, database.url, { publicUrl: 'https://duban.example.test' });
    const answer = await secure.call(undefined, 'POST', '/session', { login: 'ua', password: 'Duban-2026' });
    expect(answer.headers.get('set-cookie')).toMatch(/^__Host-duban=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Secure$/);
    await secure.stop();
    const count = () => db.session.count();
    const before = await count();
    for (const path of ['/session', '/inbox', '/account'])
      await api.call('ea', 'GET', path, undefined, { 'x-duban': 'background' });
    expect(await count()).toBe(before);
  });
});

describe('readiness, metrics and the document', () => {
  it('health, readiness and metrics answer without sign-in, in plain text for Prometheus', async () => {
    expect((await api.call(undefined, 'GET', '/health/live')).body).toEqual({ status: 'live' });
    expect((await api.call(undefined, 'GET', '/health/ready')).body).toMatchObject({ status: 'ready' });
    const { body } = await api.call(undefined, 'GET', '/metrics');
    expect(body).toMatch(/duban_http_request_seconds_count\{method="GET",route="\/api\/health\/live",status="200"\} \d+/);
  });

  it('every refusal is problem+json with code, Chinese message and the request’s id', async () => {
    for (const [method, path, body] of [
      ['GET', '/cases/nonsense', undefined],
      ['GET', '/no-such-route', undefined],
      ['POST', '/key-projects', {}],
      ['POST', '/admin/people', {}],
      ['POST', '/acts', { on: '' }],
    ] as const) {
      const answer = await api.call('ea', method, path, body);
      expect(answer.headers.get('content-type'), path).toMatch(/^application\/problem\+json/);
      expect(answer.body, path).toMatchObject({ code: expect.any(String), requestId: expect.any(String), status: answer.status });
      expect(answer.body.message, path).toMatch(/\p{Script=Han}/u);
    }
  });

  it('6.14 the log has one JSON line a request, with case, workflow and request id, and nothing of what was sent', async () => {
    const lines: Record<string, unknown>[] = [];
    const stream = { write: (line: string) => void lines.push(JSON.parse(line) as Record<string, unknown>) };
    const config = { databaseUrl: database.url, port: 0, publicUrl: 'http://localhost', temporalNamespace: 'default' };
    const app = await createApi(config, db, { logger: { stream } });
    await app.listen(0, '127.0.0.1');
    await programme.openCall();
    const id = await programme.openProject();
    const cookie = api.cookieOf('ea');
    const send = (path: string, body?: unknown) =>
      app.getUrl().then((url) =>
        fetch(`${url}/api${path}`, {
          method: body ? 'POST' : 'GET',
          headers: { 'x-duban': '1', 'content-type': 'application/json', cookie },
          ...(body ? { body: JSON.stringify(body) } : {}),
        }),
      );
    await send(`/cases/${id}/acts`, { id: randomUUID(), on: 'submit', opinion: '机密意见' });
    await send('/cases?text=机密查询');
    const missing = (await (await send('/cases/nonsense')).json()) as { requestId: string };
    await app.close();
    const requests = lines.filter((line) => line.msg === 'request');
    expect(requests).toHaveLength(3);
    expect(requests[0]).toMatchObject({
      ...{ method: 'POST', route: '/api/cases/:id/acts', status: 200, caseId: id, workflowId: `key-project:${id}` },
      personId: programme.who('ea').personId,
      requestId: expect.stringMatching(/^[\da-f-]{36}$/),
    });
    expect(requests[2]).toMatchObject({ status: 400, requestId: missing.requestId });
    expect(JSON.stringify(lines)).not.toContain('机密');
  });
});
