import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { atTime } from '#domain/calendar/instant.js';
import { processes } from '#domain/programmes.js';
import { openDatabase, type Database } from '#records/database.js';
import { openBudget } from '#records/programmes/payment/budget.js';
import { openPaymentOrder } from '#records/programmes/payment/order.js';
import { addPerson, Api, testPassword } from '#test/harness/api.js';
import { createDatabase, type TestDatabase } from '#test/harness/database.js';
import { documentNo, Finance, opinion } from '#test/harness/finance.js';

let database: TestDatabase;
let db: Database;
let api: Api;
let finance: Finance;
let colleague: string;

beforeAll(async () => {
  database = await createDatabase();
  db = openDatabase(database.url);
  finance = new Finance(db);
  await finance.prepare(atTime('2026-03-02', '09:00'));
  const { province, finance: treasury } = finance.units;
  await addPerson(db, 'se', province, 'SE');
  await addPerson(db, 'sa', province, 'SA');
  await addPerson(db, 'leader', province, 'VL');
  colleague = await addPerson(db, 'colleague', treasury);
  await db.person.update({ where: { id: colleague }, data: { totpSecret: 'JBSWY3DPEHPK3PXP' } });
  api = await Api.start(db, database.url);
  await api.signIn('maker', 'checker', 'approver', 'officer', 'director', 'se', 'sa', 'leader');
});
afterAll(async () => {
  await api.stop();
  await db.$disconnect();
  await database.drop();
});

/** What is asked for, by whom; `now` tells whether it has happened. */
interface Asked {
  by: string;
  path: string;
  body?: Record<string, unknown>;
  now: () => Promise<unknown>;
}

const act = (by: string, caseId: string, on: string, more: Record<string, unknown> = {}): Asked => ({
  by,
  path: `/cases/${caseId}/acts`,
  body: { id: randomUUID(), on, ...more },
  now: async () => (await db.case.findUniqueOrThrow({ where: { id: caseId } })).revision,
});
const post = () => ({ unitId: finance.units.finance, role: 'FN' });
const posts = () => db.post.count({ where: { personId: colleague } });

async function proposedBudget(): Promise<string> {
  const line = `line-${randomUUID().slice(0, 8)}`;
  const { id } = await openBudget(db, {
    ...{ line, year: 2026, label: line, finance: finance.units.finance, by: finance.who('maker') },
  });
  await finance.must(id, 'propose', 'maker', { payload: { amount: '100', ...documentNo } });
  return id;
}
/** An instalment that its lead has applied for, with what follows. */
async function instalment(...steps: [on: string, by: string][]): Promise<string> {
  const { instalments } = await finance.plan(1_000_000n, '70/30');
  const id = instalments[0]!;
  await finance.must(id, 'apply', 'ld', { payload: { arrived: '100' } });
  for (const [on, by] of steps) await finance.must(id, on, by, { opinion });
  return id;
}
async function order(): Promise<string> {
  const budget = await finance.budget('major-project', 2026, '1000');
  const paid = await instalment(['check', 'officer'], ['approve', 'director']);
  await finance.must(budget, 'allocate', 'maker');
  const { id } = await openPaymentOrder(db, {
    ...{ id: randomUUID(), finance: finance.units.finance, cases: [paid], by: finance.who('maker') },
  });
  return id;
}

