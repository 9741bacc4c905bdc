import { createServer } from 'node:http';

/** Answers 200 while the worker takes work, 503 otherwise; heard on this machine only. For the container's health check. */
export function serveHealth(port: number, healthy: () => boolean): void {
  createServer((_request, response) => response.writeHead(healthy() ? 200 : 503).end())
    .listen(port, '127.0.0.1')
    .unref();
}
