import { createHash, randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { stepUpRequired } from '#domain/process/step-up.js';
import { appendAudit, audit, type Trail } from '#records/audit.js';
import { realNow } from '#records/clock.js';
import { inTransaction, type Database, type Transaction } from '#records/database.js';
import { readSomeone, type Someone } from '#records/people.js';
import { DATABASE } from '../config.js';
import { Problem } from '../errors/problem.js';
import { checkPassword } from './password.js';
import { Throttle } from './throttle.js';
import { matchingStep } from './totp.js';

const IDLE_MS = 30 * 60_000;
const ABSOLUTE_MS = 12 * 3_600_000;
const MOST_FAILURES = 5;
const LOCK_MS = 15 * 60_000;
/** A whole bureau may sit behind one address. */
const MOST_FAILURES_OF_ADDRESS = 100;
/** A revoked session, a disabled account or a changed post is felt within a second. */
const FRESH_MS = 1_000;

export interface Credentials {
  login: string;
  password: string;
  /** The six digits of the second factor. */
  totp?: string;
}

interface Account {
  id: string;
  passwordHash: string | null;
  totpSecret: string | null;
  totpLastStep: number | null;
  lockedUntil: Date | null;
}

const locked = () =>
  new Problem(429, { code: 'locked', message: '登录失败次数过多，账号已临时锁定，请15分钟后再试，或通过邮箱重置密码。' });

/** Server-side sessions: the cookie holds 256 random bits, the database their SHA-256. */
@Injectable()
export class Sessions {
  private readonly recent = new Map<string, { someone: Someone; readAt: number }>();
  /** Names that are no account lock like those that are: nobody learns which exist (S10). */
  private readonly unknown = new Throttle(MOST_FAILURES, LOCK_MS);
  private readonly addresses = new Throttle(MOST_FAILURES_OF_ADDRESS, LOCK_MS);

  constructor(@Inject(DATABASE) private readonly db: Database) {}

  /**
   * Signs in: password, then the second factor where there is one. The same answer for an unknown account and a wrong password; five failures lock for a
   * quarter of an hour. `replaced`: the session the browser had before, which ends. Throws Problem 'sign_in_failed', 'totp_required', 'locked'.
   */
  async open(
    given: Credentials,
    from: Trail & { userAgent?: string },
    replaced?: string,
  ): Promise<{ token: string; someone: Someone }> {
    if (this.addresses.exceeded(from.ip ?? '')) throw locked();
    const person = await this.db.person.findUnique({ where: { login: given.login } });
    if ((person && (await this.isLocked(person))) || (!person && this.unknown.exceeded(given.login))) {
      await this.refuse(person?.id, given.login, from, 'locked');
      throw locked();
    }
    const right = await checkPassword(person?.passwordHash, given.password);
    if (!person || !right || person.status !== 'active') {
      await this.fail(person?.id, given.login, from, 'password');
      throw new Problem(401, { code: 'sign_in_failed', message: '账号或密码不正确，请核对后重试。', field: 'password' });
    }
    await this.checkSecondFactor(person, given, from);
    if (replaced) await this.close(replaced, { ...from, personId: person.id });
    const token = await this.begin(person.id, from);
    return { token, someone: (await readSomeone(this.db, person.id))! };
  }

  /** A new session for a person who has just shown who they are. */
  private async begin(personId: string, from: Trail & { userAgent?: string }): Promise<string> {
    const token = randomBytes(32).toString('base64url');
    await inTransaction(this.db, async (tx) => {
      await tx.person.update({ where: { id: personId }, data: { failedSignIns: 0, lockedUntil: null } });
      const now = await realNow(tx);
      await tx.session.create({
        data: {
          tokenHash: digest(token),
          personId,
          createdAt: now,
          lastSeenAt: now,
          expiresAt: new Date(now.getTime() + ABSOLUTE_MS),
          ip: from.ip,
          userAgent: from.userAgent?.slice(0, 200),
        },
      });
      await appendAudit(tx, { ...trail(from), personId, action: 'session.opened' });
    });
    return token;
  }

  private async checkSecondFactor(person: Account, { totp, login }: Credentials, from: Trail): Promise<void> {
    if (!person.totpSecret) return;
    if (!totp)
      throw new Problem(401, { code: 'totp_required', message: '请输入动态验证码（身份验证器中的6位数字）。', field: 'totp' });
    if (await this.acceptCode(person, totp)) return;
    await this.fail(person.id, login, from, 'totp');
    throw new Problem(401, {
      code: 'totp_wrong',
      message: '动态验证码不正确或已使用，请等待下一个验证码后重试。',
      field: 'totp',
    });
  }

  /** Whether the code is right and was not used before; of two at the same moment one is. */
  async acceptCode(person: Account, code: string): Promise<boolean> {
    const step = matchingStep(person.totpSecret!, code, (await realNow(this.db)).getTime(), person.totpLastStep ?? undefined);
    if (step === undefined) return false;
    const { count } = await this.db.person.updateMany({
      where: { id: person.id, OR: [{ totpLastStep: null }, { totpLastStep: { lt: step } }] },
      data: { totpLastStep: step },
    });
    return count === 1;
  }

  /**
   * The signed-in person's password once more, before something that matters (step-up). A wrong one counts as a failed sign-in.
   * `field`: of the dialog that asks. Throws Problem 'password_wrong', 'locked'.
   */
  async confirmPassword(
    personId: string,
    password: string,
    from: Trail,
    field = 'current',
  ): Promise<Account & { login: string }> {
    const person = await this.db.person.findUniqueOrThrow({ where: { id: personId } });
    if (await this.isLocked(person)) throw locked();
    if (await checkPassword(person.passwordHash, password)) return person;
    await this.fail(personId, person.login, from, 'password');
    throw new Problem(422, { code: 'password_wrong', message: '当前密码不正确，请重新输入。', field });
  }

  /** S12: before what moves money, limits or powers. Throws Problem 'password_required', 'password_wrong', 'locked'. */
  async stepUp(personId: string, password: string | undefined, from: Trail): Promise<void> {
    if (password === undefined) throw new Problem(422, stepUpRequired);
    await this.confirmPassword(personId, password, from, 'password');
  }

  /** Who the token belongs to; nothing when it is unknown, idle too long, expired, or its person disabled. A page that refreshes itself is no activity. */
  async find(token: string, active = true): Promise<Someone | undefined> {
    const key = digest(token);
    const cached = this.recent.get(key);
    if (cached && performance.now() - cached.readAt < FRESH_MS) return cached.someone;
    this.recent.delete(key);
    const [session] = await this.db.$queryRaw<{ personId: string; now: Date; lastSeenAt: Date }[]>`
      select person_id as "personId", clock_timestamp() as now, last_seen_at as "lastSeenAt" from session where token_hash = ${key}
        and expires_at > clock_timestamp() and last_seen_at + ${IDLE_MS}::float8 * interval '1 millisecond' > clock_timestamp()`;
    if (!session) return undefined;
    const { now, lastSeenAt } = session;
    if (active && now.getTime() - lastSeenAt.getTime() > 60_000)
      await this.db.session.updateMany({ where: { tokenHash: key }, data: { lastSeenAt: now } });
    const someone = await readSomeone(this.db, session.personId);
    // Only activity is remembered: what a refreshing page finds must not hide the next real request.
    if (someone && active) this.recent.set(key, { someone, readAt: performance.now() });
    if (this.recent.size > 5_000) this.recent.clear();
    return someone;
  }

  async close(token: string, from: Trail): Promise<void> {
    this.recent.delete(digest(token));
    const { count } = await this.db.session.deleteMany({ where: { tokenHash: digest(token) } });
    if (count > 0) await audit(this.db, { ...trail(from), action: 'session.closed' });
  }

  /** Ends the person's sessions, all or all but one: a new password, a new second factor. */
  async endAll(tx: Transaction, personId: string, except?: string): Promise<void> {
    await tx.session.deleteMany({ where: { personId, ...(except ? { tokenHash: { not: digest(except) } } : {}) } });
    this.forget();
  }

  /** Asks the record anew about everybody, after sessions ended elsewhere. */
  forget(): void {
    this.recent.clear();
  }

  private async isLocked({ lockedUntil }: Pick<Account, 'lockedUntil'>): Promise<boolean> {
    return lockedUntil !== null && lockedUntil > (await realNow(this.db));
  }

  private async fail(personId: string | undefined, login: string, from: Trail, what: 'password' | 'totp'): Promise<void> {
    this.addresses.hit(from.ip ?? '');
    if (!personId) this.unknown.hit(login);
    await this.refuse(personId, login, from, what);
    if (!personId) return;
    const { failedSignIns } = await this.db.person.update({ where: { id: personId }, data: { failedSignIns: { increment: 1 } } });
    if (failedSignIns < MOST_FAILURES) return;
    await this.db.person.update({
      where: { id: personId },
      data: { failedSignIns: 0, lockedUntil: new Date((await realNow(this.db)).getTime() + LOCK_MS) },
    });
    await audit(this.db, { ...trail(from), personId, action: 'account.locked' });
  }

  /** What was typed for a name that is no account may be a password: only its hash is kept. */
  private refuse(personId: string | undefined, login: string, from: Trail, why: string): Promise<void> {
    const target = personId ? undefined : `unknown:${digest(login).slice(0, 16)}`;
    return audit(this.db, { ...trail(from), personId, target, action: 'session.refused', detail: { why } });
  }
}

const trail = ({ personId, ip, requestId }: Trail): Trail => ({ personId, ip, requestId });
const digest = (token: string) => createHash('sha256').update(token).digest('hex');
