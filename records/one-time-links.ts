import { createHash, randomBytes } from 'node:crypto';
import { realNow } from './clock.js';
import { RecordError, type Transaction } from './database.js';
import { queueMail } from './mail.js';

export type LinkPurpose = 'activate' | 'reset';

const lifetimeMs: Record<LinkPurpose, number> = { activate: 7 * 86_400_000, reset: 30 * 60_000 };
/** More are not sent: an impatient person does not fill a mailbox. */
const MOST_IN_AN_HOUR = 5;

const texts: Record<
  LinkPurpose,
  { template: string; subject: string; body: (of: { name: string; login: string; link: string }) => string }
> = {
  activate: {
    template: 'activation',
    subject: '账号激活',
    body: ({ name, login, link }) =>
      `${name}：\n您的账号为 ${login}。请在7日内打开以下链接设置密码，完成账号激活：\n${link}\n\n如非本人申请，请忽略本邮件，并勿将链接转发他人。`,
  },
  reset: {
    template: 'password-reset',
    subject: '重置密码',
    body: ({ name, login, link }) =>
      `${name}：\n您的账号 ${login} 申请了重置密码。请在30分钟内打开以下链接设置新密码，链接仅可使用一次：\n${link}\n\n如非本人操作，请忽略本邮件，原密码仍然有效。`,
  },
};

export interface LinkedPerson {
  id: string;
  name: string;
  login: string;
  email: string;
}

/**
 * Mails a one-time link: 256 random bits behind the '#' of a page's address, so that no server's log has them; the database keeps their SHA-256. Real time,
 * not business time. Returns whether a mail was queued.
 */
export async function mailLink(tx: Transaction, person: LinkedPerson, purpose: LinkPurpose, publicUrl: string): Promise<boolean> {
  const createdAt = await realNow(tx);
  const sent = await tx.oneTimeToken.count({
    where: { personId: person.id, createdAt: { gt: new Date(createdAt.getTime() - 3_600_000) } },
  });
  if (sent >= MOST_IN_AN_HOUR) return false;
  const token = randomBytes(32).toString('base64url');
  await tx.oneTimeToken.create({
    data: {
      ...{ tokenHash: digest(token), personId: person.id, purpose, createdAt },
      expiresAt: new Date(createdAt.getTime() + lifetimeMs[purpose]),
    },
  });
  const { template, subject, body } = texts[purpose];
  const link = `${publicUrl.replace(/\/$/, '')}/set-password#${token}`;
  await queueMail(tx, {
    personId: person.id,
    address: person.email,
    template,
    subject,
    body: body({ name: person.name, login: person.login, link }),
    usefulForMs: lifetimeMs[purpose],
  });
  return true;
}

/** Whose link it is, while it can be used; nothing otherwise. */
export async function readLink(
  tx: Transaction,
  token: string,
): Promise<{ personId: string; purpose: LinkPurpose; name: string; login: string } | undefined> {
  const found = await tx.oneTimeToken.findFirst({
    where: { tokenHash: digest(token), usedAt: null, expiresAt: { gt: await realNow(tx) } },
    select: { personId: true, purpose: true },
  });
  const person = found && (await tx.person.findFirst({ where: { id: found.personId, status: 'active' } }));
  return person
    ? { personId: person.id, purpose: found.purpose as LinkPurpose, name: person.name, login: person.login }
    : undefined;
}

/** Uses the link up, once, and with it every other link of the person. Throws RecordError 'link_invalid'. */
export async function spendLink(tx: Transaction, token: string): Promise<{ personId: string; purpose: LinkPurpose }> {
  const [spent] = await tx.$queryRaw<{ personId: string; purpose: LinkPurpose }[]>`
    update one_time_token set used_at = clock_timestamp() where token_hash = ${digest(token)} and used_at is null and expires_at > clock_timestamp()
    returning person_id as "personId", purpose`;
  if (!spent) throw new RecordError('link_invalid', '链接已失效或已使用，请在登录页点击“忘记密码”重新获取。');
  await tx.oneTimeToken.updateMany({ where: { personId: spent.personId, usedAt: null }, data: { usedAt: await realNow(tx) } });
  return spent;
}

const digest = (token: string) => createHash('sha256').update(token).digest('hex');
