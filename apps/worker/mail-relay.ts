import { createTransport } from 'nodemailer';
import type { Database } from '#records/database.js';

const BATCH = 20;
const IDLE_MS = 500;
const MOST_ATTEMPTS = 4;

/**
 * Sends the outbox: rows are claimed with SKIP LOCKED, so any number of relays share it. At least once: the Message-ID was fixed before the first
 * attempt, so a repeat after a crash is recognised as one mail. Three retries, then the failure stands on the row.
 */
export class MailRelay {
  private stopping = false;
  private running: Promise<void> | undefined;
  private readonly transport;

  constructor(
    private readonly db: Database,
    smtpUrl: string,
    private readonly from = '云南省科技项目系统 <noreply@duban.invalid>',
  ) {
    this.transport = createTransport(smtpUrl, {
      connectionTimeout: 10_000,
      socketTimeout: 600_000,
      disableFileAccess: true,
      disableUrlAccess: true,
    } as never);
  }

  start(): void {
    this.stopping = false;
    this.running ??= this.run();
  }

  async stop(): Promise<void> {
    this.stopping = true;
    await this.running;
    this.transport.close();
  }

  private async run(): Promise<void> {
    while (!this.stopping) {
      const sent = await this.sendBatch().catch(() => 0);
      if (sent === 0) await new Promise((resolve) => setTimeout(resolve, IDLE_MS));
    }
  }

  /** Claims and sends one batch; returns how many rows it took. */
  async sendBatch(): Promise<number> {
    const mails = await this.db.$queryRaw<
      { id: string; message_id: string; address: string; subject: string; body: string; attempts: number }[]
    >`
      update mail m set attempts = attempts + 1, claimed_until = clock_timestamp() + interval '10 minutes'
      from (select id from mail where status = 'queued' and (claimed_until is null or claimed_until < clock_timestamp()) order by created_at limit ${BATCH} for update skip locked) q
      where m.id = q.id returning m.id, m.message_id, m.address, m.subject, m.body, m.attempts`;
    for (const mail of mails) await this.send(mail);
    return mails.length;
  }

  private async send(mail: {
    id: string;
    message_id: string;
    address: string;
    subject: string;
    body: string;
    attempts: number;
  }): Promise<void> {
    try {
      await this.transport.sendMail({
        from: this.from,
        to: mail.address,
        subject: mail.subject,
        text: mail.body,
        messageId: mail.message_id,
      });
      await this.db
        .$executeRaw`update mail set status = 'sent', sent_at = clock_timestamp(), claimed_until = null, error = null where id = ${mail.id}::uuid`;
    } catch (error) {
      const text = error instanceof Error ? error.message.slice(0, 500) : String(error);
      const permanent =
        (error as { responseCode?: number }).responseCode !== undefined &&
        (error as { responseCode: number }).responseCode >= 500;
      const status = permanent ? 'bounced' : mail.attempts >= MOST_ATTEMPTS ? 'failed' : 'queued';
      await this.db.$executeRaw`
        update mail set status = ${status}, error = ${text}, claimed_until = clock_timestamp() + interval '1 second' * power(5, ${mail.attempts}::int) where id = ${mail.id}::uuid`;
    }
  }
}
