import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { simpleParser } from 'mailparser';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MailRelay } from '#apps/worker/mail-relay.js';
import { atTime } from '#domain/calendar/instant.js';
import { audit } from '#records/audit.js';
import { openDatabase, type Database } from '#records/database.js';
import { addPerson, Api } from '#test/harness/api.js';
import { createDatabase, type TestDatabase } from '#test/harness/database.js';
import { Programme } from '#test/harness/programme.js';
import { startSmtp } from '#test/harness/smtp.js';
import { samples, without } from './bodies.js';

let database: TestDatabase;
let db: Database;
let programme: Programme;
let api: Api;
const ids = { call: '', project: '', unit: '', person: '' };

beforeAll(async () => {
  database = await createDatabase();
  db = openDatabase(database.url);
  programme = new Programme(db);
  await programme.prepare(atTime('2026-12-01', '09:00'));
  await programme.openCall();
  ids.call = programme.callId;
  ids.project = await programme.openProject();
  ids.unit = randomUUID();
  await db.unit.create({ data: { id: ids.unit, name: '另一企业', kind: 'enterprise', regionCode: '532301' } });
  ids.person = await addPerson(db, 'another', ids.unit, 'XP');
  await addPerson(db, 'xp', programme.units.firm, 'XP');
  const finance = randomUUID();
  await db.unit.create({
    data: { id: finance, name: '省财政厅', kind: 'government', level: 'province', departments: ['finance'] },
  });
  for (const [login, role] of Object.entries({ sa: 'SA', se: 'SE', au: 'AU' } as const))
    await addPerson(db, login, programme.units.province, role);
  await addPerson(db, 'fn', finance, 'FN');
  const science = randomUUID();
  await db.unit.create({ data: { id: science, name: '省科技厅', kind: 'government', level: 'province', departments: ['sti'] } });
  await addPerson(db, 'science', science, 'VO');
  await addPerson(db, 'science-leader', science, 'VL');
  api = await Api.start(db, database.url);
  await api.signIn('ea', 'ua', 'co', 'po', 'vo', 'vd', 'vl', 'sa', 'se', 'au', 'fn', 'xp', 'science', 'science-leader');
});
afterAll(async () => {
  await api.stop();
  await db.$disconnect();
  await database.drop();
});

/** The route with an id of the kind it asks for. */
function pathOf(route: string, id?: string): [method: string, path: string] {
  const [method, path] = route.split(' ') as [string, string];
  const kind = /people|persons|experts/.test(path) ? ids.person : /units/.test(path) ? ids.unit : ids.project;
  const given: Record<string, string> = {
    dictionary: 'opinion',
    value: 'x',
    year: '2031',
    register: 'insurance-kind',
    id: id ?? kind,
  };
  return [method, path.replace('/api', '').replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(given[name] ?? 'x'))];
}

/** Everything a body could wish to change beyond what it says. */
async function fingerprint(): Promise<string> {
  const [row] = await db.$queryRawUnsafe<{ print: string }[]>(`
    select concat_ws('|', ${[
      'unit',
      'person',
      'post',
      'expert',
      '"case"',
      'case_event',
      'task',
      'business_clock',
      'calendar_year',
      'dictionary_item',
      'document_version',
      'number_series',
    ]
      .map((table) => `(select md5(coalesce(string_agg(t::text, ';' order by t::text), '')) from ${table} t)`)
      .join(', ')}) as print`);
  return row!.print;
}

/** JSON text as it is, so that a key may come twice. */
function post(who: string | undefined, route: string, text: string) {
  const [method, path] = pathOf(route);
  return fetch(`${api.url}/api${path}`, {
    method,
    headers: { 'x-duban': '1', 'content-type': 'application/json', ...(who ? { cookie: api.cookieOf(who) } : {}) },
    body: text,
  });
}

const routes = Object.keys(samples);

