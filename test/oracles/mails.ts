import pg from 'pg';
import type { ReceivedMail } from '#test/harness/smtp.js';

/** I7: every row of the outbox reached the server, to its own address and under its own Message-ID; and nothing else did. */
export async function mailViolations(url: string, received: ReceivedMail[], most = Infinity): Promise<string[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query(`select message_id, address, status from mail`);
    const wanted = new Map(rows.map((row) => [row.message_id as string, row]));
    const found: string[] = [];
    for (const row of rows) {
      const copies = received.filter(({ messageId }) => messageId === row.message_id);
      if (row.status !== 'sent') found.push(`I7 ${row.status} ${row.message_id}`);
      if (copies.length === 0) found.push(`I7 not delivered ${row.message_id}`);
      if (copies.length > most) found.push(`I7 delivered ${copies.length} times ${row.message_id}`);
      if (copies.some(({ to }) => to !== row.address)) found.push(`I7 to another address ${row.message_id}`);
    }
    for (const { messageId } of received) if (!wanted.has(messageId)) found.push(`I7 of no row ${messageId}`);
    return found;
  } finally {
    await client.end();
  }
}
