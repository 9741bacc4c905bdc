import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { Connection } from '@temporalio/client';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { atTime } from '#domain/calendar/instant.js';
import { moveClock } from '#records/clock.js';
import { openDatabase, type Database } from '#records/database.js';
import { differences } from '#test/harness/agreement.js';
import { giveTestPassword } from '#test/harness/api.js';
import { baseBackup } from '#test/harness/base-backup.js';
import { Clients } from '#test/harness/client.js';
import { Machine } from '#test/harness/machine.js';
import { Programme } from '#test/harness/programme.js';
import { commandsUnder, runAsWritten } from '#test/harness/runbook.js';
import { eventually } from '#test/harness/temporal.js';
import { violations } from '#test/oracles/invariants.js';
import { Journal } from '#test/oracles/journal.js';
import { moneyViolations } from '#test/oracles/money.js';

const PROJECTS = 60;

let machine: Machine;
let archive: string;
let db: Database;
let programme: Programme;
const projects: string[] = [];
const journal = new Journal();
const people = new Clients(() => machine.url, journal);

beforeAll(async () => {
  machine = await Machine.start(async (databaseUrl) => {
    db = openDatabase(databaseUrl);
    programme = new Programme(db);
    await programme.prepare(atTime('2026-12-01', '09:00'));
    await programme.openCall();
    await giveTestPassword(db);
    for (let n = 0; n < PROJECTS; n += 1) projects.push(await programme.openProject({ name: `时点恢复${n}` }));
  });
  archive = join(machine.directory, 'archive');
  mkdirSync(archive);
  // PostgreSQL runs as a user of its own.
  chmodSync(archive, 0o777);
  await eventually(async () => machine.log('worker').includes('worker ready'));
  await archiving();
  await people.signIn('ea');
});
afterAll(async () => {
  await db?.$disconnect();
  await machine?.stop();
});

async function ask<T extends pg.QueryResultRow>(sql: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: machine.databaseUrl });
  await client.connect();
  const { rows } = await client.query<T>(sql);
  await client.end();
  return rows;
}

/** The settings of the runbook; PostgreSQL begins to archive when it starts anew. */
async function archiving(): Promise<void> {
  for (const [, sql] of commandsUnder('Every instant').matchAll(/-c "([^"]+)"/g)) await ask(sql!.replaceAll('/archive', archive));
  await machine.kill('postgres');
  await machine.run('postgres');
  expect(await ask('show archive_mode')).toEqual([{ archive_mode: 'on' }]);
}

interface Act {
  caseId: string;
  sentAt: number;
  answeredAt: number;
}

/** Four at a time submit one project after the other. */
async function storm(of: string[]): Promise<Act[]> {
  const left = [...of];
  const acts: Act[] = [];
  const lane = async () => {
    for (let caseId = left.shift(); caseId; caseId = left.shift()) {
      const sentAt = Date.now();
      expect(await people.act('ea', caseId, 'submit')).toBe('unit_review');
      acts.push({ caseId, sentAt, answeredAt: Date.now() });
    }
  };
  await Promise.all(Array.from({ length: 4 }, lane));
  return acts;
}

it('F20 I5 I9 base backup and archive taken amid decisions, everything lost, restored to an instant as the runbook says: all that was answered before it is there, nothing that was asked after it, and record and engine agree again', async () => {
  const [early, backup] = await Promise.all([storm(projects.slice(0, PROJECTS / 3)), baseBackup(machine.databaseUrl)]);
  writeFileSync(join(machine.directory, 'duban-2026-12-30.tar.gz'), gzipSync(backup, { level: 1 }));
  const acts = [...early, ...(await storm(projects.slice(PROJECTS / 3)))];
  const instant = acts[(PROJECTS * 2) / 3]!.answeredAt;
  const [last] = await ask<{ file: string }>('select pg_walfile_name(pg_switch_wal()) as file');
  await eventually(async () => existsSync(join(archive, last!.file)));

  for (const part of ['api', 'worker', 'postgres'] as const) await machine.kill(part, 'SIGKILL');
  await runAsWritten(machine, commandsUnder('Both databases, from a base backup'));
  await runAsWritten(machine, commandsUnder('To an instant'), {
    '/archive': archive,
    '2026-12-30 15:04:05+08': new Date(instant).toISOString().replace('T', ' ').replace('Z', '+00'),
  });
  await machine.run('postgres');
  await Promise.all([machine.run('api'), machine.run('worker')]);

  const there = new Set((await db.caseEvent.findMany({ where: { on: 'submit' } })).map(({ caseId }) => caseId));
  const before = acts.filter(({ answeredAt }) => answeredAt <= instant);
  const after = acts.filter(({ sentAt }) => sentAt > instant);
  expect(Math.min(before.length, after.length)).toBeGreaterThan(10);
  expect(before.filter(({ caseId }) => !there.has(caseId))).toEqual([]);
  expect(after.filter(({ caseId }) => there.has(caseId))).toEqual([]);

  await runAsWritten(machine, commandsUnder('Record and engine are of different moments'));
  const temporal = await Connection.connect({ address: machine.temporalAddress });
  expect(await differences(db, temporal)).toEqual([]);
  await temporal.close();
  // People go on where they stood, and time does.
  for (const { caseId } of after) expect(await people.act('ea', caseId, 'submit')).toBe('unit_review');
  const [first] = before;
  expect(await programme.must(first!.caseId, 'approve', 'ua')).toBe('county');
  await moveClock(db, { to: atTime('2026-12-09', '09:00') });
  await eventually(async () => (await db.caseEvent.count({ where: { caseId: first!.caseId, on: 'overdue' } })) === 1);
  expect(await violations(machine.databaseUrl)).toEqual([]);
  expect(await moneyViolations(machine.databaseUrl)).toEqual([]);
});
