import { randomUUID } from 'node:crypto';
import { Client, Connection } from '@temporalio/client';
import pg from 'pg';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { Relay } from '#apps/api/relay/relay.js';
import { MailRelay } from '#apps/worker/mail-relay.js';
import { atTime } from '#domain/calendar/instant.js';
import { moveClock } from '#records/clock.js';
import { openDatabase, type Database } from '#records/database.js';
import { Api } from '#test/harness/api.js';
import { createDatabase, type TestDatabase } from '#test/harness/database.js';
import { Programme } from '#test/harness/programme.js';
import { startSmtp, type TestSmtp } from '#test/harness/smtp.js';
import { eventually, startEngine, workflowBundle, type Engine } from '#test/harness/temporal.js';
import { Wire } from '#test/harness/wire.js';
import { violations } from '#test/oracles/invariants.js';
import { mailViolations } from '#test/oracles/mails.js';

/** What was lost on its way to or from the worker is given out again when its heartbeats have been missed, ever later. */
const SLOWEST_MS = 60_000;

beforeAll(() => workflowBundle());

interface Act {
  caseId: string;
  id: string;
}

/** An api with its relay and a worker with its mail, each with a line of its own to what it needs. */
class Site {
  private constructor(
    readonly database: TestDatabase,
    readonly db: Database,
    readonly programme: Programme,
    readonly smtp: TestSmtp,
    readonly wires: Record<'apiRecord' | 'workerRecord' | 'apiEngine' | 'workerEngine' | 'workerMail', Wire>,
    private readonly apiDb: Database,
    private readonly workerDb: Database,
    readonly api: Api,
    readonly engine: Engine,
    private readonly mail: MailRelay,
  ) {}

  static async open(): Promise<Site> {
    const database = await createDatabase();
    const db = openDatabase(database.url);
    const programme = new Programme(db);
    await programme.prepare(atTime('2026-12-01', '09:00'));
    await programme.openCall();
    const smtp = await startSmtp();
    const temporal = inject('temporalAddress');
    const wires = {
      apiRecord: await Wire.to(database.url),
      workerRecord: await Wire.to(database.url),
      apiEngine: await Wire.to(temporal),
      workerEngine: await Wire.to(temporal),
      workerMail: await Wire.to(smtp.url),
    };
    const apiDb = openDatabase(wires.apiRecord.through(database.url), { max: 20 });
    const workerDb = openDatabase(wires.workerRecord.through(database.url));
    const api = await Api.start(apiDb, database.url);
    await api.signIn('ea');
    const engine = await startEngine(workerDb, {
      workerAddress: wires.workerEngine.through(temporal),
      relayLines: { address: wires.apiEngine.through(temporal), db: apiDb },
    });
    const mail = new MailRelay(workerDb, wires.workerMail.through(smtp.url));
    mail.start();
    return new Site(database, db, programme, smtp, wires, apiDb, workerDb, api, engine, mail);
  }

  submit({ caseId, id }: Act) {
    return this.api.call('ea', 'POST', `/cases/${caseId}/acts`, { id, on: 'submit' });
  }

  /** The answer that the act gets in the end, sent again with the same id. */
  asked(act: Act): Promise<{ outcome: string }> {
    return eventually(async () => {
      const answer = await this.submit(act);
      return answer.status === 200 && answer.body;
    });
  }

  readonly delivered = async () => (await this.db.case.count({ where: { undelivered: true } })) === 0;

  logged(ids: string[], on: string): Promise<number> {
    return this.db.caseEvent.count({ where: { caseId: { in: ids }, on } });
  }

  /** Whatever writes to the log stands at its commit until this is let go. */
  async holdCommits(): Promise<{ standing(count: number): Promise<unknown>; letGo(): Promise<void> }> {
    await this.db.$executeRawUnsafe(
      `create function stand() returns trigger language plpgsql as $$ begin perform pg_advisory_xact_lock_shared(7); return null; end $$`,
    );
    await this.db.$executeRawUnsafe(
      `create constraint trigger stand after insert on case_event deferrable initially deferred for each row execute function stand()`,
    );
    const holder = new pg.Client({ connectionString: this.database.url });
    await holder.connect();
    await holder.query('select pg_advisory_lock(7)');
    const waiting = `select from pg_locks join pg_database d on d.oid = database
      where not granted and locktype = 'advisory' and datname = current_database()`;
    return {
      standing: (count) => eventually(async () => (await holder.query(waiting)).rowCount! >= count),
      letGo: () => holder.end(),
    };
  }

  /** Nobody waits here for the pause of what was put off, nor for the claim of what was sent while the record could not be told. */
  async mailed(): Promise<void> {
    await this.db.$executeRaw`update mail set claimed_until = null where status = 'queued'`;
    await eventually(async () => {
      await this.db
        .$executeRaw`update mail set claimed_until = null where status = 'queued' and claimed_until < clock_timestamp() + interval '10 minutes'`;
      return (await this.db.mail.count({ where: { status: 'queued' } })) === 0;
    });
  }

