import { formatDeadline, formatInstant, type Instant, type LocalDate } from '#domain/calendar/instant.js';
import type { Viewer } from '#domain/organisation/access-matrix.js';
import { periodOf, postsInTrust, refuseBeside, refusePeriod, type Deputation } from '#domain/organisation/deputy.js';
import { processes } from '#domain/programmes.js';
import type { Actor, Refusal } from '#domain/process/types.js';
import { appendAudit, type Trail } from './audit.js';
import { businessNow } from './clock.js';
import { inTransaction, RecordError, type Database, type Transaction } from './database.js';
import { queueMail } from './mail.js';
import { postsOf, withPosts } from './people.js';
import { readableCases } from './scope.js';

/** One line of 委托代办, as principal and deputy see it. */
export interface DeputationRow {
  id: string;
  principal: { id: string; name: string };
  deputy: { id: string; name: string };
  /** Names of processes; none: all. */
  processes: string[];
  from: string;
  until: string;
  state: 'coming' | 'current' | 'over';
}

/** What a deputy did for the principal. */
export interface DeputyAct {
  caseId: string;
  number: string | null;
  title: string;
  label: string;
  by: string;
  at: string;
}

export interface NewDeputation {
  /** Made once by the browser: sent again, it is the same one. */
  id: string;
  deputyId: string;
  from: LocalDate;
  until: LocalDate;
  processes: string[];
}

/**
 * 委托代办: a colleague of the same unit stands in for the person from the first to the last day named. The deputy hears of it by mail. Throws
 * RecordError with the field at fault: 'same_person', 'unknown_process', 'deputy_unfit' and the refusals of `refusePeriod` and `refuseBeside`.
 */
export async function nameDeputy(db: Database, principalId: string, given: NewDeputation, by: Trail): Promise<void> {
  await inTransaction(db, async (tx) => {
    if (await tx.deputy.count({ where: { id: given.id, principalId } })) return;
    if (given.deputyId === principalId) throw new RecordError('same_person', '不能委托本人，请选择其他人员。', 'deputyId');
    if (!given.processes.every((name) => Object.hasOwn(processes, name)))
      throw new RecordError('unknown_process', '业务类型不存在，请重新选择。', 'processes');
    // Both stand still, so that of two deputations made at once the second sees the first.
    const both = [principalId, given.deputyId].sort();
    await tx.$queryRaw`select 1 from person where id = any (${both}::uuid[]) order by id for update`;
    const [principal, deputy] = await Promise.all([
      tx.person.findUniqueOrThrow({ where: { id: principalId }, ...withPosts }),
      tx.person.findFirst({ where: { id: given.deputyId, status: 'active' }, ...withPosts }),
    ]);
    if (!deputy || postsInTrust(postsOf(principal), postsOf(deputy)).length === 0)
      throw new RecordError(
        'deputy_unfit',
        '受托人须与您在同一单位任职，且按不相容岗位分离的规定可以代行您的岗位，请另选人员。',
        'deputyId',
      );
    const now = await businessNow(tx);
    const refusal =
      refusePeriod(given.from, given.until, now) ?? refuseBeside(deputation(principalId, given, now), await standing(tx, both));
    if (refusal) throw new RecordError(refusal.code, refusal.message, refusal.field);
    const { from, until } = deputation(principalId, given, now);
    await tx.deputy.create({
      data: { ...given, principalId, from: new Date(from), until: new Date(until) },
    });
    await appendAudit(tx, {
      ...by,
      action: 'deputy.named',
      target: deputy.login,
      detail: { id: given.id, from: given.from, until: given.until, processes: given.processes },
    });
    const period = `${formatInstant(from)}至${formatDeadline(until)}`;
    await tell(
      tx,
      deputy,
      `${principal.name}委托您代办`,
      `${principal.name}委托您代为办理其待办事项，期间：${period}。请登录系统，在“受托代办”中办理。`,
    );
  });
}

const deputation = (principalId: string, given: NewDeputation, now: Instant): Deputation => ({
  ...{ principalId, deputyId: given.deputyId, processes: given.processes },
  ...periodOf(given.from, given.until, now),
});

async function standing(tx: Transaction, principals: string[]): Promise<Deputation[]> {
  const rows = await tx.deputy.findMany({ where: { principalId: { in: principals } } });
  return rows.map((row) => ({ ...row, from: row.from.getTime(), until: row.until.getTime() }));
}

