import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import type { WorkflowExecutionInfo } from '@temporalio/client';
import { root } from '#apps/local/services/migrate.js';

type History = Parameters<typeof historyToJSON>[0];

/** Recorded runs: `<workflow>/<scenario>-<how it ended>.json`. Only added to; what an older program wrote must replay for good. */
export const historiesFolder = join(root, 'test/replay/histories');

const LONGEST = 200;

/**
 * With `DUBAN_RECORD=<scenario>` keeps what a test played: of every workflow type and every way of ending the longest run that is still small.
 * A file that is there stays as it is.
 */
export class Recording {
  private readonly runs = new Map<string, { events: number; history: History }>();

  add({ type, status }: WorkflowExecutionInfo, history: History): void {
    const events = history.events?.length ?? 0;
    const name = join(type, `${process.env.DUBAN_RECORD}-${status.name.toLowerCase().replaceAll('_', '-')}.json`);
    if (events <= LONGEST && events > (this.runs.get(name)?.events ?? 0)) this.runs.set(name, { events, history });
  }

  write(): void {
    if (!process.env.DUBAN_RECORD) return;
    for (const [name, { history }] of this.runs) {
      const path = join(historiesFolder, name);
      mkdirSync(join(path, '..'), { recursive: true });
      try {
        writeFileSync(path, `${JSON.stringify(JSON.parse(historyToJSON(history)))}\n`, { flag: 'wx' });
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      }
    }
  }
}
