import { createParamDecorator, Inject, Injectable, SetMetadata, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import type { Someone } from '#records/people.js';
import { CONFIG, type Config } from '../config.js';
import { Problem } from '../errors/problem.js';
import { tokenOf } from './cookie.js';
import { Sessions } from './sessions.js';

const PUBLIC = 'public';

/** A route without sign-in: public notices, health, sign-in itself. Every other route needs a session. */
export const Public = () => SetMetadata(PUBLIC, true);

const BEFORE_SECOND_FACTOR = 'before-second-factor';

/** A route open to somebody who still has to enrol the second factor: signing in and out, enrolling. */
export const BeforeSecondFactor = () => SetMetadata(BEFORE_SECOND_FACTOR, true);

export type SignedIn = FastifyRequest & { someone?: Someone; cookies: Record<string, string | undefined> };

/** The person of the request's session. */
export const Me = createParamDecorator(
  (_: unknown, context: ExecutionContext): Someone => context.switchToHttp().getRequest<SignedIn>().someone!,
);

/** Whether a role the person holds asks for a second factor that is not enrolled yet (money, administration; by setting). */
export function secondFactorDue(config: Config, someone: Someone): boolean {
  const asked = config.secondFactorRoles ?? [];
  return !someone.secondFactor && someone.viewer.posts.some((post) => asked.includes(post.role));
}

@Injectable()
export class SessionGuard implements CanActivate {
  constructor(
    @Inject(Reflector) private readonly reflector: Reflector,
    @Inject(Sessions) private readonly sessions: Sessions,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<SignedIn>();
    this.refuseForeign(request);
    const marked = (mark: string) => this.reflector.getAllAndOverride<boolean>(mark, [context.getHandler(), context.getClass()]);
    const token = tokenOf(this.config, request);
    if (token) request.someone = await this.sessions.find(token, request.headers['x-duban'] !== 'background');
    if (marked(PUBLIC)) return true;
    if (!request.someone)
      throw new Problem(401, { code: 'unauthenticated', message: '登录已过期或尚未登录，请重新登录；已保存的内容不会丢失。' });
    if (secondFactorDue(this.config, request.someone) && !marked(BEFORE_SECOND_FACTOR))
      throw new Problem(403, {
        code: 'second_factor_required',
        message: '您的岗位须启用动态验证码后方可使用，请在“我的账号”中启用。',
      });
    return true;
  }

  /** S9: a write must come from our own page: own header, own origin, and no foreign site. */
  private refuseForeign(request: SignedIn): void {
    if (['GET', 'HEAD', 'OPTIONS'].includes(request.method)) return;
    const site = request.headers['sec-fetch-site'];
    const foreignSite = site !== undefined && site !== 'same-origin' && site !== 'none';
    if (request.headers['x-duban'] === undefined || foreignSite || this.isForeign(request.headers.origin, request.headers.host))
      throw new Problem(403, { code: 'foreign_request', message: '请求来源不受信任，请从本系统页面操作。' });
  }

  private isForeign(origin: string | undefined, host: string | undefined): boolean {
    if (origin === undefined) return false;
    return origin !== new URL(this.config.publicUrl).origin && URL.parse(origin)?.host !== host;
  }
}
