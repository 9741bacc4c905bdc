import { Body, Controller, Delete, Get, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { businessNow, readClock } from '#records/clock.js';
import type { Database } from '#records/database.js';
import { countInbox } from '#records/inbox.js';
import type { Someone } from '#records/people.js';
import { seenBy } from '#records/reader.js';
import type { Me as MeAnswer } from '../contract.js';
import { CONFIG, DATABASE, READER, type Config } from '../config.js';
import { sessionCookie, tokenOf } from './cookie.js';
import { BeforeSecondFactor, Me, Public, secondFactorDue, type SignedIn } from './guard.js';
import { Sessions } from './sessions.js';
import { trailOf } from './trail.js';

const SignIn = z.strictObject({
  login: z.string().trim().min(1).max(200),
  password: z.string().min(1).max(200),
  totp: z.string().max(20).optional(),
});

@ApiTags('session')
@Controller('session')
export class SessionController {
  constructor(
    @Inject(Sessions) private readonly sessions: Sessions,
    @Inject(DATABASE) private readonly db: Database,
    @Inject(READER) private readonly reader: Database,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** 登录: password, then the second factor where there is one; the session's cookie comes with the answer. */
  @Public()
  @Post()
  @HttpCode(200)
  async open(
    @Body() body: unknown,
    @Req() request: SignedIn,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MeAnswer> {
    const { token, someone } = await this.sessions.open(
      SignIn.parse(body),
      { ...trailOf(request), userAgent: request.headers['user-agent'] },
      tokenOf(this.config, request),
    );
    reply.header('set-cookie', sessionCookie(this.config, token));
    return this.answer(someone);
  }

  /** Who is signed in, with what is on the desk and the business time. */
  @BeforeSecondFactor()
  @Get()
  async show(@Me() me: Someone): Promise<MeAnswer> {
    return this.answer(me);
  }

  /** 退出: the session ends on the server. */
  @Public()
  @Delete()
  @HttpCode(204)
  async close(@Req() request: SignedIn, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    const token = tokenOf(this.config, request);
    if (token) await this.sessions.close(token, trailOf(request));
    reply.header('set-cookie', sessionCookie(this.config));
  }

  private async answer(someone: Someone): Promise<MeAnswer> {
    const [clock, now, inbox] = await Promise.all([
      readClock(this.db),
      businessNow(this.db),
      seenBy(someone.viewer, () => countInbox(this.reader, someone.viewer)),
    ]);
    return {
      personId: someone.viewer.personId,
      name: someone.name,
      login: someone.login,
      units: someone.units,
      secondFactor: { enrolled: someone.secondFactor, due: secondFactorDue(this.config, someone) },
      inbox,
      clock: { now: new Date(now).toISOString(), speed: clock.speed, training: !clock.sealed },
    };
  }
}
