import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { atTime } from '#domain/calendar/instant.js';
import { exampleMembers } from '#domain/consortium/examples.js';
import { validAgreement, validApplication, validPlan } from '#domain/consortium/forms/examples.js';
import { openDatabase, type Database } from '#records/database.js';
import { refold } from '#records/refold.js';
import { Api, testPassword, type Answer } from '#test/harness/api.js';
import { createDatabase, type TestDatabase } from '#test/harness/database.js';
import { eventually } from '#test/harness/temporal.js';
import { Formations } from '#test/harness/formation.js';
import { violations } from '#test/oracles/invariants.js';

const today = '2026-05-20';
const members = exampleMembers.map(({ unitId }) => unitId);
let database: TestDatabase;
let db: Database;
let world: Formations;
let api: Api;

beforeAll(async () => {
  database = await createDatabase();
  db = openDatabase(database.url);
  world = new Formations(db);
  await world.prepare(atTime(today, '10:00'));
  api = await Api.start(db, database.url);
  await api.signIn('vo', 'vd', 'vl', 'ru', 'miit', 'ua-abroad', ...members.map((unit) => `ua-${unit}`), ...world.experts);
});
afterEach(() => world.withdrawAll());
afterAll(async () => {
  await api.stop();
  await db.$disconnect();
  await database.drop();
});

const act = (by: string, caseId: string, on: string, more: Record<string, unknown> = {}): Promise<Answer> =>
  api.call(by, 'POST', `/cases/${caseId}/acts`, { id: randomUUID(), on, ...more });
const document = (by: string, caseId: string, name: string) => api.call(by, 'GET', `/cases/${caseId}/documents/${name}`);
/** A post granted by an act is felt within a second. */
const finds = (by: string, caseId: string) =>
  eventually(async () => (await api.call(by, 'GET', `/cases/${caseId}`)).status === 200);
const save = (by: string, caseId: string, name: string, content: object, basedOn?: string) =>
  api.call(by, 'PUT', `/cases/${caseId}/documents/${name}`, { content, ...(basedOn ? { basedOn } : {}) });
const field = { title: '绿色铝精深加工', industry: '绿色铝', target: '高性能铝合金短流程制备', need: '省级重大科技专项' };
/** What a representative types: the hash of the text shown, the registered name, the seal; and the password again. */
const sign = async (id: string, unit: string, change: object = {}, password: string | undefined = testPassword) =>
  act(`ua-${unit}`, id, 'sign-agreement', {
    payload: { ...(await world.signature(id, unit)), ...change },
    ...(password ? { password } : {}),
  });

