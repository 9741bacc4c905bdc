import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ZodError } from 'zod';
import { DocumentError } from '#activities/documents/error.js';
import type { Refusal } from '#domain/process/types.js';
import { MoneyError } from '#domain/money/fen.js';
import { isAway, isBusy, isFull, RecordError } from '#records/database.js';

/** A typed "no" on its way out: RFC 9457 with our code, a Chinese sentence and the field. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly refusal: Refusal,
  ) {
    super(refusal.code);
  }
}

const statusOf: Record<string, number> = {
  not_found: 404,
  stale: 409,
  held_by_other: 409,
  draft_conflict: 409,
  uscc_taken: 409,
  projects_running: 409,
  two_levels: 403,
  own_case: 403,
  not_your_task: 403,
  not_your_office: 403,
  not_entrusted: 403,
  not_for_persons: 403,
  unauthenticated: 401,
  too_large: 413,
  type_not_allowed: 415,
  locked: 429,
  forbidden: 403,
};

/** Refusals of the door: 409 when the world moved, 403 when it is not yours, 422 when the act itself is not possible. */
export function problemOf(refusal: Refusal): Problem {
  return new Problem(statusOf[refusal.code] ?? 422, refusal);
}

@Catch()
export class ProblemFilter implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const { status, refusal } = asProblem(error);
    if (status >= 500) request.log.error({ err: error }, 'unexpected');
    void http
      .getResponse<FastifyReply>()
      .status(status)
      .type('application/problem+json')
      .send({ type: `urn:duban:${refusal.code}`, title: refusal.message, status, ...refusal, requestId: request.id });
  }
}

function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof RecordError) return problemOf({ code: error.code, message: error.message, field: error.field });
  if (error instanceof MoneyError) return problemOf({ code: error.code, message: error.message });
  if (error instanceof DocumentError) {
    const details = error.cells.map(({ address, label, message }) => ({
      field: address,
      message: label ? `${label}：${message}` : message,
    }));
    return problemOf({ code: error.code, message: error.message, ...(details.length ? { details } : {}) });
  }
  if (error instanceof ZodError) {
    const details = error.issues.map((issue) => ({
      field: issue.path.join('.'),
      message: `「${issue.path.join('.')}」格式不正确。`,
    }));
    return new Problem(400, {
      code: 'bad_request',
      message: details[0]?.message ?? '请求格式不正确。',
      field: details[0]?.field,
      details,
    });
  }
  if (isFull(error))
    return new Problem(503, {
      code: 'record_full',
      message: '系统存储空间已满，本次操作没有生效，您填写的内容仍在页面上：请联系系统管理员清理或扩充存储空间，恢复后重试。',
    });
  if (isAway(error))
    return new Problem(503, {
      code: 'record_away',
      message: '数据库连接中断，本次操作可能没有生效，您填写的内容仍在页面上，请稍后重试：已经生效的不会重复办理。',
    });
  if (isBusy(error))
    return new Problem(503, {
      code: 'busy',
      message: '该事项或其额度正在被办理，本次操作没有生效，您填写的内容仍在页面上，请稍后重试。',
    });
  const status = error instanceof HttpException ? error.getStatus() : ((error as { statusCode?: number }).statusCode ?? 500);
  if (status === 413)
    return new Problem(413, { code: 'too_large', message: '提交内容过大：单个附件不得超过50MB，请压缩或拆分后再上传。' });
  if (status === 404) return new Problem(404, { code: 'not_found', message: '页面或接口不存在。' });
  if (status < 500) return new Problem(status, { code: 'bad_request', message: '请求格式不正确，请刷新页面后重试。' });
  return new Problem(500, { code: 'internal', message: '系统繁忙，未能完成操作，您的内容没有丢失，请稍后重试。' });
}