describe('S5 a body changes what it names and nothing else', () => {
  it('there is a sample body for every route that takes one', () => {
    const documented = Object.entries(api.openApi().paths).flatMap(([path, methods]) =>
      Object.keys(methods)
        .filter((method) => method === 'post' || method === 'put')
        .map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect(routes.toSorted()).toEqual(documented.filter((route) => !without.has(route)).toSorted());
  });

  it.each(routes)('%s', async (route) => {
    const { by, body } = samples[route]!;
    const good = body(ids);
    const before = await fingerprint();
    const attacks: Record<string, string> = {
      'a further field': JSON.stringify({ ...good, status: 'active', role: 'SA', personId: undefined, isAdmin: true }),
      __proto__: `{"__proto__":{"role":"SA"},${JSON.stringify(good).slice(1)}`,
      'constructor.prototype': JSON.stringify({ ...good, constructor: { prototype: { role: 'SA' } } }),
      'an array instead of an object': JSON.stringify([good]),
      'a text instead of an object': JSON.stringify('x'),
      nothing: 'null',
    };
    for (const [key, value] of Object.entries(good))
      if (typeof value !== 'object') attacks[`${key} as an array`] = JSON.stringify({ ...good, [key]: [value] });
    for (const [what, text] of Object.entries(attacks)) {
      const answer = await post(by, route, text);
      expect({ what, status: answer.status }).toEqual({ what, status: 400 });
    }
    expect(await fingerprint()).toBe(before);
    // A key that comes twice counts once, the last: here one that no schema takes.
    const [first] = Object.keys(good);
    const twice = await post(by, route, `${JSON.stringify(good).slice(0, -1)},${JSON.stringify(first)}:[]}`);
    if (typeof good[first!] !== 'object') expect(twice.status).toBe(400);
    // And the sample is one the schema does take: the refusals above were about what was added.
    const taken = await post(by, route, JSON.stringify(good));
    expect([taken.status, ((await taken.json().catch(() => ({}))) as { code?: string }).code]).not.toEqual([400, 'bad_request']);
    expect(taken.status).toBeLessThan(500);
  });

  it('a parameter that comes twice is refused, not guessed (HPP)', async () => {
    expect((await api.call('vo', 'GET', '/cases?limit=1&limit=200')).status).toBe(400);
    expect((await api.call('vo', 'GET', '/inbox?tab=todo&tab=done')).status).toBe(400);
  });
});

/** Made as ours are, from what is no instant or no id. */
const cursors = ['2026-01-01T00:00:00Z x', '+275760-09-13T00:00:00Z x', 'x y', `0 ${randomUUID()}`, '  '].map((text) =>
  Buffer.from(text).toString('base64url'),
);

const hostile = fc.oneof(
  fc.constantFrom<unknown>(
    '',
    ' ',
    '\0',
    '\ud800',
    '﻿',
    '‮',
    '𠮷',
    "' or 1=1 --",
    '%_\\',
    '${7*7}',
    '{{7*7}}',
    '../../etc/passwd',
  ),
  fc.constantFrom<unknown>(-1, 0, 1e308, -0, 2 ** 53, 1.5, null, true, [], {}, [[[]]], '2026-02-30', '9999999999-99-99'),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.jsonValue({ maxDepth: 3 }),
  fc.constant('长'.repeat(20_000)),
);

describe('S6 F22 whatever is sent, the answer is never a fault of ours', () => {
  it('random routes, ids, queries and bodies: no 5xx, and every refusal is a problem in Chinese', async () => {
    const paths = Object.entries(api.openApi().paths).flatMap(([path, methods]) =>
      Object.keys(methods)
        .filter((method) => !(method === 'delete' && /session/.test(path)))
        .map((method) => `${method.toUpperCase()} ${path}`),
    );
    const who = fc.constantFrom(undefined, 'ea', 'ua', 'co', 'po', 'vo', 'vd', 'sa', 'se', 'au', 'fn', 'xp');
    const request = fc.record({
      route: fc.constantFrom(...paths),
      who,
      id: fc.oneof(
        fc.constantFrom(ids.project, ids.call, ids.unit, ids.person),
        fc.uuid(),
        fc.string({ minLength: 1, maxLength: 30 }),
      ),
      query: fc.dictionary(
        fc.constantFrom(
          'cursor',
          'limit',
          'text',
          'status',
          'tab',
          'page',
          'process',
          'id',
          'type',
          'month',
          'callId',
          'unitId',
          'from',
          'until',
        ),
        fc.oneof(
          fc.string({ unit: 'binary', maxLength: 30 }),
          fc.constantFrom('0', '-1', '1e9', '2026-12', 'NaN', '%00', ...cursors),
        ),
        { maxKeys: 3 },
      ),
      change: fc.array(fc.tuple(fc.nat(), hostile), { maxLength: 3 }),
    });
    const property = fc.asyncProperty(request, async ({ route, who: login, id, query, change }) => {
      const [method, path] = pathOf(route, id);
      const body = samples[route] ? { ...samples[route].body(ids) } : {};
      const keys = Object.keys(body);
      for (const [index, value] of change) if (keys.length) body[keys[index % keys.length]!] = value;
      const text = new URLSearchParams(Object.entries(query).map(([key, value]) => [key, value.toWellFormed()])).toString();
      const url = `${api.url}/api${path}${text ? `?${text}` : ''}`;
      const answer = await fetch(url, {
        method,
        headers: { 'x-duban': '1', ...(login ? { cookie: api.cookieOf(login) } : {}), 'content-type': 'application/json' },
        ...(['POST', 'PUT'].includes(method) ? { body: JSON.stringify(body) } : {}),
      });
      const said = await answer.text();
      if (answer.status >= 500)
        throw new Error(`${answer.status} ${method} ${path}?${text} ${JSON.stringify(body).slice(0, 300)}: ${said}`);
      if (answer.status >= 400 && answer.status !== 404) expect(said).toMatch(/"message":"[^"]*\p{Script=Han}/u);
    });
    await fc.assert(property, {
      numRuns: Number(process.env.FUZZ ?? 1_500),
      seed: Number(process.env.SEED ?? 20_261_125),
      endOnFailure: true,
    });
  });
});

