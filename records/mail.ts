import { randomUUID } from 'node:crypto';
import { businessNow } from './clock.js';
import type { Transaction } from './database.js';

export interface PersonalMail {
  personId: string;
  address: string;
  template: string;
  subject: string;
  body: string;
  /** For so long the mail is of use; later it is not sent any more. */
  usefulForMs?: number;
}

const footer = '本邮件由系统自动发送，请勿直接回复。';

/** Puts a mail that belongs to no case into the outbox: account matters. It stands or falls with the transaction. */
export async function queueMail(tx: Transaction, mail: PersonalMail): Promise<void> {
  const id = randomUUID();
  const at = await businessNow(tx);
  const now = new Date(at);
  await tx.mail.create({
    data: {
      id,
      messageId: `<${id}@duban>`,
      personId: mail.personId,
      address: mail.address,
      template: mail.template,
      subject: `【云南省科技项目系统】${mail.subject}`.replace(/[\r\n]+/g, ' '),
      body: `${mail.body}\n\n${footer}`,
      usefulUntil: mail.usefulForMs === undefined ? null : new Date(at + mail.usefulForMs),
      sendAfter: now,
      createdAt: now,
    },
  });
}
