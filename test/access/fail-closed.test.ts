import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { atTime } from '#domain/calendar/instant.js';
import { openDatabase, type Database } from '#records/database.js';
import { addPerson, Api, testPassword } from '#test/harness/api.js';
import { createDatabase, type TestDatabase } from '#test/harness/database.js';
import { Programme } from '#test/harness/programme.js';
import { eventually } from '#test/harness/temporal.js';
import { Wire } from '#test/harness/wire.js';
import workdays from '../../prisma/data/cn-workdays.json' with { type: 'json' };

let database: TestDatabase;
let db: Database;
let programme: Programme;
let api: Api;
let wire: Wire;
let behindWire: Database;

beforeAll(async () => {
  database = await createDatabase();
  db = openDatabase(database.url);
  programme = new Programme(db);
  await programme.prepare(atTime('2026-12-01', '09:00'));
  await programme.openCall();
  for (const [login, role] of Object.entries({ sa: 'SA', se: 'SE', au: 'AU' } as const))
    await addPerson(db, login, programme.units.province, role);
  wire = await Wire.to(database.url);
  behindWire = openDatabase(wire.through(database.url));
  // Nobody listens where this engine should be.
  api = await Api.start(behindWire, wire.through(database.url), { temporalAddress: '127.0.0.1:1' });
  await api.signIn('ea', 'ua', 'sa', 'se', 'au', 'vo');
});
afterAll(async () => {
  await api.stop();
  await behindWire.$disconnect();
  await wire.cut();
  await db.$disconnect();
  await database.drop();
});

const submit = (id: string) => api.call('ea', 'POST', `/cases/${id}/acts`, { id: randomUUID(), on: 'submit' });

