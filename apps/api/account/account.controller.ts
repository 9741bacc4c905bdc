import { Body, Controller, Delete, Get, HttpCode, Inject, Post, Put, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { changePassword } from '#records/passwords.js';
import { appendAudit, type Trail } from '#records/audit.js';
import { realNow } from '#records/clock.js';
import { inTransaction, type Database } from '#records/database.js';
import type { Someone } from '#records/people.js';
import { enrolSecret, proposeSecret } from '#records/second-factor.js';
import type { Account, SecondFactorSecret } from '../contract.js';
import { CONFIG, DATABASE, type Config } from '../config.js';
import { problemOf } from '../errors/problem.js';
import { tokenOf } from '../session/cookie.js';
import { BeforeSecondFactor, Me, secondFactorDue, type SignedIn } from '../session/guard.js';
import { Sessions } from '../session/sessions.js';
import { matchingStep, newSecret, otpauthUri } from '../session/totp.js';
import { From } from '../session/trail.js';
import { checkedHash } from './password.controller.js';

const Password = z.strictObject({ current: z.string().max(200), password: z.string().max(500) });
const Propose = z.strictObject({ current: z.string().max(200), totp: z.string().max(20).optional() });
const Confirm = z.strictObject({ code: z.string().max(20) });

/** 我的账号: one's own password, second factor and sessions. */
@ApiTags('account')
@BeforeSecondFactor()
@Controller('account')
export class AccountController {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(Sessions) private readonly sessions: Sessions,
  ) {}

  /** One's own account: addresses, units, second factor and where else one is signed in. */
  @Get()
  async show(@Me() me: Someone): Promise<Account> {
    const { personId } = me.viewer;
    const [person, sessions] = await Promise.all([
      this.db.person.findUniqueOrThrow({ where: { id: personId }, select: { email: true, phone: true } }),
      this.db.session.findMany({
        where: { personId, expiresAt: { gt: await realNow(this.db) } },
        orderBy: { lastSeenAt: 'desc' },
        select: { createdAt: true, lastSeenAt: true, ip: true, userAgent: true },
      }),
    ]);
    return {
      name: me.name,
      login: me.login,
      email: person.email,
      phone: person.phone,
      units: me.units,
      secondFactor: { enrolled: me.secondFactor, due: secondFactorDue(this.config, me) },
      sessions: sessions.map(({ createdAt, lastSeenAt, ip, userAgent }) => ({
        createdAt: createdAt.toISOString(),
        lastSeenAt: lastSeenAt.toISOString(),
        ip,
        userAgent,
      })),
    };
  }

  /** 修改密码; every other session ends with the old one. */
  @Put('password')
  @HttpCode(204)
  async changePassword(@Me() me: Someone, @From() from: Trail, @Req() request: SignedIn, @Body() body: unknown): Promise<void> {
    const { current, password } = Password.parse(body);
    await this.sessions.confirmPassword(me.viewer.personId, current, from);
    if (current === password)
      throw problemOf({ code: 'password_same', message: '新密码不能与当前密码相同。', field: 'password' });
    const hash = await checkedHash(password, me.login);
    await inTransaction(this.db, async (tx) => {
      await changePassword(tx, me.viewer.personId, hash, from);
      await this.sessions.endAll(tx, me.viewer.personId, tokenOf(this.config, request));
    });
  }

  /** Ends every other session of one's own. */
  @Delete('sessions')
  @HttpCode(204)
  async endOthers(@Me() me: Someone, @From() from: Trail, @Req() request: SignedIn): Promise<void> {
    await inTransaction(this.db, async (tx) => {
      await this.sessions.endAll(tx, me.viewer.personId, tokenOf(this.config, request));
      await appendAudit(tx, { ...from, action: 'sessions.ended' });
    });
  }

  /** A new secret, shown this once; it counts after the first right code. Replacing one asks for a code of the old. */
  @Post('totp')
  @HttpCode(200)
  async propose(@Me() me: Someone, @From() from: Trail, @Body() body: unknown): Promise<SecondFactorSecret> {
    const { current, totp } = Propose.parse(body);
    const person = await this.sessions.confirmPassword(me.viewer.personId, current, from);
    if (person.totpSecret && !(totp && (await this.sessions.acceptCode(person, totp))))
      throw problemOf({ code: 'totp_wrong', message: '请输入现用身份验证器中的动态验证码。', field: 'totp' });
    const secret = newSecret();
    await proposeSecret(this.db, me.viewer.personId, secret);
    return { secret, uri: otpauthUri(secret, me.login) };
  }

  /** The second factor counts from the first right code on; every other session ends. */
  @Post('totp/confirm')
  @HttpCode(204)
  async confirm(@Me() me: Someone, @From() from: Trail, @Req() request: SignedIn, @Body() body: unknown): Promise<void> {
    const { code } = Confirm.parse(body);
    const { personId } = me.viewer;
    const { totpPending: secret } = await this.db.person.findUniqueOrThrow({ where: { id: personId } });
    const step = secret ? matchingStep(secret, code, (await realNow(this.db)).getTime()) : undefined;
    if (!secret || step === undefined)
      throw problemOf({ code: 'totp_wrong', message: '验证码不正确，请核对手机时间后输入最新的6位数字。', field: 'code' });
    await inTransaction(this.db, async (tx) => {
      await enrolSecret(tx, personId, secret, step, from);
      await this.sessions.endAll(tx, personId, tokenOf(this.config, request));
    });
  }
}
