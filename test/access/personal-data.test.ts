import { randomInt, randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { atTime } from '#domain/calendar/instant.js';
import { validExample } from '#domain/key-project/examples.js';
import { exampleFacts } from '#domain/subsidy/examples.js';
import { contentOfFacts } from '#domain/subsidy/form.js';
import { measures } from '#domain/subsidy/measures.js';
import { moveClock } from '#records/clock.js';
import { openDatabase, type Database } from '#records/database.js';
import { openPaymentOrder } from '#records/programmes/payment/order.js';
import { addPerson, giveTestPassword, testPassword } from '#test/harness/api.js';
import { documentNo } from '#test/harness/finance.js';
import { Machine } from '#test/harness/machine.js';
import { Programme } from '#test/harness/programme.js';
import { Subsidies } from '#test/harness/subsidy.js';
import { eventually } from '#test/harness/temporal.js';

const digits = (count: number) => Array.from({ length: count }, () => randomInt(10)).join('');
/** Every canary that was planted, by where. */
const planted = new Map<string, string>();
const plant = (where: string, canary: string): string => (planted.set(canary, where), canary);
const idNumber = (where: string) => plant(where, `5323011990${digits(8)}`);
const phone = (where: string) => plant(where, `139${digits(8)}`);
const account = (where: string) => plant(where, `6222${digits(15)}`);
const mailbox = (where: string) => plant(where, `canary-${digits(10)}@example.test`);
const named = (where: string) => plant(where, `金丝雀${digits(6)}`);

let machine: Machine;
let db: Database;
let programme: Programme;
let subsidies: Subsidies;
let temporal: Connection;
const cookies = new Map<string, string>();
/** Cases the engine must have heard of: what is not there proves nothing unless the search finds what is. */
const cases: string[] = [];

beforeAll(async () => {
  machine = await Machine.start(async (url) => {
    db = openDatabase(url);
    programme = new Programme(db);
    subsidies = new Subsidies(db);
    await programme.prepare(atTime('2026-12-01', '09:00'));
    await programme.openCall();
    await subsidies.join();
    await subsidies.registers();
    await subsidies.call(2026, '2026-11-01', '2026-12-31');
    await addPerson(db, 'sa', programme.units.province, 'SA');
    for (const login of ['co', 'ea', 'firm'])
      await db.person.updateMany({ where: { login }, data: { email: mailbox(login), phone: phone(login) } });
    await giveTestPassword(db);
  });
  temporal = await Connection.connect({ address: machine.temporalAddress });
  for (const login of ['ea', 'ua', 'co', 'vo', 'sa', 'firm', 'recommender', 'officer']) {
    const answer = await send(undefined, 'POST', '/session', { login, password: testPassword });
    cookies.set(login, answer.headers.get('set-cookie')!.split(';')[0]!);
  }
});
afterAll(async () => {
  await temporal?.close();
  await db?.$disconnect();
  await machine?.stop();
});

const send = (who: string | undefined, method: string, path: string, body?: unknown) =>
  fetch(`${machine.url}/api${path}`, {
    method,
    headers: {
      'x-duban': '1',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(who ? { cookie: cookies.get(who)! } : {}),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
async function must(who: string | undefined, method: string, path: string, body?: unknown): Promise<any> {
  const answer = await send(who, method, path, body);
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${path}: ${text}`);
  return text ? JSON.parse(text) : undefined;
}
const act = (who: string, caseId: string, on: string, more: Record<string, unknown> = {}) =>
  must(who, 'POST', `/cases/${caseId}/acts`, { id: randomUUID(), on, ...more });

/** A form in which every text of the applicant's holds somebody's number. */
function formWith(where: string): Record<string, unknown> {
  const form = validExample('new', 2027);
  const free = ['contactName', 'coreProcess', 'workshops', 'equipment', 'products', 'progress', 'target', 'park'];
  return {
    ...form,
    ...Object.fromEntries(free.map((key) => [key, `${String(form[key])}，${idNumber(`${where}.${key}`)}`])),
    contactPhone: phone(`${where}.contactPhone`),
  };
}

/** A project goes to the county, comes back with an opinion, goes again; a colleague is asked, the act before is refused. */
async function project(n: number): Promise<void> {
  const id = randomUUID();
  const said = () => ({ opinion: `请核对申报人${idNumber(`opinion ${n}`)}、电话${phone(`opinion ${n}`)}后重报` });
  await must('ea', 'POST', '/key-projects', { id, callId: programme.callId, type: 'new', title: `项目${n}`, county: '532301' });
  await must('ea', 'PUT', `/cases/${id}/draft`, { content: formWith(`project ${n}`) });
  await act('ea', id, 'submit');
  await act('ua', id, 'approve', { password: testPassword });
  await act('co', id, 'return', { ...said(), payload: { target: 'owner', sections: ['basic'], fixBy: '2026-12-10' } });
  expect(
    (
      await send('co', 'POST', `/cases/${id}/acts`, {
        id: randomUUID(),
        on: 'recommend',
        ...said(),
        payload: { [idNumber(`payload ${n}`)]: true },
      })
    ).status,
  ).toBe(422);
  await send('co', 'GET', `/inbox?text=${idNumber(`query ${n}`)}`);
  cases.push(id);
}

async function claim(): Promise<void> {
  const id = randomUUID();
  await must('firm', 'POST', '/claims', { id, callId: subsidies.callId, measure: 'C6.1' });
  const { name } = await db.unit.findUniqueOrThrow({ where: { id: subsidies.claimants.firm } });
  const content = contentOfFacts(exampleFacts['C6.1'], { name, bank: '彩云银行昆明支行', number: account('claim') });
  await must('firm', 'PUT', `/cases/${id}/documents/form`, { content });
  for (const { key } of measures['C6.1'].evidence) {
    const file = new FormData();
    file.set('file', new Blob([Buffer.from('%PDF-1.4\n%%EOF')], { type: 'application/pdf' }), `${idNumber(`file ${key}`)}.pdf`);
    const path = `/cases/${id}/attachments?id=${randomUUID()}&purpose=${key}`;
    const answer = await fetch(`${machine.url}/api${path}`, {
      method: 'POST',
      headers: { cookie: cookies.get('firm')!, 'x-duban': '1' },
      body: file,
    });
    expect(answer.status).toBe(201);
  }
  await act('firm', id, 'submit');
  await act('firm', id, 'approve', { password: testPassword, payload: { promise: true, seal: true } });
  await act('recommender', id, 'recommend', { opinion: `同意推荐 ${idNumber('recommend')}`, payload: { seal: true } });
  cases.push(id);
}

/** Paid to a canary: order, exchange and receipt are the worker's. */
async function payment(): Promise<void> {
  const number = account('instalment');
  const { id, instalments } = await subsidies.plan(500_000_000n, '70/30', '4567', {
    account: { name: '滇中绿铝集团(示例)', bank: '彩云银行昆明支行', number },
  });
  const budget = await subsidies.budget('major-project', 2026, '1000');
  await subsidies.approveInstalment(instalments[0]!, '1000');
  await subsidies.must(budget, 'allocate', 'maker');
  const order = await openPaymentOrder(db, {
    ...{ id: randomUUID(), finance: subsidies.units.finance, cases: [instalments[0]!], by: subsidies.who('maker') },
  });
  await subsidies.must(order.id, 'check', 'checker');
  await subsidies.must(order.id, 'approve', 'approver', { payload: documentNo });
  await eventually(async () => (await subsidies.statusOf(order.id)) === 'settled', 60_000);
  cases.push(id, order.id);
}

async function people(): Promise<void> {
  await must(undefined, 'POST', '/registrations', {
    ...{ id: randomUUID(), uscc: '91532300MA6TEXT3XK', name: '新办企业', kind: 'enterprise', county: '532301' },
    legalRepresentative: named('registration'),
    administrator: { name: named('registration'), phone: phone('registration'), email: mailbox('registration') },
  });
  const unitId = programme.units.firm;
  await must('sa', 'POST', '/admin/people', {
    name: named('account'),
    email: mailbox('account'),
    phone: phone('account'),
    unitId,
  });
  await send(undefined, 'POST', '/session', { login: phone('sign-in'), password: idNumber('sign-in') });
}

/** An activity fails on a row with somebody's address in it, is repeated, and succeeds once the fault is gone. */
async function failure(): Promise<void> {
  const reached = () => db.caseEvent.count({ where: { on: 'half-time' } });
  const late = await programme.openAtCounty({ name: '故障项目' });
  await db.$executeRaw`alter table digest_line add constraint broken check (false) not valid`;
  const { nextInstantAt } = await db.case.findUniqueOrThrow({ where: { id: late } });
  await moveClock(db, { to: nextInstantAt!.getTime() });
  const client = new Client({ connection: temporal });
  const described = () => client.workflow.getHandle(`key-project:${late}`).describe();
  const raw = await eventually(async () => {
    // The engine has not heard of it at first.
    const found = await described().catch(() => undefined);
    return found?.raw.pendingActivities?.some(({ lastFailure }) => lastFailure) && found.raw;
  });
  expect(await reached()).toBe(0);
  histories.push(opened(raw));
  await db.$executeRaw`alter table digest_line drop constraint broken`;
  await eventually(async () => (await reached()) > 0, 60_000);
  cases.push(late);
}
const histories: string[] = [];

/** Everything of the engine as text: its database byte for byte, and each history with its payloads opened. */
async function engine(): Promise<string> {
  const client = new Client({ connection: temporal });
  for await (const { workflowId, runId, raw } of client.workflow.list()) {
    const { events } = await client.workflow.getHandle(workflowId, runId).fetchHistory();
    histories.push(opened(raw), opened(events));
  }
  const folder = join(machine.directory, 'temporal');
  const store = readdirSync(folder).filter((name) => name.startsWith('temporal.db'));
  expect(store).toContain('temporal.db');
  return [...histories, ...store.map((name) => readFileSync(join(folder, name)).toString('utf8'))].join('\n');
}
/** All the text in it, payloads' bytes included. */
function opened(value: unknown): string {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('utf8');
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.values(value).map(opened).join('\n');
}
const spilled = (text: string) =>
  [...planted].filter(([canary]) => text.includes(canary)).map(([canary, where]) => `${where} ${canary}`);

describe('S18 personal data stays in the record', () => {
  it('S18 numbers, telephones, accounts and addresses go in through the api, and the engine follows every case', async () => {
    for (let n = 0; n < 5; n++) await project(n);
    await claim();
    await payment();
    await people();
    await failure();
    expect(planted.size).toBeGreaterThan(80);
    await eventually(async () => (await db.case.count({ where: { undelivered: true } })) === 0, 60_000);
  });

  it('S18 none of them is in Temporal: not in its database, nor in an input, a signal, a result, a failure, a memo or a summary', async () => {
    const text = await engine();
    expect([...cases, 'digest_line'].filter((known) => !text.includes(known))).toEqual([]);
    expect(spilled(text)).toEqual([]);
  });

  it('S18 S21 none is in a log or a metric, nor a password or the database’s address', async () => {
    const logs = readdirSync(machine.directory).filter((name) => name.endsWith('.log'));
    expect(logs).toEqual(expect.arrayContaining(['api.log', 'worker.log', 'temporal.log']));
    const text = logs.map((name) => readFileSync(join(machine.directory, name), 'utf8')).join('\n');
    expect(text.includes(cases[0]!)).toBe(true);
    const metrics = await (await send(undefined, 'GET', '/metrics')).text();
    expect(metrics.includes('duban_http_request_seconds')).toBe(true);
    expect(spilled(text + metrics)).toEqual([]);
    for (const secret of [testPassword, machine.databaseUrl, new URL(machine.databaseUrl).password, ...cookies.values()])
      expect(text.includes(secret)).toBe(false);
  });

  it('S18 in the record they lie in the columns meant for them and in no other', async () => {
    const client = new pg.Client({ connectionString: machine.databaseUrl });
    await client.connect();
    const { rows: tables } = await client.query<{ name: string }>(
      `select quote_ident(table_name) as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`,
    );
    const found = new Map<string, Set<string>>();
    for (const { name } of tables) {
      const { rows } = await client.query<{ row: Record<string, unknown> }>(`select to_jsonb(t) as row from ${name} t`);
      for (const { row } of rows)
        for (const [column, value] of Object.entries(row)) {
          const held = spilled(JSON.stringify(value));
          const at = `${name.replaceAll('"', '')}.${column}`;
          if (held.length > 0) found.set(at, new Set([...(found.get(at) ?? []), ...held]));
        }
    }
    await client.end();
    for (const [column, held] of found)
      expect([column, [...held].filter((one) => !meant[column]?.test(one))]).toEqual([column, []]);
    expect([...found.keys()].toSorted()).toEqual(Object.keys(meant).toSorted());
    // What was only asked, refused or typed at the door is nowhere.
    const kept = new Set([...found.values()].flatMap((held) => [...held]));
    expect([...kept].filter((one) => /^(?:query|payload|sign-in)/.test(one))).toEqual([]);
    expect(kept.size).toBeGreaterThan(65);
  });
});

/** Which column may hold what was planted where. Mail bodies: the recipient's own name and login, and an official's words to the applicant. */
const meant: Record<string, RegExp> = {
  'person.name': /^(?:registration|account) /,
  'person.login': /^(?:registration|account) /,
  'person.email': /^(?:co|ea|firm|registration|account) /,
  'person.phone': /^(?:co|ea|firm|registration|account) /,
  'unit.legal_representative': /^registration /,
  'document_version.content': /^(?:project \d|claim)/,
  'attachment.file_name': /^file /,
  'audit_entry.target': /^(?:file|account) /,
  'case.state': /^(?:claim|instalment|registration) /,
  'case_event.actor': /^registration /,
  'case_event.context': /^claim /,
  'case_event.opinion': /^(?:opinion \d|recommend) /,
  'case_event.payload': /^(?:instalment|registration) /,
  'digest_line.address': /^(?:co|ea) /,
  'mail.address': /^(?:co|ea|firm|registration|account) /,
  'mail.body': /^(?:opinion \d|recommend|registration|account) /,
  'payment_intent.account': /^instalment /,
};