describe('a consortium is formed over HTTP', () => {
  it('B1 B4 B7 B12 B13 B15 B17 B18 from the field to the panel, every act by its own desk', async () => {
    const id = randomUUID();
    expect((await api.call('miit', 'POST', '/formations', { ...field, id, origin: 'top-down' })).status).toBe(403);
    expect((await api.call('vo', 'POST', '/formations', { ...field, id, origin: 'top-down' })).status).toBe(201);
    expect((await api.call('ua-lead', 'GET', `/cases/${id}`)).status).toBe(404);
    expect((await act('vo', id, 'publish-field')).status).toBe(200);
    const [page] = (await api.call(undefined, 'GET', '/public/pages?kind=policy')).body;
    expect(page.title).toContain('绿色铝精深加工');

    const chosen = {
      opinion: '具备行业龙头地位，确定牵头',
      payload: { leads: [world.units.lead], documentNo: '云科〔2026〕12号' },
    };
    expect(
      (await act('vd', id, 'select-leads', { ...chosen, payload: { ...chosen.payload, leads: [world.units.uni] } })).body,
    ).toMatchObject({
      code: 'lead_not_enterprise',
      clause: 'B4',
    });
    expect((await act('vd', id, 'select-leads', chosen)).status).toBe(200);

    // The firm's administrator files for it now, and finds it on the desk.
    await finds('ua-lead', id);
    const seen = (await api.call('ua-lead', 'GET', `/cases/${id}`)).body;
    expect(seen).toMatchObject({ status: 'inviting', unitId: world.units.lead });
    expect(await db.auditEntry.count({ where: { action: 'post.granted', caseId: id } })).toBe(1);

    const payload = { evidence: '全国铝加工龙头', platforms: [{ name: '铝合金国家工程研究中心', level: '国家级' }] };
    expect((await act('ua-lead', id, 'describe-lead', { payload })).status).toBe(200);
    for (const { unitId, core, ability } of exampleMembers.slice(1)) {
      expect((await api.call(`ua-${unitId}`, 'GET', `/cases/${id}`)).status).toBe(404);
      expect((await act('ua-lead', id, 'invite', { payload: { unit: world.unit(unitId), core } })).status).toBe(200);
      await finds(`ua-${unitId}`, id);
      expect((await act(`ua-${unitId}`, id, 'accept', { payload: { ability } })).status).toBe(200);
    }
    expect((await save('ua-uni', id, 'agreement', validAgreement(world.members(), today))).status).toBe(403);
    expect((await save('ua-lead', id, 'agreement', validAgreement(world.members(), today))).status).toBe(200);
    // B2 the text is negotiated: members read the draft, officials only what is frozen.
    expect((await document('ua-uni', id, 'agreement')).body).toMatchObject({ editable: false, draft: { content: {} } });
    expect((await document('vo', id, 'agreement')).body.draft).toBeUndefined();
    expect((await document('ua-lead', id, 'diary')).status).toBe(404);

    expect((await act('ua-lead', id, 'freeze-members')).status).toBe(200);
    const [frozen] = (await document('vo', id, 'agreement')).body.versions;
    expect(frozen).toMatchObject({ version: 1, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect((await world.dataOf(id)).instrument).toEqual({ version: 1, sha256: frozen.sha256 });

    for (const unit of members) expect((await sign(id, unit)).status).toBe(200);
    expect(await world.dataOf(id)).toMatchObject({ effectiveOn: today, signatures: { length: 4 } });
    expect(await db.mail.count({ where: { caseId: id, template: 'agreement-effective' } })).toBe(4);

    expect((await save('ua-lead', id, 'form', validApplication(world.members(), today))).status).toBe(200);
    expect((await save('ua-lead', id, 'plan', validPlan(world.members()))).status).toBe(200);
    expect((await act('ua-lead', id, 'submit')).body).toMatchObject({ code: 'fund_rules_missing', clause: 'B11' });
    await db.attachment.create({
      data: {
        ...{ id: randomUUID(), caseId: id, purpose: 'fund-rules', fileName: '制度.pdf', mediaType: 'application/pdf', size: 1 },
        ...{ sha256: '0'.repeat(64), uploadedBy: world.persons.get('ua-lead')!, uploadedAt: new Date() },
      },
    });
    // The local science office comes in when the lead has filed.
    expect((await api.call('ru', 'GET', `/cases/${id}`)).status).toBe(404);
    expect((await act('ua-lead', id, 'submit', { payload: { avoid: [world.units.abroad] } })).status).toBe(200);
    expect((await api.call('ru', 'GET', `/cases/${id}`)).body.title).toBe('云南省绿色铝精深加工创新联合体');
    expect((await act('vo', id, 'accept-form')).status).toBe(200);

    // 6.12 the three annexes on paper, for who may read them.
    for (const name of ['form', 'agreement', 'plan']) {
      const printed = await api.call('ru', 'GET', `/cases/${id}/documents/${name}/print.docx`);
      expect([printed.status, printed.headers.get('content-type')]).toEqual([200, expect.stringContaining('wordprocessingml')]);
    }
    expect((await api.call('ua-abroad', 'GET', `/cases/${id}/documents/form/print.docx`)).status).toBe(404);
    expect((await api.call('vo', 'GET', `/cases/${id}/documents/agreement/print.docx?version=9`)).status).toBe(404);
    expect((await act('vo', id, 'draw-panel', { payload: { size: 7 } })).status).toBe(200);
  });

  it('6.2 an expert reads the documents after the promise; applicants never see who is on the panel; a recused one is replaced', async () => {
    const id = await world.toPanel();
    const { panel } = await world.dataOf(id);
    const [first, second] = panel!.map((personId) => [...world.persons].find(([, known]) => known === personId)![0]) as [
      string,
      string,
    ];
    const outside = world.experts.find((login) => !panel!.includes(world.persons.get(login)!))!;
    expect((await api.call(outside, 'GET', `/cases/${id}`)).status).toBe(404);
    expect((await document(first, id, 'form')).status).toBe(404);
    for (const reader of ['ua-lead', 'ua-uni', first]) {
      const shown = JSON.stringify((await api.call(reader, 'GET', `/cases/${id}`)).body);
      for (const personId of panel!.filter((one) => one !== world.persons.get(first))) expect(shown).not.toContain(personId);
    }
    const buttons = (await api.call(first, 'GET', `/cases/${id}`)).body.explanation.actions;
    expect(buttons.find((one: { on: string }) => one.on === 'recuse')).toMatchObject({ available: true });
    expect((await act(first, id, 'promise')).status).toBe(200);
    expect((await document(first, id, 'form')).body.versions).toHaveLength(1);
    expect((await document(first, id, 'form')).body.draft).toBeUndefined();
    expect((await act(second, id, 'recuse', { opinion: '与牵头单位有合作项目' })).status).toBe(200);
    const after = (await world.dataOf(id)).panel!;
    expect(after).toHaveLength(7);
    expect(after).not.toContain(world.persons.get(second));
    expect((await api.call(second, 'GET', `/cases/${id}`)).status).toBe(404);
    expect((await world.dataOf(id)).draws).toHaveLength(2);
  });

  it('B12 B17 a firm proposes a field from below and leads; its local science office recommends', async () => {
    const id = randomUUID();
    expect((await api.call('ua-uni', 'POST', '/formations', { ...field, id, origin: 'bottom-up' })).body).toMatchObject({
      code: 'lead_not_enterprise',
    });
    expect((await api.call('vo', 'POST', '/formations', { ...field, id, origin: 'bottom-up' })).status).toBe(403);
    expect((await api.call('ua-lead', 'POST', '/formations', { ...field, id, origin: 'bottom-up' })).status).toBe(201);
    expect((await act('ua-lead', id, 'propose-field')).body.status).toBe('inviting');
    expect((await world.dataOf(id)).offices).toEqual({
      province: world.units.province,
      lead: world.units.lead,
      recommender: world.units.bureau,
    });
    expect((await act('ua-lead', id, 'withdraw', { opinion: '领域方向调整，另行申请' })).status).toBe(200);
  });

  it('B13 a unit that is not registered gets a mail that asks it to register; nobody else is told', async () => {
    const id = await world.toInviting();
    const payload = { name: '普洱茶研究院', email: 'office@pu-er.test' };
    expect((await act('ua-lead', id, 'invite-to-register', { payload })).status).toBe(200);
    const [mail] = await db.mail.findMany({ where: { caseId: id, template: 'register-please' } });
    expect(mail).toMatchObject({ address: 'office@pu-er.test', personId: null });
    expect(mail!.body).toContain('单位注册');
  });

  it('2.2 who declined or never answered takes no further part once the list is frozen', async () => {
    const id = await world.toInviting();
    await world.must(id, 'invite', 'ua-lead', { payload: { unit: world.units.abroad, foreignId: 'DE-HRB-12345' } });
    await finds('ua-abroad', id);
    await world.toFreezable(id);
    await world.must(id, 'freeze-members', 'ua-lead');
    expect((await api.call('ua-abroad', 'GET', `/cases/${id}`)).status).toBe(404);
  });

  it('6.12 a draft saved meanwhile by somebody else is not overwritten, and nothing but a form is kept', async () => {
    const id = await world.toInviting();
    const first = await save('ua-lead', id, 'plan', validPlan(world.members()));
    expect((await save('ua-lead', id, 'plan', validPlan(world.members()), '2020-01-01T00:00:00.000Z')).body.code).toBe(
      'draft_conflict',
    );
    expect((await save('ua-lead', id, 'plan', validPlan(world.members()), first.body.savedAt)).status).toBe(200);
    expect((await save('ua-lead', id, 'plan', { fields: {}, tables: {}, script: 'x' })).status).toBe(400);
    expect((await save('vo', id, 'plan', validPlan(world.members()))).status).toBe(403);
    expect((await save('miit', id, 'plan', validPlan(world.members()))).status).toBe(404);
  });
});

describe('signatures', () => {
  it('6.9 B15 a signature asks for the password again; a wrong one signs nothing', async () => {
    const id = await world.toSigning();
    expect((await sign(id, 'uni', {}, '')).body).toMatchObject({ code: 'password_required', field: 'password' });
    expect((await sign(id, 'uni', {}, 'wrong')).body).toMatchObject({ code: 'password_wrong', field: 'password' });
    expect((await world.dataOf(id)).signatures).toEqual([]);
    const bulk = await api.call('ua-uni', 'POST', '/acts', {
      on: 'sign-agreement',
      cases: [{ caseId: id, id: randomUUID(), revision: 99, payload: await world.signature(id, 'uni') }],
    });
    expect(bulk.body[0]).toMatchObject({ outcome: 'refused' });
    expect((await sign(id, 'uni')).status).toBe(200);
    const event = await db.caseEvent.findFirstOrThrow({ where: { caseId: id, on: 'sign-agreement' } });
    expect(event.actor).toMatchObject({ reauthenticated: true });
    expect((await sign(id, 'uni')).body.code).toBe('signed_already');
  });

  it('B15 a changed text voids every signature; a signature on the old text is refused, also one already on its way', async () => {
    const id = await world.toSigning();
    const old = await world.signature(id, 'inst');
    expect((await sign(id, 'uni')).status).toBe(200);
    const draft = validAgreement(world.members(), today);
    const changed = { ...draft, fields: { ...draft.fields, results: '知识产权归完成方所有，联合体成员优先许可使用。' } };
    expect((await act('ua-lead', id, 'revise-agreement')).body.code).toBe('text_unchanged');
    await save('ua-lead', id, 'agreement', changed);
    expect((await act('ua-lead', id, 'revise-agreement')).status).toBe(200);
    expect(await world.dataOf(id)).toMatchObject({ signatures: [], instrument: { version: 2 } });
    expect((await act('ua-inst', id, 'sign-agreement', { payload: old, password: testPassword })).body).toMatchObject({
      code: 'text_changed',
      clause: 'B15',
      field: 'sha256',
    });
    for (const unit of members) expect((await sign(id, unit)).status).toBe(200);
    expect(await world.statusOf(id)).toBe('signed');
  });

  it('B15 a representative of another unit, or of none of the parties, signs nothing', async () => {
    const id = await world.toSigning();
    const others = await world.signature(id, 'lead');
    expect((await sign(id, 'uni', { representative: others.representative })).body).toMatchObject({
      code: 'representative_differs',
      field: 'representative',
    });
    const stranger = { payload: { ...others, representative: 'Dr. Weber' }, password: testPassword };
    expect((await act('ua-abroad', id, 'sign-agreement', stranger)).status).toBe(404);
    expect((await act('vo', id, 'sign-agreement', stranger)).body.code).toBe('not_your_office');
    expect((await world.dataOf(id)).signatures).toEqual([]);
  });

  it('B15 6.9 线下盖章: the stamped page counts when an official finds the same hash on it', async () => {
    const id = await world.toSigning();
    const { sha256, representative } = await world.signature(id, 'test');
    const upload = { unit: world.units.test, representative, sha256, file: [randomUUID()] };
    expect((await act('ua-uni', id, 'upload-page', { payload: upload })).status).toBe(403);
    expect((await act('ua-lead', id, 'upload-page', { payload: upload })).status).toBe(200);
    const verify = (hash: string) => act('vo', id, 'verify-page', { payload: { unit: world.units.test, sha256: hash } });
    expect((await verify('f'.repeat(64))).body.code).toBe('text_changed');
    expect((await verify(String(sha256))).status).toBe(200);
    expect((await world.dataOf(id)).signatures).toMatchObject([
      { unitId: world.units.test, page: { file: upload.file[0], verifiedBy: world.persons.get('vo') } },
    ]);
  });
});

describe('bad input of issue 4', () => {
  it('B6 R5 a lead that already leads is stopped at the freeze, until a director grants an exception with a reason', async () => {
    const first = await world.toSigning();
    const second = await world.toInviting();
    await world.toFreezable(second);
    expect((await act('ua-lead', second, 'freeze-members')).body).toMatchObject({ code: 'leads_already', clause: 'B6' });
    expect((await act('vo', second, 'grant-exception', { opinion: '两个领域差异大，确有必要' })).status).toBe(403);
    expect((await act('vd', second, 'grant-exception', { opinion: '两个领域差异大，确有必要' })).status).toBe(200);
    expect((await act('ua-lead', second, 'freeze-members')).status).toBe(200);
    // R5 who leads jointly leads too.
    await world.must(first, 'withdraw', 'ua-lead', { opinion: '不再组建，撤回本次申请' });
    await world.must(second, 'withdraw', 'ua-lead', { opinion: '不再组建，撤回本次申请' });
    const joint = await world.openField();
    await world.must(joint, 'publish-field', 'vo');
    const other = randomUUID();
    await db.unit.create({
      data: { id: other, name: '曲靖硅光科技(示例)', kind: 'enterprise', uscc: '91530300MA6TEXT138', regionCode: '530181' },
    });
    await world.must(joint, 'select-leads', 'vd', {
      opinion: '两家联合牵头，分工明确',
      payload: { leads: [other, world.units.lead], documentNo: '云科〔2026〕13号' },
    });
    const third = await world.toInviting();
    await world.toFreezable(third);
    expect((await act('ua-lead', third, 'freeze-members')).body.code).toBe('leads_already');
  });

  it('B32 R10 a member banned yesterday, after the freeze and before its signature, cannot sign as a core member', async () => {
    const id = await world.toSigning();
    await db.creditRecord.create({
      data: {
        ...{ id: randomUUID(), unitId: world.units.uni, kind: 'consortium-ban', fact: '牵头组织不力' },
        ...{ from: new Date(atTime('2026-05-19', '00:00')), until: new Date(atTime('2029-05-20', '00:00')) },
      },
    });
    expect((await sign(id, 'uni')).body).toMatchObject({ code: 'banned', clause: 'B32' });
    expect((await sign(id, 'inst')).status).toBe(200);
    await db.creditRecord.deleteMany({ where: { unitId: world.units.uni } });
  });

  it('B44 a foreign unit has no USCC: without its own number it is not invited', async () => {
    const id = await world.toInviting();
    const invite = (more: object) => act('ua-lead', id, 'invite', { payload: { unit: world.units.abroad, ...more } });
    expect((await invite({})).body).toMatchObject({ code: 'foreign_id_required', field: 'foreignId', clause: 'B44' });
    expect((await invite({ foreignId: 'DE-HRB-12345' })).status).toBe(200);
    expect((await world.dataOf(id)).invitations).toMatchObject([{ kind: 'institute', foreignId: 'DE-HRB-12345' }]);
  });

  it('B34 no new formation while no version of the scheme is in force, unless a director overrides', async () => {
    await db.policyVersion.updateMany({
      where: { programme: 'consortium', documentNo: { not: null } },
      data: { validFrom: new Date('2026-05-21') },
    });
    const id = await world.openField();
    expect((await act('vo', id, 'publish-field')).body).toMatchObject({ code: 'policy_expired', clause: 'B34' });
    expect((await act('vd', id, 'override-policy', { opinion: '后续版本印发在即，先行组建' })).status).toBe(200);
    expect((await act('vo', id, 'publish-field')).status).toBe(200);
    const successor = { title: '工作方案（2026年版）', documentNo: '云科规〔2026〕9号', validFrom: '2026-05-20' };
    expect((await api.call('vd', 'POST', '/policy-versions', successor)).status).toBe(403);
    expect((await api.call('vl', 'POST', '/policy-versions', successor)).status).toBe(204);
    expect((await api.call('vl', 'POST', '/policy-versions', successor)).body.code).toBe('policy_known');
    const listed = (await api.call('ua-lead', 'GET', '/policy-versions')).body;
    expect(listed.find((one: { inForce: boolean }) => one.inForce)).toMatchObject({
      validFrom: '2026-05-20',
      validTo: '2029-05-19',
    });
  });

  it('B38 B39 B43 B44 R7 501 characters, counts that differ from the rows, a project of 199.99: each named, and all at once', async () => {
    const id = await world.toSigned();
    const good = validApplication(world.members(), today);
    const filed = async (change: (form: typeof good) => void) => {
      const form = structuredClone(good);
      change(form);
      expect((await save('ua-lead', id, 'form', form)).status).toBe(200);
      return (await act('ua-lead', id, 'submit')).body;
    };
    expect(await filed((form) => (form.fields.goal = '攻'.repeat(501)))).toMatchObject({
      ...{ code: 'form_invalid', clause: 'B39', field: 'goal' },
      message: expect.stringContaining('限500字，现为501字'),
    });
    expect(await filed((form) => (form.fields.total = '5'))).toMatchObject({
      ...{ clause: 'B38', field: 'total' },
      message: expect.stringMatching(/填写为5，但.*为4/),
    });
    expect(await filed((form) => (form.tables.projects![0]!.fiscal = '199.99'))).toMatchObject({
      ...{ clause: 'B43', field: 'projects.0.fiscal' },
      message: expect.stringContaining('199.99'),
    });
    expect(await filed((form) => delete form.tables.members![1]!.uscc)).toMatchObject({ clause: 'B44', field: 'members.1.uscc' });
    const all = await filed((form) => {
      form.fields.goal = '攻'.repeat(501);
      form.fields.total = '5';
      form.tables.projects![0]!.fiscal = '199.99';
    });
    expect(all.details.map((one: { clause: string }) => one.clause)).toEqual(expect.arrayContaining(['B38', 'B39', 'B43']));
    expect(await filed(() => undefined)).toMatchObject({ status: 'acceptance' });
    const frozen = (await document('vo', id, 'form')).body.versions;
    expect(frozen).toHaveLength(1);
    expect(frozen[0].content).toEqual(good);
  });

  it('I4 I8 I10 every formation of this file is the exact fold of its log', async () => {
    for (const { id } of await db.case.findMany({
      where: { process: 'consortium-formation' },
      select: { id: true, ended: true },
    }))
      expect(await refold(db, id)).toMatchObject({ exact: true });
    expect(await violations(database.url)).toEqual([]);
  });
});
