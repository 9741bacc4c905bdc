import { existsSync, readFileSync } from 'node:fs';
import { extname, join, normalize } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { openDatabase } from '#records/database.js';
import { createApi } from './app.js';
import { readConfig } from './config.js';
import { Relay } from './relay/relay.js';

const config = readConfig();
const db = openDatabase(config.databaseUrl, { max: 20 });
const app = await createApi(config, db, { logger: true });

/** The page: its files as they are, every other path its entry. */
if (config.webRoot && existsSync(join(config.webRoot, 'index.html'))) {
  const types: Record<string, string> = {
    '.html': 'text/html; charset=utf-8',
    '.js': 'text/javascript',
    '.css': 'text/css',
    '.svg': 'image/svg+xml',
  };
  const root = config.webRoot;
  app
    .getHttpAdapter()
    .getInstance()
    .get('/*', (request: FastifyRequest, reply: FastifyReply) => {
      const asked = normalize(decodeURIComponent(request.url.split('?')[0]!)).replace(/^(\.\.[/\\])+/, '');
      const file = join(root, asked);
      const found = asked !== '/' && existsSync(file) && types[extname(file)] ? file : join(root, 'index.html');
      return reply.type(types[extname(found)]!).send(readFileSync(found));
    });
}
await app.listen(config.port, '0.0.0.0');

/** Temporal may come later or go away: the connection is made on first use, and cases wait in the record. */
const relay = config.temporalAddress
  ? new Relay(
      db,
      new Client({ connection: Connection.lazy({ address: config.temporalAddress }), namespace: config.temporalNamespace })
        .workflow,
    )
  : undefined;
relay?.start();

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => {
    void (async () => {
      await relay?.stop();
      await app.close();
      await db.$disconnect();
      process.exit(0);
    })();
  });
}
