import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { atTime } from '#domain/calendar/instant.js';
import { audit } from '#records/audit.js';
import { openDatabase, type Database } from '#records/database.js';
import { createDatabase, type TestDatabase } from '#test/harness/database.js';
import { Programme, ticked } from '#test/harness/programme.js';
import { violations } from './invariants.js';
import { Journal } from './journal.js';
import { mailViolations } from './mails.js';

// An oracle that finds nothing has to be one that could: each is shown a record with the fault in it.
let database: TestDatabase;
let db: Database;
let programme: Programme;
let project: string;

beforeAll(async () => {
  database = await createDatabase();
  db = openDatabase(database.url);
  programme = new Programme(db);
  await programme.prepare(atTime('2026-12-01', '09:00'));
  await programme.openCall();
  project = await programme.openProject();
  await programme.toCounty(project);
  const { id: taskId } = await db.task.findFirstOrThrow({ where: { caseId: project, stage: 'county' } });
  await programme.must(project, 'recommend', 'co', { payload: ticked, taskId });
  await programme.must(project, 'approve', 'po', { payload: ticked });
  for (const action of ['export', 'session.opened'] as const) await audit(db, { action });
  for (const table of ['case_event', 'audit_entry']) await db.$executeRawUnsafe(`alter table ${table} disable trigger user`);
  expect(await violations(database.url)).toEqual([]);
});
afterAll(async () => {
  await db.$disconnect();
  await database.drop();
});

/** The fault is put in, looked for, and taken out again. */
async function found(fault: string, repair: string): Promise<string[]> {
  await db.$executeRawUnsafe(fault);
  const all = await violations(database.url);
  await db.$executeRawUnsafe(repair);
  expect(await violations(database.url)).toEqual([]);
  return all;
}
const event = (on: string) => `case_event where case_id = '${project}' and on_event = '${on}'`;

it.each([
  ['I4 broken path', 'from_status', `'draft'`, 'approve'],
  ['I8 broken chain', 'opinion', `'改'`, 'recommend'],
  ['I10 two levels', 'person_id', "(select person_id from case_event where on_event = 'recommend' limit 1)", 'approve'],
] as const)('%s is found', async (what, column, value, on) => {
  const rows = await db.$queryRawUnsafe<{ revision: number; was: string | null }[]>(
    `select revision, ${column}::text as was from ${event(on)} order by revision desc limit 1`,
  );
  const { revision, was } = rows[0]!;
  const set = (to: string) => `update case_event set ${column} = ${to} where case_id = '${project}' and revision = ${revision}`;
  const cast = column === 'person_id' ? '::uuid' : '';
  const all = await found(set(value), set(was === null ? 'null' : `'${was}'${cast}`));
  expect(all.some((one) => one.startsWith(what))).toBe(true);
});

it('I8 a gap in the audit log, I4 two decisions on one task, I6 an act after the closing are found', async () => {
  const first = await db.auditEntry.findFirstOrThrow({ orderBy: { id: 'asc' } });
  const hidden = await found(
    `update audit_entry set action = 'hidden' where id = ${first.id}`,
    `update audit_entry set action = '${first.action}' where id = ${first.id}`,
  );
  expect(hidden.some((one) => one.startsWith('I8 broken audit chain'))).toBe(true);

  const copy = (change: string) =>
    `insert into case_event (case_id, revision, event_id, on_event, label, from_status, to_status, actor, person_id, task_id, at, previous_hash, hash)
     select case_id, revision + 100, event_id || 'x', ${change}, previous_hash, hash from ${event('recommend')}`;
  const gone = `delete from case_event where case_id = '${project}' and revision > 99`;
  const twice = await found(copy('on_event, label, from_status, to_status, actor, person_id, task_id, at'), gone);
  expect(twice.some((one) => one.startsWith('I4 two decisions'))).toBe(true);
  const late = await found(
    copy(`'deadline-passed', label, from_status, to_status, actor, null, null, at - interval '1 hour'`),
    gone,
  );
  expect(late.some((one) => one.startsWith('I6 accepted after closing'))).toBe(true);
});

it('S1 a key that nothing gives, and one that is missing, are found', async () => {
  const wrong = `insert into case_key values ('${project}', 'case', 'key-project unit x')`;
  const added = await found(wrong, `delete from case_key where key = 'key-project unit x'`);
  expect(added).toEqual([`S1 wrong key key-project unit x of ${project}`]);
  const all = `'${project}', 'case', 'key-project all'`;
  const missing = await found(
    `delete from case_key where (case_id, source, key) = (${all})`,
    `insert into case_key values (${all})`,
  );
  expect(missing).toEqual([`S1 wrong key key-project all of ${project}`]);
});

it('I5 an acknowledged act that is not there, and a refused one that is, are found', async () => {
  const journal = new Journal();
  const { eventId, revision, toStatus } = await db.caseEvent.findFirstOrThrow({ where: { caseId: project, on: 'recommend' } });
  journal.acknowledged.push({ caseId: project, eventId, revision, status: toStatus });
  expect(await journal.violations(database.url)).toEqual([]);
  journal.acknowledged.push({ caseId: project, eventId: randomUUID(), revision, status: toStatus });
  const other = await db.caseEvent.findFirstOrThrow({ where: { caseId: project, on: 'submit' } });
  journal.refused.push({ caseId: project, eventId: other.eventId, code: 'stale' });
  journal.unforeseen.push('to recommend');
  const found = (await journal.violations(database.url)).map((one) => one.slice(0, 10));
  expect(found).toEqual(['I5 unfores', 'I5 acknowl', 'I5 refused']);
  expect(await programme.act(project, 'recommend', 'co', { payload: ticked })).toMatchObject({ outcome: 'refused' });
});

it('I7 a mail that never arrived, one too often, and one of nobody are found', async () => {
  await db.$executeRaw`update mail set status = 'sent'`;
  const mails = await db.mail.findMany({ orderBy: { createdAt: 'asc' } });
  const received = mails.map(({ messageId, address }) => ({ messageId, to: address, source: '' }));
  expect(await mailViolations(database.url, received, 1)).toEqual([]);
  const [first] = received;
  const wrong = [...received.slice(1), received[1]!, { ...first!, messageId: '<strange@example.test>' }];
  expect((await mailViolations(database.url, wrong, 1)).map((one) => one.split(' <')[0])).toEqual(
    expect.arrayContaining(['I7 not delivered', 'I7 delivered 2 times', 'I7 of no row']),
  );
});
