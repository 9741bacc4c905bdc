import { randomUUID } from 'node:crypto';
import type { Role } from '#domain/organisation/roles.js';
import { appendAudit, type Trail } from './audit.js';
import { realNow } from './clock.js';
import { inTransaction, RecordError, untilFree, type Database, type Prisma, type Transaction } from './database.js';
import { clearDesk } from './leaving.js';
import { maskAddress, maskPhone } from './masking.js';
import { mailLink } from './one-time-links.js';
import type { Reach } from './organisation.js';

export interface AccountPost {
  unitId: string;
  unit: string;
  role: Role;
}

export interface AccountRow {
  id: string;
  name: string;
  login: string;
  /** Phones are masked in lists, addresses for who does not keep the account (6.15). */
  email: string | null;
  phone: string | null;
  unit: { id: string; name: string } | null;
  posts: AccountPost[];
  status: string;
  /** Has a password: was activated once. */
  activated: boolean;
  locked: boolean;
  secondFactor: boolean;
}

export interface AccountDetail extends AccountRow {
  sessions: number;
  lastSeenAt: string | null;
  /** Open tasks the person holds alone; nobody else sees them until they are transferred 转办 or the person leaves. */
  heldTasks: number;
  createdAt: string;
}

export interface AccountFilter {
  text?: string;
  unitId?: string;
  role?: string;
  status?: string;
  cursor?: string;
  limit?: number;
}

export interface AccountEntry {
  name: string;
  email: string;
  phone?: string;
  unitId: string;
}

const shown = {
  unit: { select: { id: true, name: true } },
  posts: { include: { unit: { select: { name: true } } }, orderBy: [{ role: 'asc' }, { unitId: 'asc' }] },
} satisfies Prisma.PersonInclude;

type Found = Prisma.PersonGetPayload<{ include: typeof shown }>;

/**
 * Accounts by sign-in name, phones masked; addresses too unless `keeps`: the reader keeps accounts. `cursor` is the last row's login. Reading the
 * list is audited.
 */
export async function listAccounts(
  db: Database,
  reach: Reach,
  filter: AccountFilter,
  keeps: boolean,
  by: Trail,
): Promise<{ rows: AccountRow[]; total: number; next?: string }> {
  const limit = filter.limit ?? 50;
  const where: Prisma.PersonWhereInput = {
    AND: [
      ofReach(reach),
      filter.unitId ? { OR: [{ unitId: filter.unitId }, { posts: { some: { unitId: filter.unitId } } }] } : {},
      filter.text
        ? {
            OR: [
              { name: { contains: filter.text } },
              { login: { contains: filter.text } },
              { unit: { name: { contains: filter.text } } },
            ],
          }
        : {},
      filter.role ? { posts: { some: { role: filter.role } } } : {},
      filter.status ? { status: filter.status } : {},
    ],
  };
  const [found, total] = await Promise.all([
    db.person.findMany({
      where: filter.cursor ? { AND: [where, { login: { gt: filter.cursor } }] } : where,
      include: shown,
      orderBy: { login: 'asc' },
      take: limit + 1,
    }),
    db.person.count({ where }),
  ]);
  const page = found.slice(0, limit);
  const { cursor: _cursor, limit: _limit, ...asked } = filter;
  await inTransaction(db, (tx) => appendAudit(tx, { ...by, action: 'accounts.listed', detail: { ...asked, total } }));
  const now = await realNow(db);
  const rows = page.map((person) => ({ ...row(person, keeps, now), phone: person.phone && maskPhone(person.phone) }));
  return { rows, total, ...(found.length > limit ? { next: page.at(-1)!.login } : {}) };
}

/** `full`: with mail address and phone, for who keeps the account. The look is audited. Throws RecordError 'not_found', also out of reach. */
export async function readAccount(db: Database, reach: Reach, id: string, full: boolean, by: Trail): Promise<AccountDetail> {
  return inTransaction(db, async (tx) => {
    const found = await reached(tx, reach, id);
    const now = await realNow(tx);
    const [sessions, heldTasks] = await Promise.all([
      tx.session.findMany({ where: { personId: id, expiresAt: { gt: now } }, orderBy: { lastSeenAt: 'desc' } }),
      tx.task.count({ where: { holderId: id, closedAt: null } }),
    ]);
    if (full) await appendAudit(tx, { ...by, action: 'personal-data.read', target: found.login, detail: { id } });
    return {
      ...row(found, full, now),
      sessions: sessions.length,
      lastSeenAt: sessions[0]?.lastSeenAt.toISOString() ?? null,
      heldTasks,
      createdAt: found.createdAt.toISOString(),
    };
  });
}

/**
 * A new account: no password, an activation link by mail. A unit's own administrator makes 填报人 of that unit; every other role is the security
 * administrator's to grant. Throws RecordError 'login_taken', 'not_found'.
 */
