import { beforeEach, describe, expect, it } from 'vitest';
import { atTime, endOfDay, formatInstant } from '#domain/calendar/instant.js';
import type { CaseState } from '#domain/process/types.js';
import { calendarVersion, publishYear, readCalendar } from '#records/calendar.js';
import { moveClock } from '#records/clock.js';
import { openDatabase, type Database } from '#records/database.js';
import { rewriteProvisional } from '#records/provisional.js';
import { refold } from '#records/refold.js';
import { createDatabase, type TestDatabase } from '#test/harness/database.js';
import { Programme } from '#test/harness/programme.js';
import { violations } from '#test/oracles/invariants.js';

let database: TestDatabase;
let db: Database;
let programme: Programme;

beforeEach(async () => {
  database = await createDatabase();
  db = openDatabase(database.url);
  programme = new Programme(db);
  await programme.prepare(atTime('2026-12-01', '09:00'));
  await programme.openCall();
  return async () => {
    expect(await violations(database.url)).toEqual([]);
    for (const { id } of await db.case.findMany({ select: { id: true } }))
      expect(await refold(db, id)).toMatchObject({ exact: true });
    await db.$disconnect();
    await database.drop();
  };
});

/** 2027 as it might be published: 4 January, a Monday, is free too. */
const year2027 = { year: 2027, off: ['2027-01-01', '2027-01-04'], work: [] };
const stateOf = async (id: string) => (await db.case.findUniqueOrThrow({ where: { id } })).state as unknown as CaseState;
const task = (caseId: string) => db.task.findFirstOrThrow({ where: { caseId, closedAt: null } });

/** On 28 December: one project with the province since that morning, one still a draft. */
async function yearEnd(): Promise<{ project: string; draft: string }> {
  const [project, draft] = [await programme.openProject(), await programme.openProject({ name: '未提交项目' })];
  await programme.toTransmittable(project);
  await moveClock(db, { to: atTime('2026-12-28', '10:00') });
  await programme.transmit([project]);
  return { project, draft };
}

describe('a working-day period that ends in a year whose holidays are not published', () => {
  it('is 预计 on desk and record; publishing the year rewrites it in one event, once', async () => {
    const { project, draft } = await yearEnd();
    expect(await task(project)).toMatchObject({ dueProvisional: true, due: new Date(endOfDay('2027-01-12')) });
    expect(await rewriteProvisional(db)).toBe(0);

    const before = await calendarVersion(db);
    await publishYear(db, year2027);
    expect(await calendarVersion(db)).toBeGreaterThan(before);
    expect(await Promise.all([rewriteProvisional(db), rewriteProvisional(db)]).then(([one, two]) => one + two)).toBe(1);
    expect(await task(project)).toMatchObject({ dueProvisional: false, due: new Date(endOfDay('2027-01-13')) });
    const state = await stateOf(project);
    expect(state.instants.find((instant) => instant.name === 'overdue')?.at).toBe(endOfDay('2027-01-13'));
    expect(state.instants.some((instant) => instant.provisional)).toBe(false);
    expect(await db.caseEvent.findMany({ where: { on: 'calendar-published' } })).toMatchObject([
      { caseId: project, label: '工作日历发布，重新计算时限', actor: { kind: 'system' } },
    ]);
    expect(await rewriteProvisional(db)).toBe(0);
    expect((await stateOf(draft)).revision).toBe(0);
  });

  it('an appeal’s five working days are 预计 too, though the case has ended; the firm appeals until the day finally reckoned', async () => {
    const { project, draft: second } = await yearEnd();
    await programme.must(programme.callId, 'extend', 'vl', {
      opinion: '因系统故障经厅务会同意延期',
      payload: { documentNo: '云工信〔2026〕9号', until: '2027-01-31' },
    });
    await programme.toCounty(second);
    await programme.must(second, 'refuse', 'co', { opinion: '不符合产业政策要求' });
    const appeal = async () => (await stateOf(second)).instants.find((instant) => instant.name === 'appeal');
    expect(await appeal()).toMatchObject({ at: endOfDay('2027-01-05'), provisional: true });
    await publishYear(db, year2027);
    expect(await rewriteProvisional(db)).toBe(2);
    expect(formatInstant((await appeal())!.at)).toBe('2027-01-07 00:00');
    await moveClock(db, { to: endOfDay('2027-01-06') - 1 });
    expect(await programme.must(second, 'appeal', 'ea', { opinion: '项目符合目录第三条' })).toBe('appealing');
    expect(await programme.statusOf(project)).toBe('province');
  });
});

it('every calendar ever published is kept; a correction is a new one, and the old log still refolds by the old', async () => {
  const { project } = await yearEnd();
  await publishYear(db, year2027);
  const first = await calendarVersion(db);
  await rewriteProvisional(db);
  await publishYear(db, { ...year2027, off: ['2027-01-01'] });
  expect((await readCalendar(db, first)).years[2027]!.off).toEqual(year2027.off);
  expect((await readCalendar(db)).years[2027]!.off).toEqual(['2027-01-01']);
  await programme.must(project, 'form-fail', 'vo', { opinion: '附件不齐全，不予通过' });
  await expect(db.$executeRaw`update calendar_publication set off = '{}'`).rejects.toThrow(/append-only/);
});
