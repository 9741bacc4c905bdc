import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { atTime } from '#domain/calendar/instant.js';
import { openDatabase, type Database } from '#records/database.js';
import { refold } from '#records/refold.js';
import { addPerson, Api, testPassword } from '#test/harness/api.js';
import { createDatabase, type TestDatabase } from '#test/harness/database.js';
import { Programme, ticked } from '#test/harness/programme.js';

let database: TestDatabase;
let db: Database;
let programme: Programme;
let api: Api;
let colleague: string;

beforeAll(async () => {
  database = await createDatabase();
  db = openDatabase(database.url);
  programme = new Programme(db);
  await programme.prepare(atTime('2026-12-01', '09:00'));
  await programme.openCall();
  colleague = await addPerson(db, 'co2', programme.units.county, 'CO');
  await addPerson(db, 'sa', programme.units.province, 'SA');
  await addPerson(db, 'se', programme.units.province, 'SE');
  api = await Api.start(db, database.url);
  await api.signIn('co', 'co2', 'po', 'sa', 'se');
});
afterAll(async () => {
  await api.stop();
  await db.$disconnect();
  await database.drop();
});

const act = async (by: string, caseId: string, on: string, payload: Record<string, unknown> = {}) => {
  const answer = await api.call(by, 'POST', `/cases/${caseId}/acts`, { id: randomUUID(), on, payload });
  return answer.body.code ?? answer.status;
};
const unclaimed = async (who: string): Promise<string[]> =>
  (await api.call(who, 'GET', '/inbox?tab=unclaimed')).body.rows.map((row: { case: { id: string } }) => row.case.id);
const revoke = async (personId: string, unitId: string, role: string) => {
  const body = { unitId, role, password: testPassword };
  const answer = await api.call('se', 'POST', `/admin/people/${personId}/posts/removal`, body);
  return answer.body?.code ?? answer.status;
};

describe('离岗: whoever leaves leaves nothing behind', () => {
  it('6.13 who changes posts: what was held for that office waits there again, in whose place a colleague is told', async () => {
    const held = await programme.openAtCounty();
    expect(await act('co2', held, 'claim')).toBe(200);
    expect(await unclaimed('co')).not.toContain(held);
    expect(await revoke(colleague, programme.units.county, 'CO')).toBe(204);
    expect(await unclaimed('co')).toContain(held);
    const line = await db.digestLine.findFirstOrThrow({ where: { caseId: held, digest: 'task-left' } });
    expect(line).toMatchObject({ personId: programme.who('co').personId, line: expect.stringContaining('原办理人离岗') });
    expect(await db.auditEntry.findFirst({ where: { action: 'post.revoked' } })).toMatchObject({ detail: { tasks: 1 } });
    const said = (await api.call('co', 'GET', `/cases/${held}/timeline`)).body.at(-1);
    expect(said).toMatchObject({ label: '原办理人离岗，待办交还' });
    await db.post.create({ data: { personId: colleague, unitId: programme.units.county, role: 'CO' } });
  });

  it('the last of an office keeps the post while tasks wait, those on the own desk among them', async () => {
    const id = await programme.openAtCounty();
    await programme.must(id, 'recommend', 'co', { payload: ticked });
    expect(await act('po', id, 'claim')).toBe(200);
    const po = programme.who('po').personId!;
    expect(await revoke(po, programme.units.prefecture, 'PO')).toBe('office_empty');
    expect((await db.task.findFirstOrThrow({ where: { caseId: id, closedAt: null } })).holderId).toBe(po);
  });

  it('a disabled account leaves its desk to the offices, a delegated task to who delegated it; the log folds to what the cases are', async () => {
    const [claimed, lent, given] = [
      await programme.openAtCounty(),
      await programme.openAtCounty(),
      await programme.openAtCounty(),
    ];
    const co = programme.who('co').personId!;
    for (const id of [claimed, given]) expect(await act('co', id, 'claim')).toBe(200);
    expect(await act('co2', lent, 'delegate', { personId: co })).toBe(200);
    expect(await act('co', given, 'delegate', { personId: colleague })).toBe(200);
    expect((await api.call('sa', 'POST', `/admin/people/${co}/disabling`, { reason: '调离本单位' })).status).toBe(204);
    expect(await unclaimed('co2')).toEqual(expect.arrayContaining([claimed, given]));
    expect((await db.task.findFirstOrThrow({ where: { caseId: lent, closedAt: null } })).holderId).toBe(colleague);
    expect(await act('co2', claimed, 'claim')).toBe(200);
    expect(await db.auditEntry.findFirst({ where: { action: 'account.disabled' } })).toMatchObject({ detail: { tasks: 3 } });
    for (const id of [claimed, lent, given]) expect(await refold(db, id)).toMatchObject({ exact: true });
  });
});
