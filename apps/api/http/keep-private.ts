import type { FastifyInstance } from 'fastify';

/** S22 nothing the api says is kept by a browser or a proxy, unless the route says otherwise. */
export function keepPrivate(server: FastifyInstance): void {
  server.addHook('onSend', (request, reply, payload, done) => {
    if (request.url.startsWith('/api') && !reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
    done(null, payload);
  });
}
