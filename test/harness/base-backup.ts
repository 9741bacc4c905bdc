import type { EventEmitter } from 'node:events';
import pg from 'pg';

/**
 * What `pg_basebackup --pgdata=- --format=tar --wal-method=fetch --checkpoint=fast` writes: the answer of the server to that program's own command. npm's
 * PostgreSQL comes without the program, and Debian's is too old for it.
 */
export async function baseBackup(url: string): Promise<Buffer> {
  const client = new pg.Client({ connectionString: url, replication: 'true' } as pg.ClientConfig);
  await client.connect();
  const parts: Buffer[] = [];
  const { connection } = client as unknown as { connection: EventEmitter };
  // The first byte says what it is: 'd' is data of the archive, which the others open and comment on.
  connection.on('copyData', ({ chunk }: { chunk: Buffer }) => {
    if (chunk[0] === 'd'.charCodeAt(0)) parts.push(Buffer.from(chunk.subarray(1)));
  });
  await client.query(`BASE_BACKUP (LABEL 'duban', CHECKPOINT 'fast', WAL true, MANIFEST 'no')`);
  await client.end();
  return Buffer.concat(parts);
}
