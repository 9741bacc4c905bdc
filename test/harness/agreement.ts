import { Client, type Connection } from '@temporalio/client';
import type { Database } from '#records/database.js';
import { TASK_QUEUE } from '#workflows/contracts.js';
import { engineViolations } from '#test/oracles/engine.js';
import { eventually } from './temporal.js';

/** In what the engine still differs from the record when patience is over; nothing as soon as they agree. `first` is done before each look. */
export function differences(db: Database, temporal: Connection, first?: () => Promise<unknown>): Promise<string[]> {
  const look = () => engineViolations(db, new Client({ connection: temporal }), TASK_QUEUE);
  return eventually(async () => {
    await first?.();
    return (await look()).length === 0;
  }).then(() => [], look);
}