describe('S25 fail closed', () => {
  it('Temporal away: people go on deciding, and the inspector says so', async () => {
    const id = await programme.openProject();
    expect((await submit(id)).body).toMatchObject({ outcome: 'done', status: 'unit_review' });
    expect((await api.call('sa', 'GET', `/inspector/cases/${id}/engine`)).body).toMatchObject({ reachable: false });
    expect((await api.call(undefined, 'GET', '/health/ready')).status).toBe(200);
  });

  it('PostgreSQL away: every route says 503 in Chinese, nothing is done; it comes back by itself and the same intent then counts once', async () => {
    const id = await programme.openProject({ name: '断线项目' });
    const intent = { id: randomUUID(), on: 'submit' };
    await wire.cut();
    for (const [who, method, path, body] of [
      ['ea', 'GET', '/inbox', undefined],
      ['ea', 'POST', `/cases/${id}/acts`, intent],
      ['sa', 'POST', '/admin/people', {}],
      [undefined, 'POST', '/session', { login: 'ea', password: 'Duban-2026' }],
      [undefined, 'GET', '/health/ready', undefined],
      [undefined, 'GET', '/public/pages', undefined],
    ] as const) {
      const answer = await api.call(who, method, path, body);
      expect({ path, status: answer.status, body: answer.body }).toMatchObject({
        path,
        status: 503,
        body: { code: 'record_away', message: expect.stringMatching(/数据库连接中断/) },
      });
    }
    expect((await api.call(undefined, 'GET', '/health/live')).status).toBe(200);
    expect(await programme.statusOf(id)).toBe('draft');
    await wire.mend();
    await eventually(async () => (await api.call('ea', 'GET', '/inbox')).status === 200);
    expect((await api.call('ea', 'POST', `/cases/${id}/acts`, intent)).body).toMatchObject({ outcome: 'done' });
    expect((await api.call('ea', 'POST', `/cases/${id}/acts`, intent)).body).toMatchObject({ outcome: 'repeated' });
  });

  it('S17 the audit writer failing: nothing that must be audited is done or shown', async () => {
    const registration = randomUUID();
    const firm = programme.units.firm;
    const project = await programme.openProject({ name: '审计项目' });
    const person = await addPerson(db, 'target', firm, 'EA');
    const expert = await addPerson(db, 'expert', firm, 'XP');
    await db.$executeRawUnsafe(
      `create function no_audit() returns trigger language plpgsql as $$ begin raise exception 'audit log is full'; end $$`,
    );
    await db.$executeRawUnsafe('create trigger no_audit before insert on audit_entry for each row execute function no_audit()');
    const tables = [
      'person',
      'post',
      'unit',
      'session',
      'expert',
      'business_clock',
      'calendar_year',
      'dictionary_item',
      '"case"',
      'case_event',
      'attachment',
    ];
    const print = async () =>
      Promise.all(
        tables.map(async (table) => {
          const [row] = await db.$queryRawUnsafe<{ print: string }[]>(
            `select coalesce(string_agg((to_jsonb(t) - 'last_seen_at')::text, ';' order by t::text), '') as print from ${table} t`,
          );
          return [table, row!.print] as const;
        }),
      );
    const before = Object.fromEntries(await print());
    const reason = { reason: '因工作需要调整岗位' };
    const year = { ...workdays['2026'], source: '国务院办公厅通知' };
    const unit = { name: '新设单位', kind: 'enterprise', level: 'unit', departments: [], regionCode: '532301' };
    const entry = { name: '赵甲', email: 'zhao@example.test', unitId: firm };
    for (const [who, method, path, body] of [
      [undefined, 'POST', '/session', { login: 'vo', password: 'Duban-2026' }],
      ['sa', 'POST', '/admin/people', entry],
      ['sa', 'PUT', `/admin/people/${person}`, entry],
      ['sa', 'POST', `/admin/people/${person}/disabling`, reason],
      ['se', 'POST', `/admin/people/${person}/posts`, { unitId: firm, role: 'UA', password: testPassword }],
      ['se', 'POST', `/admin/people/${person}/posts/removal`, { unitId: firm, role: 'EA', password: testPassword }],
      ['sa', 'POST', '/admin/units', unit],
      ['sa', 'PUT', `/admin/units/${firm}/contact`, { address: '楚雄', legalRepresentative: '王一' }],
      ['sa', 'PUT', '/calendar/2026', year],
      ['sa', 'PUT', '/dictionaries/opinion/x', { label: '同意。', position: 1, enabled: true }],
      ['sa', 'POST', '/admin/clock', { speed: 60 }],
      ['vo', 'POST', '/experts', { personId: expert, employer: '云岭大学', fields: ['原材料'], finance: false, relations: [] }],
      ['sa', 'GET', '/admin/people', undefined],
      ['sa', 'GET', `/admin/people/${person}`, undefined],
      ['vo', 'GET', '/experts', undefined],
      ['sa', 'GET', '/admin/mails', undefined],
      ['au', 'GET', '/admin/audit', undefined],
      ['au', 'GET', '/admin/audit.csv?from=2026-11-01&until=2026-11-30', undefined],
      ['au', 'GET', `/inspector/cases/${project}`, undefined],
      ['ea', 'GET', `/cases/${project}/export`, undefined],
      ['ea', 'GET', `/cases/${project}/print.docx`, undefined],
      ['ea', 'GET', `/cases/${project}/workbook.xlsx`, undefined],
      [
        undefined,
        'POST',
        '/registrations',
        {
          ...{ id: registration, uscc: '91532300MA6TEXT3XK', name: '新办企业', kind: 'enterprise', county: '532301' },
          legalRepresentative: '王一',
          administrator: { name: '王二', phone: '13800000000', email: 'wang@example.test' },
        },
      ],
    ] as const) {
      const answer = await api.call(who, method, path, body);
      expect({ path, status: answer.status }).toEqual({ path, status: 500 });
      expect(answer.body.message).toMatch(/系统繁忙/);
    }
    const after = Object.fromEntries(await print());
    for (const table of tables) expect(after[table], table).toBe(before[table]);
    // A step of a case is its own log entry in the same transaction: it needs no other.
    await db.$executeRawUnsafe('drop trigger no_audit on audit_entry');
  });
});
