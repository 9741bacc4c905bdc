import { createParamDecorator, Inject, Injectable, SetMetadata, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import type { Someone } from '#records/people.js';
import { CONFIG, type Config } from '../config.js';
import { Problem } from '../errors/problem.js';
import { Sessions } from './sessions.js';

const PUBLIC = 'public';

/** A route without sign-in: public notices, health, sign-in itself. Every other route needs a session. */
export const Public = () => SetMetadata(PUBLIC, true);

export type SignedIn = FastifyRequest & { someone?: Someone; cookies: Record<string, string | undefined> };

/** The person of the request's session. */
export const Me = createParamDecorator(
  (_: unknown, context: ExecutionContext): Someone => context.switchToHttp().getRequest<SignedIn>().someone!,
);

/** `__Host-` where the page is served over https; a local training system on http cannot have it. */
export const cookieName = (config: Config) => (config.publicUrl.startsWith('https:') ? '__Host-duban' : 'duban');

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
    const token = request.cookies[cookieName(this.config)];
    if (token) request.someone = await this.sessions.find(token);
    if (request.someone || this.reflector.getAllAndOverride<boolean>(PUBLIC, [context.getHandler(), context.getClass()]))
      return true;
    throw new Problem(401, { code: 'unauthenticated', message: '登录已过期或尚未登录，请重新登录；已保存的内容不会丢失。' });
  }

  /** S9: a write must come from our own page: own header, and no foreign site. */
  private refuseForeign(request: SignedIn): void {
    if (['GET', 'HEAD', 'OPTIONS'].includes(request.method)) return;
    const site = request.headers['sec-fetch-site'];
    if (request.headers['x-duban'] === undefined || (site !== undefined && site !== 'same-origin' && site !== 'none')) {
      throw new Problem(403, { code: 'foreign_request', message: '请求来源不受信任，请从本系统页面操作。' });
    }
  }
}
