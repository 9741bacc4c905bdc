import { readClock } from '#records/clock.js';
import type { Database } from '#records/database.js';
import { treasurySimulator } from './simulator.js';
import { byFile, type Treasury } from './treasury.js';

/** A production system sends and receives by files until its treasury's interface is connected; a training system has one inside. */
export async function chooseTreasury(db: Database): Promise<Treasury> {
  return (await readClock(db)).sealed ? byFile : treasurySimulator(db);
}
