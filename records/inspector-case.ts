import type { Mail } from '#prisma/generated/client.js';
import { diagram, way } from '#domain/process/diagram.js';
import { forecast, type ForecastItem } from '#domain/process/forecast.js';
import type { Actor, CaseState } from '#domain/process/types.js';
import { nameOfActor } from './actor-name.js';
import { appendAudit, type Trail } from './audit.js';
import { readCalendar } from './calendar.js';
import { verifyCaseChain } from './case-chain.js';
import { businessNow } from './clock.js';
import { inTransaction, RecordError, type Database, type Transaction } from './database.js';
import { inspectedFields, inspectorRows, type InspectorRow } from './inspector.js';
import { maskAddress } from './masking.js';
import { registeredProcess } from './processes.js';
import { markUndelivered } from './undelivered.js';

export interface InspectedStep {
  revision: number;
  label: string;
  from: string;
  to: string;
  who: string;
  unit: string | null;
  /** Only for those who may read business content. */
  opinion: string | null;
  at: string;
  recordedAt: string;
  hash: string;
}

export interface InspectedMail {
  id: string;
  subject: string;
  template: string;
  address: string;
  status: string;
  attempts: number;
  error: string | null;
  createdAt: string;
  sentAt: string | null;
  /** When it is offered again, after an attempt that was put off. */
  nextAttempt: string | null;
}

export interface InspectedCase extends InspectorRow {
  version: number;
  round: number;
  pause: { at: string; reason: string | null } | null;
  /** What the case waits for when no task is open. */
  waitsFor: string | null;
  timeline: InspectedStep[];
  /** The revision at which the log's hash chain breaks; null while it holds. */
  brokenAt: number | null;
  forecast: ForecastItem[];
  diagram: string;
  /** Of this case alone: where it has been, stands, and can go. */
  way: string;
  mails: InspectedMail[];
  technical: {
    workflowCaseId: string;
    delivered: number;
    attempts: number;
    nextAttempt: string | null;
    headHash: string;
    parentId: string | null;
  };
}

/**
 * One case for those who keep the system. `business`: the reader may read business content (AU); SA gets neither opinions nor the reason of a
 * pause (specification 5). The look is written to the audit log. Throws RecordError 'not_found'.
 */
export async function inspectCase(db: Database, id: string, business: boolean, by: Trail): Promise<InspectedCase> {
  const found = await db.case.findUnique({
    where: { id },
    include: { ...inspectedFields, events: { orderBy: { revision: 'asc' } } },
  });
  if (!found) throw new RecordError('not_found', '事项不存在，请核对链接。');
  const now = await businessNow(db);
  const state = found.state as unknown as CaseState;
  const { process } = registeredProcess(found.process);
  const label = (status: string) => process.states[status]?.label ?? '';
  const [[row], calendar, brokenAt, mails] = await Promise.all([
    inspectorRows(db, [found], now),
    readCalendar(db),
    verifyCaseChain(db, id),
    db.mail.findMany({ where: { caseId: id }, orderBy: [{ createdAt: 'desc' }, { id: 'desc' }], take: 200 }),
  ]);
  await inTransaction(db, (tx) => appendAudit(tx, { ...by, action: 'inspector.viewed', target: found.number ?? id, caseId: id }));
  return {
    ...row!,
    version: found.version,
    round: found.round,
    pause: state.pause ? { at: new Date(state.pause.at).toISOString(), reason: business ? state.pause.reason : null } : null,
    waitsFor: process.states[found.status]?.waitsFor ?? null,
    timeline: found.events.map((event) => {
      const actor = event.actor as unknown as Actor;
      return {
        revision: event.revision,
        label: event.label,
        from: label(event.fromStatus),
        to: label(event.toStatus),
        who: nameOfActor(actor),
        unit: actor.unitName ?? null,
        opinion: business ? event.opinion : null,
        at: event.at.toISOString(),
        recordedAt: event.recordedAt.toISOString(),
        hash: event.hash,
      };
    }),
    brokenAt: brokenAt ?? null,
    forecast: forecast(process, state, now, calendar),
    diagram: diagram(
      process,
      state,
      found.events.map((event) => event.toStatus),
    ),
    way: way(
      process,
      state,
      found.events.map(({ fromStatus: from, toStatus: to, label }) => ({ from, to, label })),
    ),
    mails: mails.map((mail) => inspectedMail(mail, !business)),
    technical: {
      workflowCaseId: await root(db, found),
      delivered: found.delivered,
      attempts: found.deliveryAttempts,
      nextAttempt: found.deliverAfter?.toISOString() ?? null,
      headHash: found.headHash,
      parentId: found.parentId,
    },
  };
}

