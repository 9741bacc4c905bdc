import { afterAll, beforeAll, expect, it } from 'vitest';
import { atTime } from '#domain/calendar/instant.js';
import { advance } from '#records/advance.js';
import { openDatabase, type Database } from '#records/database.js';
import { readSomeone } from '#records/people.js';
import { readCase, readTimeline } from '#records/cases.js';
import { readWholeRecord } from '#records/whole-record.js';
import { createDatabase, type TestDatabase } from '#test/harness/database.js';
import { Programme } from '#test/harness/programme.js';

let database: TestDatabase;
let db: Database;
let programme: Programme;

beforeAll(async () => {
  database = await createDatabase();
  db = openDatabase(database.url);
  programme = new Programme(db);
  await programme.prepare(atTime('2026-12-01', '09:00'));
  await programme.openCall();
});
afterAll(async () => {
  await db.$disconnect();
  await database.drop();
});

it('6.5 who objected and with what stays hidden from the applicant for good; the province sees it, the applicant its outcome', async () => {
  const id = await programme.openProject();
  await programme.toTransmittable(id);
  await programme.transmit([id]);
  await programme.must(id, 'form-pass', 'vo');
  const list = await programme.openList([id]);
  await programme.must(list, 'decide', 'vl', { payload: { minutesNo: '〔2026〕1次', selected: [id] } });
  await programme.must(list, 'publish-notice', 'vo', { payload: { days: '5' } });
  const payload = { name: '李实名', contact: '13800005678', evidence: '用地批复与公示地点不一致' };
  await advance(db, id, { id: 'objection', on: 'object', by: { kind: 'public', name: payload.name }, payload });
  await programme.must(id, 'objection-upheld', 'vo', { opinion: '经核实异议成立' });
  expect(await programme.statusOf(id)).toBe('not_selected');

  const seenBy = async (login: string): Promise<string> => {
    const someone = (await readSomeone(db, programme.who(login).personId!))!;
    const { viewer } = someone;
    const looks = [readCase(db, someone, id), readTimeline(db, viewer, id), readWholeRecord(db, viewer, id)];
    return JSON.stringify(await Promise.all(looks));
  };
  const [applicant, province] = [await seenBy('ea'), await seenBy('vo')];
  for (const secret of Object.values(payload)) {
    expect(applicant).not.toContain(secret);
    expect(province).toContain(secret);
  }
  expect(applicant).toContain('经核实异议成立');
});
