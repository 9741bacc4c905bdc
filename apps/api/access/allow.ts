import {
  applyDecorators,
  Inject,
  Injectable,
  SetMetadata,
  UseGuards,
  type CanActivate,
  type ExecutionContext,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { can, type Letter, type ObjectKind, type Viewer } from '#domain/organisation/access-matrix.js';
import type { Role } from '#domain/organisation/roles.js';
import { audit } from '#records/audit.js';
import type { Database } from '#records/database.js';
import { DATABASE } from '../config.js';
import { Problem } from '../errors/problem.js';
import type { SignedIn } from '../session/guard.js';
import { trailOf } from '../session/trail.js';

const ENTRIES = 'allow';

/** One way in: a question to the viewer's posts. */
export type Entry = (viewer: Viewer) => boolean;

/** By a cell of the role matrix (specification 5); how far the cell reaches is the handler's to ask. */
export const to =
  (letter: Letter, object: ObjectKind): Entry =>
  (viewer) =>
    viewer.posts.some((post) => can(post.role, letter, object));

/** By role, where the matrix has no row: the inspector. */
export const holding =
  (...roles: Role[]): Entry =>
  (viewer) =>
    viewer.posts.some((post) => roles.includes(post.role));

/** The route is open to whom one of the entries lets in; a refused attempt stands in the audit log (6.14). */
export const Allow = (...entries: Entry[]) => applyDecorators(SetMetadata(ENTRIES, entries), UseGuards(AllowGuard));

@Injectable()
export class AllowGuard implements CanActivate {
  constructor(
    @Inject(Reflector) private readonly reflector: Reflector,
    @Inject(DATABASE) private readonly db: Database,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<SignedIn>();
    const entries = this.reflector.getAllAndOverride<Entry[]>(ENTRIES, [context.getHandler(), context.getClass()]);
    if (entries.some((entry) => entry(request.someone!.viewer))) return true;
    await audit(this.db, {
      ...trailOf(request),
      action: 'access.refused',
      target: `${request.method} ${request.url.split('?')[0]}`,
    });
    throw new Problem(403, { code: 'forbidden', message: '您的岗位没有此项权限，如确需办理请联系安全管理员调整岗位。' });
  }
}
