import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { atTime, endOfDay } from '#domain/calendar/instant.js';
import type { ConsortiumData } from '#domain/consortium/life/data.js';
import { childId } from '#domain/process/child-id.js';
import type { CaseState } from '#domain/process/types.js';
import { moveClock } from '#records/clock.js';
import { openDatabase, type Database } from '#records/database.js';
import { refold } from '#records/refold.js';
import { workflowId } from '#workflows/contracts.js';
import { createDatabase, type TestDatabase } from '#test/harness/database.js';
import { Formations } from '#test/harness/formation.js';
import { eventually, startEngine, type Engine } from '#test/harness/temporal.js';
import { violations } from '#test/oracles/invariants.js';

let database: TestDatabase;
let db: Database;
let engine: Engine;
let world: Formations;

beforeAll(async () => {
  database = await createDatabase();
  db = openDatabase(database.url);
  world = new Formations(db);
  await world.prepare(atTime('2026-03-02', '09:00'));
  engine = await startEngine(db);
});
afterAll(async () => {
  await db.$disconnect();
  await database.drop();
});

const to = (at: number) => moveClock(db, { to: at });
const logged = (caseId: string, on: string, times = 1) =>
  eventually(async () => (await db.caseEvent.count({ where: { caseId, on } })) === times);
const reaches = (caseId: string, status: string) => eventually(async () => (await world.statusOf(caseId)) === status);
const mails = (caseId: string, template: string, login?: string) =>
  db.mail.count({ where: { caseId, template, ...(login ? { address: `${login}@example.test` } : {}) } });
const opinion = '经研究，情况属实，意见如上';

it('B32 a ban that comes during the notice holds the approval for the official; a formation refused there ends', async () => {
  const id = await world.toPanel();
  await world.scoreAll(id);
  await world.must(id, 'approve', 'vl', { payload: { minutesNo: '〔2026〕第9次' } });
  await world.must(id, 'publish-notice', 'vo', { payload: { days: '5' } });
  await db.creditRecord.create({
    data: {
      ...{ id: randomUUID(), unitId: world.units.lead, kind: 'consortium-ban', fact: '牵头组织不力' },
      ...{ from: new Date(atTime('2026-03-03', '00:00')), until: new Date(endOfDay('2029-03-03')) },
    },
  });
  await to(endOfDay('2026-03-06'));
  await reaches(id, 'held');
  expect(await world.act(id, 'approve', 'vd', { opinion })).toMatchObject({ refusal: { code: 'banned', clause: 'B32' } });
  expect(await world.must(id, 'reject', 'vd', { opinion })).toBe('refused');
  expect(await engine.client.workflow.getHandle(workflowId('consortium-formation', id)).result()).toBe('refused');
  expect(await db.case.count({ where: { id: childId(id, 'consortium') } })).toBe(0);
  // Lifted early (信用修复): the firm may lead again.
  await db.creditRecord.updateMany({ where: { unitId: world.units.lead }, data: { until: new Date(endOfDay('2026-03-06')) } });
});

