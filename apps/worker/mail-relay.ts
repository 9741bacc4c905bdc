import { createTransport, type SendMailOptions } from 'nodemailer';
import type SMTPPool from 'nodemailer/lib/smtp-pool/index.js';
import type { Database } from '#records/database.js';
import { Drain } from '#records/drain.js';
import { claimMails, markSent, markUnsent, putBack, putOff, type QueuedMail } from '#records/outbox.js';
import { backoff } from './backoff.js';
import { attachmentsOf, type Attach } from './mail-attachments.js';
import { MailServer } from './mail-server.js';
import { textOf } from './mail-text.js';

const CONNECTIONS = 5;
const IDLE_MS = 500;
/** A server may think ten minutes after the final dot before it answers (RFC 5321 4.5.3.2.6); it keeps its own connection waiting, no other. */
const SILENCE_MS = 600_000;
/** One that trickles is broken off before the mail's claim ends. */
const DELIVERY_MS = 720_000;
const FIRST_PAUSE_MS = 60_000;
const LONGEST_PAUSE_MS = 1_800_000;
/** How long a delivery under way may still take when the program ends: a server may think for ten minutes, a stop may not. */
const LAST_WORDS_MS = 3_000;

/** What nodemailer says of a fault: the server's answer and the command it answered, when there was one. */
interface SmtpFault {
  responseCode?: number;
  command?: string;
}

/**
 * Sends the outbox. At least once: the Message-ID was fixed before the first attempt, so a repeat after a crash is recognised as one mail. What a server
 * refuses for good bounces at once; what it puts off comes again for days; while no server can be reached, mail just waits.
 */
export class MailRelay {
  private readonly drain = new Drain(() => this.sendBatch(), IDLE_MS);
  private readonly transport;
  private readonly server: MailServer;
  private readonly stopping = new AbortController();
  private readonly underWay = new Set<Promise<void>>();
  private readonly from: string;
  /** Where people find the site: mails lead there. */
  private readonly publicUrl: string | undefined;
  private readonly attach: Attach;

  constructor(
    private readonly db: Database,
    smtpUrl: string,
    {
      from = '云南省科技项目系统 <noreply@duban.invalid>',
      publicUrl,
      attach = attachmentsOf(db),
    }: { from?: string | undefined; publicUrl?: string | undefined; attach?: Attach } = {},
  ) {
    this.from = from;
    this.publicUrl = publicUrl;
    this.attach = attach;
    this.transport = createTransport({
      url: smtpUrl,
      pool: true,
      maxConnections: CONNECTIONS,
      connectionTimeout: 10_000,
      greetingTimeout: 30_000,
      socketTimeout: SILENCE_MS,
      disableFileAccess: true,
      disableUrlAccess: true,
    } as SMTPPool.Options);
    this.server = new MailServer(() => this.transport.verify());
  }

  start(): void {
    this.drain.start();
  }

  /** A delivery broken off here is offered again later, as after a crash. */
  async stop(): Promise<void> {
    const giveUp = setTimeout(() => this.stopping.abort(), LAST_WORDS_MS);
    await this.drain.stop();
    await Promise.all(this.underWay);
    clearTimeout(giveUp);
    this.transport.close();
  }

  /** Takes as many mails as connections are free. Returns how many were under way; 0: nothing can be sent now. */
  async sendBatch(): Promise<number> {
    const free = CONNECTIONS - this.underWay.size;
    const mails = free > 0 && (await this.server.there()) ? await claimMails(this.db, free) : [];
    for (const mail of mails) {
      const sending: Promise<void> = this.handle(mail).finally(() => this.underWay.delete(sending));
      this.underWay.add(sending);
    }
    const busy = this.underWay.size;
    // One that has gone may let the next of its case go.
    if (busy > 0) await Promise.race([...this.underWay, new Promise((resolve) => setTimeout(resolve, IDLE_MS))]);
    return busy;
  }

  /** Never throws: what the record did not hear of is offered again when its claim ends. */
  private async handle(mail: QueuedMail): Promise<void> {
    try {
      if (mail.late) await markUnsent(this.db, mail, 'expired', '所载时限已过，不再发送。');
      else await this.send(mail);
    } catch (error) {
      console.error('邮件发送结果未能登记：', error instanceof Error ? error.message : error);
    }
  }

  private async send(mail: QueuedMail): Promise<void> {
    try {
      await this.transport.sendMail({
        from: this.from,
        to: mail.address,
        subject: mail.subject,
        text: textOf(mail, this.publicUrl),
        attachments: await this.attach(mail.attachments, mail.createdAt),
        messageId: mail.messageId,
        date: mail.takenAt,
        signal: AbortSignal.any([this.stopping.signal, AbortSignal.timeout(DELIVERY_MS)]),
      } as SendMailOptions);
    } catch (error) {
      return this.failed(mail, error as Error & SmtpFault);
    }
    await markSent(this.db, mail.id);
  }

  private async failed(mail: QueuedMail, fault: Error & SmtpFault): Promise<void> {
    const why = fault.message.slice(0, 500);
    if (refusesForGood(fault)) return markUnsent(this.db, mail, 'bounced', why);
    if (!this.stopping.signal.aborted && !answersToMail(fault) && !(await this.server.ask())) return putBack(this.db, mail, why);
    await putOff(this.db, mail, why, backoff(mail.attempts, FIRST_PAUSE_MS, LONGEST_PAUSE_MS));
  }
}

/** The server spoke of this mail: its recipient or its content. A refused sign-in or sender is no word on the mail. */
const answersToMail = ({ command, responseCode }: SmtpFault): boolean =>
  (command === 'RCPT TO' || command === 'DATA') && responseCode !== undefined && responseCode !== 421;

const refusesForGood = (fault: SmtpFault): boolean => answersToMail(fault) && fault.responseCode! >= 500;
