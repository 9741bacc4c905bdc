import type { FastifyInstance } from 'fastify';
import { Problem } from '../errors/problem.js';

/** Deeper than any form or act goes. */
const DEEPEST = 20;

/**
 * Refuses, before any route sees it, what PostgreSQL cannot keep: NUL and half characters (lone surrogates) anywhere in body, query or path,
 * and nesting no form has. F22.
 */
export function refuseUnwholesome(server: FastifyInstance): void {
  server.addHook('preHandler', (request, _reply, done) => {
    const fault = [request.params, request.query, request.body].map((part) => faultIn(part)).find((one) => one !== undefined);
    done(fault && new Problem(400, fault));
  });
}

function faultIn(root: unknown): { code: string; message: string; field?: string } | undefined {
  const waiting: { value: unknown; path: string; depth: number }[] = [{ value: root, path: '', depth: 0 }];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { value, path, depth } = next;
    if (typeof value === 'string' && !isWhole(value)) return badText(path);
    // A file on its way in is no form.
    if (typeof value !== 'object' || value === null || Buffer.isBuffer(value)) continue;
    if (depth >= DEEPEST) return { code: 'too_deep', message: '提交内容层级过多，请刷新页面后重新填写。', field: path };
    for (const [key, inner] of Object.entries(value)) {
      if (!isWhole(key)) return badText(path);
      waiting.push({ value: inner, path: path ? `${path}.${key}` : key, depth: depth + 1 });
    }
  }
  return undefined;
}

const isWhole = (text: string) => text.isWellFormed() && !text.includes('\0');

const badText = (field: string) => ({
  code: 'bad_text',
  message: '内容中含有无法保存的字符，请删除不可见字符或重新录入后再提交。',
  ...(field ? { field } : {}),
});
