import ExcelJS from 'exceljs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { MailRelay } from '#apps/worker/mail-relay.js';
import { atTime } from '#domain/calendar/instant.js';
import { openDatabase, type Database } from '#records/database.js';
import { saveDraft } from '#records/documents.js';
import { createDatabase, type TestDatabase } from '#test/harness/database.js';
import { Programme } from '#test/harness/programme.js';
import { startSmtp, type TestSmtp } from '#test/harness/smtp.js';

let database: TestDatabase;
let db: Database;
let programme: Programme;
let smtp: TestSmtp;

beforeAll(async () => {
  database = await createDatabase();
  db = openDatabase(database.url);
  programme = new Programme(db);
  await programme.prepare(atTime('2026-12-01', '09:00'));
  await programme.openCall();
  smtp = await startSmtp();
});
afterAll(async () => {
  await smtp.stop();
  await db.$disconnect();
  await database.drop();
});

/** The attachment of a mail as it went over the wire. */
async function workbookOf(source: string): Promise<ExcelJS.Workbook> {
  const [, base64] = /filename[\s\S]*?\r\n\r\n([A-Za-z0-9+/=\r\n]+)/.exec(source)!;
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(new Uint8Array(Buffer.from(base64!, 'base64')).buffer);
  return workbook;
}

it('A18 the bundle goes to the mailbox of the call: the one mail with an attachment, with what was sealed when it was sent', async () => {
  const project = await programme.openProject({ name: '随报送发出的项目' });
  await programme.toTransmittable(project);
  await programme.transmit([project]);
  // What the firm writes afterwards is not what was sent.
  await saveDraft(db, project, { name: '报送以后改的' }, { personId: programme.who('ea').personId! }).catch(() => undefined);

  const relay = new MailRelay(db, smtp.url);
  while ((await relay.sendBatch()) > 0);
  await relay.stop();
  const carrying = smtp.received.filter(({ source }) => /filename/.test(source));
  expect(carrying.map(({ to }) => to)).toEqual(['zdxm@example.test']);
  const cells: string[] = [];
  (await workbookOf(carrying[0]!.source)).worksheets[0]!.eachRow((row) => row.eachCell((cell) => cells.push(cell.text)));
  expect(cells).toContain('随报送发出的项目');
  expect(cells).not.toContain('报送以后改的');
  expect(await db.mail.count({ where: { attachments: { not: [] } } })).toBe(1);
});
