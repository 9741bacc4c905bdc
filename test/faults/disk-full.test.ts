import { randomUUID } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { Connection } from '@temporalio/client';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { atTime } from '#domain/calendar/instant.js';
import { openDatabase, type Database } from '#records/database.js';
import { differences } from '#test/harness/agreement.js';
import { giveTestPassword } from '#test/harness/api.js';
import { Clients } from '#test/harness/client.js';
import { Machine } from '#test/harness/machine.js';
import { Programme } from '#test/harness/programme.js';
import { violations } from '#test/oracles/invariants.js';
import { Journal } from '#test/oracles/journal.js';

const DISK = '320m';
const CASES = 60;

let machine: Machine;
let db: Database;
let programme: Programme;
let temporal: Connection;
const journal = new Journal();
const people = new Clients(() => machine.url, journal);

const data = () => join(machine.directory, 'postgres');
const filler = () => join(data(), 'filler');

/** To the last byte. */
function fillDisk(): void {
  const file = openSync(filler(), 'a');
  try {
    for (const size of [1 << 20, 1 << 12]) {
      const zeros = Buffer.alloc(size);
      try {
        while (writeSync(file, zeros) === size);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
      }
    }
  } finally {
    closeSync(file);
  }
}

// Only root mounts a disk.
describe.runIf(process.getuid?.() === 0)('F9 I5 the disk of PostgreSQL full', () => {
  beforeAll(async () => {
    machine = await Machine.start(async (databaseUrl) => {
      db = openDatabase(databaseUrl);
      programme = new Programme(db);
      await programme.prepare(atTime('2026-12-01', '09:00'));
      await programme.openCall();
      await giveTestPassword(db);
    });
    await machine.kill('postgres');
    const kept = `${data()}-kept`;
    execFileSync('mv', [data(), kept]);
    execFileSync('mkdir', [data()]);
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${DISK}`, 'tmpfs', data()]);
    execFileSync('cp', ['--archive', `${kept}/.`, data()]);
    await machine.run('postgres');
    temporal = await Connection.connect({ address: machine.temporalAddress });
    await people.signIn('ea');
  });
  afterAll(async () => {
    await temporal?.close();
    await db?.$disconnect();
    await machine?.kill('postgres').catch(() => undefined);
    execFileSync('umount', ['--lazy', data()]);
    await machine?.stop();
  });
  afterEach(async () => {
    expect(await journal.violations(machine.databaseUrl)).toEqual([]);
    expect(await violations(machine.databaseUrl)).toEqual([]);
    // What the relay had in hand when the record failed is its own again only after a while.
    const giveBack = () => db.$executeRaw`update "case" set deliver_after = null where deliver_after is not null`;
    expect(await differences(db, temporal, giveBack)).toEqual([]);
  });

  /** One after the other while there is room; the first that finds none, with its answer. */
  async function untilRefused(acts: Map<string, string>) {
    for (const [caseId, id] of acts) {
      const answer = await people.send('ea', caseId, { id, on: 'submit' });
      if (answer?.status !== 200 && answer?.status !== 201) return { caseId, answer };
      const { revision, status } = answer.body as { revision: number; status: string };
      journal.acknowledged.push({ caseId, eventId: id, revision, status });
    }
    throw new Error('there was room for all');
  }

  async function drafts(name: string): Promise<Map<string, string>> {
    const acts = new Map<string, string>();
    for (let n = 0; n < CASES; n += 1) acts.set(await programme.openProject({ name: `${name}${n}` }), randomUUID());
    return acts;
  }

  async function allCountOnce(acts: Map<string, string>): Promise<void> {
    for (const [caseId, id] of acts) expect(await people.act('ea', caseId, 'submit', { id })).toBe('unit_review');
    expect(await db.caseEvent.count({ where: { caseId: { in: [...acts.keys()] }, on: 'submit' } })).toBe(acts.size);
  }

  it('for its data: who acts is told that nothing came of it and whom to call; with room again every act counts once', async () => {
    const acts = await drafts('数据满');
    fillDisk();
    const { caseId, answer } = await untilRefused(acts);
    expect(answer).toMatchObject({
      status: 503,
      body: { code: 'record_full', message: expect.stringMatching(/存储空间已满，本次操作没有生效.*联系系统管理员/) },
    });
    expect(await programme.statusOf(caseId)).toBe('draft');
    rmSync(filler());
    await allCountOnce(acts);
  });

  it('for its log, so that PostgreSQL itself ends: nothing acknowledged is lost; with room again it is started, and every act counts once', async () => {
    const acts = await drafts('日志满');
    fillDisk();
    // The log comes to its next file, for which there is no room.
    await expect(
      (async () => {
        for (;;) await db.$queryRaw`select pg_logical_emit_message(false, 'f9', repeat('x', 4000000))::text`;
      })(),
    ).rejects.toThrow();
    const { answer } = await untilRefused(acts);
    expect(answer).toMatchObject({ status: 503, body: { message: expect.stringMatching(/本次操作(可能)?没有生效/) } });
    rmSync(filler());
    await machine.kill('postgres').catch(() => undefined);
    await machine.run('postgres');
    await allCountOnce(acts);
  });
});
