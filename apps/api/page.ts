import { existsSync, readFileSync } from 'node:fs';
import { extname, join, normalize } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
};

/** Serves the built page: its files as they are, every other path its entry. */
export function servePage(app: NestFastifyApplication, root: string): void {
  app
    .getHttpAdapter()
    .getInstance()
    .get('/*', (request: FastifyRequest, reply: FastifyReply) => {
      const asked = normalize(decodeURIComponent(request.url.split('?')[0]!)).replace(/^(\.\.[/\\])+/, '');
      const file = join(root, asked);
      const found = file.startsWith(root) && types[extname(file)] && existsSync(file) ? file : join(root, 'index.html');
      return reply.type(types[extname(found)]!).send(readFileSync(found));
    });
}