const acts: Record<string, () => Promise<Asked>> = {
  'budget/confirm': async () => act('checker', await proposedBudget(), 'confirm'),
  'instalment/approve': async () => act('director', await instalment(['check', 'officer']), 'approve'),
  'instalment/release': async () => act('officer', await instalment(['withhold', 'officer']), 'release', { opinion }),
  'payment-order/check': async () => act('checker', await order(), 'check'),
  'payment-order/approve': async () => {
    const id = await order();
    await finance.must(id, 'check', 'checker');
    return act('approver', id, 'approve', { payload: documentNo });
  },
  'a post granted': async () => ({ by: 'se', path: `/admin/people/${colleague}/posts`, body: post(), now: posts }),
  'a post taken away': async () => ({ by: 'se', path: `/admin/people/${colleague}/posts/removal`, body: post(), now: posts }),
  'a second factor removed': async () => ({
    by: 'sa',
    path: `/admin/persons/${colleague}/second-factor/removal`,
    body: { reason: '手机遗失，已核身份' },
    now: async () => (await db.person.findUniqueOrThrow({ where: { id: colleague } })).totpSecret,
  }),
  'a later rule set': async () => ({
    by: 'leader',
    path: '/subsidy-rules',
    body: {
      ...{ version: '2027', from: '2027-01-01', source: '云科规〔2026〕9号' },
      changes: [{ path: 'C6.1.perEnterprise', value: '150' }],
    },
    now: () => db.subsidyRuleSet.count(),
  }),
};

describe('S12 the password is entered again for what moves money, limits or powers', () => {
  it.each(Object.entries(acts))('S12 %s', async (_, arrange) => {
    const { by, path, body, now } = await arrange();
    const send = (password?: string) => api.call(by, 'POST', path, { ...body, ...(password === undefined ? {} : { password }) });
    const failures = async () => (await db.person.findFirstOrThrow({ where: { login: by } })).failedSignIns;
    const before = [await now(), await failures()] as const;

    expect(await send()).toMatchObject({ status: 422, body: { code: 'password_required', field: 'password' } });
    expect([await now(), await failures()]).toEqual(before);
    expect(await send('not-the-password')).toMatchObject({ status: 422, body: { code: 'password_wrong', field: 'password' } });
    expect([await now(), await failures()]).toEqual([before[0], before[1] + 1]);
    expect((await send(testPassword)).status).toBeLessThan(300);
    expect(await now()).not.toEqual(before[0]);
  });

  it('S12 which rows ask for it: a new one that pays is to be named here, and one that is dropped is missed', () => {
    const asking = Object.values(processes).flatMap(({ name, rows }) =>
      rows.filter((row) => row.stepUp).map((row) => `${name}/${row.on}`),
    );
    const ofClaims = 'claim/correct-account';
    expect(asking.toSorted()).toEqual([...Object.keys(acts).filter((name) => name.includes('/')), ofClaims].toSorted());
  });

  it('S12 one decision of many asks once for all of them', async () => {
    const cases = [await instalment(['check', 'officer']), await instalment(['check', 'officer'])];
    const send = async (password?: string) => {
      const rows = await db.case.findMany({ where: { id: { in: cases } } });
      const chosen = rows.map(({ id, revision }) => ({ caseId: id, id: randomUUID(), revision }));
      return api.call('director', 'POST', '/acts', { on: 'approve', cases: chosen, ...(password ? { password } : {}) });
    };
    const outcomes = async (password?: string) =>
      ((await send(password)).body as { outcome: string }[]).map((line) => line.outcome);
    expect(await outcomes()).toEqual(['refused', 'refused']);
    expect((await send('not-the-password')).body.code).toBe('password_wrong');
    expect(await outcomes(testPassword)).toEqual(['done', 'done']);
  });

  it('S12 S10 guessing in the dialog locks the account like guessing at the door, and the right password helps no more', async () => {
    const { path, body, now } = await acts['budget/confirm']!();
    await db.person.updateMany({ where: { login: 'checker' }, data: { failedSignIns: 0 } });
    const before = await now();
    const guess = (password: string) => api.call('checker', 'POST', path, { ...body, password });
    for (let n = 0; n < 5; n++) expect((await guess(`guess-${n}`)).status).toBe(422);
    expect(await guess(testPassword)).toMatchObject({ status: 429, body: { code: 'locked' } });
    expect(await now()).toBe(before);
    expect(await db.auditEntry.count({ where: { action: 'account.locked' } })).toBe(1);
  });
});
