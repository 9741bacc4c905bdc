import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { seenBy } from '#records/reader.js';
import type { SignedIn } from './guard.js';

/** Whatever a request reads through the reader, PostgreSQL shows it as its person may see it; a request without a person sees no case. */
@Injectable()
export class Sight implements NestInterceptor {
  async intercept(context: ExecutionContext, next: CallHandler): Promise<ReturnType<CallHandler['handle']>> {
    const { someone } = context.switchToHttp().getRequest<SignedIn>();
    return someone ? seenBy(someone.viewer, async () => next.handle()) : next.handle();
  }
}
