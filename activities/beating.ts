import { heartbeat } from '@temporalio/activity';

const BEAT_MS = 3_000;

/** Does the work of an activity and says every three seconds that it goes on, so that a worker that died is noticed in seconds. */
export async function beating<T>(work: () => Promise<T>): Promise<T> {
  const beat = setInterval(() => heartbeat(), BEAT_MS);
  try {
    return await work();
  } finally {
    clearInterval(beat);
  }
}
