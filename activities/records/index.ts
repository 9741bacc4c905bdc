import type { Facts } from '#domain/process/facts.js';
import { advance } from '#records/advance.js';
import { untilComes } from '#records/clock.js';
import { inTransaction, type Database } from '#records/database.js';
import { flushDigests } from '#records/digests.js';
import type { Ahead } from '#records/decide.js';
import { readFacts } from '#records/facts.js';
import { reckonSweep, settle } from '#records/settle.js';
import { beating } from '../beating.js';

/** What workflows ask of the record. Each is safe to repeat: the event id is the instant's own name and time. */
export interface RecordActivities {
  /** Knocks at the door for an instant that has come; the answer is the case's facts, whatever the door said. */
  knock(of: { caseId: string; name: string; at: number }): Promise<Facts>;
  /** The facts a child's workflow starts from. */
  readFacts(of: { caseId: string }): Promise<Facts>;
  /**
   * The closing of a call at `at`, called shortly before: reckons the sweep, waits for the instant, knocks, sweeps the call's projects past their closing and tells each firm at
   * once, in one mail. Nothing is swept where the door says no: an extension came first. The answer is the call's facts.
   */
  close(of: { callId: string; at: number }): Promise<Facts>;
  /** The sweep alone, as calls ask for it that were open before `close` was there. Returns how many were settled. */
  sweep(of: { callId: string; round: string }): Promise<number>;
}

export function recordActivities(db: Database): RecordActivities {
  const knock = (caseId: string, name: string, at: number) =>
    advance(db, caseId, { id: `instant:${name}:${at}`, on: name, by: { kind: 'time' } });
  const sweep = async (callId: string, round: string, ahead?: Ahead) => {
    const settled = await settle(db, callId, round, ahead);
    await inTransaction(db, (tx) => flushDigests(tx, 'not-transmitted'));
    return settled;
  };
  return {
    knock: ({ caseId, name, at }) =>
      beating(async () => {
        await knock(caseId, name, at);
        return readFacts(db, caseId);
      }),
    readFacts: ({ caseId }) => beating(() => readFacts(db, caseId)),
    close: ({ callId, at }) =>
      beating(async () => {
        const ahead = await reckonSweep(db, callId, String(at), at);
        await untilComes(db, at);
        const { outcome } = await knock(callId, 'settle', at);
        if (outcome !== 'refused') await sweep(callId, String(at), ahead);
        return readFacts(db, callId);
      }),
    sweep: ({ callId, round }) => beating(() => sweep(callId, round)),
  };
}
