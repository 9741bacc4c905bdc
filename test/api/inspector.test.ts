import { randomUUID } from 'node:crypto';
import { inject, afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { InspectedCase, InspectorRow } from '#apps/api/contract.js';
import { atTime, endOfDay } from '#domain/calendar/instant.js';
import { verifyAudit } from '#records/audit.js';
import { moveClock } from '#records/clock.js';
import { openDatabase, type Database } from '#records/database.js';
import { markFailed } from '#records/undelivered.js';
import { addPerson, Api } from '#test/harness/api.js';
import { createDatabase, type TestDatabase } from '#test/harness/database.js';
import { Programme, ticked } from '#test/harness/programme.js';
import { eventually, startEngine, type Engine } from '#test/harness/temporal.js';

let database: TestDatabase;
let db: Database;
let programme: Programme;
let api: Api;
let engine: Engine;
let project: string;

beforeAll(async () => {
  database = await createDatabase();
  db = openDatabase(database.url);
  programme = new Programme(db);
  await programme.prepare(atTime('2026-12-01', '09:00'));
  await addPerson(db, 'sa', programme.units.province, 'SA');
  await addPerson(db, 'se', programme.units.province, 'SE');
  await addPerson(db, 'au', programme.units.province, 'AU');
  await programme.openCall();
  project = await programme.openProject();
  await programme.must(project, 'submit', 'ea');
  await programme.must(project, 'approve', 'ua', { opinion: '本单位审核无误，予以上报。' });
  engine = await startEngine(db);
  api = await Api.start(db, database.url, { temporalAddress: inject('temporalAddress') });
  await api.signIn('sa', 'se', 'au', 'vo', 'vl', 'ea', 'co');
});
afterAll(async () => {
  await engine.close();
  await api.app.close();
  await db.$disconnect();
  await database.drop();
});

const list = async (query: string) =>
  (await api.call('sa', 'GET', `/inspector/cases?${query}`)).body as { rows: InspectorRow[]; total: number; next?: string };

describe('the list', () => {
  it('5 is for the system administrator and the auditor; everybody else is refused, and the attempt recorded', async () => {
    for (const who of ['sa', 'au']) expect((await api.call(who, 'GET', '/inspector/cases')).status).toBe(200);
    for (const who of ['se', 'vo', 'vl', 'ea'])
      expect(await api.call(who, 'GET', '/inspector/cases')).toMatchObject({ status: 403, body: { code: 'forbidden' } });
    expect(await db.auditEntry.count({ where: { action: 'access.refused', target: 'GET /api/inspector/cases' } })).toBe(4);
  });

  it('says who a case waits for, and since when', async () => {
    const { rows, total } = await list('process=key-project');
    expect(total).toBe(1);
    expect(rows[0]).toMatchObject({
      id: project,
      label: '县级审核',
      running: 'people',
      prefectureCode: '532300',
      tasks: [{ at: 'county 县级经办', overdue: false }],
      next: { label: expect.stringMatching(/[一-龥]/) },
    });
  });

  it('6.12 filters by process, status, prefecture and text, and pages by key', async () => {
    for (const query of ['process=call', 'status=published', 'text=工业'])
      expect((await list(query)).rows[0]!.process).toBe('call');
    expect((await list('prefectureCode=530100')).total).toBe(0);
    expect((await list('prefectureCode=532300')).total).toBe(1);
    const first = await list('limit=1');
    const second = await list(`limit=1&cursor=${first.next}`);
    expect(first.total).toBe(2);
    expect(new Set([first.rows[0]!.id, second.rows[0]!.id]).size).toBe(2);
    expect(second.next).toBeUndefined();
    expect((await api.call('sa', 'GET', '/inspector/cases?cursor=eA')).body.code).toBe('bad_cursor');
  });

  it('counts a case nobody can take as unattended, and no longer once somebody can', async () => {
    const co = programme.who('co').personId!;
    await db.person.update({ where: { id: co }, data: { status: 'disabled' } });
    expect((await list('view=unattended')).rows.map((row) => row.id)).toEqual([project]);
    await db.person.update({ where: { id: co }, data: { status: 'active' } });
    expect((await api.call('sa', 'GET', '/inspector/views')).body).toMatchObject({ unattended: 0, live: 2, ended: 0 });
  });
});

describe('one case', () => {
  const show = async (who: string, id = project) => (await api.call(who, 'GET', `/inspector/cases/${id}`)).body as InspectedCase;

  it('shows who, when and what comes, draws the way, and says that the chain holds', async () => {
    const one = await show('au');
    expect(one.timeline.map((step) => [step.label, step.who, step.to])).toEqual([
      ['创建', 'ea', '草稿'],
      ['提交', 'ea', '单位审核'],
      ['审核并签章', 'ua', '县级审核'],
    ]);
    expect(one.brokenAt).toBeNull();
    expect(one.diagram).toContain('class county current');
    expect(one.forecast.map((item) => item.at)).toEqual(one.forecast.map((item) => item.at).toSorted((a, b) => a - b));
    expect(one.forecast.find((item) => item.name === 'closing')).toMatchObject({ at: endOfDay('2026-12-31'), certain: true });
  });

  it('5 三员分立: the system administrator gets no opinion, no form and no mail text; the auditor reads the opinion', async () => {
    const [sa, au] = [await api.call('sa', 'GET', `/inspector/cases/${project}`), await show('au')];
    expect(au.timeline[2]!.opinion).toBe('本单位审核无误，予以上报。');
    expect((sa.body as InspectedCase).timeline[2]!.opinion).toBeNull();
    const text = JSON.stringify(sa.body);
    for (const content of ['本单位审核无误', '请登录系统', 'payload', '"data"']) expect(text).not.toContain(content);
    expect((await api.call('sa', 'GET', `/cases/${project}`)).status).toBe(404);
  });

  it('6.14 every look stands in the audit log, whose chain holds', async () => {
    const before = await db.auditEntry.count({ where: { action: 'inspector.viewed', caseId: project } });
    await show('sa');
    expect(await db.auditEntry.count({ where: { action: 'inspector.viewed', caseId: project } })).toBe(before + 1);
    expect(await verifyAudit(db)).toBeUndefined();
  });

  it('I8 names the step at which a tampered log breaks', async () => {
    const other = await programme.openAtCounty({ name: '被改动的项目' });
    await db.$executeRaw`alter table case_event disable trigger append_only`;
    await db.$executeRaw`update case_event set opinion = '改' where case_id = ${other}::uuid and revision = 1`;
    await db.$executeRaw`alter table case_event enable trigger append_only`;
    expect((await show('au', other)).brokenAt).toBe(1);
  });

  it('a case that does not exist, and what is no id, are said in Chinese', async () => {
    expect(await api.call('sa', 'GET', '/inspector/cases/00000000-0000-4000-8000-000000000000')).toMatchObject({
      status: 404,
      body: { code: 'not_found', message: expect.stringContaining('不存在') },
    });
    expect((await api.call('sa', 'GET', '/inspector/cases/x')).status).toBe(400);
  });
});

describe('technical state', () => {
  const deliver = (who: string, reason = '流程引擎恢复后重新投递') =>
    api.call(who, 'POST', `/inspector/cases/${project}/delivery`, { reason });

  it('asks the engine for the workflow, and tells one whose workflow was lost to start again', async () => {
    const look = async () => (await api.call('sa', 'GET', `/inspector/cases/${project}/engine`)).body;
    await eventually(async () => (await look()).found);
    expect(await look()).toMatchObject({ reachable: true, workflowId: `key-project:${project}`, status: 'RUNNING' });

    await engine.client.workflow.getHandle(`key-project:${project}`).terminate('lost');
    expect((await look()).status).toBe('TERMINATED');
    expect((await list('view=waiting')).rows.map((row) => row.id)).not.toContain(project);
    expect((await deliver('sa')).status).toBe(204);
    await eventually(async () => (await look()).status === 'RUNNING');
    expect(await db.auditEntry.findFirst({ where: { action: 'inspector.delivered-again' } })).toMatchObject({
      caseId: project,
      detail: { reason: '流程引擎恢复后重新投递' },
    });
  });

  it('shows a failed delivery with its reason, until it is retried', async () => {
    await engine.relay.stop();
    await deliver('sa');
    await markFailed(db, project, 'UNAVAILABLE: no connection');
    expect((await list('view=failed')).rows[0]).toMatchObject({
      id: project,
      delivery: 'failed',
      deliveryError: 'UNAVAILABLE: no connection',
    });
    engine.relay.start();
    await deliver('sa');
    await eventually(async () => (await list('view=failed')).total === 0);
  });

  it('5 the auditor cannot deliver or send again, and an act needs a reason', async () => {
    expect((await deliver('au')).status).toBe(403);
    expect(await deliver('sa', '重试')).toMatchObject({ status: 400, body: { field: 'reason' } });
  });

  it('6.13 a bounced mail stands in its view; sent again it goes to the person’s present address', async () => {
    const mail = await db.mail.findFirstOrThrow({ where: { caseId: project, personId: programme.who('co').personId } });
    const resend = () => api.call('sa', 'POST', `/inspector/mails/${mail.id}/sending`, { reason: '该同志邮箱已更正' });
    expect(await resend()).toMatchObject({ status: 422, body: { code: 'mail_not_failed' } });
    await db.mail.update({ where: { id: mail.id }, data: { status: 'bounced', attempts: 1, error: '550 no such user' } });
    await db.person.update({ where: { id: mail.personId! }, data: { email: 'right@example.test' } });
    expect((await list('view=mail')).rows.map((row) => row.id)).toEqual([project]);
    const shown = ((await api.call('sa', 'GET', `/inspector/cases/${project}`)).body as InspectedCase).mails;
    expect(shown.find((one) => one.id === mail.id)).toMatchObject({
      status: 'bounced',
      error: '550 no such user',
      address: 'co@example.test',
    });
    expect((await resend()).status).toBe(204);
    expect(await db.mail.findUnique({ where: { id: mail.id } })).toMatchObject({
      status: 'queued',
      address: 'right@example.test',
      messageId: mail.messageId,
    });
  });

  it('6.13 who reviews the case is told whom of the unit no mail reaches, until one does; the unit and others are not', async () => {
    const ea = programme.who('ea').personId!;
    const unreached = async (who: string) => (await api.call(who, 'GET', `/cases/${project}`)).body.unreached;
    const queue = (status: string) =>
      db.mail.create({
        data: {
          ...{
            id: randomUUID(),
            messageId: `<${randomUUID()}@duban>`,
            caseId: project,
            personId: ea,
            address: 'ea@example.test',
          },
          ...{
            template: 'returned',
            subject: '【云南省科技项目系统】办理结果：退回修改',
            body: '',
            sendAfter: new Date(),
            status,
          },
          createdAt: new Date(),
        },
      });
    await queue('bounced');
    expect(await unreached('co')).toMatchObject([{ name: 'ea', subject: expect.stringContaining('退回修改') }]);
    expect(await unreached('ea')).toEqual([]);
    const sent = await queue('sent');
    expect(await unreached('co')).toEqual([]);
    await db.mail.deleteMany({ where: { OR: [{ id: sent.id }, { template: 'returned', personId: ea }] } });
  });

  it('6.15 the auditor sees mail addresses masked', async () => {
    const { mails } = (await api.call('au', 'GET', `/inspector/cases/${project}`)).body as InspectedCase;
    expect(mails.length).toBeGreaterThan(0);
    for (const mail of mails) expect(mail.address).toMatch(/^.\*\*\*@example\.test$/);
  });
});

it('an overdue task moves the case into the overdue view at the instant, and a decision takes it out', async () => {
  const due = (await db.task.findFirstOrThrow({ where: { caseId: project, closedAt: null } })).due!;
  await moveClock(db, { to: due.getTime() - 1 });
  expect((await list('view=overdue')).rows.map((row) => row.id)).not.toContain(project);
  await moveClock(db, { to: due.getTime() });
  expect((await list('view=overdue')).rows.map((row) => row.id)).toContain(project);
  await programme.must(project, 'recommend', 'co', { payload: ticked });
  expect((await list('view=overdue')).rows.map((row) => row.id)).not.toContain(project);
});