export async function createAccount(
  db: Database,
  reach: Reach,
  entry: AccountEntry & { login?: string; role?: 'EA' },
  publicUrl: string,
  by: Trail,
): Promise<{ id: string }> {
  return inTransaction(db, async (tx) => {
    const unit = await unitInReach(tx, reach, entry.unitId);
    const login = entry.login ?? entry.email;
    if (await tx.person.findUnique({ where: { login } }))
      throw new RecordError('login_taken', '该登录名已被使用，请换一个，或查找已有账号。', 'login');
    const { name, email, phone = null } = entry;
    const person = await tx.person.create({
      data: {
        id: randomUUID(),
        name,
        login,
        email,
        phone,
        unitId: unit.id,
        ...(entry.role ? { posts: { create: { unitId: unit.id, role: entry.role } } } : {}),
      },
    });
    await mailLink(tx, { id: person.id, name, login, email }, 'activate', publicUrl);
    await appendAudit(tx, { ...by, action: 'account.created', target: login, detail: { id: person.id, unit: unit.name } });
    return { id: person.id };
  });
}

export async function changeAccount(db: Database, reach: Reach, id: string, entry: AccountEntry, by: Trail): Promise<void> {
  await inTransaction(db, async (tx) => {
    const { login } = await reached(tx, reach, id);
    const unit = await unitInReach(tx, reach, entry.unitId);
    const { name, email, phone = null } = entry;
    await tx.person.update({ where: { id }, data: { name, email, phone, unitId: unit.id } });
    await appendAudit(tx, { ...by, action: 'account.changed', target: login, detail: { id, unit: unit.name } });
  });
}

/**
 * 停用: every session ends with it, and what lay on the desk goes back to its offices. Nobody disables the own account, so a system administrator is always
 * left. Throws RecordError 'own_account'.
 */
export async function disableAccount(db: Database, reach: Reach, id: string, reason: string, by: Trail): Promise<void> {
  if (id === by.personId) throw new RecordError('own_account', '不能停用自己的账号，请由其他管理员办理。');
  await untilFree(() =>
    inTransaction(db, async (tx) => {
      const { login } = await reached(tx, reach, id);
      await tx.person.update({ where: { id }, data: { status: 'disabled' } });
      const { count: sessions } = await tx.session.deleteMany({ where: { personId: id } });
      const tasks = await clearDesk(tx, { personId: id }, by);
      await appendAudit(tx, { ...by, action: 'account.disabled', target: login, detail: { id, reason, sessions, tasks } });
    }),
  );
}

/** 启用, and with it the end of a lock-out 解锁. */
export async function enableAccount(db: Database, reach: Reach, id: string, by: Trail): Promise<void> {
  await inTransaction(db, async (tx) => {
    const { login } = await reached(tx, reach, id);
    await tx.person.update({ where: { id }, data: { status: 'active', lockedUntil: null, failedSignIns: 0 } });
    await appendAudit(tx, { ...by, action: 'account.enabled', target: login, detail: { id } });
  });
}

/** Mails a link to set the password; no administrator ever knows one. Throws RecordError 'no_address', 'too_many_links', 'account_disabled'. */
export async function mailPasswordLink(db: Database, reach: Reach, id: string, publicUrl: string, by: Trail): Promise<void> {
  await inTransaction(db, async (tx) => {
    const { name, login, email, passwordHash, status } = await reached(tx, reach, id);
    if (status !== 'active') throw new RecordError('account_disabled', '账号已停用，请先启用再发送链接。');
    if (!email) throw new RecordError('no_address', '该账号没有邮箱，请先补充邮箱。', 'email');
    if (!(await mailLink(tx, { id, name, login, email }, passwordHash ? 'reset' : 'activate', publicUrl)))
      throw new RecordError('too_many_links', '一小时内已多次发送链接，请提醒本人查收邮件（含垃圾邮件）后再试。');
    await appendAudit(tx, { ...by, action: 'account.link-mailed', target: login, detail: { id } });
  });
}

async function reached(tx: Transaction, reach: Reach, id: string): Promise<Found> {
  const found = await tx.person.findFirst({ where: { AND: [{ id }, ofReach(reach)] }, include: shown });
  if (!found) throw new RecordError('not_found', '账号不存在或不在您的管理范围内。');
  return found;
}

async function unitInReach(tx: Transaction, reach: Reach, id: string): Promise<{ id: string; name: string }> {
  const unit = reach === 'all' || reach.includes(id) ? await tx.unit.findUnique({ where: { id } }) : null;
  if (!unit) throw new RecordError('unknown_unit', '所属单位不存在或不在您的管理范围内，请重新选择。', 'unitId');
  return unit;
}

/** An account is kept by its own unit, not by every unit where the person holds a post. */
function ofReach(reach: Reach): Prisma.PersonWhereInput {
  return reach === 'all' ? {} : { unitId: { in: reach } };
}

function row(person: Found, full: boolean, now: Date): AccountRow {
  const { id, name, login, email, phone, unit, status } = person;
  return {
    id,
    name,
    login: full || !login.includes('@') ? login : maskAddress(login),
    email: email && (full ? email : maskAddress(email)),
    phone: phone && (full ? phone : maskPhone(phone)),
    unit,
    posts: person.posts.map((post) => ({ unitId: post.unitId, unit: post.unit.name, role: post.role as Role })),
    status,
    activated: person.passwordHash !== null,
    locked: person.lockedUntil !== null && person.lockedUntil > now,
    secondFactor: person.totpSecret !== null,
  };
}
