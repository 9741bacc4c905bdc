import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { publishPolicies } from '#apps/install/policies.js';
import { atTime, endOfDay } from '#domain/calendar/instant.js';
import { moveClock } from '#records/clock.js';
import { openDatabase, type Database } from '#records/database.js';
import { readWholeRecord } from '#records/whole-record.js';
import { Api } from '#test/harness/api.js';
import { createDatabase, type TestDatabase } from '#test/harness/database.js';
import { Programme } from '#test/harness/programme.js';

const filesRoot = mkdtempSync(join(tmpdir(), 'duban-public-'));
let database: TestDatabase;
let db: Database;
let api: Api;
let programme: Programme;
let project = '';
let notice = '';

beforeAll(async () => {
  database = await createDatabase();
  db = openDatabase(database.url);
  programme = new Programme(db);
  await programme.prepare(atTime('2026-11-20', '09:00'));
  await programme.openCall();
  api = await Api.start(db, database.url, { filesRoot });
  for (const login of ['ea', 'co', 'vo', 'vl', 'po']) await api.signIn(login);
  project = await programme.openProject();
  await programme.toTransmittable(project);
  await programme.transmit([project]);
  await programme.must(project, 'form-pass', 'vo');
  const list = await programme.openList([project]);
  await programme.must(list, 'decide', 'vl', { payload: { minutesNo: '〔2026〕8次', selected: [project] } });
  await programme.must(list, 'publish-notice', 'vo', { payload: { days: '5' } });
  [{ id: notice }] = (await api.call(undefined, 'GET', '/public/pages?kind=notice')).body;
});
afterAll(async () => {
  await api?.stop();
  await db?.$disconnect();
  await database?.drop();
  rmSync(filesRoot, { recursive: true, force: true });
});

const letter = Buffer.concat([Buffer.from('%PDF-1.4\n'), Buffer.alloc(2_000)]);
const said = { name: '王某', contact: '13800000001', evidence: '环评批复编号与公示不符' };

async function object(words: object, files: { name: string; bytes: Uint8Array }[] = []) {
  const form = new FormData();
  form.set('objection', JSON.stringify({ id: randomUUID(), projectId: project, ...said, ...words }));
  for (const { name, bytes } of files) form.append('files', new Blob([new Uint8Array(bytes)]), name);
  const answer = await fetch(`${api.url}/api/public/pages/${notice}/objections`, {
    method: 'POST',
    headers: { 'x-duban': '1' },
    body: form,
  });
  return { status: answer.status, body: (await answer.json()) as { code?: string; field?: string; message?: string } };
}