  async close(): Promise<void> {
    await this.engine.close();
    await this.mail.stop();
    await this.api.stop();
    await Promise.all(Object.values(this.wires).map((wire) => wire.cut()));
    await Promise.all([this.apiDb, this.workerDb, this.db].map((one) => one.$disconnect()));
    await this.smtp.stop();
    await this.database.drop();
  }
}

const faults: [string, (wire: Wire) => void][] = [
  ['late', (wire) => wire.disturb({ there: 'late', back: 'late' })],
  ['reset in the middle', (wire) => wire.disturb({ there: 'reset', back: 'reset' })],
  ['held up both ways', (wire) => wire.disturb({ there: 'held', back: 'held' })],
  ['losing every answer', (wire) => wire.disturb({ back: 'lost' })],
  ['losing every question', (wire) => wire.disturb({ there: 'lost' })],
  ['taking everything and answering nothing', (wire) => wire.disturb({ there: 'lost', back: 'lost' })],
];

describe.concurrent('F7 I5 I7 I9 I11 the lines between api, worker, PostgreSQL, Temporal and SMTP', () => {
  it.each(faults)(
    '%s: whoever asks is answered, people go on once the record is there, and everything has happened once when all is whole',
    async (_how, disturb) => {
      const site = await Site.open();
      const due = await Promise.all(['到期一', '到期二'].map((name) => site.programme.openProject({ name })));
      for (const id of due) {
        await site.programme.toCounty(id);
      }
      await eventually(site.delivered);
      const [atCommit, during, after] = await Promise.all(
        ['提交中', '随后', '恢复后'].map(async (name) => ({
          caseId: await site.programme.openProject({ name }),
          id: randomUUID(),
        })),
      );
      const commits = await site.holdCommits();
      await moveClock(site.db, { to: atTime('2026-12-09', '00:00') });
      await commits.standing(due.length);
      const first = site.submit(atCommit!);
      await commits.standing(due.length + 1);

      for (const wire of Object.values(site.wires)) disturb(wire);
      await commits.letGo();
      for (const answer of await Promise.all([first, site.submit(during!)]))
        if (answer.status !== 200) {
          expect(answer).toMatchObject({ status: 503, body: { code: 'record_away' } });
          expect(answer.body.message).toMatch(/可能没有生效.*请稍后重试/);
        }
      const { apiRecord, workerRecord, ...others } = site.wires;
      await Promise.all([apiRecord, workerRecord].map((wire) => wire.mend()));
      // The commit that was under way went through, whether its answer came or not.
      expect((await site.asked(atCommit!)).outcome).toBe('repeated');
      for (const act of [during!, after!]) await site.asked(act);
      // Nothing is whole again before something was said on it.
      await eventually(async () => Object.values(others).every((wire) => wire.spoken));

      await Promise.all(Object.values(others).map((wire) => wire.mend()));
      await eventually(async () => (await site.logged(due, 'overdue')) === due.length, SLOWEST_MS);
      await eventually(site.delivered, SLOWEST_MS);
      for (const on of ['half-time', 'day-before', 'overdue']) expect(await site.logged(due, on)).toBe(due.length);
      expect(
        await site.logged(
          [atCommit!, during!, after!].map(({ caseId }) => caseId),
          'submit',
        ),
      ).toBe(3);
      await site.mailed();
      expect(await mailViolations(site.database.url, site.smtp.received, 3)).toEqual([]);
      expect(await violations(site.database.url)).toEqual([]);
      await site.close();
    },
    2 * SLOWEST_MS,
  );

  it('Temporal takes everything and answers nothing: the relay waits for no answer for ever, people go on, and who was not told, and why, is on the record', async () => {
    const database = await createDatabase();
    const db = openDatabase(database.url);
    const programme = new Programme(db);
    await programme.prepare(atTime('2026-12-01', '09:00'));
    await programme.openCall();
    const wire = await Wire.to(inject('temporalAddress'));
    const connection = await Connection.connect({ address: wire.through(inject('temporalAddress')) });
    const relay = new Relay(db, new Client({ connection }).workflow, { taskQueue: randomUUID() });
    wire.disturb({ there: 'lost', back: 'lost' });
    relay.start();
    const project = await programme.openProject();
    expect(await programme.must(project, 'submit', 'ea')).toBe('unit_review');
    await eventually(async () => (await db.case.count({ where: { undelivered: true, deliveryError: null } })) === 0);
    await wire.mend();
    await eventually(async () => (await db.case.count({ where: { undelivered: true } })) === 0);
    await relay.stop();
    await connection.close();
    await wire.cut();
    await db.$disconnect();
    await database.drop();
  });
});
