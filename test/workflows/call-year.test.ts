import { afterAll, beforeAll, expect, it } from 'vitest';
import { atTime, endOfDay, formatInstant, startOfDay } from '#domain/calendar/instant.js';
import { moveClock } from '#records/clock.js';
import { openDatabase, type Database } from '#records/database.js';
import { refold } from '#records/refold.js';
import { createDatabase, type TestDatabase } from '#test/harness/database.js';
import { Programme, ticked } from '#test/harness/programme.js';
import { eventually, startEngine, type Engine } from '#test/harness/temporal.js';
import { violations } from '#test/oracles/invariants.js';

let database: TestDatabase;
let db: Database;
let engine: Engine;
let programme: Programme;

beforeAll(async () => {
  database = await createDatabase();
  db = openDatabase(database.url);
  programme = new Programme(db);
  await programme.prepare(atTime('2026-11-20', '09:00'));
  engine = await startEngine(db, { testContinueAfter: 3 });
});
afterAll(async () => {
  await db.$disconnect();
  await database.drop();
});

const to = (at: number) => moveClock(db, { to: at });
const reaches = (caseId: string, status: string) => eventually(async () => (await programme.statusOf(caseId)) === status);
const logged = (caseId: string, on: string) => eventually(async () => (await db.caseEvent.count({ where: { caseId, on } })) > 0);

it('a whole call, from opening to listing and the first monthly report, on a real engine', async () => {
  const callId = await programme.openCall();
  const [chosen, left, late] = [
    await programme.openProject(),
    await programme.openProject({ name: '未入选项目' }),
    await programme.openProject({ name: '逾期项目' }),
  ];

  // Every level is reminded of its own closing, at 09:00, by lines of its digest: the prefecture of D-30, the firm of three drafts (its D-15).
  await to(atTime('2026-12-01', '09:00'));
  const reminded = (who: string) => db.digestLine.count({ where: { digest: 'closing', address: `${who}@example.test` } });
  await eventually(async () => (await reminded('po')) === 1 && (await reminded('ea')) === 3);

  await programme.toTransmittable(chosen);
  await programme.toTransmittable(left);
  await programme.toCounty(late);

  // The county sits on the late one: half-time, overdue, its leader hears of it; nothing is decided by time.
  await to(atTime('2026-12-15', '09:00'));
  await logged(late, 'overdue');
  expect(await programme.statusOf(late)).toBe('county');
  expect(await db.mail.count({ where: { caseId: late, template: 'task-overdue', address: 'ru@example.test' } })).toBe(1);

  const sent = await programme.transmit([chosen, left]);
  expect(await programme.statusOf(chosen)).toBe('province');
  await programme.must(sent, 'receive-paper', 'vo', { payload: { date: '2026-12-25' } });

  // D 24:00: everything not transmitted is settled, with the desk it was on; nothing else is touched.
  await to(endOfDay('2026-12-31'));
  await reaches(late, 'not_transmitted');
  expect(await db.caseEvent.findFirst({ where: { caseId: late, on: 'deadline-passed' } })).toMatchObject({
    fromStatus: 'county',
  });
  expect(await programme.statusOf(chosen)).toBe('province');
  expect(await programme.act(late, 'recommend', 'co', { payload: ticked })).toMatchObject({ outcome: 'refused' });

  for (const project of [chosen, left]) await programme.must(project, 'form-pass', 'vo');
  const list = await programme.openList([chosen, left]);
  await programme.must(list, 'decide', 'vl', { payload: { minutesNo: '〔2027〕1次', selected: [chosen] } });
  expect([await programme.statusOf(chosen), await programme.statusOf(left)]).toEqual(['publicity', 'not_selected']);

  // 公示 may not rest on a year whose holidays are not published.
  expect(await programme.act(list, 'publish-notice', 'vo', { payload: { days: '5' } })).toMatchObject({
    outcome: 'refused',
    refusal: { code: 'calendar_not_published' },
  });
  await db.calendarYear.create({ data: { year: 2027, off: ['2027-01-01'], work: [] } });
  await eventually(
    async () => (await programme.act(list, 'publish-notice', 'vo', { payload: { days: '5' } })).outcome === 'done',
  );

  // 2027-01-01 is a holiday, so five working days end on Friday the 8th at 24:00; one millisecond before, nothing is listed.
  await to(endOfDay('2027-01-08') - 1);
  expect(await programme.statusOf(chosen)).toBe('publicity');
  await to(endOfDay('2027-01-08'));
  await reaches(list, 'listed');
  await reaches(chosen, 'exec');
  expect((await db.case.findUniqueOrThrow({ where: { id: list } })).state).toMatchObject({
    data: { planNo: '云工信计划〔2027〕1号' },
  });

  await programme.must(chosen, 'report-month', 'ea', {
    payload: { month: '2027-01', monthInvestment: '120.00', cumulative: '120.00', progress: '基础施工' },
  });
  // January is reported: its reminders are silent. February is not: asked for twice, then overdue to the owner and, in its digest, to the county.
  await to(endOfDay('2027-02-05'));
  await logged(chosen, 'month-due');
  const asked = () =>
    db.mail.findMany({ where: { caseId: chosen, template: { startsWith: 'month-' } }, orderBy: { createdAt: 'asc' } });
  expect(await asked()).toEqual([]);
  for (const [on, at] of [
    ['month-open', atTime('2027-03-01', '09:00')],
    ['month-remind', atTime('2027-03-05', '09:00')],
    ['month-due', endOfDay('2027-03-05')],
  ] as const) {
    await to(at);
    await eventually(async () => (await db.caseEvent.count({ where: { caseId: chosen, on } })) === 2);
  }
  const texts = new Set(
    (await asked()).map(
      ({ createdAt, body }) => `${formatInstant(createdAt.getTime())} ${body.split('\n').find((line) => line.includes('2月'))}`,
    ),
  );
  expect([...texts]).toEqual([
    '2027-03-01 09:00 2月进展尚未填报，请于2027年3月5日24:00(星期五)前登录系统填报。',
    '2027-03-05 09:00 2月进展尚未填报，请于2027年3月5日24:00(星期五)前登录系统填报。',
    '2027-03-06 00:00 2月进展已过填报时限（次月5日）仍未填报，请尽快补报。',
  ]);
  const county = { personId: programme.persons.get('co')!.personId!, digest: 'month-overdue', caseId: chosen };
  expect(await db.digestLine.count({ where: county })).toBe(1);
  expect(await db.monthlyReport.count()).toBe(1);

  // R1 an extension brings the late one back to the exact desk it was on.
  await programme.must(callId, 'extend', 'vl', {
    opinion: '因系统故障经厅务会同意延期',
    payload: { documentNo: '云工信〔2027〕6号', until: '2027-03-20', project: late },
  });
  expect(await programme.statusOf(late)).toBe('county');
  await to(startOfDay('2027-03-21'));
  await reaches(late, 'not_transmitted');

  // Every case of the year is the exact fold of its log.
  for (const { id } of await db.case.findMany({ select: { id: true } }))
    expect(await refold(db, id)).toMatchObject({ exact: true });
  expect(await violations(database.url)).toEqual([]);
  const replayed = await engine.close();
  expect(replayed).toBeGreaterThan(6);
});
