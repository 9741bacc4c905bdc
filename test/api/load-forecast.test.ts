import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { atTime, endOfDay } from '#domain/calendar/instant.js';
import { moveClock } from '#records/clock.js';
import { openDatabase, type Database } from '#records/database.js';
import { forecastNumbers, type LoadForecast } from '#records/load-forecast.js';
import { addPerson, Api } from '#test/harness/api.js';
import { createDatabase, type TestDatabase } from '#test/harness/database.js';
import { Programme, ticked } from '#test/harness/programme.js';

let database: TestDatabase;
let db: Database;
let programme: Programme;
let api: Api;

const projects: string[] = [];
const at = (day: string) => moveClock(db, { to: atTime(day, '09:00'), speed: 0 });
const back = { opinion: '请补充环评批复', payload: { target: 'owner', fixBy: '2026-12-20' } };

/**
 * Three projects arrive at the county on Tuesday. It recommends one, takes it back and recommends it again on Wednesday, returns one and recommends one on
 * Thursday; its desk is empty until Monday, when three more come, before the forecast is read: it recommends one, and an owner withdraws one.
 */
beforeAll(async () => {
  database = await createDatabase();
  db = openDatabase(database.url);
  programme = new Programme(db);
  await programme.prepare(atTime('2026-12-01', '09:00'));
  await programme.openCall();
  for (let index = 0; index < 6; index += 1) projects.push(await programme.openProject({ name: `项目${index}` }));
  const seal = async (project: string) => {
    await programme.toCounty(project);
  };
  for (const project of projects.slice(0, 3)) await seal(project);
  await at('2026-12-02');
  await programme.must(projects[0]!, 'recommend', 'co', { payload: ticked });
  await programme.must(projects[0]!, 'take-back', 'co');
  await programme.must(projects[0]!, 'recommend', 'co', { payload: ticked });
  await at('2026-12-03');
  await programme.must(projects[1]!, 'return', 'co', back);
  await programme.must(projects[2]!, 'recommend', 'co', { payload: ticked });
  await at('2026-12-07');
  for (const project of projects.slice(3)) await seal(project);
  await programme.must(projects[4]!, 'withdraw', 'ea', { opinion: '资金未落实，撤回申报' });
  await programme.must(projects[5]!, 'recommend', 'co', { payload: ticked });

  const neighbour = randomUUID();
  await db.unit.create({
    data: { id: neighbour, name: '双柏', kind: 'government', level: 'county', departments: ['miit'], regionCode: '532322' },
  });
  await addPerson(db, 'co2', neighbour, 'CO');
  api = await Api.start(db, database.url);
  await api.signIn('ea', 'co', 'co2', 'po', 'vo', 'vd', 'vl');
});
afterAll(async () => {
  await api.stop();
  await db.$disconnect();
  await database.drop();
});

const read = async (who: string): Promise<LoadForecast> => {
  const answer = await api.call(who, 'GET', `/calls/${programme.callId}/load-forecast`);
  expect(answer.status).toBe(200);
  return answer.body;
};

describe('办理预测 over HTTP', () => {
  it('R1 an office’s numbers of the working days before today: 撤回 is no decision, nor is what the owner withdraws; today’s stand apart', async () => {
    const { window, offices } = await read('vo');
    expect([window[0], window.at(-1), window.length]).toEqual(['2026-11-23', '2026-12-04', 10]);
    expect(offices).toMatchObject([
      {
        ...{
          level: 'county',
          region: '532301',
          closing: { at: endOfDay('2026-12-24'), days: 14 },
          open: 1,
          overdue: 0,
          coming: 1,
        },
        ...{ arrived: 3, decided: 3, decidedToday: 1, busyDays: 3 },
      },
      {
        level: 'prefecture',
        region: '532300',
        closing: { at: endOfDay('2026-12-31'), days: 19 },
        open: 3,
        coming: 2,
        arrived: 2,
        decided: 0,
        busyDays: 3,
      },
      { level: 'province', region: '530000', open: 0, coming: 5, arrived: 0, busyDays: 0, unpublished: [2027] },
    ]);
    // Three arrivals in ten days and eight days on which the owners still seal: two, of which one is known.
    expect(offices[0]).toMatchObject({ expected: 2, outlook: { done: 3, late: 0 } });
    expect(offices[1]).toMatchObject({ expected: 2, outlook: { done: 0, late: 5 } });
    expect(offices[2]!.outlook).toBeUndefined();
  });

  it('S1 each official sees the offices whose every project is in reach; an applicant, a neighbouring county none', async () => {
    const levels = async (who: string) => (await read(who)).offices.map(({ level }) => level);
    expect(await levels('co')).toEqual(['county']);
    expect(await levels('po')).toEqual(['county', 'prefecture']);
    for (const who of ['vo', 'vd', 'vl']) expect(await levels(who)).toEqual(['county', 'prefecture', 'province']);
    for (const who of ['ea', 'co2']) expect(await levels(who)).toEqual([]);
    expect((await api.call('vo', 'GET', `/calls/${randomUUID()}/load-forecast`)).status).toBe(404);
  });

  it('every number opens its projects, and no more than the reader may read', async () => {
    const behind = async (who: string, level: string, region: string, number: string) => {
      const query = `level=${level}&region=${region}&number=${number}`;
      const answer = await api.call(who, 'GET', `/calls/${programme.callId}/load-forecast/projects?${query}`);
      return answer.body.map((one: { id: string }) => projects.indexOf(one.id)).toSorted();
    };
    for (const { level, region, ...office } of (await read('vo')).offices)
      for (const number of forecastNumbers) expect(await behind('vo', level, region, number)).toHaveLength(office[number]);
    expect(await behind('co', 'county', '532301', 'open')).toEqual([3]);
    expect(await behind('co', 'county', '532301', 'coming')).toEqual([1]);
    expect(await behind('co', 'county', '532301', 'arrived')).toEqual([0, 1, 2]);
    expect(await behind('co', 'county', '532301', 'decided')).toEqual([0, 1, 2]);
    expect(await behind('co2', 'county', '532301', 'open')).toEqual([]);
    await at('2026-12-25');
    expect(await behind('po', 'county', '532301', 'overdue')).toEqual([3]);
  });
});
