import { appendAudit, type Trail } from './audit.js';
import { inTransaction, type Database, type Transaction } from './database.js';
import { queueMail } from './mail.js';
import { mailLink, spendLink } from './one-time-links.js';

/** Forgotten password: a link by mail to an account of that name or address which may sign in. To the asker, nothing tells whether there is one (S10). */
export async function forgotPassword(db: Database, account: string, from: Trail, publicUrl: string): Promise<void> {
  await inTransaction(db, async (tx) => {
    const persons = await tx.person.findMany({
      where: { status: 'active', email: { not: null }, OR: [{ login: account }, { email: account }] },
      select: { id: true, name: true, login: true, email: true },
      take: 5,
    });
    for (const person of persons) await mailLink(tx, { ...person, email: person.email! }, 'reset', publicUrl);
    await appendAudit(tx, { ...from, action: 'password.forgotten', detail: { accounts: persons.map((person) => person.id) } });
  });
}

/**
 * Sets the password by a one-time link, also the first one; the account is unlocked, every session ends. `hash` makes what is stored, once the link is known to
 * be good. Throws RecordError 'link_invalid', and what `hash` throws: the link is not used up then.
 */
export async function resetPassword(
  db: Database,
  token: string,
  hash: (login: string) => Promise<string>,
  from: Trail,
): Promise<void> {
  await inTransaction(db, async (tx) => {
    const { personId, purpose } = await spendLink(tx, token);
    const { login } = await tx.person.findUniqueOrThrow({ where: { id: personId }, select: { login: true } });
    await storePassword(tx, personId, await hash(login));
    await tx.session.deleteMany({ where: { personId } });
    await appendAudit(tx, { ...from, personId, action: purpose === 'activate' ? 'account.activated' : 'password.reset' });
    if (purpose === 'reset') await tellPasswordChanged(tx, personId);
  });
}

/** A new password by its owner. The caller ends the other sessions in the same transaction. */
export async function changePassword(tx: Transaction, personId: string, passwordHash: string, from: Trail): Promise<void> {
  await storePassword(tx, personId, passwordHash);
  await appendAudit(tx, { ...from, personId, action: 'password.changed' });
  await tellPasswordChanged(tx, personId);
}

async function storePassword(tx: Transaction, personId: string, passwordHash: string): Promise<void> {
  await tx.person.update({ where: { id: personId }, data: { passwordHash, failedSignIns: 0, lockedUntil: null } });
}

function tellPasswordChanged(tx: Transaction, personId: string): Promise<void> {
  return tellOwner(
    tx,
    personId,
    '密码已修改',
    '您的账号密码刚刚已修改。如非本人操作，请立即在登录页点击“忘记密码”，并联系系统管理员。',
  );
}

/** Tells the owner of an account what happened to it, by mail; without an address nobody. */
export async function tellOwner(tx: Transaction, personId: string, subject: string, text: string): Promise<void> {
  const { name, email } = await tx.person.findUniqueOrThrow({ where: { id: personId }, select: { name: true, email: true } });
  if (email) await queueMail(tx, { personId, address: email, template: 'account', subject, body: `${name}：\n${text}` });
}
