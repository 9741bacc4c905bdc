import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { atTime } from '#domain/calendar/instant.js';
import { taskBook } from '#domain/consortium/project-task/form.js';
import type { ProjectTaskData } from '#domain/consortium/project-task/data.js';
import { childId } from '#domain/process/child-id.js';
import { advance } from '#records/advance.js';
import { moveClock } from '#records/clock.js';
import { openDatabase, type Database } from '#records/database.js';
import { openDisbursement } from '#records/programmes/payment/disbursement.js';
import { refold } from '#records/refold.js';
import { ConsortiumWorld } from '#test/harness/consortium.js';
import { createDatabase, type TestDatabase } from '#test/harness/database.js';
import { violations } from '#test/oracles/invariants.js';

const wan = (amount: number) => BigInt(amount) * 1_000_000n;
let database: TestDatabase;
let db: Database;
let world: ConsortiumWorld;

beforeAll(async () => {
  database = await createDatabase();
  db = openDatabase(database.url);
  world = new ConsortiumWorld(db);
  await world.prepare(atTime('2026-03-02', '10:00'));
});
afterAll(async () => {
  for (const { id } of await db.case.findMany({ select: { id: true } }))
    expect(await refold(db, id), id).toMatchObject({ exact: true });
  expect(await violations(database.url)).toEqual([]);
  await db.$disconnect();
  await database.drop();
});

/** A task of a consortium with a plan of 500 万元, 60/30/10. */
async function funded(): Promise<{ consortium: string; task: string; plan: string; part: (no: number) => Promise<string> }> {
  const consortium = await world.open('2026-03-02', 36);
  await world.must(consortium, 'establish-project', 'vo', {
    ...{ name: '短流程电解铝专项', projectNo: '202601AS070021', level: 'provincial', mode: 'commissioned' },
    ...{ startsOn: '2026-03-03', endsOn: '2028-02-29', fiscal: '500', selfRaised: '1000' },
  });
  const [task, plan] = [world.child(consortium, 'project'), randomUUID()];
  await draftPlan(consortium, task, plan);
  return { consortium, task, plan, part: (no) => world.statusOf(childId(plan, `instalment-${no}`)) };
}
const draftPlan = (consortiumId: string, taskId: string, id: string) =>
  openDisbursement(db, {
    ...{
      id,
      consortiumId,
      taskId,
      title: '短流程电解铝专项',
      total: wan(500),
      pledged: wan(1000),
      template: '60/30/10' as const,
    },
    account: { name: '滇中绿铝', bank: '彩云银行', number: '6222020200004567' },
    finance: world.units.finance,
    by: world.who('vo'),
  });
async function sign(task: string): Promise<void> {
  const fields = taskBook.sections.flatMap((section) => section.fields ?? []).map(({ key }) => [key, '按任务要求完成']);
  await world.write(task, 'ld', { fields: Object.fromEntries(fields), tables: {} });
  await world.must(task, 'submit', 'ld', { seal: true });
  await world.must(task, 'sign-book', 'vd', { taskBookNo: 'YN2026-1', seal: true });
  await knock(task, 'begins');
}
async function knock(caseId: string, name: string): Promise<void> {
  const { state } = await db.case.findUniqueOrThrow({ where: { id: caseId } });
  const { at } = (state as unknown as { instants: { name: string; at: number }[] }).instants.find((one) => one.name === name)!;
  await moveClock(db, { to: at });
  await advance(db, caseId, { id: `instant:${name}:${at}`, on: name, by: { kind: 'time' } });
}
/** From the application to the desk of the conclusion. */
async function judged(task: string): Promise<void> {
  await world.must(task, 'apply-acceptance', 'ld', { summary: '指标全部完成' });
  await world.must(task, 'draw-panel', 'vo', { size: 5 });
  const { data } = await world.stateOf<ProjectTaskData>(task);
  for (const personId of data.panel!) {
    await world.must(task, 'promise', world.expert(personId));
    await world.must(task, 'score', world.expert(personId), { score: 70, comment: '指标基本完成，资料齐全' });
  }
}

it('2.10 2.12 the task moves its plan: signed, mid-term failed and passed, accepted; nothing twice, nothing half', async () => {
  const { consortium, task, plan, part } = await funded();
  await expect(draftPlan(consortium, task, randomUUID())).rejects.toMatchObject({ code: 'plan_exists' });
  await expect(draftPlan(consortium, randomUUID(), randomUUID())).rejects.toMatchObject({ code: 'not_found' });
  expect(await world.statusOf(plan)).toBe('drafted');
  await sign(task);
  expect(await world.stateOf(plan)).toMatchObject({ status: 'active', data: { taskBookNo: 'YN2026-1' } });
  expect([await part(1), await part(2), await part(3)]).toEqual(['due', 'locked', 'locked']);

  await world.must(task, 'mid-term-check', 'vo', { result: 'fail' });
  expect(await part(2)).toBe('withheld');
  await world.must(task, 'mid-term-check', 'vo', { result: 'pass' });
  await world.must(childId(plan, 'instalment-2'), 'release', 'vo');
  expect([await part(2), await part(3)]).toEqual(['due', 'locked']);

  await judged(task);
  await world.must(task, 'pass', 'vd');
  expect(await part(3)).toBe('due');
});

it('2.10 2.12 不通过 twice: the tail waits for the retry, then falls away; more unspent than was paid refuses the whole act', async () => {
  const { task, plan, part } = await funded();
  await sign(task);
  await judged(task);
  await world.must(task, 'fail', 'vd');
  expect([await world.statusOf(task), await part(3)]).toEqual(['retry', 'locked']);
  await judged(task);
  expect(await world.codeOf(task, 'fail', 'vd')).toBe('unspent_required');
  expect(await world.act(task, 'fail', 'vd', { unspent: '30' })).toMatchObject({
    refusal: { code: 'more_than_paid', field: 'unspent' },
  });
  expect([await world.statusOf(task), await part(3)]).toEqual(['concluding', 'locked']);
  await world.must(task, 'fail', 'vd', { unspent: '0' });
  expect([await world.statusOf(task), await part(3)]).toEqual(['failed', 'cancelled']);
  expect(await world.statusOf(plan)).toBe('active');
});

it('2.10 2.12 终止 ends the plan too: nothing further is paid', async () => {
  const { task, plan, part } = await funded();
  await sign(task);
  const ending = { kind: 'voluntary', documentNo: '云科项〔2026〕8号' };
  expect(await world.codeOf(task, 'terminate', 'vd', ending)).toBe('unspent_required');
  await world.must(task, 'terminate', 'vd', { ...ending, unspent: '0' });
  expect([await world.statusOf(task), await world.statusOf(plan), await part(1)]).toEqual([
    'terminated',
    'terminated',
    'cancelled',
  ]);
});