describe('the public page over HTTP', () => {
  it('A1 R1 a call shows its closings as they stand now, an extension included, and the days left', async () => {
    const [head] = (await api.call(undefined, 'GET', '/public/pages?kind=call')).body;
    expect(head).toMatchObject({
      open: true,
      left: { days: 41, workingDays: 29 },
      closesAt: new Date(endOfDay('2026-12-31')).toISOString(),
    });
    const before = (await api.call(undefined, 'GET', `/public/pages/${head.id}`)).body;
    expect(before.closings['532300'].owner).toBe(new Date(endOfDay('2026-12-16')).toISOString());
    await programme.must(programme.callId, 'extend', 'vl', {
      opinion: '因自然灾害同意延期',
      payload: { documentNo: '云工信〔2026〕310号', until: '2027-01-10' },
    });
    const after = (await api.call(undefined, 'GET', `/public/pages/${head.id}`)).body;
    expect(after).toMatchObject({
      closesAt: new Date(endOfDay('2027-01-10')).toISOString(),
      // R2: 10 January 2027 is a Sunday of a year not published yet.
      left: { days: 51, provisional: true, warning: expect.stringContaining('截止时间不顺延') },
    });
    expect(after.closings['532300'].owner).toBe(new Date(endOfDay('2027-01-10')).toISOString());
  });

  it('6.5 a notice names the telephones of the office and of 机关纪委', async () => {
    const page = (await api.call(undefined, 'GET', `/public/pages/${notice}`)).body;
    expect(page).toMatchObject({
      open: true,
      left: { days: 6, workingDays: 4 },
      body: { office: '技术创新处', phones: ['0871-63500000'], supervisionPhone: '0871-63500010' },
    });
  });

  it('policy texts known at release stand on the page once', async () => {
    await publishPolicies(db);
    await publishPolicies(db);
    const pages = (await api.call(undefined, 'GET', '/public/pages?kind=policy')).body;
    expect(pages.map((page: { title: string }) => page.title).sort()).toEqual([
      '云南省创新联合体建设管理工作方案（试行）',
      '促进科技型企业融资12条措施',
    ]);
    const measures = pages.find((page: { title: string }) => page.title.startsWith('促进'));
    const { body } = (await api.call(undefined, 'GET', `/public/pages/${measures.id}`)).body;
    expect(body).toMatchObject({ issuer: '云南省科学技术厅', issueDate: '2022-11-30' });
    expect(body.text.filter((line: string) => line.startsWith('## '))).toHaveLength(12);
  });

  it("6.5 S2 a unit's objection comes with its sealed letter; file and name are for officials only, also when all is over", async () => {
    const unit = { unit: '某公司', sealed: true };
    expect((await object(unit)).body).toMatchObject({ code: 'objection_unsealed', field: 'files' });
    expect((await object(unit, [{ name: '异议书.exe', bytes: letter }])).body.code).toBe('type_not_allowed');
    const four = [1, 2, 3, 4].map((n) => ({ name: `${n}.pdf`, bytes: letter }));
    expect((await object(unit, four)).status).toBe(413);
    expect((await object(unit, [{ name: '大.pdf', bytes: Buffer.alloc(11 * 1024 * 1024) }])).body.code).toBe('too_large');
    expect(await db.attachment.count()).toBe(0);
    expect((await object(unit, [{ name: '异议书.pdf', bytes: letter }])).status).toBe(201);

    const [file] = await db.attachment.findMany();
    expect(file).toMatchObject({ caseId: project, purpose: 'objection', uploadedBy: null, fileName: '异议书.pdf' });
    const detail = (await api.call('vo', 'GET', `/cases/${project}`)).body;
    expect(detail.data.objections).toMatchObject([{ unit: '某公司', files: [{ id: file!.id, fileName: '异议书.pdf' }] }]);
    expect((await api.call('vo', 'GET', `/attachments/${file!.id}`)).status).toBe(200);
    expect((await api.call('vo', 'GET', `/cases/${project}/attachments`)).body).toMatchObject([{ uploadedBy: '社会公众' }]);

    const secret = /13800000001|王某|异议书/;
    const unseen = async () => {
      expect((await api.call('ea', 'GET', `/attachments/${file!.id}`)).status).toBe(404);
      expect((await api.call('ea', 'GET', `/cases/${project}/attachments`)).body).toEqual([]);
      for (const path of ['', '/timeline'])
        expect(JSON.stringify((await api.call('ea', 'GET', `/cases/${project}${path}`)).body)).not.toMatch(secret);
    };
    await unseen();
    await programme.must(project, 'objection-upheld', 'vo', { opinion: '经核查，异议属实' });
    await unseen();
    const { personId, posts } = programme.who('ea');
    const whole = await readWholeRecord(
      db,
      { personId: personId!, posts: posts!.map((post) => ({ ...post, level: 'unit' as const })) },
      project,
    );
    expect(JSON.stringify(whole)).not.toMatch(secret);
  });

  it('6.5 S24 a late objection is refused in words, and whoever floods the page is asked to wait', async () => {
    await moveClock(db, { to: endOfDay('2026-11-26') });
    expect((await object({})).body).toMatchObject({ code: 'notice_closed' });
    let last = 0;
    for (let n = 0; n < 12 && last !== 429; n += 1) last = (await object({})).status;
    expect(last).toBe(429);
  });
});
