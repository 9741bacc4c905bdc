import pg from 'pg';

interface Acknowledged {
  caseId: string;
  eventId: string;
  revision: number;
  status: string;
}

/**
 * I5: what a client was told. Every acknowledged act stands in the log afterwards as it was told, once; no refused one does. An act without an
 * answer (the connection broke) may have happened or not: the client asks again with the same id.
 */
export class Journal {
  readonly acknowledged: Acknowledged[] = [];
  readonly refused: { caseId: string; eventId: string; code: string }[] = [];
  unanswered = 0;
  /** Answers that were neither: a fault of the program that nobody foresaw. */
  readonly unforeseen: string[] = [];

  async violations(url: string): Promise<string[]> {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      const found = this.unforeseen.map((answer) => `I5 unforeseen answer ${answer}`);
      for (const { caseId, eventId, revision, status } of this.acknowledged) {
        const { rows } = await client.query(
          'select revision, to_status from case_event where case_id = $1 and event_id = $2 order by revision',
          [caseId, eventId],
        );
        const [row] = rows;
        if (rows.length !== 1 || row.revision !== revision || row.to_status !== status)
          found.push(`I5 acknowledged ${eventId} of ${caseId} as ${status}@${revision}, recorded ${JSON.stringify(rows)}`);
      }
      const accepted = new Set(this.acknowledged.map(({ eventId }) => eventId));
      for (const { caseId, eventId, code } of this.refused.filter((one) => !accepted.has(one.eventId))) {
        const { rowCount } = await client.query('select from case_event where case_id = $1 and event_id = $2', [caseId, eventId]);
        if (rowCount) found.push(`I5 refused ${eventId} of ${caseId} (${code}) and recorded it`);
      }
      return found;
    } finally {
      await client.end();
    }
  }
}
