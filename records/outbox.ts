import { Prisma, type Database } from './database.js';

/** A row of the outbox as it is sent. */
export interface QueuedMail {
  id: string;
  messageId: string;
  /** Of what it speaks, when of one case. */
  caseId: string | null;
  /** Whose account it is for; nobody's of whoever has none. */
  personId: string | null;
  address: string;
  subject: string;
  body: string;
  attachments: unknown;
  createdAt: Date;
  /** When it was taken in hand, real time: its Date. */
  takenAt: Date;
  /** How often a server was offered it, this time included. */
  attempts: number;
  /** What it speaks of has passed: it is not sent any more. */
  late: boolean;
}

/** One attempt: who froze over an older one, and wakes when the claim was long over, no longer speaks for the mail. */
type Attempt = Pick<QueuedMail, 'id' | 'attempts'>;

const stillHeld = ({ id, attempts }: Attempt) => Prisma.sql`id = ${id}::uuid and status = 'queued' and attempts = ${attempts}`;

/** A delivery is broken off before its claim ends, so that no mail is ever in two hands. */
const CLAIM = Prisma.sql`interval '15 minutes'`;
/** Real time for which a mail that servers put off is offered again (RFC 5321 4.5.4.1). */
const GIVE_UP_AFTER = Prisma.sql`interval '5 days'`;

/**
 * Takes up to `most` mails in the order of queueing, for any number of senders (SKIP LOCKED). `send_after` and `useful_until` are business time, claims and
 * pauses real time. The mails of one case to one address go one after the other.
 */
export function claimMails(db: Database, most: number): Promise<QueuedMail[]> {
  return db.$queryRaw`
    update mail m set attempts = attempts + 1, first_tried_at = coalesce(first_tried_at, clock_timestamp()), claimed_until = clock_timestamp() + ${CLAIM}
    from (
      select id from mail w
      where status = 'queued' and send_after <= (select business_now()) and (claimed_until is null or claimed_until < clock_timestamp())
        and not exists (select from mail e where e.status = 'queued' and e.case_id = w.case_id and e.address = w.address and e.place < w.place)
      order by place limit ${most} for update skip locked
    ) q
    where m.id = q.id
    returning m.id, m.message_id as "messageId", m.case_id as "caseId", m.person_id as "personId", m.address, m.subject, m.body, m.attachments, m.created_at as "createdAt", m.attempts, clock_timestamp() as "takenAt",
      coalesce(m.useful_until <= (select business_now()), false) as late`;
}

/** Whoever says it: the server has it. */
export async function markSent(db: Database, id: string): Promise<void> {
  await db.$executeRaw`update mail set status = 'sent', sent_at = clock_timestamp(), claimed_until = null, error = null where id = ${id}::uuid`;
}

/** 未发出, ended for good: `bounced` (the server refuses the address or the mail) or `expired` (its deadline came first); `why` stands in the mail log. */
export async function markUnsent(db: Database, attempt: Attempt, status: 'bounced' | 'expired', why: string): Promise<void> {
  await db.$executeRaw`update mail set status = ${status}, claimed_until = null, error = ${why} where ${stillHeld(attempt)}`;
}

/** Put off: offered again after `pauseMs`, until giving up. */
export async function putOff(db: Database, attempt: Attempt, why: string, pauseMs: number): Promise<void> {
  await db.$executeRaw`
    update mail set status = case when first_tried_at < clock_timestamp() - ${GIVE_UP_AFTER} then 'failed' else 'queued' end, error = ${why},
      claimed_until = clock_timestamp() + ${pauseMs}::float8 * interval '1 millisecond'
    where ${stillHeld(attempt)}`;
}

/** No server could be asked: it stands where it stood, and was not tried. */
export async function putBack(db: Database, attempt: Attempt, why: string): Promise<void> {
  await db.$executeRaw`
    update mail set attempts = attempts - 1, first_tried_at = case when attempts > 1 then first_tried_at end, claimed_until = null, error = ${why}
    where ${stillHeld(attempt)}`;
}