async function tell(tx: Transaction, to: { id: string; email: string | null }, subject: string, body: string): Promise<void> {
  if (to.email) await queueMail(tx, { personId: to.id, address: to.email, template: 'deputy', subject, body });
}

/** 提前终止, by the principal: from now on the deputy does nothing more. Throws RecordError 'not_found', 'deputation_over'. */
export async function endDeputation(db: Database, principalId: string, id: string, by: Trail): Promise<void> {
  await inTransaction(db, async (tx) => {
    await tx.$queryRaw`select 1 from deputy where id = ${id}::uuid for update`;
    const found = await tx.deputy.findFirst({ where: { id, principalId } });
    if (!found) throw new RecordError('not_found', '该委托不存在，请刷新后重试。');
    const now = await businessNow(tx);
    if (found.until.getTime() <= now) throw new RecordError('deputation_over', '该委托已经结束。');
    await tx.deputy.update({ where: { id }, data: { until: new Date(Math.max(now, found.from.getTime())) } });
    const [principal, deputy] = await Promise.all(
      [principalId, found.deputyId].map((person) => tx.person.findUniqueOrThrow({ where: { id: person } })),
    );
    await appendAudit(tx, { ...by, action: 'deputy.ended', target: deputy!.login, detail: { id } });
    await tell(tx, deputy!, `${principal!.name}已终止委托`, `${principal!.name}已提前终止对您的委托，其待办事项不再由您代办。`);
  });
}

/** Whom the person has entrusted, and who has entrusted the person; the latest first. */
export async function listDeputations(
  db: Database,
  personId: string,
): Promise<{ given: DeputationRow[]; received: DeputationRow[] }> {
  const rows = await db.deputy.findMany({
    where: { OR: [{ principalId: personId }, { deputyId: personId }] },
    include: { principal: { select: { name: true } }, deputy: { select: { name: true } } },
    orderBy: [{ from: 'desc' }, { id: 'asc' }],
    take: 200,
  });
  const now = await businessNow(db);
  const all = rows.map(({ id, principalId, principal, deputyId, deputy, processes: names, from, until }): DeputationRow => ({
    id,
    principal: { id: principalId, name: principal.name },
    deputy: { id: deputyId, name: deputy.name },
    processes: names,
    from: from.toISOString(),
    until: until.toISOString(),
    state: until.getTime() <= now ? 'over' : from.getTime() > now ? 'coming' : 'current',
  }));
  return {
    given: all.filter((row) => row.principal.id === personId),
    received: all.filter((row) => row.deputy.id === personId),
  };
}

const MOST_ACTS = 100;

/** 受托人已办: what was done in the viewer's place, the latest first. */
export async function listDeputyActs(db: Database, viewer: Viewer): Promise<DeputyAct[]> {
  const events = await db.caseEvent.findMany({
    where: {
      on: { not: 'read' },
      actor: { path: ['deputyFor', 'personId'], equals: viewer.personId },
      case: readableCases(viewer),
    },
    select: { caseId: true, label: true, actor: true, at: true, case: { select: { number: true, title: true } } },
    orderBy: [{ at: 'desc' }, { caseId: 'asc' }],
    take: MOST_ACTS,
  });
  return events.map(({ caseId, label, actor, at, case: { number, title } }) => ({
    ...{ caseId, number, title, label },
    by: (actor as unknown as Actor).name ?? '',
    at: at.toISOString(),
  }));
}

/** Why the deputy may not act any more: judged by the record at the moment of the act, whatever the session still believes. */
export async function refuseUnentrusted(
  tx: Transaction,
  { process, now }: { process: string; now: Instant },
  { personId, deputyFor }: Actor,
): Promise<Refusal | undefined> {
  if (!deputyFor) return undefined;
  const at = new Date(now);
  const found = await tx.$queryRaw<unknown[]>`
    select 1 from deputy where deputy_id = ${personId}::uuid and principal_id = ${deputyFor.personId}::uuid
      and from_at <= ${at} and ${at} < until_at and (processes = '{}' or ${process} = any (processes)) for share`;
  return found.length > 0 ? undefined : notEntrusted;
}

const notEntrusted: Refusal = {
  code: 'not_entrusted',
  message: '委托不存在、已到期或已终止，请由委托人本人或同岗位人员办理。',
};
