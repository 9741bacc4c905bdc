import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { moveClock } from '#records/clock.js';
import { openDatabase } from '#records/database.js';
import { cpuBetween } from '../cpu.js';
import { Browser } from '../load.js';
import { wrongIn, type Population } from '../population.js';
import { ask, asking, countCases, until } from '../record.js';
import type { Measure } from '../report.js';
import type { Stage } from '../stage.js';
import { each } from './decisions.js';

const OPEN = 10_000;
/** D: 31 December 2026, 24:00 in Shanghai. */
const D = Date.UTC(2026, 11, 31, 16);
/** So long before D the clock is set: the call's workflow must sleep when it comes. */
const BEFORE_MS = 8_000;
const LATECOMERS = 4;

export const closingNeeds = { atCounty: OPEN / 2, drafts: OPEN / 2 };

/**
 * D comes by itself: the call's workflow wakes and sweeps ten thousand open projects, while the prefecture goes on taking projects over until it is
 * refused. Measured from D to the moment when every project is final and every firm's mail is queued.
 */
export async function closing(stage: Stage, population: Population): Promise<Measure[]> {
  const bare = await oneStatement(await stage.copy(population.url), population.callId);

  const url = await stage.copy(population.url);
  const engine = await stage.engine();
  const worker = await stage.worker(url, engine.address);
  const db = openDatabase(url, { max: 1 });
  await moveClock(db, { to: D - BEFORE_MS, speed: 1 });
  await db.$disconnect();
  // The projects' own workflows take no part in the closing; starting ten thousand of them is the catch-up's bench.
  await ask(url, `update "case" set undelivered = false where process = 'key-project'`);
  const [clock] = await ask<{ d: Date }>(url, `select real_epoch + ($1::timestamptz - business_epoch) as d from business_clock`, [
    new Date(D),
  ]);
  const d = clock!.d.getTime();
  const api = await stage.api(url, engine.address);
  await until(async () => (await countCases(url, `process = 'call' and not undelivered`)) > 0);
  if (Date.now() > d) throw new Error('the machine was too busy: D came before the call was told');

  const before = stage.cpu();
  const latecomers = [...Array(LATECOMERS).keys()].map((n) => takeOver(api.base, population, n, d + 3_000));
  await sleep(d - Date.now());
  const { final, told } = await asking(url, async (look) => {
    const none = async (of: string) => (await look(`select from ${of} limit 1`)).length === 0;
    await until(() => none(`"case" where process = 'key-project' and not ended`));
    const final = Date.now() - d;
    await until(() => none(`digest_line where digest = 'not-transmitted' and mail_id is null`));
    return { final, told: Date.now() - d };
  });
  const accepted = (await Promise.all(latecomers)).flat();
  const cpu = each(cpuBetween(before, stage.cpu()), OPEN);
  for (const program of [api, worker, engine]) await program.stop();

  await mustHaveClosed(url, accepted);
  return [
    {
      what: `closing of ${OPEN} open cases: from D to all final, under ${LATECOMERS} clients (${accepted.length} accepted before D, none after)`,
      ours: {
        value: final,
        unit: 'ms',
        cpu: { worker: cpu.worker!, postgres: cpu.postgres!, api: cpu.api!, driver: cpu.driver! },
      },
      baseline: { what: 'one bare statement', value: bare, unit: 'ms' },
      goal: { of: 'ours', atMost: 2_000 },
    },
    {
      what: `… and every firm's digest queued`,
      ours: { value: told, unit: 'ms' },
      baseline: { what: 'one bare statement', value: bare, unit: 'ms' },
      goal: { of: 'ours', atMost: 2_000 },
    },
  ];
}

/** Status, log entry and digest line of every open case in one statement without a rule, a chain or a clock: what PostgreSQL alone needs. */
async function oneStatement(url: string, callId: string): Promise<number> {
  const began = performance.now();
  await ask(
    url,
    `with moved as (
       update "case" set status = 'not_transmitted', ended = true, revision = revision + 1, undelivered = true
       where call_id = $1 and process = 'key-project' and not ended returning id, revision, status, head_hash, unit_id, title
     ), logged as (
       insert into case_event (case_id, revision, event_id, on_event, label, from_status, to_status, actor, at, previous_hash, hash)
       select id, revision, 'bare', 'deadline-passed', '', '', status, '{}', now(), head_hash, head_hash from moved
     ), closed as (
       update task set closed_at = now() from moved where task.case_id = moved.id and closed_at is null
     )
     insert into digest_line (person_id, address, digest, case_id, line, created_at)
     select o.person_id, '', 'bare', m.id, m.title, now() from moved m join post o using (unit_id)`,
    [callId],
  );
  return performance.now() - began;
}

/** One client of the prefecture takes projects over until `end`. Returns the ids of those that were answered with 2xx. */
async function takeOver(base: string, { prefecture, cases }: Population, client: number, end: number): Promise<string[]> {
  const browser = new Browser(base, prefecture.cookie);
  const accepted: string[] = [];
  for (let next = client; Date.now() < end && next < cases.length; next += LATECOMERS) {
    const id = randomUUID();
    const act = { id, on: 'take-over', opinion: '县级未按期审核，提级办理。' };
    const { status } = await browser.post(`/cases/${cases[next]}/acts`, act);
    if (status === 200) accepted.push(id);
    await sleep(20);
  }
  browser.close();
  return accepted;
}

/** Every project was swept once; whatever was accepted stands in the log, judged before D; the record as a whole is sound. */
async function mustHaveClosed(url: string, accepted: string[]): Promise<void> {
  const taken = await ask<{ at: Date }>(url, `select at from case_event where on_event = 'take-over'`);
  const found = await ask(url, `select from case_event where event_id = any ($1)`, [accepted]);
  if (accepted.length === 0 || found.length !== accepted.length) throw new Error(`${found.length} of ${accepted.length} found`);
  if (taken.some(({ at }) => at.getTime() >= D)) throw new Error('accepted after the closing');
  if ((await countCases(url, `status = 'not_transmitted'`)) !== OPEN) throw new Error('not every project was swept');
  const wrong = await wrongIn(url);
  if (wrong.length > 0) throw new Error(`${wrong.length} violations: ${wrong[0]}`);
}
