import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { openDatabase } from '#records/database.js';
import { createApi } from './app.js';
import { readConfig } from './config.js';
import { servePage } from './page.js';
import { presenceOn } from './relay/presence.js';
import { Relay } from './relay/relay.js';

const config = readConfig();
const db = openDatabase(config.databaseUrl, { max: 20 });
const app = await createApi(config, db, { logger: true });

if (config.webRoot && existsSync(join(config.webRoot, 'index.html'))) servePage(app, config.webRoot);
await app.listen(config.port, '0.0.0.0');

/** Temporal may come later or go away: the connection is made on first use, and cases wait in the record. */
const relay = config.temporalAddress
  ? new Relay(
      db,
      new Client({ connection: Connection.lazy({ address: config.temporalAddress }), namespace: config.temporalNamespace })
        .workflow,
      {
        people: presenceOn(app.getHttpServer()),
        onError: (caseId, err) => app.getHttpAdapter().getInstance().log.warn({ caseId, err }, 'delivery failed'),
      },
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
