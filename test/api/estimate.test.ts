import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { atTime } from '#domain/calendar/instant.js';
import { parseWanYuan, toWanYuan } from '#domain/money/fen.js';
import { exampleFacts } from '#domain/subsidy/examples.js';
import { period, workedExamples } from '#domain/subsidy/worked-examples.test.js';
import { moveClock } from '#records/clock.js';
import { openDatabase, type Database } from '#records/database.js';
import { Api } from '#test/harness/api.js';
import { createDatabase, type TestDatabase } from '#test/harness/database.js';
import { claimantOf, Subsidies } from '#test/harness/subsidy.js';

let database: TestDatabase;
let db: Database;
let subsidies: Subsidies;
let api: Api;

beforeAll(async () => {
  database = await createDatabase();
  db = openDatabase(database.url);
  subsidies = new Subsidies(db);
  await subsidies.prepare(atTime('2026-01-05', '09:00'));
  await subsidies.call(2026, '2026-01-01', '2026-12-31');
  await moveClock(db, { to: atTime('2026-12-01', '09:00'), speed: 0 });
  api = await Api.start(db, database.url);
  await api.signIn('officer', 'bank', 'guarantor', 'fund', 'firm', 'director', 'maker');
});
afterAll(async () => {
  await api.stop();
  await db.$disconnect();
  await database.drop();
});

const estimate = (who: string, body: Record<string, unknown>) =>
  api.call(who, 'POST', '/subsidies/estimate', { year: 2026, ...body });
const amounts = ({ assessment }: any) => [assessment.awardFen, assessment.lapsesFen].map((fen: string) => toWanYuan(BigInt(fen)));

describe('section 4 through the api: every worked example gives its figure', () => {
  it.each(workedExamples)('$id', async ({ measure, facts = {}, used, filedOn, award, lapses = '0.00', register }) => {
    const asked = { measure, facts: { ...exampleFacts[measure], ...facts }, filedOn, used };
    const { status, body, headers } = await estimate(register ? claimantOf(measure) : 'officer', asked);
    if (register) {
      // What only the register can say comes beside the amount.
      expect([status, body.warnings.map(({ code }: any) => code)]).toEqual([
        200,
        [register, ...(measure === 'C3' ? ['voucher_unknown'] : [])],
      ]);
    } else if (/^[a-z]/.test(award)) {
      expect(headers.get('content-type')).toContain('problem+json');
      // A number where a text stands is the schema's to refuse, everything else the clause's.
      const badJson = Object.values(facts).some((value) => typeof value === 'number');
      expect([status, body.code]).toEqual(badJson ? [400, 'bad_request'] : [422, award]);
      expect(body.field).toBeTruthy();
      expect(body.message).toMatch(/[一-龥]/);
    } else {
      expect([status, ...amounts(body)]).toEqual([200, award, lapses]);
    }
  });
});

describe('caps and registers of who asks', () => {
  it('C6.1 C6.2 caps stand as they are, or as supposed; nothing is reserved by asking', async () => {
    const asked = { measure: 'C6.1', facts: { ...exampleFacts['C6.1'], ...period('180', '6') } };
    await db.subsidyCap.create({
      data: {
        key: `C6.1/${subsidies.claimants.firm}/2026`,
        clause: 'C6.1',
        label: '每户企业年度贴息限额（评价体系贷款）',
        year: 2026,
        limitFen: parseWanYuan('120'),
        usedFen: parseWanYuan('30'),
        reservedFen: parseWanYuan('20'),
      },
    });
    const before = await db.subsidyCap.findMany();
    const [own, supposed, officer] = await Promise.all([
      estimate('firm', asked),
      estimate('firm', { ...asked, used: { 'C6.1': '100' } }),
      estimate('officer', asked),
    ]);
    expect(amounts(own!.body)).toEqual(['70.00', '56.00']);
    expect(own!.body.assessment.caps).toMatchObject([
      { clause: 'C6.1', usedFen: '30000000', reservedFen: '20000000', leftFen: '70000000', cut: true },
    ]);
    expect(amounts(supposed!.body)).toEqual(['20.00', '106.00']);
    expect(amounts(officer!.body)).toEqual(['120.00', '6.00']);
    expect([own!.body.claimant, officer!.body.claimant]).toEqual(['昆明锗业科技(示例)', undefined]);
    expect(await db.subsidyCap.findMany()).toEqual(before);
  });

  it('R19 what the registers and vouchers do not bear out is said beforehand; numbers left empty are not asked', async () => {
    const codes = async (who: string, measure: 'C1' | 'C7.1' | 'C6.1', facts = {}) =>
      (await estimate(who, { measure, facts: { ...exampleFacts[measure], ...facts } })).body.warnings.map(
        ({ code }: any) => code,
      );
    expect(await codes('firm', 'C7.1')).toEqual(['certificate_missing', 'guarantor_not_receiver', 'voucher_unknown']);
    expect(await codes('firm', 'C7.1', { guarantor: '', voucher: '' })).toEqual(['certificate_missing']);
    expect(await codes('bank', 'C1')).toEqual(['not_pilot_bank']);
    await subsidies.registers();
    expect(await codes('bank', 'C1')).toEqual([]);
    expect(await codes('firm', 'C6.1')).toEqual([]);
    expect(await codes('firm', 'C7.1')).toEqual(['voucher_unknown']);
  });

  it('R11 a bank’s own yearly limit cuts too', async () => {
    await subsidies.enter(
      'pilot-bank',
      { unitId: subsidies.claimants.bank },
      { documentNo: '云科金〔2026〕2号', yearLimit: '40' },
      '2026-06-01',
    );
    const { body } = await estimate('bank', { measure: 'C1', facts: exampleFacts.C1 });
    expect(amounts(body)).toEqual(['40.00', '30.00']);
    expect(body.assessment.caps.map(({ clause, cut }: any) => [clause, cut])).toEqual([
      ['C1.1', true],
      ['C1.2', false],
    ]);
  });

  it('C2.1 a branch is asked for its legal person', async () => {
    const branch = '5f0c9d0e-3f4f-4b5e-9a57-000000000001';
    await subsidies.claimant('bank', branch, 'branch');
    await db.unit.update({ where: { id: branch }, data: { parentId: subsidies.claimants.bank } });
    await db.person.updateMany({
      where: { login: 'branch' },
      data: { passwordHash: (await db.person.findFirstOrThrow({ where: { login: 'bank' } })).passwordHash },
    });
    await api.signIn('branch');
    const { body } = await estimate('branch', { measure: 'C2.1', facts: exampleFacts['C2.1'] });
    expect(body.assessment.caps[0].key).toBe(`C2.1/${subsidies.claimants.bank}/2026`);
  });

  it('a supposed use that is no amount, a day without rules, an unknown measure: refused with their field', async () => {
    const asked = { measure: 'C5', facts: exampleFacts.C5 };
    expect(await estimate('fund', { ...asked, used: { 'C5.2': '-1' } })).toMatchObject({
      status: 422,
      body: { code: 'money_negative', field: 'used.C5.2' },
    });
    expect(await estimate('fund', { ...asked, filedOn: '2022-11-29' })).toMatchObject({
      status: 422,
      body: { code: 'no_rules' },
    });
    expect(await estimate('fund', { ...asked, measure: 'C9' })).toMatchObject({ status: 400, body: { field: 'measure' } });
  });
});