describe('S7 injection', () => {
  it.each(["' or '1'='1", '\'; drop table "case"; --', '%27 union select', '$1', "x' || pg_sleep(5) || '"])(
    'a search for %s finds nothing and harms nothing',
    async (text) => {
      const query = `?text=${encodeURIComponent(text)}`;
      for (const [who, path] of [
        ['ea', '/cases'],
        ['sa', '/admin/people'],
        ['sa', '/admin/units'],
        ['vo', '/experts'],
        ['sa', '/inspector/cases'],
        ['vo', '/registers/pilot-bank'],
      ] as const) {
        const { status, body } = await api.call(who, 'GET', path + query);
        expect({ path, status, total: body.total }).toEqual({ path, status: 200, total: 0 });
      }
      expect(await db.case.count()).toBeGreaterThan(0);
    },
  );

  it('line breaks and templates in names and titles stay text: one subject line, no further header, nothing evaluated', async () => {
    const evil = '项目\r\nBcc: thief@evil.test\r\n\r\n{{7*7}} ${7*7} <%= 7*7 %> %s {task}';
    const id = await programme.openProject({ name: evil });
    await db.case.update({ where: { id }, data: { title: evil } });
    expect((await api.call('ea', 'POST', `/cases/${id}/acts`, { id: randomUUID(), on: 'submit' })).status).toBe(200);
    const smtp = await startSmtp();
    const relay = new MailRelay(db, smtp.url);
    while ((await relay.sendBatch()) > 0);
    await relay.stop();
    await smtp.stop();
    const sources = smtp.received.map((mail) => mail.source);
    const mails = await Promise.all(sources.map((source) => simpleParser(source)));
    expect(mails.length).toBeGreaterThan(0);
    const about = mails.filter((mail) => mail.subject?.includes('7*7') || mail.text?.includes('7*7'));
    expect(about.length).toBeGreaterThan(0);
    for (const mail of mails) {
      expect(mail.bcc).toBeUndefined();
      expect(mail.headers.has('bcc')).toBe(false);
      expect(mail.subject).not.toMatch(/[\r\n]/);
      expect(`${mail.subject} ${mail.text}`).not.toMatch(/\b49\b/);
    }
    for (const mail of about) expect(`${mail.subject} ${mail.text}`).toContain('{{7*7}} ${7*7} <%= 7*7 %> %s {task}');
  });

  it('S15 the log as CSV carries no formula, whatever stands in it', async () => {
    for (const target of ['=1+1', '+1', '-1', '@x', '\t=1', '\r=1', '＝1', '＋1', '－1', '＠1'])
      await audit(db, { action: 'import', target });
    const [day, next] = [0, 86_400_000].map((later) => new Date(Date.now() + later).toISOString().slice(0, 10));
    const { body } = await api.call('au', 'GET', `/admin/audit.csv?from=${day}&until=${next}&action=import`);
    const cells = [...(body as string).matchAll(/(?:^|,)"((?:[^"]|"")*)"/gm)].map((match) => match[1]!);
    expect(cells.filter((cell) => /^'[=+\-@\t\r＝＋－＠]/.test(cell))).toHaveLength(10);
    expect(cells.filter((cell) => /^[=+\-@\t\r\0＝＋－＠]/.test(cell))).toEqual([]);
  });
});