/** A mail as logs show it: never its body; the address in full only to those who correct it. */
export function inspectedMail(mail: Mail, full: boolean): InspectedMail {
  return {
    id: mail.id,
    subject: mail.subject,
    template: mail.template,
    address: full ? mail.address : maskAddress(mail.address),
    status: mail.status,
    attempts: mail.attempts,
    error: mail.error,
    createdAt: mail.createdAt.toISOString(),
    sentAt: mail.sentAt?.toISOString() ?? null,
    nextAttempt: (mail.status === 'queued' && mail.error !== null && mail.claimedUntil?.toISOString()) || null,
  };
}

/**
 * 重新投递: the case's workflow is told its latest facts again, and started when there is none; the case itself does not change. A child's
 * workflow is started by its parent, so the parent is told too. Throws RecordError 'not_found'.
 */
export async function deliverAgain(db: Database, id: string, reason: string, by: Trail): Promise<void> {
  await inTransaction(db, async (tx) => {
    const found = await tx.case.findUnique({ where: { id }, select: { number: true, parentId: true } });
    if (!found) throw new RecordError('not_found', '事项不存在，请核对链接。');
    const parent = await root(tx, { id, parentId: found.parentId });
    await markUndelivered(tx, [id, parent]);
    await appendAudit(tx, {
      ...by,
      action: 'inspector.delivered-again',
      target: found.number ?? id,
      caseId: id,
      detail: { reason },
    });
  });
}

/**
 * 重发: a mail that failed or bounced is queued again, to the person's present address. One with a one-time link is made
 * anew from the account instead. Throws RecordError 'not_found', 'mail_not_failed', 'link_mail'.
 */
export async function resendMail(db: Database, id: string, reason: string, by: Trail): Promise<void> {
  await inTransaction(db, async (tx) => {
    const mail = await tx.mail.findUnique({ where: { id } });
    if (!mail) throw new RecordError('not_found', '邮件不存在，请刷新后重试。');
    if (!['failed', 'bounced'].includes(mail.status))
      throw new RecordError('mail_not_failed', '该邮件已发送或正在发送，无需重发。');
    if (['activation', 'password-reset'].includes(mail.template))
      throw new RecordError('link_mail', '含一次性链接的邮件不能重发，请在账号管理中重新发送链接。');
    const person = mail.personId ? await tx.person.findUnique({ where: { id: mail.personId } }) : null;
    const address = person?.email ?? mail.address;
    await tx.mail.update({
      where: { id },
      data: { status: 'queued', attempts: 0, firstTriedAt: null, claimedUntil: null, error: null, address },
    });
    await appendAudit(tx, {
      ...by,
      action: 'mail.resent',
      target: mail.messageId,
      ...(mail.caseId ? { caseId: mail.caseId } : {}),
      detail: { reason, address: maskAddress(address) },
    });
  });
}

/** The case whose workflow starts this one's. */
async function root(db: Transaction, { id, parentId }: { id: string; parentId: string | null }): Promise<string> {
  if (!parentId) return id;
  const parent = await db.case.findUnique({ where: { id: parentId }, select: { id: true, parentId: true } });
  return parent ? root(db, parent) : id;
}
