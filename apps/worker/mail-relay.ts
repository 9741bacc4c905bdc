import { createTransport, type SendMailOptions } from 'nodemailer';
import type SMTPPool from 'nodemailer/lib/smtp-pool/index.js';
import type { Database } from '#records/database.js';
import { Drain } from '#records/drain.js';
import { attachmentsOf, type Attach } from './mail-attachments.js';

const BATCH = 20;
const IDLE_MS = 500;
const MOST_ATTEMPTS = 4;
/** How long a delivery under way may still take when the program ends: a server may think for ten minutes, a stop may not. */
const LAST_WORDS_MS = 3_000;

/** A row of the outbox as it is sent. */
interface QueuedMail {
  id: string;
  message_id: string;
  address: string;
  subject: string;
  body: string;
  attachments: unknown;
  created_at: Date;
  attempts: number;
}

/**
 * Sends the outbox: rows are claimed with SKIP LOCKED, so any number of relays share it. At least once: the Message-ID was fixed before the first
 * attempt, so a repeat after a crash is recognised as one mail. Three retries, then the failure stands on the row. `send_after` is business time.
 */
export class MailRelay {
  private readonly drain = new Drain(() => this.sendBatch(), IDLE_MS);
  private readonly transport;
  private readonly stopping = new AbortController();

  constructor(
    private readonly db: Database,
    smtpUrl: string,
    private readonly from = '云南省科技项目系统 <noreply@duban.invalid>',
    private readonly attach: Attach = attachmentsOf(db),
  ) {
    // Ten minutes: a server may think that long after the final dot before it answers (RFC 5321 4.5.3.2.6).
    this.transport = createTransport({
      url: smtpUrl,
      pool: true,
      maxConnections: 1,
      connectionTimeout: 10_000,
      socketTimeout: 600_000,
      disableFileAccess: true,
      disableUrlAccess: true,
    } as SMTPPool.Options);
  }

  start(): void {
    this.drain.start();
  }

  /** A delivery broken off here is offered again later, as after a crash. */
  async stop(): Promise<void> {
    const giveUp = setTimeout(() => this.stopping.abort(), LAST_WORDS_MS);
    await this.drain.stop();
    clearTimeout(giveUp);
    this.transport.close();
  }

  /** Claims and sends one batch; returns how many rows it took. */
  async sendBatch(): Promise<number> {
    const mails = await this.db.$queryRaw<QueuedMail[]>`
      update mail m set attempts = attempts + 1, claimed_until = clock_timestamp() + interval '10 minutes'
      from (select id from mail where status = 'queued' and send_after <= (select business_now()) and (claimed_until is null or claimed_until < clock_timestamp()) order by created_at limit ${BATCH} for update skip locked) q
      where m.id = q.id returning m.id, m.message_id, m.address, m.subject, m.body, m.attachments, m.created_at, m.attempts`;
    for (const mail of mails) if (!this.stopping.signal.aborted) await this.send(mail);
    return mails.length;
  }

  private async send(mail: QueuedMail): Promise<void> {
    try {
      await this.transport.sendMail({
        from: this.from,
        to: mail.address,
        subject: mail.subject,
        text: mail.body,
        attachments: await this.attach(mail.attachments, mail.created_at),
        messageId: mail.message_id,
        signal: this.stopping.signal,
      } as SendMailOptions);
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
