import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Histogram } from 'prom-client';
import type { SignedIn } from '../session/guard.js';

const duration = new Histogram({
  name: 'duban_http_request_seconds',
  help: 'How long requests took, by route and status.',
  labelNames: ['method', 'route', 'status'],
  buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
});

/** What a request was about, for its line in the log: set by whoever finds out. */
export interface About {
  caseId?: string;
  workflowId?: string;
}
type Observed = SignedIn & { about?: About };

export function noteAbout(request: FastifyRequest, about: About): void {
  (request as Observed).about = about;
}

/** One JSON line a request: who, which route, case and workflow, under the request's id; never bodies, queries or personal data. And its time as a metric. */
export function observe(server: FastifyInstance): void {
  server.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'none';
    const { method } = request;
    const status = reply.statusCode;
    duration.observe({ method, route, status }, reply.elapsedTime / 1_000);
    const { someone, about } = request as Observed;
    const { id } = (request.params ?? {}) as { id?: string };
    const caseId = route.includes('/cases/:id') ? id : undefined;
    request.log.info(
      { method, route, status, ms: Math.round(reply.elapsedTime), personId: someone?.viewer.personId, caseId, ...about },
      'request',
    );
    done();
  });
}
