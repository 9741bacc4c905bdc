import type { Facts } from '#domain/process/facts.js';
import { advance } from '#records/advance.js';
import { inTransaction, type Database } from '#records/database.js';
import { flushDigests } from '#records/digests.js';
import { readFacts } from '#records/facts.js';
import { settle } from '#records/settle.js';
import { beating } from '../beating.js';

/** What workflows ask of the record. Each is safe to repeat: the event id is the instant's own name and time. */
export interface RecordActivities {
  /** Knocks at the door for an instant that has come; the answer is the case's facts, whatever the door said. */
  knock(of: { caseId: string; name: string; at: number }): Promise<Facts>;
  /** The facts a child's workflow starts from. */
  readFacts(of: { caseId: string }): Promise<Facts>;
  /** Sweeps the call's projects past their closing, and tells each firm at once, in one mail. Returns how many were settled. */
  sweep(of: { callId: string; round: string }): Promise<number>;
}

export function recordActivities(db: Database): RecordActivities {
  return {
    knock: ({ caseId, name, at }) =>
      beating(async () => {
        await advance(db, caseId, { id: `instant:${name}:${at}`, on: name, by: { kind: 'time' } });
        return readFacts(db, caseId);
      }),
    readFacts: ({ caseId }) => beating(() => readFacts(db, caseId)),
    sweep: ({ callId, round }) =>
      beating(async () => {
        const settled = await settle(db, callId, round);
        await inTransaction(db, (tx) => flushDigests(tx, 'not-transmitted'));
        return settled;
      }),
  };
}
