import { createHash, randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { Database } from '#records/database.js';
import { readSomeone, type Someone } from '#records/people.js';
import { DATABASE } from '../config.js';
import { Problem } from '../errors/problem.js';
import { checkPassword } from './password.js';

const IDLE_MS = 30 * 60_000;
const ABSOLUTE_MS = 12 * 3_600_000;
const MOST_FAILURES = 5;
const LOCK_MS = 15 * 60_000;
/** A revoked session, a disabled account or a changed post is felt within a second. */
const FRESH_MS = 1_000;

/** Server-side sessions: the cookie holds 256 random bits, the database their SHA-256. */
@Injectable()
export class Sessions {
  private readonly recent = new Map<string, { someone: Someone; readAt: number }>();

  constructor(@Inject(DATABASE) private readonly db: Database) {}

  /** Signs in. The same answer for an unknown account and a wrong password; five failures lock for a quarter of an hour. */
  async open(
    login: string,
    password: string,
    from: { ip?: string; userAgent?: string },
  ): Promise<{ token: string; someone: Someone }> {
    const person = await this.db.person.findUnique({ where: { login } });
    if (person?.lockedUntil && person.lockedUntil > new Date())
      throw new Problem(429, {
        code: 'locked',
        message: '登录失败次数过多，账号已临时锁定，请15分钟后再试，或通过邮箱重置密码。',
      });
    const right = await checkPassword(person?.passwordHash, password);
    if (!person || !right || person.status !== 'active') {
      if (person) await this.fail(person.id);
      throw new Problem(401, { code: 'sign_in_failed', message: '账号或密码不正确，请核对后重试。', field: 'password' });
    }
    const token = randomBytes(32).toString('base64url');
    await this.db.$transaction([
      this.db.person.update({ where: { id: person.id }, data: { failedSignIns: 0, lockedUntil: null } }),
      this.db.session.create({
        data: {
          tokenHash: digest(token),
          personId: person.id,
          expiresAt: new Date(Date.now() + ABSOLUTE_MS),
          ip: from.ip,
          userAgent: from.userAgent?.slice(0, 200),
        },
      }),
    ]);
    const someone = await readSomeone(this.db, person.id);
    return { token, someone: someone! };
  }

  /** Who the token belongs to; nothing when it is unknown, idle too long, expired, or its person disabled. */
  async find(token: string): Promise<Someone | undefined> {
    const key = digest(token);
    const cached = this.recent.get(key);
    if (cached && Date.now() - cached.readAt < FRESH_MS) return cached.someone;
    this.recent.delete(key);
    const session = await this.db.session.findUnique({ where: { tokenHash: key } });
    const now = Date.now();
    if (!session || session.expiresAt.getTime() <= now || session.lastSeenAt.getTime() + IDLE_MS <= now) return undefined;
    if (now - session.lastSeenAt.getTime() > 60_000)
      await this.db.session.updateMany({ where: { tokenHash: key }, data: { lastSeenAt: new Date(now) } });
    const someone = await readSomeone(this.db, session.personId);
    if (someone) this.recent.set(key, { someone, readAt: now });
    if (this.recent.size > 5_000) this.recent.clear();
    return someone;
  }

  async close(token: string): Promise<void> {
    this.recent.delete(digest(token));
    await this.db.session.deleteMany({ where: { tokenHash: digest(token) } });
  }

  private async fail(personId: string): Promise<void> {
    const { failedSignIns } = await this.db.person.update({ where: { id: personId }, data: { failedSignIns: { increment: 1 } } });
    if (failedSignIns >= MOST_FAILURES)
      await this.db.person.update({
        where: { id: personId },
        data: { failedSignIns: 0, lockedUntil: new Date(Date.now() + LOCK_MS) },
      });
  }
}

const digest = (token: string) => createHash('sha256').update(token).digest('hex');