it('2.2 B12-B18 one formation from the field to its approval on a real engine: thirty idle days, periods, an objection, the notice; its consortium lives on', async () => {
  const id = await world.openField({ origin: 'bottom-up', by: await world.who('ua-lead') });
  expect(await world.must(id, 'propose-field', 'ua-lead')).toBe('inviting');
  await world.toFreezable(id);
  await world.must(id, 'freeze-members', 'ua-lead');
  await world.must(id, 'sign-agreement', 'ua-uni', { payload: await world.signature(id, 'uni') });

  // Thirty days after the last signature nobody else has signed: the lead hears of it, and nothing is decided.
  await to(endOfDay('2026-04-06') - 1);
  expect(await db.caseEvent.count({ where: { caseId: id, on: 'signing-idle' } })).toBe(0);
  await to(endOfDay('2026-04-06'));
  await logged(id, 'signing-idle');
  expect(await mails(id, 'signing-idle', 'ua-lead')).toBe(1);
  expect(await world.statusOf(id)).toBe('signing');
  await world.must(id, 'wait', 'ua-lead');
  await to(endOfDay('2026-05-07'));
  await logged(id, 'signing-idle', 2);
  for (const unit of ['lead', 'inst', 'test'])
    await world.must(id, 'sign-agreement', `ua-${unit}`, { payload: await world.signature(id, unit) });
  expect(await world.dataOf(id)).toMatchObject({ effectiveOn: '2026-05-08' });
  await world.file(id);
  expect(await world.must(id, 'submit', 'ua-lead')).toBe('recommending');

  // The local office sits on it: half-time, a day before, overdue; it is reminded, and still nothing is decided.
  await to(endOfDay('2026-05-15'));
  await logged(id, 'overdue');
  expect(await world.statusOf(id)).toBe('recommending');
  expect(await mails(id, 'task-overdue', 'ru')).toBe(1);
  await world.must(id, 'recommend', 'ru', { opinion, payload: { seal: true } });
  await world.must(id, 'accept-form', 'vo');
  await world.must(id, 'draw-panel', 'vo', { payload: { size: 7 } });
  await world.scoreAll(id);
  expect(await world.dataOf(id)).toMatchObject({ score: '86.00' });
  expect(await world.must(id, 'approve', 'vl', { payload: { minutesNo: '〔2026〕第8次' } })).toBe('publicity');
  await world.must(id, 'publish-notice', 'vo', { payload: { days: '5' } });
  const notice = await db.publication.findFirstOrThrow({ where: { caseId: id, kind: 'notice' } });
  expect(notice.closesAt?.getTime()).toBe(endOfDay('2026-05-22'));

  // An objection by name holds the approval until it is found groundless; then it is approved at once, the notice being over.
  await world.must(id, 'object', 'vo', {
    by: { kind: 'public', name: '李某' },
    payload: { name: '李某', contact: '0871-60000000', evidence: '成员单位资质不实' },
  });
  await to(endOfDay('2026-05-22'));
  await logged(id, 'notice-closes');
  expect(await world.statusOf(id)).toBe('publicity');
  expect(await world.must(id, 'objection-dismissed', 'vo', { opinion })).toBe('approved');

  const data = await world.dataOf(id);
  expect(data).toMatchObject({
    approvalNo: '云科联复〔2026〕1号',
    number: 'YNLHT-2026-001',
    plaqueNo: '云科联牌2026001',
    approvedOn: '2026-05-23',
  });
  expect(await mails(id, 'consortium-approved')).toBe(5);
  expect(await db.publication.count({ where: { caseId: id, kind: 'list', documentNo: data.approvalNo! } })).toBe(1);

  const consortium = await db.case.findUniqueOrThrow({
    where: { id: childId(id, 'consortium') },
    include: { participants: true },
  });
  expect(consortium).toMatchObject({
    process: 'consortium',
    title: '云南省绿色铝精深加工创新联合体',
    unitId: world.units.lead,
    prefectureCode: '530100',
  });
  expect((consortium.state as unknown as CaseState<ConsortiumData>).data).toMatchObject({
    ...{ number: 'YNLHT-2026-001', startsOn: '2026-05-23', endsOn: '2029-05-22', chiefExpert: '王教授' },
    lists: { problems: [{ name: '短流程铸轧组织调控' }] },
  });
  expect(consortium.participants.map(({ unitId }) => unitId).sort()).toEqual(
    world
      .members()
      .map(({ unitId }) => unitId)
      .sort(),
  );
  // Its life begins at once: the year's turn is taken under its own number, its first report is there.
  await logged(consortium.id, 'year-turn');
  expect(await db.case.findUniqueOrThrow({ where: { id: consortium.id } })).toMatchObject({ number: 'YNLHT-2026-001' });
  const report = childId(consortium.id, 'report-2026');
  expect(await world.statusOf(report)).toBe('not_due');
  for (const workflow of [workflowId('consortium', consortium.id), workflowId('annual-report', report)])
    await eventually(() =>
      engine.client.workflow
        .getHandle(workflow)
        .describe()
        .then(
          ({ status }) => status.name === 'RUNNING',
          () => false,
        ),
    );
  expect(await engine.client.workflow.getHandle(workflowId('consortium-formation', id)).result()).toBe('approved');
  expect(await refold(db, id)).toMatchObject({ exact: true });
});

it('I4 I8 I10 I12 the record is whole, and every history replays', async () => {
  for (const { id } of await db.case.findMany({ where: { process: 'consortium-formation' }, select: { id: true } }))
    expect(await refold(db, id)).toMatchObject({ exact: true });
  expect(await violations(database.url)).toEqual([]);
  // The approved one's consortium lives in a workflow of its own: its history is one of the four.
  await eventually(async () => (await db.case.count({ where: { undelivered: true } })) === 0);
  expect(await engine.close()).toBe(4);
});
