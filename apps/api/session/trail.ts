import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Trail } from '#records/audit.js';
import type { SignedIn } from './guard.js';

/** Who asks, from where, in which request: what every audit entry of the request carries. */
export const From = createParamDecorator((_: unknown, context: ExecutionContext): Trail =>
  trailOf(context.switchToHttp().getRequest<SignedIn>()),
);

export function trailOf(request: SignedIn): Trail {
  return { personId: request.someone?.viewer.personId, ip: request.ip, requestId: request.id };
}
