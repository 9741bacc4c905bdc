import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { refusePassword } from '#domain/account/password-policy.js';
import { forgotPassword, resetPassword } from '#records/passwords.js';
import type { Trail } from '#records/audit.js';
import type { Database } from '#records/database.js';
import { readLink } from '#records/one-time-links.js';
import type { OneTimeLink } from '../contract.js';
import { CONFIG, DATABASE, type Config } from '../config.js';
import { Problem, problemOf } from '../errors/problem.js';
import { Public } from '../session/guard.js';
import { hashPassword } from '../session/password.js';
import { Sessions } from '../session/sessions.js';
import { Throttle } from '../session/throttle.js';
import { From } from '../session/trail.js';

const Forgot = z.strictObject({ account: z.string().trim().min(1).max(200) });
const Token = z.string().min(20).max(100);
const Link = z.strictObject({ token: Token });
const Reset = z.strictObject({ token: Token, password: z.string().max(500) });

/** So long every answer takes: whether there was an account cannot be measured. */
const ANSWER_MS = 150;

/** Forgotten and first passwords, by one-time links in mail. */
@ApiTags('account')
@Public()
@Controller('password')
export class PasswordController {
  private readonly asked = new Throttle(30, 15 * 60_000);

  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(Sessions) private readonly sessions: Sessions,
  ) {}

  @Post('forgot')
  @HttpCode(202)
  async forgot(@From() from: Trail, @Body() body: unknown): Promise<{ message: string }> {
    const { account } = Forgot.parse(body);
    this.limit(from);
    const answerable = new Promise((resolve) => setTimeout(resolve, ANSWER_MS));
    await Promise.all([forgotPassword(this.db, account, from, this.config.publicUrl), answerable]);
    return { message: '如该账号存在，重置链接已发送至其登记邮箱，30分钟内有效，请查收。' };
  }

  /** Whose link it is, before the page asks for a password. */
  @Post('link')
  @HttpCode(200)
  async link(@From() from: Trail, @Body() body: unknown): Promise<OneTimeLink> {
    const { token } = Link.parse(body);
    this.limit(from);
    const found = await readLink(this.db, token);
    if (!found) throw problemOf({ code: 'link_invalid', message: '链接已失效或已使用，请在登录页点击“忘记密码”重新获取。' });
    return { login: found.login, name: found.name, purpose: found.purpose };
  }

  @Post('reset')
  @HttpCode(204)
  async reset(@From() from: Trail, @Body() body: unknown): Promise<void> {
    const { token, password } = Reset.parse(body);
    this.limit(from);
    await resetPassword(this.db, token, (login) => checkedHash(password, login), from);
    this.sessions.forget();
  }

  private limit({ ip = '' }: Trail): void {
    if (this.asked.exceeded(ip)) throw new Problem(429, { code: 'too_many', message: '操作过于频繁，请15分钟后再试。' });
    this.asked.hit(ip);
  }
}

/** The password's hash, once the policy takes it. Throws Problem 'password_weak'. */
export function checkedHash(password: string, login: string): Promise<string> {
  const weak = refusePassword(password, login);
  if (weak) throw problemOf(weak);
  return hashPassword(password);
}
