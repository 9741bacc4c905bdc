import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { atTime } from '#domain/calendar/instant.js';
import { moveClock } from '#records/clock.js';
import { openDatabase, type Database } from '#records/database.js';
import { openKeyProject } from '#records/programmes/open-key-project.js';
import { openTransmittal } from '#records/programmes/transmittal.js';
import { createDatabase, type TestDatabase } from '#test/harness/database.js';
import { Programme } from '#test/harness/programme.js';

let database: TestDatabase;
let db: Database;
let programme: Programme;

beforeAll(async () => {
  database = await createDatabase();
  db = openDatabase(database.url);
  programme = new Programme(db);
  await programme.prepare(atTime('2026-11-20', '09:00'));
  await programme.openCall();
});
afterAll(async () => {
  await db.$disconnect();
  await database.drop();
});

const line = (title: string) => ({ title, unitName: 'firm', county: '532301', type: '续建' });

it('A1 a published call stands on the public page with its notice and no office or inner data', async () => {
  const [page] = await db.publication.findMany({ where: { kind: 'call' } });
  expect(page).toMatchObject({ documentNo: '云工信〔2026〕300号', body: { issuer: '省工业和信息化厅', addressees: ['532300'] } });
  expect(Object.keys(page!.body as object)).not.toContain('offices');
});

it('A23 the prefecture cannot transmit while a carried-over project is open; filed again, settled by itself or by the owner, it can', async () => {
  await programme.must(programme.callId, 'load-carry-over', 'vo', {
    payload: { rows: [line('续建一'), line('停建项目'), line('竣工项目')] },
  });
  const items = await db.carryOver.findMany({ orderBy: { title: 'asc' } });
  expect(items).toHaveLength(3);
  expect(items.every((one) => one.unitId === programme.units.firm && one.prefectureCode === '532300')).toBe(true);
  const of = (title: string) => items.find((one) => one.title === title)!.id;

  const project = await programme.openProject();
  await programme.toTransmittable(project);
  const { id: list } = await openTransmittal(db, { id: randomUUID(), callId: programme.callId, by: programme.who('po') });
  const send = () =>
    programme.act(list, 'send', 'po', { payload: { documentNo: '楚工信〔2026〕1号', seal: true, paperSent: '2026-12-01' } });
  expect(await send()).toMatchObject({ outcome: 'refused', refusal: { code: 'carry_over_open' } });

  await programme.must(programme.callId, 'resolve-carry-over', 'ea', {
    payload: { item: of('停建项目'), kind: 'stopped', reason: '资金未落实，缓建一年' },
  });
  await programme.must(programme.callId, 'resolve-carry-over', 'po', {
    payload: { item: of('竣工项目'), kind: 'completed', reason: '已于十月竣工投产' },
  });
  const again = randomUUID();
  await openKeyProject(db, {
    id: again,
    callId: programme.callId,
    type: 'continued',
    title: '续建一',
    county: '532301',
    unitId: programme.units.firm,
    by: programme.who('ea'),
    carryOverId: of('续建一'),
  });
  // A draft is not yet filed.
  expect(await send()).toMatchObject({ outcome: 'refused', refusal: { message: expect.stringContaining('1 个') } });
  await programme.must(programme.callId, 'reopen-carry-over', 'po', {
    opinion: '说明有误，撤销处理',
    payload: { item: of('停建项目') },
  });
  expect(await send()).toMatchObject({ outcome: 'refused', refusal: { message: expect.stringContaining('2 个') } });
  await programme.must(programme.callId, 'resolve-carry-over', 'po', {
    payload: { item: of('停建项目'), kind: 'stopped', reason: '资金未落实，缓建一年' },
  });
  await programme.must(programme.callId, 'resolve-carry-over', 'po', {
    payload: { item: of('续建一'), kind: 'stopped', reason: '业主未按期重新申报' },
  });
  expect(await send()).toMatchObject({ outcome: 'done' });
  await expect(
    openKeyProject(db, {
      id: randomUUID(),
      callId: programme.callId,
      type: 'continued',
      title: '续建一',
      county: '532301',
      unitId: programme.units.firm,
      by: programme.who('ea'),
      carryOverId: of('续建一'),
    }),
  ).rejects.toMatchObject({ code: 'filed_already' });
});

/** The morning's reminders, as the call's workflow asks for them. */
async function remind(): Promise<void> {
  const { state } = await db.case.findUniqueOrThrow({ where: { id: programme.callId } });
  const { at } = (state as unknown as { instants: { name: string; at: number }[] }).instants.find(
    ({ name }) => name === 'remind',
  )!;
  await programme.act(programme.callId, 'remind', 'vo', { id: `instant:remind:${at}`, by: { kind: 'time' } });
}
const reminded = async (caseId?: string) => {
  const where = { digest: 'closing', ...(caseId ? { caseId } : {}) };
  const lines = await db.digestLine.findMany({ where, orderBy: [{ id: 'asc' }] });
  return lines.map(({ address, line: text }) => `${address.split('@')[0]} ${/D-\d+/.exec(text)![0]}`);
};

it('R1 each level is reminded of its own closing by lines of its digest, also by a worker that comes late', async () => {
  await programme.openProject({ name: '未提交项目' });
  await moveClock(db, { to: atTime('2026-12-09', '10:00') });
  await remind();
  expect(new Set(await reminded())).toEqual(new Set(['ea D-7', 'ua D-7', 'po D-30']));
});

it('R1 a project extended by itself is reminded before its own closing, not before its prefecture’s', async () => {
  const [extended, other] = [await programme.openProject({ name: '单独延期' }), await programme.openProject({ name: '照常' })];
  await programme.must(programme.callId, 'extend', 'vl', {
    opinion: '该项目受灾，单独延期。',
    payload: { documentNo: '云工信〔2026〕12号', project: extended, until: '2026-12-20' },
  });
  await moveClock(db, { to: atTime('2026-12-13', '10:00') });
  await remind();
  expect((await reminded(extended)).sort()).toEqual(['ea D-7', 'ua D-7']);
  expect((await reminded(other)).sort()).toEqual(['ea D-3', 'ua D-3']);
  expect((await db.digestLine.findFirstOrThrow({ where: { digest: 'closing', caseId: extended } })).line).toContain(
    '申报单位填报将于 2026年12月20日24:00(星期日) 截止（D-7）',
  );
});

it('A15 after the owner’s closing nobody opens a new application', async () => {
  await moveClock(db, { to: atTime('2026-12-17', '00:00') });
  await expect(programme.openProject({ name: '迟到项目' })).rejects.toMatchObject({ code: 'call_closed' });
});
