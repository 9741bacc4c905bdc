import { condition, defineSignal, setHandler } from '@temporalio/workflow';

/** The least a workflow can do: it sleeps until it has been signalled so often, and ends. */
export async function bare(times = 1): Promise<void> {
  let woken = 0;
  setHandler(defineSignal('wake'), () => {
    woken += 1;
  });
  await condition(() => woken >= times);
}
