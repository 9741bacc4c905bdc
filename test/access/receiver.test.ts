import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { atTime } from '#domain/calendar/instant.js';
import { openDatabase, type Database } from '#records/database.js';
import { addPerson, Api } from '#test/harness/api.js';
import { createDatabase, type TestDatabase } from '#test/harness/database.js';
import { Programme, ticked } from '#test/harness/programme.js';

let database: TestDatabase;
let db: Database;
let programme: Programme;
let api: Api;
const others: Record<string, string> = {};

beforeAll(async () => {
  database = await createDatabase();
  db = openDatabase(database.url);
  programme = new Programme(db);
  await programme.prepare(atTime('2026-12-01', '09:00'));
  await programme.openCall();
  const { county, province } = programme.units;
  others.colleague = await addPerson(db, 'co2', county, 'CO');
  others.gone = await addPerson(db, 'co3', county, 'CO');
  others.postless = await addPerson(db, 'co4', county);
  others.auditor = await addPerson(db, 'au', province, 'AU');
  others.officer = await addPerson(db, 'vo2', province, 'VO');
  await db.person.update({ where: { id: others.gone }, data: { status: 'disabled' } });
  api = await Api.start(db, database.url);
  await api.signIn('co', 'vo');
});
afterAll(async () => {
  await api.stop();
  await db.$disconnect();
  await database.drop();
});

const act = async (by: string, caseId: string, on: string, payload: Record<string, unknown>) => {
  const answer = await api.call(by, 'POST', `/cases/${caseId}/acts`, { id: randomUUID(), on, payload });
  return answer.body.code ?? answer.status;
};
const holderOf = async (caseId: string) =>
  (await db.task.findFirstOrThrow({ where: { caseId, closedAt: null, kind: 'decide' } })).holderId;

describe('whom an act may name', () => {
  it('S4 no task leaves the unit: not to the applicant, another office, a person who is gone, nobody at all', async () => {
    const id = await programme.openAtCounty();
    const strangers = [
      programme.who('ea').personId!,
      programme.who('po').personId!,
      others.gone,
      others.postless,
      randomUUID(),
      '甲',
    ];
    for (const personId of strangers) {
      for (const on of ['transfer', 'delegate']) expect(await act('co', id, on, { personId })).toBe('not_colleague');
      expect(await act('co', id, 'add-signer', { personId, position: 'before' })).toBe('not_colleague');
      expect(await act('co', id, 'consult', { personId, question: '环评批复是否有效' })).toBe('not_colleague');
      expect(await act('co', id, 'cc', { personIds: [others.colleague, personId] })).toBe('not_colleague');
    }
    expect(await holderOf(id)).toBeNull();
    expect(await act('co', id, 'cc', { personIds: [others.colleague] })).toBe(200);
    expect(await act('co', id, 'transfer', { personId: others.colleague })).toBe(200);
    expect(await holderOf(id)).toBe(others.colleague);
  });

  it('S4 a decision goes to who handles such matters; a leader without that right may sign or advise', async () => {
    const leader = programme.who('ru').personId!;
    const id = await programme.openAtCounty();
    expect(await act('co', id, 'transfer', { personId: leader })).toBe('receiver_unfit');
    expect(await act('co', id, 'consult', { personId: leader, question: '是否提请会商' })).toBe(200);
    expect(await act('co', id, 'add-signer', { personId: leader, position: 'before' })).toBe(200);
    expect(await holderOf(id)).toBeNull();
  });

  it('S4 三员 handle no business and are not offered; a refused act leaves nothing behind', async () => {
    const id = await programme.openAtCounty();
    await programme.must(id, 'recommend', 'co', { payload: ticked });
    await programme.must(id, 'approve', 'po', { payload: ticked });
    await programme.transmit([id]);
    const before = await db.caseEvent.count({ where: { caseId: id } });
    for (const on of ['transfer', 'delegate'])
      expect(await act('vo', id, on, { personId: others.auditor })).toBe('separate_officers');
    expect(await act('vo', id, 'consult', { personId: others.auditor, question: '是否合规' })).toBe('separate_officers');
    expect(await db.caseEvent.count({ where: { caseId: id } })).toBe(before);
    const offered = (await api.call('vo', 'GET', '/colleagues')).body.map((one: { id: string }) => one.id);
    expect(offered).toContain(others.officer);
    expect(offered).not.toContain(others.auditor);
    expect(await act('vo', id, 'transfer', { personId: others.officer })).toBe(200);
  });
});
