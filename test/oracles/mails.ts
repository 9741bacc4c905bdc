import pg from 'pg';
import type { ReceivedMail } from '#test/harness/smtp.js';

interface Queued {
  message_id: string;
  address: string;
  status: string;
  case_id: string | null;
  error: string | null;
}

/**
 * I7: every row of the outbox reached the server, to its own address and under its own Message-ID, those of one case to one address in their order; and
 * nothing else did. A row whose deadline came first says so, and never arrived.
 */
export async function mailViolations(url: string, received: ReceivedMail[], most = Infinity): Promise<string[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<Queued>(`select message_id, address, status, case_id, error from mail order by place`);
    const wanted = new Set(rows.map((row) => row.message_id));
    const found: string[] = [];
    for (const row of rows) {
      const copies = received.filter(({ messageId }) => messageId === row.message_id);
      if (copies.some(({ to }) => to !== row.address)) found.push(`I7 to another address ${row.message_id}`);
      if (row.status === 'expired') {
        if (copies.length > 0 || !row.error) found.push(`I7 expired, yet sent or unexplained ${row.message_id}`);
        continue;
      }
      if (row.status !== 'sent') found.push(`I7 ${row.status} ${row.message_id}`);
      if (copies.length === 0) found.push(`I7 not delivered ${row.message_id}`);
      if (copies.length > most) found.push(`I7 delivered ${copies.length} times ${row.message_id}`);
    }
    for (const { messageId } of received) if (!wanted.has(messageId)) found.push(`I7 of no row ${messageId}`);

    const arrival = (row: Queued) => received.findIndex(({ messageId }) => messageId === row.message_id);
    for (const [turn, same] of Map.groupBy(
      rows.filter((row) => row.case_id && row.status === 'sent'),
      (row) => `${row.case_id} ${row.address}`,
    ))
      if (same.some((row, n) => n > 0 && arrival(row) < arrival(same[n - 1]!))) found.push(`I7 out of order ${turn}`);
    return found;
  } finally {
    await client.end();
  }
}
