import { dailyDigest } from '#domain/daily-digest/process.js';
import type { Database } from '../database.js';
import { flushDigests } from '../digests.js';
import { openCase } from '../open-case.js';
import type { Registered } from '../processes.js';

export const dailyDigestRecords: Registered = {
  process: dailyDigest,
  registers: { digests: async (tx) => void (await flushDigests(tx)) },
};

/** There is one, so its id is fixed. */
const DAILY_DIGEST = '00000000-0000-4000-8000-000000000613';

/** Opens the system's one daily digest, when it is not open yet; every worker does so when it starts. */
export function openDailyDigest(db: Database): Promise<{ id: string }> {
  return openCase(db, {
    process: dailyDigest.name,
    id: DAILY_DIGEST,
    title: dailyDigest.label,
    data: {},
    department: 'miit',
    by: { kind: 'system' },
  });
}
