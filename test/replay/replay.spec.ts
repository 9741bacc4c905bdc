import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DeterminismViolationError } from '@temporalio/workflow';
import { historyFromJSON } from '@temporalio/common/lib/proto-utils.js';
import { DefaultLogger, Runtime, Worker, type WorkflowBundleWithSourceMap } from '@temporalio/worker';
import { beforeAll, describe, expect, it } from 'vitest';
import { bundleWorkflows } from '#apps/worker/bundle.js';

// What a running workflow did under an older program, this program must be able to do again; no server is needed to know it.
Runtime.install({ shutdownSignals: [], logger: new DefaultLogger('ERROR') });

const histories = join(import.meta.dirname, 'histories');
const recorded = readdirSync(histories).flatMap((workflow) =>
  readdirSync(join(histories, workflow)).map((file) => ({ workflow, file })),
);

let workflowBundle: WorkflowBundleWithSourceMap;
beforeAll(async () => {
  workflowBundle = await bundleWorkflows();
}, 120_000);

const read = (...path: string[]) =>
  historyFromJSON(JSON.parse(readFileSync(join(import.meta.dirname, ...path), 'utf8')) as Parameters<typeof historyFromJSON>[0]);

describe('I12 recorded histories', () => {
  it.each(['call', 'daily-digest', 'key-project', 'reconcile', 'registration', 'selection-list', 'transmittal'])(
    '%s has at least one',
    (workflow) => expect(recorded.map((one) => one.workflow)).toContain(workflow),
  );

  it.each(recorded)('$workflow/$file replays with the workflows of today', async ({ workflow, file }) => {
    await Worker.runReplayHistory({ workflowBundle }, read('histories', workflow, file), workflow);
  });

  it('one that was broken on purpose is found: its workflow decided by itself, ours never does (TMPRL1100)', async () => {
    const replay = Worker.runReplayHistory({ workflowBundle }, read('broken.json'), 'broken');
    await expect(replay).rejects.toSatisfy(
      (error) => error instanceof DeterminismViolationError && error.message.includes('TMPRL1100'),
    );
  });
});
